using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The outputs of describe-prefix-lists (names and entries), describe-managed-prefix-lists (names) and get-managed-prefix-list-entries
/// (entries; the list itself is named only by the file).
/// </summary>
internal static class PrefixListDocument
{
    public const string EntriesKey = "Entries";
    private static readonly Regex IdInName = new("pl-[0-9a-f]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.PrefixLists, item, "PrefixListId", Read);

    /// <summary>Whether this is the output of get-managed-prefix-list-entries; other services have entries too, of another form.</summary>
    public static bool HasEntries(SnapshotNode document) =>
        document.IsArray(EntriesKey, of: JsonValueKind.Object) && document.List(EntriesKey, entry => entry.Has("Cidr")).All(hasCidr => hasCidr);

    /// <summary>Reads <c>{"Entries": [{"Cidr": …}]}</c>.</summary>
    public static void ReadEntries(string file, SnapshotNode document, SnapshotContents contents, bool isTruncated)
    {
        var name = file.Substring(file.LastIndexOf('/') + 1);
        if (IdInName.Match(name) is not { Success: true } match)
        {
            // An empty list may be anybody's.
            if (document.Items(EntriesKey).Count > 0)
                contents.Remarks.Add($"'{file}' has the entries of a prefix list and does not say of which: put its id (pl-…) into the file's name.");
            return;
        }

        if (isTruncated)
        {
            contents.Remarks.Add($"'{file}' has a part of the entries of {match.Value} only (it has a NextToken), so its entries count as unknown.");
            return;
        }

        contents.AddDocument(kind: null, isTruncated: false);
        contents.Add(contents.PrefixLists, match.Value, () => new PrefixList
        {
            Id = match.Value,
            CidrBlocks = document.List(EntriesKey, entry => entry.Cidr("Cidr") ?? throw entry.Missing("Cidr")),
        });
    }

    /// <summary>Writes the entries of a list that has none, which the list itself cannot say.</summary>
    public static void WriteNoEntries(Utf8JsonWriter json) => json.WriteTexts(EntriesKey, []);

    public static void Write(Utf8JsonWriter json, PrefixList list)
    {
        if (list.CidrBlocks is { } blocks)
            json.WriteTexts("Cidrs", blocks.Select(b => b.ToString()));
        json.WriteText("PrefixListId", list.Id);
        json.WriteText("PrefixListName", list.Name);
    }

    private static PrefixList Read(SnapshotNode item) => new()
    {
        Id = item.RequiredText("PrefixListId"),
        Name = item.Text("PrefixListName"),
        // The lists that this call gives with entries are those of services, which have addresses: no entries means that they are not known.
        CidrBlocks = item.Cidrs("Cidrs") is { Count: > 0 } blocks ? blocks : null,
    };
}
