using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Where a route table leads packets to public addresses. A way out is a route that covers public addresses, is active, and leads to what
/// carries them on: a NAT gateway, an internet gateway for who has a public address, an egress-only internet gateway. What lies beyond
/// transit gateways, virtual private gateways and appliances is not seen.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html</remarks>
internal sealed class PublicRoutes(NetworkIndex index)
{
    /// <summary>The way of a client in a subnet to destinations.</summary>
    public WayOut Judge(RouteTable table, string? subnetId, NetworkAccess access, IntervalSet<IpAddress> destinations)
    {
        var evaluator = new RouteEvaluator(table, index);
        var ways = evaluator.Evaluate(destinations).Where(routed => !IsGatewayEndpoint(routed.Route))
            .Select(routed => (routed.Block, Way: Judge(routed.Route, table, subnetId, access))).ToList();
        // A list whose entries are not known may cover all of them, or none.
        var open = evaluator.Unresolved.Where(r => !r.IsBlackhole && !IsGatewayEndpoint(r))
            .Select(r => (Route: r, Way: Judge(r, table, subnetId, access))).ToList();
        var best = Together(ways, table);
        var better = open.FirstOrDefault(o => o.Way.Kind != best.Kind);
        return better.Route is null ? best : WayOut.Unknown($"what {better.Route.DestinationPrefixListId} covers is not known",
            MissingEvidence.Of(ResourceKind.PrefixList, better.Route.DestinationPrefixListId!));
    }

    /// <summary>
    /// The default route decides, unless others take much from it: a few public blocks of an organisation's own that lead elsewhere hold no
    /// service of AWS.
    /// </summary>
    private static WayOut Together(List<(CidrBlock? Block, WayOut Way)> ways, RouteTable table)
    {
        if (ways.Count == 0)
            return NoRoute(table);
        var standing = ways.Exists(w => w is { Block.PrefixLength: 0, Way.Kind: WayOutKind.Open })
            ? ways.Where(w => w.Block is null or { PrefixLength: < 8 }).ToList() : ways;
        var best = standing.Select(w => w.Way).Aggregate((a, b) => a.Or(b));
        if (best.Kind != WayOutKind.Open || standing.TrueForAll(w => w.Way.Kind == WayOutKind.Open))
            return best;
        return standing.Find(w => w.Way.Kind == WayOutKind.Unknown).Way
            ?? WayOut.Beyond($"{table.Id} leads only a part of the public addresses out");
    }

    private WayOut Judge(Route? route, RouteTable table, string? subnetId, NetworkAccess access)
    {
        if (route is null)
            return NoRoute(table);
        if (route.IsLocal || route.IsBlackhole)
            return WayOut.Closed($"{table.Id} has the route {route}");
        var target = route.Target;
        var vpc = table.VpcId ?? "";
        return KindOf(target) switch
        {
            "nat" => JudgeNat(target, vpc),
            "igw" => JudgeAddress(target, access)
                .Then(() => BlockedPublicAccess.Judge(index, vpc, subnetId, target, egressOnly: false)),
            "eigw" => BlockedPublicAccess.Judge(index, vpc, subnetId, target, egressOnly: true),
            // Not even a peer's NAT gateway or internet gateway can be used across a peering connection:
            // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
            "pcx" => WayOut.Closed($"{target} leads to the peer VPC only"),
            _ => WayOut.Beyond($"what lies beyond {target} is not seen"),
        };
    }

    /// <summary>
    /// A NAT gateway is as good as the route table of its own subnet; a private one sends nothing through an internet gateway.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html</remarks>
    private WayOut JudgeNat(string id, string vpc)
    {
        if (index.Network.NatGateways.FirstOrDefault(n => n.Id == id) is not { } gateway)
            return WayOut.Unknown($"{id} is not in the evidence",
                index.Has(ResourceKind.NatGateway) ? MissingEvidence.Of(ResourceKind.NatGateway, id)
                    : MissingEvidence.Of(ResourceKind.NatGateway));
        switch (gateway.State?.ToLowerInvariant())
        {
            case "available":
                break;
            case "pending":
                return WayOut.Beyond($"{id} is pending");
            case null:
                return WayOut.Unknown($"the state of {id} is not known", MissingEvidence.Of(ResourceKind.NatGateway, id));
            default:
                return WayOut.Closed($"{id} is in the state {gateway.State}");
        }

        var isPublic = gateway.ConnectivityType == "public";
        if (!isPublic && gateway.ConnectivityType != "private")
            return WayOut.Unknown($"whether {id} is public is not known", MissingEvidence.Of(ResourceKind.NatGateway, id));
        if (gateway.SubnetId is null && gateway.AvailabilityMode == "regional")
            return isPublic ? BlockedPublicAccess.Judge(index, vpc, null, id, egressOnly: true)
                : WayOut.Beyond($"what lies beyond {id} is not seen");
        if (gateway.SubnetId is null)
            return WayOut.Unknown($"the subnet of {id} is not known", MissingEvidence.Of(ResourceKind.NatGateway, id));
        if (!index.Subnets.TryGetValue(gateway.SubnetId, out var subnet))
            return WayOut.Unknown($"the subnet of {id} is not in the evidence", Missing(ResourceKind.Subnet, gateway.SubnetId));
        if (index.RouteTableOf(subnet) is not { } table)
            return WayOut.Unknown($"the route table of {id} is not in the evidence", Missing(ResourceKind.RouteTable, subnet.Id));
        var onwards = new RouteEvaluator(table, index).Evaluate(PublicAddresses.IPv4)
            .Where(routed => routed.Route is { IsLocal: false, IsBlackhole: false } route && !IsGatewayEndpoint(route))
            .Select(routed => KindOf(routed.Route!.Target)).Distinct(StringComparer.Ordinal).ToList();
        if (onwards.Contains("igw") && isPublic)
            return BlockedPublicAccess.Judge(index, vpc, subnet.Id, id, egressOnly: true);
        if (onwards.Exists(kind => kind is not ("igw" or "pcx" or "nat" or "eigw")))
            return WayOut.Beyond($"what lies beyond {id} and the routes of {table.Id} is not seen");
        return WayOut.Closed(isPublic ? $"{table.Id}, which serves the subnet of {id}, has no route to an internet gateway"
            : $"{id} is a private NAT gateway");
    }

    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html</remarks>
    private static WayOut JudgeAddress(string gateway, NetworkAccess access) => access switch
    {
        NetworkAccess.Lambda => WayOut.Closed($"{gateway} serves no Lambda function, since these never have a public address"),
        NetworkAccess.Private => WayOut.Closed($"{gateway} serves public addresses only, and the client has none"),
        NetworkAccess.Open => WayOut.Beyond($"{gateway} serves public addresses only, and whether a workload has one is decided with it"),
        _ => WayOut.Open($"{gateway} leads to the internet"),
    };

    /// <summary>
    /// A route by prefix list to an endpoint is a gateway endpoint's; one by block to an endpoint leads through a firewall and on.
    /// </summary>
    private static bool IsGatewayEndpoint(Route? route) =>
        route?.DestinationPrefixListId is not null && route.Target.StartsWith("vpce-", StringComparison.Ordinal);

    private static string KindOf(string target)
    {
        var dash = target.IndexOf('-');
        return dash < 0 ? "" : target.Substring(0, dash);
    }

    private static WayOut NoRoute(RouteTable table) => WayOut.Closed($"{table.Id} has no route to public addresses");

    private MissingEvidence Missing(ResourceKind kind, string id) =>
        index.Has(kind) ? MissingEvidence.Of(kind, id) : MissingEvidence.Of(kind);
}

/// <summary>What an internet gateway sees of a client.</summary>
internal enum NetworkAccess
{
    /// <summary>It has a public address.</summary>
    Public,

    /// <summary>It has none.</summary>
    Private,

    /// <summary>It is a Lambda function, which never has one.</summary>
    Lambda,

    /// <summary>It is a workload that could be: nobody knows.</summary>
    Open,
}
