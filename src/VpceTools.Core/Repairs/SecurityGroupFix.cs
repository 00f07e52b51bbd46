using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Repairs;

/// <summary>The rules that let clients and an endpoint's interfaces talk, and no more than that.</summary>
internal static class SecurityGroupFix
{
    /// <summary>More groups than this would make a worse rule set than the VPC's CIDR blocks.</summary>
    private const int MostGroups = 5;

    /// <summary>
    /// Rules that let the affected clients into a group: by their own groups where a few cover them all, since group rules follow workloads as
    /// they come and go; else by the VPC's CIDR blocks.
    /// </summary>
    public static ValueList<RepairAction> Ingress(CheckContext context, string groupId, IReadOnlyCollection<Client> affected, IntervalSet<IpAddress> admitted)
    {
        var families = context.Targets.Targets.Select(t => t.Family).Distinct().ToList();
        var inside = affected.Where(c => c.VpcId == context.Endpoint.VpcId).ToList();
        var outside = affected.Where(c => c.VpcId != context.Endpoint.VpcId).ToList();
        var actions = new List<RepairAction>();
        if (CoveringGroups(inside, context.Index) is { } groups)
            actions.AddRange(groups.Select(g => Rule(context, groupId, null, g)));
        else
            actions.AddRange(BlocksOf(context, inside).Where(b => families.Contains(b.Family) && !admitted.IsSupersetOf(b.Addresses))
                .Select(b => Rule(context, groupId, b, null)));
        actions.AddRange(outside.SelectMany(c => CidrBlock.Cover(c.Addresses.Except(admitted))).Distinct().Where(b => families.Contains(b.Family))
            .Select(b => Rule(context, groupId, b, null)));
        return [.. actions];
    }

    /// <summary>The rule that lets a client's group out: to the endpoint's group, or to the gateway endpoint's prefix list.</summary>
    public static ValueList<RepairAction> Egress(CheckContext context, string groupId, Target target)
    {
        var permission = target switch
        {
            { IsGateway: true } => new SecurityGroupPermission(context.Port.Number, context.Port.Number, PrefixListId: target.Id),
            { GroupIds: { Count: > 0 } groups } => new SecurityGroupPermission(context.Port.Number, context.Port.Number, PeerGroupId: groups[0]),
            _ => new SecurityGroupPermission(context.Port.Number, context.Port.Number, CidrBlock.OfHost(target.Addresses.Minimum)),
        };
        return [new AuthorizeSecurityGroupEgress(groupId, permission with { Description = Description(context) }) { Region = context.Region }];
    }

    private static AuthorizeSecurityGroupIngress Rule(CheckContext context, string groupId, CidrBlock? cidr, string? peer) =>
        new(groupId, new(context.Port.Number, context.Port.Number, cidr, peer, Description: Description(context))) { Region = context.Region };

    private static string Description(CheckContext context) => "Clients of " + context.Endpoint.Id;

    /// <summary>The fewest groups, greedily, of which every client carries one; null where a client has none or too many are needed.</summary>
    private static List<string>? CoveringGroups(List<Client> clients, NetworkIndex index)
    {
        var (rest, chosen) = (clients.Where(c => c.Kind == ClientKind.NetworkInterface || c.GroupIds is not null).ToList(), new List<string>());
        // A subnet that could hold anything cannot be covered by groups, unless workloads are there whose groups say who the clients are.
        if (clients.Count == 0 || (rest.Count == 0 && clients.Count > 0) || clients.Any(c => c.Kind == ClientKind.CidrBlock))
            return clients.Count == 0 ? [] : null;
        while (rest.Count > 0)
        {
            var best = rest.SelectMany(c => c.GroupIds ?? []).GroupBy(g => g, StringComparer.Ordinal)
                .OrderBy(g => IsDefault(g.Key, index)).ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
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

    private static IEnumerable<CidrBlock> BlocksOf(CheckContext context, List<Client> clients)
    {
        if (context.Vpc is { CidrBlocks.Count: > 0 } vpc)
            return vpc.CidrBlocks;
        return clients.Select(c => c.SubnetId).Distinct().Where(id => id is not null && context.Index.Subnets.ContainsKey(id))
            .SelectMany(id => context.Index.Subnets[id!].CidrBlocks);
    }
}
