using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Snapshots.Documents;

/// <summary>
/// The outputs of describe-prefix-lists (names and entries), describe-managed-prefix-lists (names) and get-managed-prefix-list-entries
/// (entries; the list itself is named only by the file).
/// </summary>
internal static class PrefixListDocument
{
    private const string EntriesKey = "Entries";
    private static readonly Regex IdInName = new("pl-[0-9a-f]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.PrefixLists, item, "PrefixListId", Read);

    /// <summary>Whether the top-level keys are those of get-managed-prefix-list-entries.</summary>
    public static bool IsTold(ICollection<string> keys) => keys.Contains(EntriesKey);

    /// <summary>Reads <c>{"Entries": [{"Cidr": …}]}</c>.</summary>
    public static void ReadEntries(SnapshotNode document, SnapshotContents contents, bool isTruncated)
    {
        var file = document.File;
        var entries = document.Items(EntriesKey).ToList();
        var name = file.Substring(file.LastIndexOf('/') + 1);
        if (!entries.TrueForAll(entry => entry.Has("Cidr")))
            return;
        if (IdInName.Match(name) is not { Success: true } match)
        {
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
            CidrBlocks = entries.Select(entry => entry.Cidr("Cidr") ?? throw entry.Missing("Cidr")).ToValueList(),
        });
    }

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
        CidrBlocks = item.Has("Cidrs") ? item.Cidrs("Cidrs") : null,
    };
}
