using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The outputs of describe-prefix-lists (names and entries), describe-managed-prefix-lists (names) and get-managed-prefix-list-entries
/// (entries; the list itself is named only by the file).
/// </summary>
internal static class PrefixListEvidence
{
    public static EvidenceKind<PrefixList> Row { get; } = new(ResourceKind.PrefixList, "ec2", "DescribePrefixLists")
    {
        Purpose = "addresses of gateway endpoints' services",
        // DescribePrefixLists holds the lists of AWS services only; this call has the entries of any list.
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
        CallOfOne = new(ResourceKind.PrefixList, "ec2", "GetManagedPrefixListEntries")
        {
            Purpose = "only where a rule or route names a customer-managed prefix list",
        },
        Select = id => $"--prefix-list-id {id}",
        IdOf = list => list.Id,
        Get = network => network.PrefixLists,
        With = (network, items) => network with { PrefixLists = items },
        Check = list => IdForm.PrefixList.Check("PrefixListId", list.Id),
        Merge = Merge,
        WithPage = (known, page) => known.CidrBlocks is null ? null
            : known with { CidrBlocks = [.. page.CidrBlocks!, .. known.CidrBlocks] },
        Forms = slot =>
        [
            // The list of names first: it holds every list, so that the order stays. Entries follow from the list that has them.
            Lists(slot, "ManagedPrefixLists", "describe-managed-prefix-lists", _ => true, list => list with { CidrBlocks = null }),
            Lists(slot, "PrefixLists", "describe-prefix-lists", list => list.CidrBlocks is { Count: > 0 },
                list => list with { MaxEntries = null }),
            new ChildDocument<PrefixList>(slot)
            {
                Key = "Entries",
                FileName = "get-managed-prefix-list-entries",
                Parent = new("PrefixListId", IdForm.PrefixList),
                Noun = "the entries of a prefix list",
                // Other services have entries too, of another form.
                IsOurs = entry => entry.Has("Cidr"),
                Read = ReadEntries,
                // Only what the list itself cannot say: that there are none.
                Items = network => network.PrefixLists,
                Holds = list => list.CidrBlocks is { Count: 0 },
                Writer = _ => WriteEntries,
            },
        ],
    };

    private static void Write(Utf8JsonWriter json, PrefixList list)
    {
        if (list.CidrBlocks is { } blocks)
            json.WriteTexts("Cidrs", blocks.Select(b => b.ToString()));
        if (list.MaxEntries is { } most)
            json.WriteNumber("MaxEntries", most);
        json.WriteText("PrefixListId", list.Id);
        json.WriteText("PrefixListName", list.Name);
    }

    private static void WriteEntries(Utf8JsonWriter json, PrefixList list) =>
        json.WriteObjects("Entries", list.CidrBlocks ?? [], (w, block) => w.WriteText("Cidr", block.ToString()));

    private static PrefixList ReadEntries(DocumentNode document, string id) => new()
    {
        Id = id,
        CidrBlocks = document.List("Entries", entry => entry.Cidr("Cidr") ?? throw entry.Missing("Cidr")),
    };

    /// <summary>DescribePrefixLists has the entries of a list, DescribeManagedPrefixLists only its name.</summary>
    private static PrefixList? Merge(PrefixList first, PrefixList second)
    {
        if (first.Name is not null && second.Name is not null && first.Name != second.Name)
            return null;
        if (first.CidrBlocks is { } one && second.CidrBlocks is { } other && !Sorted(one).SequenceEqual(Sorted(other)))
            return null;
        if (first.MaxEntries is { } most && second.MaxEntries is { } more && most != more)
            return null;
        return first with
        {
            Name = first.Name ?? second.Name,
            MaxEntries = first.MaxEntries ?? second.MaxEntries,
            CidrBlocks = first.CidrBlocks ?? second.CidrBlocks,
        };
    }

    private static IEnumerable<CidrBlock> Sorted(ValueList<CidrBlock> blocks) => blocks.OrderBy(b => b.First).ThenBy(b => b.PrefixLength);

    private static ListDocument<PrefixList> Lists(
        ResourceSlot<PrefixList> slot, string key, string file, Func<PrefixList, bool> holds, Func<PrefixList, PrefixList> part) =>
            new(slot)
            {
                Completes = ResourceKind.PrefixList,
                Key = key,
                FileName = file,
                Items = network => network.PrefixLists,
                Holds = holds,
                Id = item => item.Text("PrefixListId"),
                Read = Read,
                Writer = _ => (json, list) => Write(json, part(list)),
            };

    private static PrefixList Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("PrefixListId"),
        Name = item.Text("PrefixListName"),
        MaxEntries = item.Number("MaxEntries"),
        // The lists that this call gives with entries are those of services, which have addresses: no entries means that they are not
        // known.
        CidrBlocks = item.Cidrs("Cidrs") is { Count: > 0 } blocks ? blocks : null,
    };
}
