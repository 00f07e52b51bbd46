using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>How all clients of an endpoint fare at some hops, and which hops drop packets.</summary>
public sealed class ClientReachability
{
    private readonly List<(Client Client, ClientOutcome Outcome)> _outcomes = [];
    private readonly List<BlockedHop> _blockedHops = [];
    private readonly HashSet<MissingEvidence> _missing = [];
    private readonly HashSet<string> _admittedGroups = new(StringComparer.Ordinal);

    private ClientReachability()
    {
    }

    /// <summary>Every client with how it fares.</summary>
    public IReadOnlyList<(Client Client, ClientOutcome Outcome)> Outcomes => _outcomes;

    /// <summary>What drops packets of clients that count.</summary>
    public IReadOnlyList<BlockedHop> BlockedHops => _blockedHops;

    /// <summary>What would have to be known to say more.</summary>
    public ValueList<MissingEvidence> Missing => [.. _missing];

    /// <summary>The groups that would admit a workload whose groups are open.</summary>
    public ValueList<string> AdmittedGroups => [.. _admittedGroups.OrderBy(g => g, StringComparer.Ordinal)];

    /// <summary>Examines hops for all clients and targets.</summary>
    public static ClientReachability From(FlowAnalyzer analyzer, ClientSet clients, TargetSet targets, params HopKind[] kinds)
    {
        var reachability = new ClientReachability();
        reachability._missing.UnionWith(targets.Missing);
        reachability._missing.UnionWith(clients.NotFound);
        reachability._outcomes.Capacity = clients.Clients.Count;
        var classes = kinds.Contains(HopKind.ClientSecurityGroup) ? clients.Classes : clients.ClassesBySubnet;
        foreach (var clientClass in classes)
            reachability.Add(analyzer, clientClass, targets.Targets, kinds);
        return reachability;
    }

    /// <summary>How all clients of a class fare at hops that are known already; null where they differ.</summary>
    internal static ClientOutcome? OutcomeOfClass(
        FlowAnalyzer analyzer, ClientClass clients, IEnumerable<(Target Target, List<Hop> Hops)> towards)
    {
        var reachability = new ClientReachability();
        var overall = new ClientOutcome[clients.Clients.Count];
        foreach (var (target, hops) in towards)
            if (hops.Count > 0 && analyzer.Universe(clients, target) is { IsEmpty: false } universe)
                reachability.Judge(hops, clients, target, universe, analyzer.ClientPorts, overall);
        return Array.TrueForAll(overall, outcome => outcome == overall[0]) ? overall[0] : null;
    }

    /// <summary>
    /// Clients that the user named, whose fate depends on the group or address that a workload will get, and in whose subnet no workload is
    /// that could answer for them.
    /// </summary>
    public IEnumerable<Client> NamedAndOpen =>
        from o in _outcomes
        where o.Outcome == ClientOutcome.Conditional && o.Client.IsNamed
            && !_outcomes.Any(other => other.Client.Kind == ClientKind.NetworkInterface && other.Client.SubnetId == o.Client.SubnetId)
        select o.Client;

    /// <summary>The number of clients with an outcome.</summary>
    public int Count(ClientOutcome outcome) => _outcomes.Count(o => o.Outcome == outcome);

    private void Add(FlowAnalyzer analyzer, ClientClass clients, ValueList<Target> targets, HopKind[] kinds)
    {
        var (overall, hops) = (new ClientOutcome[clients.Clients.Count], new List<Hop>(kinds.Length));
        foreach (var target in targets)
        {
            var universe = analyzer.Universe(clients, target);
            if (universe.IsEmpty)
                continue;
            hops.Clear();
            foreach (var kind in kinds)
                if (analyzer.At(kind, clients, target) is { } hop)
                    hops.Add(hop);
            if (hops.Count > 0)
                Judge(hops, clients, target, universe, analyzer.ClientPorts, overall);
        }

        for (var i = 0; i < overall.Length; i++)
            _outcomes.Add((clients.Clients[i], overall[i]));
    }

    private void Judge(List<Hop> hops, ClientClass clients, Target target, PacketSet universe, IntervalSet<Port> ports,
        ClientOutcome[] overall)
    {
        var allPass = !hops.Exists(hop => hop.IsOpenEitherWay || hop.IsUnsteady || (hop.IsOpenDownwards && hop.Missing.Count > 0))
            && PathOutcome(hops, target, universe, hop => hop.Passed) == ClientOutcome.Full;
        foreach (var hop in hops)
            if (hop.AdmittedGroups.Count > 0)
                _admittedGroups.UnionWith(hop.AdmittedGroups);
        if (allPass)
        {
            for (var i = 0; i < overall.Length; i++)
                if (clients.Clients[i].Has(target.Family))
                    overall[i] = Beside(overall[i], ClientOutcome.Full);
            return;
        }

        var affected = hops.ConvertAll(_ => new List<Client>());
        // Where no hop tells one address of the class from another, one client answers for all.
        var uniform = hops.TrueForAll(hop => hop.Passed.IsUniformOver(clients.AddressesOf(target.Family)));
        var (first, firstOutcome) = (-1, ClientOutcome.Full);
        for (var i = 0; i < overall.Length; i++)
        {
            var client = clients.Clients[i];
            if (!client.Has(target.Family))
                continue;
            if (first < 0 || !uniform)
                firstOutcome = JudgeClient(hops, client, target, ports, affected);
            else
                Follow(affected, clients.Clients[first], client);
            first = first < 0 ? i : first;
            overall[i] = Beside(overall[i], firstOutcome);
        }

        for (var h = 0; h < hops.Count; h++)
            if (affected[h].Count > 0)
                _blockedHops.Add(new(hops[h], clients, target, [.. affected[h]]));
    }

    private ClientOutcome JudgeClient(List<Hop> hops, Client client, Target target, IntervalSet<Port> ports, List<List<Client>> affected)
    {
        var own = client.Addresses.Intersect((target.Family == IpFamily.IPv4 ? CidrBlock.AnyIPv4 : CidrBlock.AnyIPv6).Addresses);
        var wanted = PacketSet.Of(own, ports);
        var (path, open) = (new List<Hop>(hops.Count), ClientOutcome.Full);
        for (var h = 0; h < hops.Count; h++)
        {
            var outcome = PathOutcome([hops[h]], target, wanted, hop => hop.Passed.Within(own));
            if (hops[h].IsOpenEitherWay || (hops[h].Missing.Count > 0
                && (hops[h].IsOpenDownwards ? outcome != ClientOutcome.None : outcome != ClientOutcome.Full)))
            {
                _missing.UnionWith(hops[h].Missing);
                open = ClientOutcome.Unknown;
            }
            else if (IsOpen(client, hops[h], outcome))
            {
                open = open == ClientOutcome.Unknown ? open : ClientOutcome.Conditional;
            }
            else
            {
                path.Add(hops[h]);
                if (outcome != ClientOutcome.Full)
                    affected[h].Add(client);
            }
        }

        var judged = PathOutcome(path, target, wanted, hop => hop.Passed.Within(own));
        return judged == ClientOutcome.Full ? open : judged;
    }

    private static void Follow(List<List<Client>> affected, Client first, Client client)
    {
        foreach (var atHop in affected)
            if (atHop.Count > 0 && ReferenceEquals(atHop[0], first))
                atHop.Add(client);
    }

    /// <summary>What hops that follow each other let through together.</summary>
    private static ClientOutcome PathOutcome(List<Hop> hops, Target target, PacketSet wanted, Func<Hop, PacketSet> passed)
    {
        var (rest, blocked) = (wanted, IntervalSet<IpAddress>.Empty);
        foreach (var hop in hops)
        {
            rest = rest.Intersect(passed(hop));
            blocked = blocked.Union(hop.BlockedDestinations);
        }

        if (rest.IsEmpty || target.Addresses.Except(blocked).IsEmpty)
            return ClientOutcome.None;
        return rest.Equals(wanted) && blocked.IsEmpty && !hops.Exists(hop => hop.IsUnsteady) ? ClientOutcome.Full : ClientOutcome.Partial;
    }

    /// <summary>
    /// A workload that is yet to come may get an address or a group that the endpoint admits. Only a client whose groups are open can be
    /// conditional, and only where some group or some address of its subnet is admitted.
    /// </summary>
    private static bool IsOpen(Client client, Hop hop, ClientOutcome outcome) =>
        client.GroupIds is null && client.Kind != ClientKind.NatGateway && hop.Kind == HopKind.EndpointSecurityGroup
        && ((outcome == ClientOutcome.None && hop.AdmittedGroups.Count > 0)
            || (outcome == ClientOutcome.Partial && client.Kind == ClientKind.Subnet));

    /// <summary>How a client fares that can be sent to either of two targets: DNS answers any of them.</summary>
    private static ClientOutcome Beside(ClientOutcome sofar, ClientOutcome next) => (sofar, next) switch
    {
        (ClientOutcome.NotConcerned, _) => next,
        _ when sofar == next => next,
        (ClientOutcome.None or ClientOutcome.Partial, _) or (_, ClientOutcome.None or ClientOutcome.Partial) => ClientOutcome.Partial,
        (ClientOutcome.Unknown, _) or (_, ClientOutcome.Unknown) => ClientOutcome.Unknown,
        _ => ClientOutcome.Conditional,
    };
}

/// <summary>How a client fares at some hops towards all targets of an endpoint.</summary>
public enum ClientOutcome
{
    /// <summary>The hops do not concern it: no common address family, or groups that are open.</summary>
    NotConcerned,

    /// <summary>Everything passes.</summary>
    Full,

    /// <summary>Whether it passes depends on the security group or address that the workload will have.</summary>
    Conditional,

    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Some ports, addresses or interfaces pass and some do not.</summary>
    Partial,

    /// <summary>Nothing passes.</summary>
    None,
}
