using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>The ways within one network: to endpoints, to other interfaces, and out.</summary>
/// <param name="runner">What judges the ways to endpoints.</param>
/// <param name="all">The whole diagnosis, which says why an endpoint does not answer a name.</param>
/// <param name="options">What is asked.</param>
/// <param name="classes">The classes of clients.</param>
internal sealed class EndpointPaths(CheckRunner runner, CheckRunner all, CheckOptions options, ClientClasses classes)
{
    private static readonly HopKind[] OutwardHops = [HopKind.ClientSecurityGroup, HopKind.ClientAclOutbound, HopKind.ClientAclInbound];

    private readonly ConcurrentDictionary<(string Endpoint, Port? Port), EndpointJudgement> _judgements = new();
    private readonly ConcurrentDictionary<(string Interface, IpFamily? Family, Port Port), SharedHops> _interfaces = new();
    private readonly ConcurrentDictionary<(string? Vpc, IpFamily Family, Port Port), SharedHops> _outward = new();
    private readonly ConcurrentDictionary<(string Table, string? Subnet, NetworkAccess Access, IpFamily Family),
        (WayOut Way, PathHop Hop)> _ways = new();
    private readonly ConcurrentDictionary<(string Vpc, KnownDestination To), ValueList<VpcEndpoint>> _own = new();
    private readonly ConcurrentDictionary<string, FindingsByClient> _whole = new(StringComparer.Ordinal);
    private readonly Lazy<NetworkFilters> _filters = new(() => new NetworkFilters(runner.Index));
    private readonly Nat64Paths _nat64 = new(runner.Index, classes, options);
    private readonly Lazy<PublicRoutes> _routes = new(() => new PublicRoutes(runner.Index));

    private NetworkIndex Index => runner.Index;

    /// <summary>The way of a client to an endpoint of the network.</summary>
    /// <param name="start">What is known so far.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="client">The client.</param>
    /// <param name="port">The port.</param>
    /// <param name="isAssumed">Whether nobody named that port: then the service's own counts, where it is known.</param>
    public EndpointPath Through(EndpointPath start, VpcEndpoint endpoint, Client client, Port port, bool isAssumed = false)
    {
        if (endpoint.Type == EndpointType.GatewayLoadBalancer)
            return start with
            {
                Message = $"{endpoint.Id} is a Gateway Load Balancer endpoint: nobody calls it, routes send packets through it.",
            };
        var ports = isAssumed ? PortsOfEndpoint.Of(endpoint, Index, options) : null;
        if (ports is { Knowledge: PortKnowledge.Unknown or PortKnowledge.Offered })
            return OnAnyPort(start, endpoint, client, JudgementOf(endpoint, null, client));
        if (ports is not null && ServicePorts.Example(ports.Ranges[0]) is var own && own != port)
            (start, port) = (start with { Port = own.Number }, own);
        var judgement = JudgementOf(endpoint, port, client);
        var (findings, hops) = (judgement.FindingsOf(client), judgement.Hops.After(start.Places, client));
        if (judgement.Stopping(client) is { } stopped)
            return Ended(PathVerdict.Blocked, stopped.Message) with
            {
                Findings = First(findings, finding => finding.Check == stopped.Check),
            };
        var outcome = judgement.OutcomeOf(client);
        if (outcome == ClientOutcome.NotConcerned && _nat64.Through(start, endpoint, client, judgement, port) is { } translated)
            return translated;
        findings = BlockingFirst(findings, hops);
        var unknown = judgement.Undecided(client);
        return outcome switch
        {
            ClientOutcome.None => Ended(PathVerdict.Blocked, findings.Select(f => f.Summary).FirstOrDefault()
                ?? $"Nothing from {start.From} reaches {endpoint.Id}: {First(hops, PathDecision.Blocked)}."),
            ClientOutcome.Partial => Ended(PathVerdict.Intermittent, $"Only some packets between {client.Label} and {endpoint.Id} pass: "
                + $"{First(hops, PathDecision.Partial, PathDecision.Blocked)}."),
            ClientOutcome.Full when unknown is null =>
                Ended(PathVerdict.Reachable, $"{client.Label} reaches {start.To} through {endpoint.Id}."),
            ClientOutcome.Full => Ended(PathVerdict.Unknown, unknown!.Message),
            ClientOutcome.Conditional => Ended(PathVerdict.Unknown,
                $"Whether {endpoint.Id} lets the workload in depends on the security groups or the address that it will have."),
            ClientOutcome.NotConcerned when judgement.Context.Targets.Targets.Count > 0 && judgement.Knows(client) =>
                Ended(PathVerdict.Blocked, $"{client.Label} and {endpoint.Id} share no address family."),
            _ => Ended(PathVerdict.Unknown,
                unknown?.Message ?? $"The way from {client.Label} to {endpoint.Id} in {endpoint.VpcId} is not in the evidence.")
                with
            { Missing = judgement.Missing },
        };

        // One copy for each path: there can be a million of them.
        EndpointPath Ended(PathVerdict verdict, string message) =>
            start with { Verdict = verdict, Message = message, Findings = findings, Places = hops };
    }

    /// <summary>
    /// Where nobody but its owner knows the port of a service, nothing is said that holds for some ports only.
    /// </summary>
    private static EndpointPath OnAnyPort(EndpointPath start, VpcEndpoint endpoint, Client client, EndpointJudgement judgement)
    {
        var hops = judgement.Hops.After(start.Places, client);
        if (judgement.Stopping(client) is { } stopped)
            return start with
            {
                Verdict = PathVerdict.Blocked,
                Message = stopped.Message,
                Findings = judgement.FindingsOf(client),
                Places = hops,
            };
        if (judgement.OutcomeOf(client) == ClientOutcome.Full && judgement.IsClear)
            return start with
            {
                Verdict = PathVerdict.Reachable,
                Message = $"{client.Label} reaches {start.To} through {endpoint.Id}, on whatever port.",
                Places = hops,
            };
        return start with
        {
            Message = $"Which port the service behind {endpoint.Id} listens on is known to its owner alone, and not all ports are open: "
                + $"name it after a colon, as in {start.To}:5432, or with -Port.",
            Findings = judgement.FindingsOf(client),
            Places = hops.Select(hop => hop.Decision is PathDecision.Blocked or PathDecision.Partial
                ? hop with { Decision = PathDecision.Unknown, Detail = "depends on the port", Remaining = null } : hop).ToValueList(),
        };
    }

    /// <summary>The way of a client to an interface that is no endpoint's.</summary>
    public EndpointPath ToInterface(EndpointPath start, NetworkInterface networkInterface, Client client, Port port)
    {
        var hops = HopsTo(networkInterface, client, port);
        var path = start with { Places = hops.After(start.Places, client) };
        var what = $"{networkInterface.Id}{(networkInterface.InstanceId is null ? "" : $" ({networkInterface.InstanceId})")}, which is no "
            + "endpoint's";
        return hops.OutcomeOf(client) switch
        {
            ClientOutcome.Full => path with { Verdict = PathVerdict.Reachable, Message = $"{client.Label} reaches {what}." },
            ClientOutcome.None =>
                path with
                {
                    Verdict = PathVerdict.Blocked,
                    Message = $"{client.Label} does not reach {what}: {First(path.Places, PathDecision.Blocked)}."
                },
            ClientOutcome.Partial =>
                path with
                {
                    Verdict = PathVerdict.Intermittent,
                    Message = $"Only some packets between {client.Label} and {what}, pass: "
                + $"{First(path.Places, PathDecision.Partial, PathDecision.Blocked)}."
                },
            _ => path with { Message = $"Whether {client.Label} reaches {what}, cannot be told from the evidence." },
        };
    }

    /// <summary>The way to an address that no interface of the evidence has.</summary>
    public EndpointPath Nobody(EndpointPath start, Client client, NameAddress address, Port port)
    {
        var isPublic = PublicOf(address.Address.Family).Contains(address.Address);
        if (isPublic)
            return Internet(start, client, null, null, port);
        var isHere = client.VpcId is { } vpc && Index.Vpcs.TryGetValue(vpc, out var own)
            && own.CidrBlocks.Any(block => block.Range.Contains(address.Address));
        return address.Owner == AddressOwner.Nobody || (isHere && Index.Has(ResourceKind.NetworkInterface))
            ? start with
            {
                Verdict = PathVerdict.Blocked,
                Message = $"No network interface of {client.VpcId} has the address {address}: what points at it is stale."
            }
            : start with { Message = $"Whose address {address} is, and which way leads there, is not in the evidence." };
    }

    /// <summary>Whether the table of a client's subnet has a gateway endpoint's route; null where the table is not known.</summary>
    public bool? IsRoutedTo(VpcEndpoint gateway, Client client) => TableOf(client)?.Routes.Any(route => route.Target == gateway.Id);

    /// <summary>The way to public addresses.</summary>
    /// <param name="start">What is known so far.</param>
    /// <param name="client">The client.</param>
    /// <param name="to">What is called; null for an address.</param>
    /// <param name="own">An endpoint of the client's VPC for that service, to which the client is not led; null for none.</param>
    /// <param name="port">The port.</param>
    public EndpointPath Internet(EndpointPath start, Client client, KnownDestination? to, VpcEndpoint? own, Port port)
    {
        var gateway = own?.Type == EndpointType.Gateway ? own : null;
        if (own is not null)
            start = start with { Findings = gateway is null ? WhyElsewhere(own, client) : First(WhyElsewhere(own, client), IsAboutRoutes) };
        var service = to?.ServiceIn(start.Region);
        var none = own is null ? $"No endpoint answers {start.To} for {client.Label}"
            : gateway is not null ? $"The route table of {client.SubnetId} has no route to {gateway.Id}"
            : $"{own.Id} is for that service, and does not answer {start.To} for {client.Label}";
        if (TableOf(client) is not { } table)
            return start with
            {
                Message = $"{none}, and the routes of {client.Label} are not in the evidence.",
                Missing = ["aws ec2 describe-route-tables"]
            };
        var family = client.Has(IpFamily.IPv4) ? IpFamily.IPv4 : IpFamily.IPv6;
        var (way, route) = WayOf(table, client, family);
        var hops = HopsOut(client.VpcId, family, port);
        var places = hops.After(start.Places, client, route);
        return way.Kind switch
        {
            WayOutKind.Closed => Ended(service is null && own is null ? PathVerdict.Blocked : PathVerdict.NoEndpoint,
                $"{none}, and no other way leads there: {way.Reason}.{Advice(service, start, own)}"),
            WayOutKind.Open => hops.OutcomeOf(client) switch
            {
                ClientOutcome.None => Ended(PathVerdict.Blocked,
                    $"{none}, and the way over the internet is closed: {First(places, PathDecision.Blocked)}."),
                ClientOutcome.Full => Ended(PathVerdict.ReachableOverInternet, $"{none}; it is reached over the internet: {way.Reason}."),
                _ => Ended(PathVerdict.Unknown,
                    $"{none}; whether groups and network ACLs let packets to its public addresses pass depends on the address."),
            },
            _ => Ended(PathVerdict.Unknown, $"{none}, and {way.Reason}.") with
            {
                Missing = way.Missing is null ? [] : [way.Missing.Command],
            },
        };

        EndpointPath Ended(PathVerdict verdict, string message) => start with { Verdict = verdict, Message = message, Places = places };
    }

    private static string Advice(Needs.ServiceHost? host, EndpointPath path, VpcEndpoint? own)
    {
        if (path.Region is not { } region)
            return "";
        if (own is not null)
            // What is said of other names of the service does not help here.
            return host?.Name.Advice is { } known && own.Type != EndpointType.Gateway
                && path.Findings.All(f => !f.Summary.Split(' ').Contains(path.To) && !f.Summary.Split(' ').Contains(path.To + ","))
                ? " " + Needs.ServiceCatalog.PartitionOf(region).Expand(known, region)
                : path.Findings.Count > 0 ? $" {path.Findings[0].Summary}" : "";
        if (host is null)
            return "";
        // A gateway endpoint takes what goes to the service's addresses, whatever the name.
        var isGateway = host.Service.Types[0] == EndpointType.Gateway;
        var partition = Needs.ServiceCatalog.PartitionOf(region);
        var names = host.Service.ServiceNamesIn(region, partition, host.Name.IsFips && !isGateway);
        return (names.Count == 0 ? "" : $" Create an endpoint for {names[0]} ({string.Join(" or ", host.Service.Types)}).")
            + (host.Name.Advice is null || isGateway ? "" : $" {partition.Expand(host.Name.Advice, region)}");
    }

    /// <summary>The endpoints of a VPC that are for the service that is called, in the VPC's own Region.</summary>
    public ValueList<VpcEndpoint> EndpointsFor(string vpcId, KnownDestination to)
    {
        if (_own.TryGetValue((vpcId, to), out var known))
            return known;
        var (region, codes) = (Index.Network.Region, to.CodesIn(Index.Network.Region));
        return _own[(vpcId, to)] = codes.Count == 0 ? [] : Index.EndpointsOfVpc[vpcId]
            .Where(endpoint => Needs.EndpointServiceName.Parse(endpoint.ServiceName) is { } name && codes.Contains(name.Code)
                // An endpoint may be for another Region's service.
                && (name.Region is null || name.Region == region)).ToValueList();
    }

    /// <summary>Why clients are not led to an endpoint: what decides names, its state, its route tables.</summary>
    private ValueList<Finding> WhyElsewhere(VpcEndpoint endpoint, Client client) => _whole.GetOrAdd(endpoint.Id, _ =>
        new(all.Run(endpoint).Where(result => CheckCatalog.Find(result.Check)!.Descriptor.Layer is CheckLayer.Name or CheckLayer.State
            || endpoint.Type == EndpointType.Gateway).SelectMany(result => result.Findings))).Of(client);

    /// <summary>
    /// What is known of an endpoint for its clients, or for one that is not among them because it is in another VPC and was not named.
    /// </summary>
    private EndpointJudgement JudgementOf(VpcEndpoint endpoint, Port? port, Client client)
    {
        var ofAll = _judgements.TryGetValue((endpoint.Id, port), out var known) ? known : Judge(endpoint.Id, endpoint, port, runner);
        if (ofAll.Knows(client) || SelectionOf(client) is not { } selection)
            return ofAll;
        var key = $"{endpoint.Id} {client.Id} {client.GroupIds}";
        return _judgements.TryGetValue((key, port), out var own) ? own
            : Judge(key, endpoint, port, runner.Asking(options with { Clients = selection }));
    }

    // The port is the call's: a service may listen on several.
    private EndpointJudgement Judge(string key, VpcEndpoint endpoint, Port? port, CheckRunner own) =>
        _judgements.GetOrAdd((key, port), _ => new(port is { } asked ? own.At([asked]) : own, endpoint, classes));

    private static ClientSelection? SelectionOf(Client client) => client.Kind switch
    {
        ClientKind.NetworkInterface => new() { NetworkInterfaceIds = [client.Id] },
        ClientKind.Subnet => new() { SubnetIds = [client.Id], SecurityGroupIds = client.GroupIds ?? [] },
        _ => null,
    };

    private SharedHops HopsTo(NetworkInterface to, Client client, Port port)
    {
        var family = client.Has(IpFamily.IPv4) && client.Has(IpFamily.IPv6) ? (IpFamily?)null
            : client.Has(IpFamily.IPv4) ? IpFamily.IPv4 : IpFamily.IPv6;
        return _interfaces.GetOrAdd((to.Id, family, port), _ => new(AnalyzerOf(port), new(
            [.. to.Addresses.Where(address => family is null || address.Family == family).Select(address => new Target
            {
                Id = to.Id,
                VpcId = to.VpcId,
                SubnetId = to.SubnetId,
                Family = address.Family,
                Addresses = IntervalSet<IpAddress>.Of(address, address),
                GroupIds = to.GroupIds,
            })], []), PathHops.All, classes));
    }

    private SharedHops HopsOut(string? vpcId, IpFamily family, Port port) =>
        _outward.TryGetValue((vpcId, family, port), out var known) ? known
        : _outward[(vpcId, family, port)] = new(AnalyzerOf(port),
            new([new() { Id = "public addresses", VpcId = vpcId ?? "", Family = family, Addresses = PublicOf(family) }], []),
            OutwardHops, classes);

    /// <summary>The way out by a table, and the table as the hop that decides on it.</summary>
    private (WayOut Way, PathHop Hop) WayOf(RouteTable table, Client client, IpFamily family)
    {
        var key = (table.Id, client.SubnetId, EgressRoutes.AccessOf(client, Index), family);
        if (_ways.TryGetValue(key, out var known))
            return known;
        var way = _routes.Value.Judge(table, client.SubnetId, key.Item3, PublicOf(family));
        return _ways[key] = (way, new PathHop($"route table {table.Id}", PathDirection.Request, way.Kind switch
        {
            WayOutKind.Open => PathDecision.Passed,
            WayOutKind.Closed => PathDecision.Blocked,
            _ => PathDecision.Unknown,
        }, table.Id, way.Reason));
    }

    private static IntervalSet<IpAddress> PublicOf(IpFamily family) =>
        family == IpFamily.IPv4 ? PublicAddresses.IPv4 : PublicAddresses.IPv6;

    private RouteTable? TableOf(Client client) =>
        client.SubnetId is { } id && Index.Subnets.TryGetValue(id, out var subnet) ? Index.RouteTableOf(subnet) : null;

    private FlowAnalyzer AnalyzerOf(Port port) => new(_filters.Value, port, IntervalSet<Port>.Of(options.EphemeralPorts));

    /// <summary>
    /// Findings about what stops the packets stand before what is worse elsewhere, in the order in which packets meet it.
    /// </summary>
    private static ValueList<Finding> BlockingFirst(ValueList<Finding> findings, ValueList<PathHop> hops)
    {
        if (findings.Count < 2)
            return findings;
        var places = hops.Where(hop => hop.Decision is PathDecision.Blocked or PathDecision.Partial && hop.ResourceId is not null)
            .OrderByDescending(hop => hop.Decision).Select(hop => hop.ResourceId!).Distinct().ToList();
        return places.Count == 0 ? findings : findings
            .OrderBy(finding => places.IndexOf(finding.ResourceId) is var at && at < 0 ? places.Count : at).ToValueList();
    }

    private static ValueList<Finding> First(ValueList<Finding> findings, Func<Finding, bool> isFirst) =>
        findings.Count < 2 ? findings : findings.OrderByDescending(isFirst).ToValueList();

    private static bool IsAboutRoutes(Finding finding) => CheckCatalog.Find(finding.Check)?.Descriptor.Layer == CheckLayer.Path;

    private static string First(ValueList<PathHop> hops, params PathDecision[] decisions) =>
        hops.FirstOrDefault(hop => decisions.Contains(hop.Decision)) is { } hop
            ? $"{hop.Component}{(hop.Detail is null ? "" : $" ({hop.Detail})")}" : "the places on the way pass nothing in common";
}
