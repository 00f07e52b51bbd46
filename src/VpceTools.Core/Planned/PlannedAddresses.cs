using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// The addresses that an interface can get which is not there yet: any of its subnet. Rules, entries and routes tell addresses apart only
/// at the edges of their blocks, so that one address of each part between such edges stands for all of the part: what holds for these
/// holds for every address.
/// </summary>
internal sealed class PlannedAddresses
{
    // "The first four IP addresses and the last IP address in each subnet CIDR block are not available for your use":
    // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
    private const int ReservedAddresses = 4;
    private const int MaximumParts = 16;
    private const int MaximumRanges = 64;

    private readonly CidrBlock[] _blocks;
    private readonly IpAddress[] _edges;
    private readonly HashSet<uint> _taken;
    private readonly Dictionary<string, IReadOnlyList<(uint First, uint Last)>?> _ranges = new(StringComparer.Ordinal);

    public PlannedAddresses(PlannedWorld world, VpcNetwork? @base)
    {
        var blocks = new HashSet<CidrBlock>();
        foreach (var value in world.Resources.SelectMany(resource => resource.Properties.Values))
            Collect(value, blocks);
        if (@base is not null)
            Collect(@base, blocks);
        _taken = [.. (@base?.NetworkInterfaces ?? []).SelectMany(n => n.Addresses).Where(a => a.Family == IpFamily.IPv4).Select(Number)];
        _blocks = [.. blocks];
        _edges = [.. _blocks.SelectMany(EdgesOf).Distinct().OrderBy(edge => edge)];
    }

    /// <summary>The addresses of an interface.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="subnetId">The subnet.</param>
    /// <param name="blocks">The blocks of the subnet.</param>
    /// <param name="choices">What is chosen.</param>
    public (IReadOnlyList<string> Known, OpenValue? Open) Of(
        PropertyReader endpoint, string subnetId, IReadOnlyList<string> blocks, Choices choices)
    {
        if (Fixed(endpoint, subnetId, blocks) is { Count: > 0 } told)
            return (told, null);
        var (known, open) = (new List<string>(), endpoint.Open("IpAddressType"));
        foreach (var choice in ChoicesOf(endpoint, subnetId, blocks))
            if (choices.Resolve(choice.Alternatives.Count == 1 ? choice.Alternatives[0] : choice) is PlannedText text)
                known.Add(text.Text);
            else
                open ??= choice.Open;
        return open is null ? (known, null) : ([], open);
    }

    /// <summary>What an interface can get, by family.</summary>
    public IEnumerable<PlannedChoice> ChoicesOf(PropertyReader endpoint, string subnetId, IReadOnlyList<string> blocks)
    {
        var type = endpoint.Text("IpAddressType");
        var families = type switch
        {
            "ipv6" => new[] { IpFamily.IPv6 },
            "dualstack" => [IpFamily.IPv4, IpFamily.IPv6],
            _ => [IpFamily.IPv4],
        };
        foreach (var family in families)
        {
            var open = new OpenValue(endpoint.Id, endpoint.Resource.Origin.Address, $"the {family} address in {subnetId}")
            {
                Reason = "is any of the subnet's, and rules tell them apart",
                Advice = "Fix it with the endpoint's subnet configuration, or write the rules for the whole subnet.",
            };
            yield return new(open, PartsOf(blocks, family));
        }
    }

    /// <summary>
    /// The parts of blocks, as first and last addresses, of which a workload gets one each; null where there are too many.
    /// </summary>
    public IReadOnlyList<(uint First, uint Last)>? RangesOf(IReadOnlyList<string> blocks)
    {
        var key = string.Join(",", blocks);
        if (_ranges.TryGetValue(key, out var known))
            return known;
        var ranges = blocks.Select(text => CidrBlock.TryParse(text, out var block) ? block : (CidrBlock?)null).OfType<CidrBlock>()
            .Where(block => block.Family == IpFamily.IPv4).SelectMany(RangesOf).ToList();
        return _ranges[key] = ranges.Count > MaximumRanges ? null : ranges;
    }

    /// <summary>Whether an interface that is there already has an address.</summary>
    public bool IsTaken(uint address) => _taken.Contains(address);

    private IEnumerable<(uint First, uint Last)> RangesOf(CidrBlock block)
    {
        var starts = PartsOf(block).Select(part => Number(part.Address)).ToList();
        var end = Number(block.Last) - (block.First < block.Last ? 1u : 0);
        return starts.Select((start, i) => (start, Math.Max(start, i + 1 < starts.Count ? starts[i + 1] - 1 : end)));
    }

    private static uint Number(IpAddress address) => (uint)address.Number;

    /// <summary>The addresses that the code fixes; EC2 takes none that are not the subnet's.</summary>
    private static List<string> Fixed(PropertyReader endpoint, string subnetId, IReadOnlyList<string> blocks) =>
    [
        .. (endpoint.Objects("SubnetConfigurations").Known ?? []).Where(one => one.Text("SubnetId") == subnetId)
            .SelectMany(one => new[] { one.Text("Ipv4"), one.Text("Ipv6") }).OfType<string>()
            .Where(text => IpAddress.TryParse(text, out var address)
                && blocks.Any(known => CidrBlock.TryParse(known, out var block) && block.Contains(address))),
    ];

    private IReadOnlyList<PlannedValue> PartsOf(IReadOnlyList<string> blocks, IpFamily family)
    {
        var parts = blocks.Select(text => CidrBlock.TryParse(text, out var block) && block.Family == family ? block : (CidrBlock?)null)
            .OfType<CidrBlock>().SelectMany(PartsOf).GroupBy(part => part.Signature, StringComparer.Ordinal)
            .Select(alike => alike.First().Address.ToString()).ToList();
        return parts.Count > MaximumParts ? [] : [.. parts.Select(PlannedValue.Of)];
    }

    /// <summary>An address of each part, with what tells the part from others.</summary>
    private IEnumerable<(IpAddress Address, string Signature)> PartsOf(CidrBlock block)
    {
        var (first, last) = (block.First, block.Last);
        for (var i = 0; i < ReservedAddresses && first < last; i++)
            first.TryGetNext(out first);
        if (first < last)
            last.TryGetPrevious(out last);
        var starts = new List<IpAddress> { first };
        var at = Array.BinarySearch(_edges, first);
        for (at = at < 0 ? ~at : at + 1; at < _edges.Length && _edges[at] <= last; at++)
            starts.Add(_edges[at]);
        var narrow = starts.Count == 1 ? [] : Array.FindAll(_blocks, known => known.Family == block.Family
            && known.PrefixLength > block.PrefixLength && block.Contains(known.First));
        return starts.Select(start => (start, string.Join(",", narrow.Where(known => known.Contains(start)))));
    }

    private static IEnumerable<IpAddress> EdgesOf(CidrBlock block)
    {
        yield return block.First;
        if (block.Last.TryGetNext(out var next))
            yield return next;
    }

    private static void Collect(PlannedValue value, HashSet<CidrBlock> blocks)
    {
        switch (value)
        {
            case PlannedText text when text.Text.IndexOf('/') > 0 && CidrBlock.TryParse(text.Text, out var block):
                blocks.Add(block);
                break;
            case PlannedList list:
                foreach (var item in list.Items)
                    Collect(item, blocks);
                break;
            case PlannedMap map:
                foreach (var item in map.Properties.Values)
                    Collect(item, blocks);
                break;
            case PlannedChoice choice:
                foreach (var item in choice.Alternatives)
                    Collect(item, blocks);
                break;
        }
    }

    private static void Collect(VpcNetwork network, HashSet<CidrBlock> blocks)
    {
        foreach (var group in network.SecurityGroups)
            blocks.UnionWith(group.Ingress.Concat(group.Egress).Select(rule => rule.Cidr).OfType<CidrBlock>());
        blocks.UnionWith(network.NetworkAcls.SelectMany(acl => acl.Entries).Select(entry => entry.Cidr));
        blocks.UnionWith(network.RouteTables.SelectMany(table => table.Routes).Select(route => route.Destination).OfType<CidrBlock>());
        blocks.UnionWith(network.PrefixLists.SelectMany(list => list.CidrBlocks ?? []));
        blocks.UnionWith(network.TransitGatewayRoutes.SelectMany(table => table.Routes).Select(route => route.Destination)
            .OfType<CidrBlock>());
    }
}
