using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>What would tell of the network of clients that nobody described: routes say whose it is.</summary>
internal static class UnseenPlace
{
    /// <summary>The call that would tell, and the account that has to make it.</summary>
    public static MissingEvidence Of(CheckContext context, IEnumerable<Client> clients, string label)
    {
        var (index, home) = (context.Index, context.Endpoint.VpcId);
        var addresses = clients.Aggregate(IntervalSet<IpAddress>.Empty, (all, client) => all.Union(client.Addresses));
        var peer = index.PeeringConnectionsOfVpc[home].Where(p => p.IsActive).Select(p => p.Beyond(home)).FirstOrDefault(side =>
            side?.VpcId is not null && IntervalSet<IpAddress>.Of(side.CidrBlocks.Select(b => b.Range)).IsSupersetOf(addresses));
        if (peer is not null)
            return (MissingEvidence.Of(ResourceKind.Subnet) with { ResourceId = $"{peer.VpcId}, the VPC that {label} is in" })
                .In(Other(peer.OwnerId, context.AccountId), Other(peer.Region, index.Network.Region));
        var isOnPremises = index.SubnetsOfVpc[home].Any(s => context.Endpoint.SubnetIds.Contains(s.Id)
            && index.RouteTableOf(s) is { } table && new RouteEvaluator(table, index).Evaluate(addresses)
                .All(routed => routed.Route?.Target.StartsWith("vgw-", StringComparison.Ordinal) == true));
        return isOnPremises
            ? new(ResourceKind.Subnet, $"the DNS servers that {label} on premises asks", "nslookup or dig on such a client")
            : MissingEvidence.Of(ResourceKind.Subnet) with { ResourceId = $"the VPC that {label} is in" };
    }

    private static string? Other(string? value, string? own) => value == own ? null : value;
}
