using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// Finds who depends on endpoints. A workload uses an endpoint where its own names, or its routes, lead it there; it needs the endpoint
/// where the same question, asked of the network without that endpoint, has no other answer.
/// </summary>
public sealed class EndpointUses
{
    private const int MostNames = 16;
    private readonly IReadOnlyList<VpcNetwork> _networks;
    private readonly CheckOptions _options;
    private readonly TaskCatalog _catalog;
    private readonly PathFinder _finder;
    private readonly Lazy<List<SameWay>> _clients;

    /// <summary>Makes a finder.</summary>
    /// <param name="networks">The networks that were read together.</param>
    /// <param name="options">The clients to look at, and the ports.</param>
    /// <param name="catalog">The tasks.</param>
    public EndpointUses(IReadOnlyList<VpcNetwork> networks, CheckOptions options, TaskCatalog catalog)
    {
        (_networks, _options, _catalog) = (networks, options, catalog);
        _finder = new(networks, options);
        // Names and routes are those of a subnet, so that one client tells whether its subnet's clients are led to an endpoint.
        _clients = new(() => [.. _finder.Clients().GroupBy(from => (from.Network, from.Client.VpcId,
                Place: from.Client.SubnetId ?? from.Client.Id, from.Client.Has(IpFamily.IPv4), from.Client.Has(IpFamily.IPv6)))
            .Select(g => new SameWay(g.Key.Network, g.Key.VpcId, [.. g.Select(from => from.Client)]))]);
    }

    /// <summary>Who depends on an endpoint.</summary>
    public EndpointUse Find(VpcNetwork network, VpcEndpoint endpoint)
    {
        var code = EndpointServiceName.Parse(endpoint.ServiceName)?.Code;
        var names = NamesOf(network, endpoint);
        var use = new EndpointUse
        {
            EndpointId = endpoint.Id,
            EndpointType = endpoint.TypeName,
            ServiceName = endpoint.ServiceName,
            VpcId = endpoint.VpcId,
            Region = network.Region,
            AccountId = endpoint.OwnerId ?? network.AccountId,
            Usage = EndpointUsage.Unknown,
            Message = "",
            Names = names,
            PossibleTasks = code is null || network.Region is null ? []
                : _catalog.NeedersOf(code, network.Region).Select(need => need.Task.Name).Distinct().ToValueList(),
            NotSeen = NotSeen(network, endpoint).ToValueList(),
            Cost = endpoint.Type == EndpointType.Gateway ? "nothing: gateway endpoints are not charged"
                : $"{Math.Max(1, endpoint.SubnetIds.Count)} zones × hours of the month × price of an endpoint hour + GB × price of a GB",
            PricePage = new(endpoint.Type == EndpointType.Gateway
                ? "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
                    : "https://aws.amazon.com/privatelink/pricing/"),
        };
        if (endpoint.Type == EndpointType.GatewayLoadBalancer)
            return ByRoutes(use, network);
        return names.Count == 0
            ? use with { Message = $"Only programs that call {endpoint.Id} by a name of its own use it; which do is not in the evidence." }
            : ByNames(use, network, endpoint, code);
    }

    private EndpointUse ByNames(EndpointUse use, VpcNetwork network, VpcEndpoint endpoint, string? code)
    {
        var led = _clients.Value.SelectMany(way => Ways(way, use)).ToList();
        var running = led.Where(l => l.Client.Kind != ClientKind.Subnet).ToList();
        var passing = running.Where(l => l.Path.Verdict is PathVerdict.Reachable or PathVerdict.Intermittent).ToList();
        var needing = passing.Count == 0 ? [] : Needing(network, endpoint, passing);
        var blocked = running.Where(l => l.Path.Verdict == PathVerdict.Blocked).ToList();
        use = use with
        {
            UsedBy = Labels(passing),
            NeededBy = Labels(needing.Where(n => n.Needs == true).Select(n => n.Led)),
            BlockedClients = Labels(blocked.Where(b => passing.TrueForAll(p => p.Client.Id != b.Client.Id))),
            ServesSubnets = led.Select(l => l.Client.SubnetId).OfType<string>().Distinct().OrderBy(id => id, StringComparer.Ordinal)
                .ToValueList(),
            InferredTasks = code is null ? [] : Inferred(passing, code).ToValueList(),
        };
        if (use.NeededBy.Count > 0)
            return use with
            {
                Usage = EndpointUsage.Needed,
                Message = $"{use.NeededBy.Count} of {Prose.Count(use.UsedBy.Count, "workload")} that {passing[0].To} and names like it lead "
                    + $"here {(use.NeededBy.Count == 1 ? "reaches" : "reach")} the service in no other way"
                    + (use.NeededBy.Count > 3 ? "." : $": {string.Join(", ", use.NeededBy)}."),
            };
        if (passing.Count > 0)
            return needing.TrueForAll(n => n.Needs == false)
                ? use with
                {
                    Usage = EndpointUsage.Used,
                    Message = $"{LedTo(use.UsedBy.Count)}, with another way as well: {needing[0].Without.Message}",
                }
                : use with
                {
                    Usage = EndpointUsage.Used,
                    Message = $"{LedTo(use.UsedBy.Count)}; whether another way leads to the service is not in the evidence: "
                        + needing.First(n => n.Needs != false).Without.Message,
                };
        if (blocked.Count > 0)
            return use with
            {
                Usage = EndpointUsage.Blocked,
                Message = $"{LedTo(use.BlockedClients.Count)} and cannot get through: {blocked[0].Path.Message}",
            };
        var open = running.Find(l => l.Path.Verdict == PathVerdict.Unknown).Path ?? OpenPath(use);
        return open is not null ? use with { Message = $"Whether workloads are led to it is not known: {open.Message}" } : use with
        {
            Usage = EndpointUsage.Idle,
            Message = Idle(use) + " What was not seen may use it: see NotSeen before anything is changed.",
        };
    }

    /// <summary>How each of the clients that ask alike fares with the names that lead them to the endpoint.</summary>
    private IEnumerable<Led> Ways(SameWay way, EndpointUse use)
    {
        foreach (var name in use.Names)
        {
            if (PathDestination.Parse(name, way.Network.Region) is not { } to
                || _finder.Find(way.Network, way.Clients[0], to).EndpointId != use.EndpointId)
                continue;
            foreach (var client in way.Clients)
                yield return new(way.Network, client, to, _finder.Find(way.Network, client, to));
        }
    }

    /// <summary>Whether clients that get through would get to the service without the endpoint; null where it cannot be told.</summary>
    private List<(Led Led, bool? Needs, EndpointPath Without)> Needing(VpcNetwork network, VpcEndpoint endpoint, List<Led> passing)
    {
        VpcNetwork Without(VpcNetwork known) => known with
        {
            Endpoints = known.Endpoints.Where(e => e.Id != endpoint.Id).ToValueList(),
            NetworkInterfaces = known.NetworkInterfaces.Where(n => !endpoint.NetworkInterfaceIds.Contains(n.Id)).ToValueList(),
            RouteTables = known.RouteTables.Select(t => t with { Routes = t.Routes.Where(r => r.Target != endpoint.Id).ToValueList() })
                .ToValueList(),
        };

        var without = Without(network) with { Plan = network.Plan?.After(Without) };
        var own = _finder.IndexOf(network);
        VpcNetwork[] networks = [.. _networks.Select((n, i) => i == own ? without : n)];
        var finder = new PathFinder(networks, _options);
        return passing.ConvertAll(led =>
        {
            var path = finder.Find(networks[_finder.IndexOf(led.Network)], led.Client, led.To);
            return (led, path.Verdict switch
            {
                PathVerdict.NoEndpoint or PathVerdict.Blocked => true,
                PathVerdict.Unknown => (bool?)null,
                _ => false,
            }, path);
        });
    }

    private EndpointPath? OpenPath(EndpointUse use) => _clients.Value.Where(way => way.VpcId == use.VpcId)
        .SelectMany(way => use.Names.Select(name => PathDestination.Parse(name, way.Network.Region)).OfType<PathDestination>()
            .Select(to => _finder.Find(way.Network, way.Clients[0], to)))
        .FirstOrDefault(path => path.Verdict == PathVerdict.Unknown && path.EndpointId is null);

    private string Idle(EndpointUse use)
    {
        var own = _clients.Value.Where(way => way.VpcId == use.VpcId).ToList();
        if (use.ServesSubnets.Count > 0)
            return $"No workload was seen in the subnets that are led to it ({Prose.List(use.ServesSubnets, "subnet")}).";
        if (own.Count == 0)
            return $"No workload and no subnet was seen in {use.VpcId}.";
        var way = own.OrderBy(w => w.Clients[0].Kind == ClientKind.Subnet).First();
        var path = PathDestination.Parse(use.Names[0], way.Network.Region) is { } to ? _finder.Find(way.Network, way.Clients[0], to) : null;
        return $"No workload that was seen is led to it{(path is null ? "." : $": {path.Message}")}";
    }

    private IEnumerable<string> Inferred(List<Led> passing, string code) =>
        from led in passing
        let nic = led.Network.NetworkInterfaces.FirstOrDefault(n => n.Id == led.Client.Id)
        where nic is not null && led.Network.Region is not null
        from found in _catalog.Recognise(nic)
        from stated in _catalog.NeedsOf(found.Task, led.Network.Region!)
        where stated.Need.AnyOf.Any(way => way.Service == code)
        group nic.Id by $"{found.Task.Name}{(found.Name is null ? "" : $" {found.Name}")}, for {stated.Need.Name}"
            + (stated.Need.When is null ? "" : $", when {stated.Need.When}") into task
        select $"{task.Key} (inferred from {Prose.List([.. task.Distinct()], "network interface")})";

    /// <summary>A Gateway Load Balancer endpoint has no name: what routes send to it is what it is for.</summary>
    private static EndpointUse ByRoutes(EndpointUse use, VpcNetwork network)
    {
        if (!network.Described.Contains(ResourceKind.RouteTable))
            return use with { Message = "Which routes lead to it is not in the evidence: aws ec2 describe-route-tables." };
        var tables = network.RouteTables.Where(table => table.Routes.Any(route => route.Target == use.EndpointId)).ToList();
        return tables.Count == 0 ? use with
        {
            Usage = EndpointUsage.Idle,
            Message = "No route of the tables that were seen leads to it. What was not seen may use it: see NotSeen before anything is "
                + "changed.",
        }
            : use with
            {
                Usage = EndpointUsage.Needed,
                ServesSubnets = tables.SelectMany(table => table.SubnetIds).Distinct().OrderBy(id => id, StringComparer.Ordinal)
                    .ToValueList(),
                Message = $"Routes in {string.Join(", ", tables.Select(table => table.Id))} lead to it.",
            };
    }

    /// <summary>Names that clients ask without being told to, and those that private DNS answers; wildcards stand for any name.</summary>
    private static ValueList<string> NamesOf(VpcNetwork network, VpcEndpoint endpoint)
    {
        var service = network.Services.FirstOrDefault(s => s.ServiceName == endpoint.ServiceName
            && s.ServiceTypes.Contains(endpoint.TypeName, StringComparer.OrdinalIgnoreCase))
            ?? network.Services.FirstOrDefault(s => s.ServiceName == endpoint.ServiceName);
        var parsed = EndpointServiceName.Parse(endpoint.ServiceName);
        var hosts = parsed is null || network.Region is null ? []
            : ServiceCatalog.HostsOf(parsed.Code, parsed.Region ?? network.Region, network.AccountId)
                .Where(host => !host.HasVariables && (endpoint.Type == EndpointType.Gateway || host.Name.IsFips == parsed.IsFips))
                .Select(host => host.Text);
        return hosts.Concat(EndpointNames.PrivateNames(endpoint, service, []).Select(name => name.Replace("*.", "any.")))
            .Distinct(StringComparer.Ordinal).Take(MostNames).ToValueList();
    }

    private static IEnumerable<string> NotSeen(VpcNetwork network, VpcEndpoint endpoint)
    {
        yield return "traffic: nothing was measured. " + (endpoint.Type == EndpointType.Gateway
            ? "VPC flow logs tell (gateway endpoints have no CloudWatch metrics)"
            // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html
            : "aws cloudwatch list-metrics --namespace AWS/PrivateLinkEndpoints --dimensions "
                + $"'Name=VPC Endpoint Id,Value={endpoint.Id}' names the metrics, of which BytesProcessed tells");
        yield return "workloads that were not running when this was read, such as scheduled tasks and functions that nobody called lately";
        if (endpoint.Type is not EndpointType.Gateway and not EndpointType.GatewayLoadBalancer)
            yield return $"programs that call {endpoint.Id} by its own DNS names, in this VPC or in networks connected with it";
        if (endpoint.Type is not EndpointType.Gateway and not EndpointType.GatewayLoadBalancer)
            yield return "clients on premises or in VPCs of accounts and Regions that were not read, whose DNS may be forwarded here";
        foreach (var missing in UnseenClients.In(new NetworkIndex(network), endpoint.VpcId).Select(m => m.Command).Distinct())
            yield return $"clients that the evidence names without describing them: {missing}";
        foreach (var failure in network.Failures)
            yield return $"what {failure.IamAction} would have told, which was denied or failed";
    }

    private static string LedTo(int count) => $"{Prose.Count(count, "workload")} {(count == 1 ? "is" : "are")} led to it";

    private static ValueList<string> Labels(IEnumerable<Led> led) =>
        led.Select(l => l.Client.Label).Distinct(StringComparer.Ordinal).ToValueList();

    private sealed record SameWay(VpcNetwork Network, string? VpcId, List<Client> Clients);

    private readonly record struct Led(VpcNetwork Network, Client Client, PathDestination To, EndpointPath Path);
}
