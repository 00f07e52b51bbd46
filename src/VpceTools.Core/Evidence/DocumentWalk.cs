using System.Text.Json;

namespace VpceTools.Evidence;

/// <summary>Walks through one JSON document, which may hold several kinds of list.</summary>
/// <param name="contents">What takes in the resources.</param>
/// <param name="cancellationToken">Stops the walk.</param>
internal sealed class DocumentWalk(EvidenceContents contents, CancellationToken cancellationToken)
{
    /// <summary>What takes in the resources.</summary>
    public EvidenceContents Contents => contents;

    /// <summary>Whether the document says that more pages follow it.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Stops the walk where that was asked for.</summary>
    public void ThrowIfCancelled() => cancellationToken.ThrowIfCancellationRequested();

    /// <summary>Reads every document that the keys tell.</summary>
    public void Read(DocumentNode root)
    {
        IsTruncated = root.Properties().Any(SaysMore);
        foreach (var property in root.Properties())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            var forms = EvidenceKinds.DocumentsOf(property.Name);
            // Several answers share some keys, and services other than those known here use them too: the shape of the items tells.
            foreach (var form in forms)
            {
                if ((forms.Count > 1 || form.IsLookAlike) && !form.Fits(root, property.Value, contents.File))
                    continue;
                form.ReadInto(root, property.Value, this);
                break;
            }
        }
    }

    /// <summary>
    /// <c>NextToken</c> of most answers, <c>IsTruncated</c> of Route 53, <c>AdditionalRoutesAvailable</c> of search-transit-gateway-routes.
    /// </summary>
    private static bool SaysMore(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => property.NameEquals("NextToken") && !property.Value.ValueEquals(""),
        JsonValueKind.True => property.NameEquals("IsTruncated") || property.NameEquals("AdditionalRoutesAvailable"),
        _ => false,
    };
}
