using System.Text.Json;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>Walks through one JSON document, which may hold several kinds of list.</summary>
/// <param name="file">The file's name, for messages.</param>
/// <param name="contents">What takes in the resources.</param>
/// <param name="cancellationToken">Stops the walk.</param>
internal sealed class DocumentWalk(string file, SnapshotContents contents, CancellationToken cancellationToken)
{
    private static readonly string[] Arns = ["SubnetArn", "SecurityGroupArn", "SecurityGroupRuleArn", "PrefixListArn"];

    public void Read(SnapshotNode root)
    {
        var isTruncated = false;
        var kinds = new List<DocumentKind>();
        foreach (var property in root.Properties())
        {
            if (property.NameEquals("NextToken"))
                isTruncated |= property.Value.ValueKind == JsonValueKind.String && !property.Value.ValueEquals("");
            else if (property.Value.ValueKind != JsonValueKind.Null && DocumentKinds.Find(property) is { } kind && ReadItems(root, kind, property.Value))
                kinds.Add(kind);
        }

        foreach (var kind in kinds)
            contents.AddDocument(kind.Resource, isTruncated);
        if (VpcAttributeDocument.IsTold(root))
            VpcAttributeDocument.Read(root, contents);
        if (PrefixListDocument.HasEntries(root))
            PrefixListDocument.ReadEntries(file, root, contents, isTruncated);
    }

    /// <summary>Reads a list.</summary>
    /// <returns>Whether it is a list of the kind.</returns>
    private bool ReadItems(SnapshotNode root, DocumentKind kind, JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw MalformedDocumentException.WrongType("$." + kind.Key, list.ValueKind, "an array");
        int items = 0, foreign = 0;
        foreach (var element in list.EnumerateArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            // 'aws efs describe-mount-target-security-groups', for one, lists bare ids under the same key.
            if (element.ValueKind == JsonValueKind.String || !ReadItem(kind, root.Item(kind.Key, items, element), isFirst: items == 0))
                foreign++;
            items++;
        }

        if (foreign > 0)
            contents.Remarks.Add($"'{file}': {foreign} of {items} items of {kind.Key} are not what 'aws ec2 describe-…' gives and are ignored.");
        return items == 0 || foreign < items;
    }

    private bool ReadItem(DocumentKind kind, SnapshotNode item, bool isFirst)
    {
        // The ARN names the Region; the first of a list speaks for all.
        if (isFirst && Arns.Select(item.Text).Select(AwsRegion.OfArn).FirstOrDefault(r => r is not null) is { } region)
            contents.ArnRegions.Add(region);
        return kind.Read(item, contents);
    }
}
