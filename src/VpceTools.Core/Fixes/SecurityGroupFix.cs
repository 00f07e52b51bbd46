using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Fixes;

/// <summary>The rules that let clients and an endpoint's interfaces talk, and no more than that.</summary>
internal static class SecurityGroupFix
{
    /// <summary>More groups than this would make a worse rule set than blocks.</summary>
    private const int MostGroups = 5;

    /// <summary>
    /// Rules that let the affected clients into a group: by their own groups where a few cover them all, since group rules follow workloads
    /// as they come and go; else by the blocks of their subnets.
    /// </summary>
    public static ValueList<RepairAction> Ingress(EndpointView view, string groupId, IReadOnlyCollection<Client> affected,
        IntervalSet<IpAddress> admitted)
    {
        var families = view.Targets.Targets.Select(t => t.Family).Distinct().ToList();
        // Who names blocks, or clients outside the VPC, gets those and no more.
        var byAddress = affected.Where(c => c.VpcId != view.Endpoint.VpcId
            || c.Kind is ClientKind.CidrBlock or ClientKind.NatGateway).ToList();
        var inside = affected.Except(byAddress).ToList();
        var groups = CoveringGroups(inside, view.Index);
        var blocks = groups is null ? BlocksOf(view, inside, admitted).ToList() : [];
        blocks.AddRange(OwnBlocks(byAddress, admitted.Union(IntervalSet<IpAddress>.Of(blocks.Select(b => b.Range)))));
        return blocks.Exists(FixBlocks.IsPublic) ? []
            : [.. (groups ?? []).Select(g => Rule(view, groupId, null, g)), .. blocks.Where(b => families.Contains(b.Family))
                .Select(b => Rule(view, groupId, b, null))];
    }

    /// <summary>The rules that let clients' group out: to the endpoint's group, or to the gateway endpoint's prefix list.</summary>
    public static ValueList<RepairAction> Egress(EndpointView view, string groupId, IReadOnlyCollection<BlockedHop> blockedHops) =>
    [
        .. blockedHops.SelectMany(blocked => Peers(view, blocked)).Distinct()
            .Select(permission =>
                new AuthorizeSecurityGroupEgress(groupId, permission with { Description = Description(view) }) { Region = view.Region }),
    ];

    private static IEnumerable<SecurityGroupPermission> Peers(EndpointView view, BlockedHop blocked)
    {
        var (first, last) = (view.PortRange.First.Number, view.PortRange.Last.Number);
        if (blocked.Target.IsGateway)
            return [new(first, last, PrefixListId: blocked.Target.Id)];
        // Beyond the VPC a reference to a group holds over some kinds of connections only; an address holds over all.
        return blocked.Target.GroupIds is [var group, ..] && blocked.Class.Shared.VpcId == view.Endpoint.VpcId
            ? [new(first, last, PeerGroupId: group)]
            : FixBlocks.Of(blocked.Target, view.Index).Select(block => new SecurityGroupPermission(first, last, block));
    }

    private static AuthorizeSecurityGroupIngress Rule(EndpointView view, string groupId, CidrBlock? cidr, string? peer) =>
        new(groupId,
            new(view.PortRange.First.Number, view.PortRange.Last.Number, cidr, peer, Description: Description(view)))
        {
            Region =
            view.Region
        };

    private static string Description(EndpointView view) => "Clients of " + view.Endpoint.Id;

    /// <summary>
    /// The fewest groups, greedily, of which every client carries one; null where a client has none or too many are needed.
    /// </summary>
    private static List<string>? CoveringGroups(List<Client> clients, NetworkIndex index)
    {
        var (rest, chosen) = (clients.Where(c => c.Kind == ClientKind.NetworkInterface || c.GroupIds is not null).ToList(),
            new List<string>());
        // A subnet that could hold anything cannot be covered by groups, unless workloads are there whose groups say who the clients are.
        if (clients.Count == 0 || (rest.Count == 0 && clients.Count > 0) || clients.Any(c => c.Kind == ClientKind.CidrBlock))
            return clients.Count == 0 ? [] : null;
        while (rest.Count > 0)
        {
            var best = rest.SelectMany(c => c.GroupIds ?? []).GroupBy(g => g, StringComparer.Ordinal)
                .OrderBy(g => IsDefault(g.Key, index)).ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                .FirstOrDefault()?.Key;
            if (best is null || chosen.Count == MostGroups)
                return null;
            chosen.Add(best);
            rest.RemoveAll(c => c.GroupIds is { } groups && groups.Contains(best));
        }

        return chosen;
    }

    /// <summary>The default group is what nobody chose: it says nothing about who the clients are.</summary>
    private static bool IsDefault(string groupId, NetworkIndex index) =>
        index.SecurityGroups.TryGetValue(groupId, out var group) && group.Name == "default";

    /// <summary>The blocks of clients that are not let in as a whole, without those that lie in others.</summary>
    private static IEnumerable<CidrBlock> OwnBlocks(List<Client> clients, IntervalSet<IpAddress> admitted) =>
        CidrBlock.Cover(IntervalSet<IpAddress>.Of(
        clients.SelectMany(c => CidrBlock.Cover(c.Addresses)).Where(b => !admitted.IsSupersetOf(b.Addresses)).Select(b => b.Range)));

    /// <summary>
    /// The blocks of the clients' subnets, and the own addresses of clients that were named; joined only where that adds no address.
    /// </summary>
    private static IEnumerable<CidrBlock> BlocksOf(EndpointView view, List<Client> clients, IntervalSet<IpAddress> admitted)
    {
        var own = clients.SelectMany(client => client.Kind != ClientKind.NetworkInterface || !client.IsNamed
            ? client.SubnetId is { } id && view.Index.Subnets.TryGetValue(id, out var subnet) ? subnet.CidrBlocks
                : CidrBlock.Cover(client.Addresses) : CidrBlock.Cover(client.Addresses));
        return CidrBlock.Cover(IntervalSet<IpAddress>.Of(own.Where(b => !admitted.IsSupersetOf(b.Addresses)).Select(b => b.Range)));
    }
}
