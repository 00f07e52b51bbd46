using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Whether clients have a way to names that no endpoint of their VPC answers: anything but the VPC itself and its endpoints.
/// </summary>
internal sealed class EgressRoutes
{
    /// <summary>What tells whether a gateway that a route leads to carries packets on; read only where a verdict depends on it.</summary>
    public static readonly ValueList<ResourceKind> OnDemand =
        [ResourceKind.NatGateway, ResourceKind.VpcBlockPublicAccessOptions, ResourceKind.VpcBlockPublicAccessExclusion];

    private readonly List<(Client Client, WayOut Way)> _ways;

    private EgressRoutes(List<(Client Client, WayOut Way)> ways, IEnumerable<Client> running, IEnumerable<MissingEvidence> missing)
    {
        _ways = ways;
        var unplaced = missing.ToList();
        Missing = [.. ways.Select(w => w.Way.Missing).OfType<MissingEvidence>().Concat(unplaced).Distinct()];
        With = Of(WayOutKind.Open);
        Perhaps = Of(WayOutKind.Beyond);
        Without = Of(WayOutKind.Closed);
        var runs = new HashSet<string>(running.Select(c => c.Id), StringComparer.Ordinal);
        RunningWithout = Without.Where(c => runs.Contains(c.Id)).ToValueList();
        IsIsolated = Without.Count > 0 && unplaced.Count == 0
            && ways.Where(w => runs.Contains(w.Client.Id)).All(w => w.Way.Kind == WayOutKind.Closed);
    }

    /// <summary>The clients that have a way out.</summary>
    public ValueList<Client> With { get; }

    /// <summary>The clients that may have one: what lies beyond the first hop is not in the evidence.</summary>
    public ValueList<Client> Perhaps { get; }

    /// <summary>The clients that have none.</summary>
    public ValueList<Client> Without { get; }

    /// <summary>Those of them that run today, where it is known what runs.</summary>
    public ValueList<Client> RunningWithout { get; }

    /// <summary>Whether no client that runs has a way out.</summary>
    public bool IsIsolated { get; }

    /// <summary>Whether every client has a way out for certain.</summary>
    public bool IsOpen => Without.Count == 0 && Perhaps.Count == 0 && Missing.Count == 0 && With.Count > 0;

    /// <summary>What would have to be known to tell of the rest.</summary>
    public ValueList<MissingEvidence> Missing { get; }

    /// <summary>Why clients have no way out, or where it may lead, each reason once.</summary>
    public ValueList<string> Reasons => _ways.Where(w => w.Way.Kind is WayOutKind.Closed or WayOutKind.Beyond)
        .OrderByDescending(w => w.Way.Kind).Select(w => w.Way.Reason).Distinct(StringComparer.Ordinal).Take(3).ToValueList();

    /// <summary>How many clients have which way, as a sentence.</summary>
    public string Describe()
    {
        var parts = new List<string> { $"{Prose.Count(Without.Count, "client")} without and {With.Count} with another way out of the VPC" };
        if (Perhaps.Count > 0)
            parts.Add($"{Perhaps.Count} of which that is not seen");
        return string.Join(", ", parts) + (Reasons.Count == 0 ? "." : $": {string.Join("; ", Reasons)}.");
    }

    /// <summary>Sorts the clients inside the endpoint's VPC.</summary>
    /// <param name="context">The context.</param>
    /// <param name="isDualStack">Whether the names in question have IPv6 addresses too.</param>
    public static EgressRoutes From(CheckContext context, bool isDualStack = false)
    {
        var missing = new HashSet<MissingEvidence>();
        if (!context.Index.Has(ResourceKind.RouteTable))
            return new([], [], [MissingEvidence.Of(ResourceKind.RouteTable)]);
        var routes = new PublicRoutes(context.Index);
        var known = new Dictionary<(string, string, NetworkAccess, bool, bool), WayOut>();
        var ways = new List<(Client, WayOut)>();
        foreach (var group in GatewayRoutes.ClientsByTable(context, missing))
        {
            var table = context.Index.RouteTables[group.Key];
            foreach (var client in group)
            {
                var (access, ipv4, ipv6) = (AccessOf(client, context.Index), client.Has(IpFamily.IPv4), client.Has(IpFamily.IPv6));
                var key = (group.Key, client.SubnetId!, access, ipv4, ipv6);
                if (!known.TryGetValue(key, out var way))
                    known[key] = way = Judge(routes, table, context.Index.Subnets[client.SubnetId!], key, isDualStack);
                ways.Add((client, way));
            }
        }

        // Where no client is known at all, none is known to have a way.
        if (ways.Count == 0 && context.Clients.Clients.Count == 0)
            missing.Add(MissingEvidence.Of(ResourceKind.Subnet));
        var routesOut = new EgressRoutes(ways, ClientSubnets.ThatRun(context), missing);
        context.Wanted?.UnionWith(routesOut.Missing.Select(m => m.Kind));
        return routesOut;
    }

    private static WayOut Judge(PublicRoutes routes, RouteTable table, Subnet subnet,
        (string, string, NetworkAccess Access, bool IPv4, bool IPv6) client, bool isDualStack)
    {
        WayOut? way = null;
        if (client.IPv4 || !client.IPv6)
            way = routes.Judge(table, subnet.Id, client.Access, PublicAddresses.IPv4);
        if (client.IPv6 && isDualStack)
            // Every IPv6 address of a VPC is a public one, and an internet gateway serves it.
            way = Better(way,
                routes.Judge(table, subnet.Id, client.Access == NetworkAccess.Lambda ? NetworkAccess.Open : NetworkAccess.Public,
                PublicAddresses.IPv6));
        if (client.IPv6 && subnet.EnableDns64 == true)
            way = Better(way, routes.Judge(table, subnet.Id, client.Access, Nat64Prefix.Block.Addresses));
        return way ?? WayOut.Closed($"{subnet.Id} has IPv6 addresses only and no DNS64, and the name has IPv4 addresses");
    }

    private static WayOut Better(WayOut? one, WayOut other) => one?.Or(other) ?? other;

    /// <summary>What an internet gateway sees of a client.</summary>
    internal static NetworkAccess AccessOf(Client client, NetworkIndex index)
    {
        if (client.Kind != ClientKind.NetworkInterface || !index.NetworkInterfaces.TryGetValue(client.Id, out var item))
            return NetworkAccess.Open;
        if (item.InterfaceType == "lambda" || item.Description?.StartsWith("AWS Lambda VPC ENI", StringComparison.Ordinal) == true)
            return NetworkAccess.Lambda;
        return item.PublicAddress is null ? NetworkAccess.Private : NetworkAccess.Public;
    }

    private ValueList<Client> Of(WayOutKind kind) => _ways.Where(w => w.Way.Kind == kind).Select(w => w.Client).ToValueList();
}
