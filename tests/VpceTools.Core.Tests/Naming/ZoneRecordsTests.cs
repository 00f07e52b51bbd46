using CsCheck;
using VpceTools.Model;
using VpceTools.Naming;
using Xunit;

namespace VpceTools.Core.Tests.Naming;

/// <summary>Looking names up in a zone of which all, or a part, was read.</summary>
public sealed class ZoneRecordsTests
{
    private static readonly string[] Labels = ["a", "b", "*", "a-b", "_x"];

    private static readonly Gen<string[]> GenNames = Gen.Int[0, Labels.Length - 1].Select(i => Labels[i]).Array[0, 3]
        .Select(labels => string.Join('.', labels.Append("z.t"))).Array[0, 6];

    private static readonly Gen<string> GenQuery = Gen.Int[0, Labels.Length - 1].Select(i => Labels[i]).Array[0, 4]
        .Select(labels => string.Join('.', labels.Append("z.t")));

    [Fact]
    public void Whole_zone_is_looked_up_as_RFC_4592_says() => Gen.Select(GenNames, GenQuery).Sample((names, query) =>
    {
        var found = Whole(names).Find(DomainName.Parse(query));
        Assert.Equal(Reference(names, query),
            found.Kind switch { ZoneLookupKind.Found => found.Owner, ZoneLookupKind.EmptyNonTerminal => "", _ => null });
    }, iter: 5000);

    [Fact]
    public void Part_of_a_zone_says_the_same_or_nothing() =>
        Gen.Select(GenNames, GenQuery, Gen.Int[0, 6], Gen.Int[0, 6]).Sample((names, query, from, to) =>
    {
        var sorted = names.Append("z.t").Distinct().OrderBy(Key, StringComparer.Ordinal).ToArray();
        var (start, next) = (from < sorted.Length ? sorted[from] : null, to < sorted.Length ? sorted[to] : null);
        var part = new HostedZoneRecords
        {
            HostedZoneId = "Z", StartRecordName = start, NextRecordName = next is null ? null : next.Replace("*", @"\052") + ".",
            RecordSets = [.. sorted.Where(n =>
                (start is null || string.CompareOrdinal(Key(n), Key(start)) >= 0)
                && (next is null || string.CompareOrdinal(Key(n), Key(next)) < 0)).Select(Text)],
        };
        var found = new ZoneRecords("z.t", [part]).Find(DomainName.Parse(query));
        if (found.Kind == ZoneLookupKind.Unknown)
            return;
        var whole = Whole([.. names, "z.t"]).Find(DomainName.Parse(query));
        Assert.Equal((whole.Kind, whole.Owner), (found.Kind, found.Owner));
    }, iter: 5000);

    [Fact]
    public void Part_that_holds_the_name_decides_it()
    {
        var part = new HostedZoneRecords
        {
            HostedZoneId = "Z", StartRecordName = "sqs.z.t.", NextRecordName = "ssm.z.t.",
            RecordSets = [Text("sqs.z.t"), Text("a.sqs.z.t")]
        };
        var records = new ZoneRecords("z.t", [part]);

        Assert.Equal(ZoneLookupKind.Found, records.Find(DomainName.Parse("sqs.z.t")).Kind);
        Assert.Equal(ZoneLookupKind.None, records.Find(DomainName.Parse("b.sqs.z.t")).Kind);
        Assert.Equal(ZoneLookupKind.Unknown, records.Find(DomainName.Parse("ssm.z.t")).Kind);
        // Whether the zone has a wildcard at its apex stands before the part.
        Assert.Equal(ZoneLookupKind.Unknown, records.Find(DomainName.Parse("sqt.z.t")).Kind);
    }

    private static ZoneRecords Whole(string[] names) =>
        new("z.t", [new HostedZoneRecords { HostedZoneId = "Z", RecordSets = [.. names.Select(Text)] }]);

    private static ResourceRecordSet Text(string name) =>
        new() { Name = name.Replace("*", @"\052") + ".", Type = "TXT", Values = ["\"\""] };

    /// <summary>The name that holds the records; empty for a name that only has names below; null for one that does not exist.</summary>
    private static string? Reference(string[] names, string query)
    {
        bool Exists(string name) => name == "z.t" || names.Any(n => n == name || n.EndsWith("." + name, StringComparison.Ordinal));
        if (Exists(query))
            return names.Contains(query) ? query : "";
        var ancestor = query;
        while (!Exists(ancestor))
            ancestor = ancestor[(ancestor.IndexOf('.') + 1)..];
        return names.Contains("*." + ancestor) ? "*." + ancestor : null;
    }

    private static string Key(string name) => string.Join('.', name.Split('.').Reverse()) + ".";
}
