using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// Says whether clients reach what they call, from the names engine, the packet engine and the checks: the same questions that a diagnosis
/// of the endpoint asks, so that the two never disagree. What many clients or names share is computed once.
/// </summary>
public sealed class PathFinder
{
    /// <summary>
    /// What stands between a client and an endpoint; the rest is hygiene, or about names, which the client's own answer decides.
    /// </summary>
    private static readonly ICheck[] OnTheWay = [.. CheckCatalog.All.Where(check => !check.Descriptor.NeedsProbe
        && check.Descriptor.Layer is CheckLayer.State or CheckLayer.Path or CheckLayer.Policy)];

    /// <summary>Below this number, starting the parallel machinery costs more than it saves.</summary>
    private const int FewPaths = 1_000;

    /// <summary>What is computed side by side before any of it is given.</summary>
    private const int PathsAtOnce = 4_000;

    private readonly ConcurrentDictionary<PathDestination, KnownDestination> _destinations;
    private readonly IReadOnlyList<VpcNetwork> _given;
    private readonly (VpcNetwork Network, CheckRunner Runner, EndpointPaths Paths)[] _networks;
    private readonly ConcurrentDictionary<(string Vpc, string To, int Port), Lazy<EndpointProposal?>> _proposals = new();
    private readonly Lazy<ILookup<IpAddress, (NetworkIndex Index, string Interface)>> _byAddress;
    private readonly NameIndex _names;
    private readonly bool _isOneReading;
    private readonly Lazy<IReadOnlyList<(Contradiction What, PathFinder Reading)>> _readings;
    private readonly Lazy<Dictionary<(ClientKind Kind, string Id, ValueList<string>? Groups), Client>> _known;
    private readonly PlannedPaths? _planned;
    private bool _isProposed;

    /// <summary>Makes a finder.</summary>
    /// <param name="networks">The networks that were read together: what one lacks, another may hold.</param>
    /// <param name="options">The clients, the ports and the calls that must pass.</param>
    /// <param name="optionsOf">The same, with where a network came from, for a repair that goes on from a finding.</param>
    public PathFinder(IEnumerable<VpcNetwork> networks, CheckOptions options, Func<VpcNetwork, CheckOptions>? optionsOf = null)
        : this([.. networks], options, optionsOf, null, isOneReading: false)
    {
    }

    private PathFinder(IReadOnlyList<VpcNetwork> given, CheckOptions options, Func<VpcNetwork, CheckOptions>? optionsOf,
        PathFinder? shared, bool isOneReading)
    {
        var classes = new ClientClasses(() => _networks!.SelectMany(n => HomesOf(n.Network).Select(n.Runner.ClientsOf)));
        (_given, _isOneReading) = (given, isOneReading);
        _networks = [.. (shared?._networks.Select(n => n.Network) ?? JoinedNetworks.Join(given)).Select((network, i) =>
        {
            var own = optionsOf?.Invoke(given[i]) ?? options;
            // What two accounts contradict each other in is asked of whole paths, below.
            var runner = shared?._networks[i].Runner.Asking(own) ?? new CheckRunner(network, own, OnTheWay) { IsOneReading = true };
            return (network, runner, new EndpointPaths(runner, runner.Asking(own, CheckCatalog.All), own, classes));
        })];
        _names = shared?._names ?? NameIndex.From(_networks.Select(n => n.Network));
        _destinations = shared?._destinations ?? new();
        Options = options;
        _planned = !isOneReading && given.Any(network => network.Plan is not null) ? new(given, changed =>
            new(changed, options, optionsOf is null ? null : network => optionsOf(given[IndexIn(changed, network)])) { _isProposed = true })
            : null;
        _byAddress = shared?._byAddress ?? new(() => _networks
            .SelectMany(n => n.Network.NetworkInterfaces, (n, i) => (n.Runner.Index, Interface: i))
            .GroupBy(p => p.Interface.Id, StringComparer.Ordinal).Select(same => same.First())
            .SelectMany(p => p.Interface.Addresses, (p, a) => (Address: a, p.Index, p.Interface.Id))
            .ToLookup(p => p.Address, p => (p.Index, p.Id)));
        _readings = new(() => isOneReading ? []
            : shared is null ? [.. Readings()] : [.. shared._readings.Value.Select(r => (r.What, r.Reading.Asking(options)))]);
        _known = new(() => FoundClients().ToDictionary(found => KeyOf(found.Client), found => found.Client));
    }

    /// <summary>Other questions about the same networks, whose look-ups and names are shared.</summary>
    /// <param name="options">The clients, the ports and the calls that must pass.</param>
    /// <param name="optionsOf">The same, with where a network came from.</param>
    internal PathFinder Asking(CheckOptions options, Func<VpcNetwork, CheckOptions>? optionsOf = null) =>
        new(_given, options, optionsOf, this, _isOneReading);

    /// <summary>What is asked.</summary>
    public CheckOptions Options { get; }

    /// <summary>The clients that are named, wherever they are, each with the network that holds it.</summary>
    public IEnumerable<(VpcNetwork Network, Client Client)> Clients() =>
        // Each network finds what the others hold too.
        from found in FoundClients()
        let home = _networks.FirstOrDefault(n => found.Client.VpcId is { } vpc && n.Network.Vpcs.Any(v => v.Id == vpc)).Network
        select (home ?? found.Network, found.Client);

    private IEnumerable<(VpcNetwork Network, Client Client)> FoundClients()
    {
        var seen = new HashSet<(ClientKind, string, ValueList<string>?)>();
        foreach (var (network, runner, _) in _networks)
            foreach (var client in HomesOf(network).SelectMany(vpc => runner.ClientsOf(vpc).Clients))
                if (seen.Add(KeyOf(client)))
                    yield return (network, client);
    }

    /// <summary>The ids of clients that no network holds.</summary>
    public IEnumerable<string> NotFound()
    {
        var missing = _networks.Where(n => HomesOf(n.Network).Any())
            .Select(n => n.Runner.ClientsOf(HomesOf(n.Network).First()).NotFound.Select(client => client.ResourceId!)).ToList();
        return missing.Count == 0 ? []
            : missing.Aggregate((all, more) => all.Intersect(more, StringComparer.Ordinal)).OrderBy(id => id, StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether each of many clients reaches each of many destinations, client by client, computed side by side.
    /// </summary>
    /// <param name="clients">The clients, each with its network.</param>
    /// <param name="destinations">The destinations.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public IEnumerable<EndpointPath> FindAll(IReadOnlyList<(VpcNetwork Network, Client Client)> clients,
        IReadOnlyList<PathDestination> destinations, CancellationToken cancellationToken = default)
    {
        if (clients.Count * destinations.Count < FewPaths)
            return clients.SelectMany(from => destinations.Select(to => Find(from.Network, from.Client, to)));
        // The first of them has all computed that clients share: of each destination by itself, so that nobody waits for another's.
        var first = clients[0];
        KnownDestination[] known = [.. destinations.Select(Known)];
        // One at a time: those that an endpoint answers cost a thousand times as much as others, and often stand side by side.
        Parallel.ForEach(Partitioner.Create(known, EnumerablePartitionerOptions.NoBuffering),
            new() { CancellationToken = cancellationToken }, to => Find(first.Network, first.Client, to));
        return InParts(clients, known, cancellationToken);
    }

    /// <summary>
    /// A part of the clients at a time: what is found is given on while it is young, and never are all paths of a large VPC kept.
    /// </summary>
    private IEnumerable<EndpointPath> InParts(IReadOnlyList<(VpcNetwork Network, Client Client)> clients, KnownDestination[] destinations,
        CancellationToken cancellationToken)
    {
        var size = Math.Max(Environment.ProcessorCount, PathsAtOnce / destinations.Length);
        for (var done = 0; done < clients.Count; done += size)
        {
            var found = new EndpointPath[Math.Min(size, clients.Count - done)][];
            var start = done;
            Parallel.For(0, found.Length, new() { CancellationToken = cancellationToken }, i => found[i] =
                Array.ConvertAll(destinations, to => Find(clients[start + i].Network, clients[start + i].Client, to)));
            foreach (var ofClient in found)
                foreach (var path in ofClient)
                    yield return path;
        }
    }

    /// <summary>Whether a client reaches a destination.</summary>
    public EndpointPath Find(VpcNetwork network, Client client, PathDestination to) => Find(network, client, Known(to));

    private KnownDestination Known(PathDestination to) =>
        _destinations.TryGetValue(to, out var known) ? known : _destinations[to] = new(to, _names);

    private EndpointPath Find(VpcNetwork network, Client client, KnownDestination known)
    {
        var path = FindPlanned(network, client, known);
        return _planned is null ? path : _planned.Judge(IndexOf(network), client, path, EndpointsFor(network, client, known),
            (finder, there, own) => finder.FindPlanned(there, own, finder.Known(known.To)));
    }

    /// <summary>A path that is put together of others, as it is in every network that code can come to; unchanged without code.</summary>
    /// <param name="network">The client's network.</param>
    /// <param name="client">The client.</param>
    /// <param name="asItIs">What comes of the others.</param>
    /// <param name="destinations">What is called.</param>
    /// <param name="ask">Puts it together in another network.</param>
    internal EndpointPath InEveryNetwork(VpcNetwork network, Client client, EndpointPath asItIs,
        IEnumerable<PathDestination> destinations, Func<PathFinder, VpcNetwork, Client, EndpointPath> ask)
    {
        if (_planned is not null && asItIs.Verdict == PathVerdict.Unknown)
            asItIs = _planned.Judge(IndexOf(network), client, asItIs,
                destinations.SelectMany(to => EndpointsFor(network, client, Known(to))), ask);
        return _networks[IndexOf(network)].Network.Plan is { } plan ? Named(plan, asItIs) : asItIs;
    }

    private IEnumerable<string> EndpointsFor(VpcNetwork network, Client client, KnownDestination known) =>
        client.VpcId is not { } vpc ? [] : _networks[IndexOf(network)].Paths.EndpointsFor(vpc, known).Select(endpoint => endpoint.Id);

    private static int IndexIn(IReadOnlyList<VpcNetwork> networks, VpcNetwork network)
    {
        for (var i = 0; i < networks.Count; i++)
            if (ReferenceEquals(networks[i], network))
                return i;
        throw new ArgumentException("The network is none of the picture.", nameof(network));
    }

    /// <summary>The path in the words of the code, where some describes the network.</summary>
    private EndpointPath FindPlanned(VpcNetwork network, Client client, KnownDestination known)
    {
        var at = IndexOf(network);
        var path = Certain(InDoubt(FindAsItIs(at, client, known), at, client, known.To));
        if (_networks[at].Network.Plan is not { } plan)
            return path;
        return Named(plan, path) with { Findings = path.Findings.Select(finding => PlannedText.Of(plan, finding)).ToValueList() };
    }

    private static EndpointPath Named(NetworkPlan plan, EndpointPath path) => path with
    {
        From = PlannedText.Named(plan, path.From),
        Answer = path.Answer is null ? null : PlannedText.Named(plan, path.Answer),
        Message = PlannedText.Named(plan, path.Message),
        Missing = path.Missing.Select(missing => PlannedText.Named(plan, missing)).ToValueList(),
    };

    /// <summary>Nobody gets through an endpoint for sure that may not come to be.</summary>
    private EndpointPath Certain(EndpointPath path)
    {
        if (_planned is null || path.EndpointId is not { } id || path.Verdict == PathVerdict.Unknown)
            return path;
        var open = _given.Select(network => network.Plan is { } plan && plan.Uncertain.TryGetValue(id, out var value) ? value : null)
            .FirstOrDefault(value => value is not null);
        return open is null ? path : path with
        {
            Verdict = PathVerdict.Unknown,
            Message = $"Whether {id} will be there is open. If it is: {path.Message} {open}",
            Missing = [open.ToString()],
        };
    }

    /// <summary>A verdict is one only where each description of what accounts describe differently gives the same.</summary>
    private EndpointPath InDoubt(EndpointPath path, int at, Client client, PathDestination to)
    {
        if (path.Verdict == PathVerdict.Unknown)
            return path;
        foreach (var (what, reading) in _readings.Value)
        {
            var own = reading._known.Value.TryGetValue(KeyOf(client), out var known) ? known : client;
            var then = reading.FindAsItIs(at, own, reading.Known(to));
            if (path.Verdict != then.Verdict && !(IsClosed(path.Verdict) && IsClosed(then.Verdict)))
                return path with
                {
                    Verdict = PathVerdict.Unknown,
                    Message = $"{what.Remark} By one of them: {path.Message} By another: {then.Message}",
                    Missing = [.. path.Missing.Append(what.Command).Distinct()],
                };
        }

        return path;
    }

    private static bool IsClosed(PathVerdict verdict) => verdict is PathVerdict.Blocked or PathVerdict.NoEndpoint;

    /// <summary>An interface is one whatever groups it is said to carry; a subnet with groups is another than without.</summary>
    private static (ClientKind, string, ValueList<string>?) KeyOf(Client client) =>
        (client.Kind, client.Id, client.Kind == ClientKind.NetworkInterface ? null : client.GroupIds);

    /// <summary>The networks as each description of what they contradict each other in would have them; none for most.</summary>
    private IEnumerable<(Contradiction What, PathFinder Reading)> Readings() =>
        from network in _networks.Select(n => n.Network).Where(n => n.Place.Joined is not null).GroupBy(n => n.Place.Joined)
            .Select(picture => picture.First())
        from what in Contradiction.Around(network)
        from reading in what.Readings
        let picture = reading(network).Picture
        select (what, new PathFinder([.. _networks.Select(n => n.Network.Place.Joined == network.Place.Joined
            ? picture[n.Network.Place.Position] : n.Network)], Options, null, null, isOneReading: true));

    private EndpointPath FindAsItIs(int at, Client client, KnownDestination known)
    {
        var (network, runner, paths) = _networks[at];
        var to = known.To;
        var port = Options.Ports.Count > 0 ? Options.Ports[0] : known.Port;
        var given = to.Name is null ? null : known.AnswerFor(client);
        var start = new EndpointPath
        {
            From = client.Label,
            To = known.Text,
            Port = port.Number,
            VpcId = client.VpcId,
            Region = network.Region,
            AccountId = network.AccountId,
            Verdict = PathVerdict.Unknown,
            Message = "",
            Answer = given?.Text,
            Places = given?.Hops ?? [],
            Client = client,
            Given = given?.Answer,
            EndpointId = given?.Answer is { Status: NameStatus.Resolved, EndpointId: { } led } ? led : to.EndpointId,
        };
        var isAssumed = Options.Ports.Count == 0 && known.IsPortAssumed;
        if (to.EndpointId is { } called)
            return Through(start, called, client, port, isAssumed);
        if (given is null)
            return At(start, runner, paths, client, [new(to.Address!.Value, AddressOwner.Unknown)], port, isAssumed);
        var answer = given.Answer;
        return answer.Status switch
        {
            NameStatus.Resolved when answer.EndpointId is { } id => Through(start, id, client, port, isAssumed),
            NameStatus.Resolved => At(start, runner, paths, client, answer.Addresses, port, isAssumed),
            NameStatus.Public => Outside(start, runner, paths, client, known, port),
            NameStatus.Unknown => start with
            {
                Message = $"What {to} gives {client.Label} is not known: {answer.Missing.Select(m => m.Reason).FirstOrDefault()}",
                Missing = answer.Missing.Select(m => m.Command ?? m.Reason).Distinct().ToValueList(),
            },
            _ => start with { Verdict = PathVerdict.Blocked, Message = $"{client.Label} gets no address for {to}: {start.Answer}." },
        };
    }

    /// <summary>The look-ups over a network.</summary>
    internal NetworkIndex LookUpsOf(VpcNetwork network) => _networks[IndexOf(network)].Runner.Index;

    /// <summary>Which of the networks one is, as it was given or as the finder has it.</summary>
    internal int IndexOf(VpcNetwork network)
    {
        for (var i = 0; i < _networks.Length; i++)
            if (ReferenceEquals(_networks[i].Network, network) || ReferenceEquals(_given[i], network))
                return i;
        throw new ArgumentException("The network is none of those that were read together.", nameof(network));
    }

    private EndpointPath Through(EndpointPath start, string endpointId, Client client, Port port, bool isAssumed)
    {
        var home = Array.Find(_networks, n => n.Runner.Index.Endpoints.ContainsKey(endpointId));
        if (start.EndpointId != endpointId)
            start = start with { EndpointId = endpointId };
        return home.Paths is null
            ? start with
            {
                Message = start.To == endpointId ? $"{endpointId} is not in the evidence."
                    : $"The name leads to {endpointId}, which the evidence does not hold.",
                Missing = [$"aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {endpointId}"]
            }
            : home.Paths.Through(start, home.Runner.Index.Endpoints[endpointId], client, port, isAssumed);
    }

    /// <summary>Addresses: those of endpoints are judged as endpoints, others by whose they are.</summary>
    private EndpointPath At(EndpointPath start, CheckRunner runner, EndpointPaths paths, Client client,
        ValueList<NameAddress> addresses, Port port, bool isAssumed)
    {
        var each = addresses.Select(address =>
        {
            var (index, id) = Owner(address, runner, client);
            return id is null ? paths.Nobody(start, client, address, port)
                : index!.EndpointOfInterface.TryGetValue(id, out var endpoint) ? Through(start, endpoint.Id, client, port, isAssumed)
                : paths.ToInterface(start, index.NetworkInterfaces[id], client, port);
        }).ToList();
        if (each.Count == 0)
            return start with { Message = $"The addresses behind {start.To} are not known." };
        var first = each.OrderByDescending(path => path.Verdict is PathVerdict.Blocked or PathVerdict.NoEndpoint).First();
        return each.TrueForAll(path => path.Verdict == first.Verdict) ? first : first with
        {
            Verdict = each.Exists(path => path.Verdict == PathVerdict.Unknown) ? PathVerdict.Unknown : PathVerdict.Intermittent,
            Message = $"{start.To} has {each.Count} addresses, and not all of them are reached: {first.Message}",
        };
    }

    private (NetworkIndex? Index, string? Interface) Owner(NameAddress address, CheckRunner runner, Client client)
    {
        foreach (var index in _networks.Select(n => n.Runner.Index).OrderByDescending(index => index == runner.Index))
        {
            if (address.NetworkInterfaceId is { } known)
            {
                if (index.NetworkInterfaces.ContainsKey(known))
                    return (index, known);
                continue;
            }

            if (client.VpcId is null || index != runner.Index)
                continue;
            var found = index.InterfacesOfVpc[client.VpcId].FirstOrDefault(n => n.Addresses.Contains(address.Address));
            if (found is not null)
                return (index, found.Id);
        }

        // An address of the client's own VPC never leaves it; another one belongs to whoever has it, as long as nobody else has it too.
        if (address.NetworkInterfaceId is not null || (client.VpcId is { } vpc && runner.Index.Vpcs.TryGetValue(vpc, out var home)
            && home.CidrBlocks.Any(block => block.Contains(address.Address))))
            return (null, null);
        var owners = _byAddress.Value[address.Address].ToList();
        return owners.Count == 1 ? (owners[0].Index, owners[0].Interface) : (null, null);
    }

    private EndpointPath Outside(EndpointPath start, CheckRunner runner, EndpointPaths paths, Client client, KnownDestination to, Port port)
    {
        // The names of a gateway endpoint's service give public addresses, and the routes take them to the endpoint.
        var own = client.VpcId is null ? [] : paths.EndpointsFor(client.VpcId, to);
        var gateway = own.FirstOrDefault(endpoint => endpoint.Type == EndpointType.Gateway);
        if (gateway is not null && paths.IsRoutedTo(gateway, client) != false)
            return paths.Through(start with { EndpointId = gateway.Id }, gateway, client, port);
        var path = paths.Internet(start, client, to, gateway ?? own.FirstOrDefault(), port);
        var service = to.ServiceIn(runner.Index.Network.Region);
        return own.Count > 0 || service is null || path.Verdict != PathVerdict.NoEndpoint || client.VpcId is not { } vpc
            || _isProposed ? path
            : path with { Proposed = ProposedFor(runner.Index.Network, vpc, service, to.To, port) };
    }

    private Lazy<EndpointProposal?> ProposedFor(VpcNetwork network, string vpc, Needs.ServiceHost service, PathDestination to, Port port) =>
        _proposals.GetOrAdd((vpc, to.ToString(), port.Number), _ =>
            new(() => MissingEndpoint.Propose(network, vpc, service, to, port, changed =>
        {
            var others = _networks.Select(n => ReferenceEquals(n.Network, network) ? changed : n.Network);
            var finder = new PathFinder(others, Options with { Clients = new() }) { _isProposed = true };
            return finder.Clients().Where(c => c.Client.VpcId == vpc).Select(c => finder.Find(c.Network, c.Client, to));
        })));

    /// <summary>The VPCs in which clients are looked for: one is enough for ids, those that hold the block for a CIDR block.</summary>
    private IEnumerable<string> HomesOf(VpcNetwork network)
    {
        var blocks = Options.Clients.CidrBlocks;
        if (Options.Clients.IsEmpty)
            return network.Vpcs.Select(vpc => vpc.Id);
        var homes = network.Vpcs.Where(vpc => blocks.Any(block => vpc.CidrBlocks.Any(own => own.Addresses.Overlaps(block.Range))))
            .Select(vpc => vpc.Id).ToList();
        return homes.Count > 0 ? homes : network.Vpcs.Select(vpc => vpc.Id).Take(1);
    }
}
