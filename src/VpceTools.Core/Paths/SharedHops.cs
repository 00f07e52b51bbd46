using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// The hops towards some targets, computed once for a class of clients. Every rule is a function of the address: where no rule tells one
/// address of the class from another, what one client meets is what all of them meet; else each gets its own part of what was computed.
/// </summary>
/// <param name="analyzer">What computes packets.</param>
/// <param name="targets">Where they go.</param>
/// <param name="kinds">The places that they meet.</param>
/// <param name="classes">The classes of clients.</param>
internal sealed class SharedHops(FlowAnalyzer analyzer, TargetSet targets, HopKind[] kinds, ClientClasses classes)
{
    private readonly ConcurrentDictionary<(ClientClass Class, bool IPv4, bool IPv6), ClassHops> _known = new();

    /// <summary>What comes before, and the hops of a client towards the target that lets least pass: it cannot choose which address DNS
    /// gives it.</summary>
    /// <param name="before">What comes before.</param>
    /// <param name="client">The client.</param>
    /// <param name="turn">What the last of the requests meets, where it is none of these places; null for nothing.</param>
    public ValueList<PathHop> After(ValueList<PathHop> before, Client client, PathHop? turn = null)
    {
        var shared = HopsOf(client);
        if (shared.All is not { } all)
            return [.. before, .. With(Own(shared, client), turn)];
        // Whoever asks for the same name in the same place gets the same list.
        var key = new Joint(before, turn);
        return shared.Whole.TryGetValue(key, out var whole) ? whole
            : shared.Whole.GetOrAdd(key, [.. before, .. With(all, turn)]);
    }

    /// <summary>How a client fares at these places.</summary>
    public ClientOutcome OutcomeOf(Client client)
    {
        var shared = HopsOf(client);
        return shared.Outcome ?? Decide(client);
    }

    /// <summary>How each client of a client's class fares; null where they differ, or it belongs to none.</summary>
    public ClientOutcome? OutcomeOfClass(Client client) => classes.Of(client) is null ? null : HopsOf(client).Outcome;

    private ClassHops HopsOf(Client client)
    {
        if (classes.Of(client) is not { } clientClass)
            return Compute(new ClientClass([client]), client);
        var key = (clientClass, client.Has(IpFamily.IPv4), client.Has(IpFamily.IPv6));
        var shared = _known.TryGetValue(key, out var known) ? known : _known[key] = Compute(clientClass, client);
        return shared.IsOfEach ? Compute(new ClientClass([client]), client) : shared;
    }

    private ClassHops Compute(ClientClass clientClass, Client client)
    {
        var towards = new List<Towards>();
        var (isAlike, least, worst) = (true, -1, PathDecision.Unknown);
        foreach (var target in targets.Targets.Where(target => client.Has(target.Family)))
        {
            var hops = new List<Hop>(kinds.Length);
            foreach (var kind in kinds)
                if (analyzer.At(kind, clientClass, target) is { } hop)
                    hops.Add(hop);
            var (addresses, wanted) = (clientClass.AddressesOf(target.Family), analyzer.Universe(clientClass, target));
            var decisions = hops.ConvertAll(hop => PathHops.Decide(hop, target, wanted));
            isAlike = isAlike && !decisions.Contains(PathDecision.Partial) && hops.TrueForAll(hop => IsAlike(hop, wanted, addresses));
            var rank = decisions.Count == 0 ? PathDecision.Unknown : decisions.Max();
            if (least < 0 || rank > worst)
                (least, worst) = (towards.Count, rank);
            towards.Add(new(target, hops, wanted));
        }

        // What packets meet between VPCs is told for all addresses together, and can differ from one to the other.
        if (clientClass.Clients.Count > 1 && towards.Exists(t => t.Hops.Exists(hop => hop.Places.Count + hop.Faults.Count > 0)))
            return new([]) { IsOfEach = true };
        if (!isAlike)
            return new(towards);
        return new([])
        {
            All = least < 0 ? [] : Places(towards[least], client).ToValueList(),
            Outcome = ClientReachability.OutcomeOfClass(analyzer, clientClass, towards.Select(t => (t.Target, t.Hops))),
        };
    }

    /// <summary>
    /// Whether a hop is the same for every address: those that pass some packets name the addresses, and routes back may differ.
    /// </summary>
    private static bool IsAlike(Hop hop, PacketSet wanted, IntervalSet<IpAddress> addresses) =>
        (ReferenceEquals(hop.Passed, wanted) || hop.Passed.IsUniformOver(addresses))
        && (hop.Kind != HopKind.RouteToClient || hop.Routes.Count <= 1 || hop.Routes.Select(r => r.Route).Distinct().Count() <= 1);

    private List<PathHop> Own(ClassHops shared, Client client)
    {
        var each = shared.Towards.ConvertAll(t => Places(t, client));
        return each.OrderByDescending(hops => hops.Count == 0 ? PathDecision.Unknown : hops.Max(hop => hop.Decision)).FirstOrDefault()
            ?? [];
    }

    private List<PathHop> Places(Towards towards, Client client)
    {
        var own = client.Addresses.Intersect((towards.Target.Family == IpFamily.IPv4 ? CidrBlock.AnyIPv4 : CidrBlock.AnyIPv6).Addresses);
        var wanted = PacketSet.Of(own, analyzer.ClientPorts);
        var remaining = new RemainingPackets(towards.Target, wanted, analyzer.Port);
        return towards.Hops.ConvertAll(hop =>
        {
            var ownHop = Within(hop, own, ReferenceEquals(hop.Passed, towards.Wanted) ? wanted : null);
            var place = PathHops.From(ownHop, client, towards.Target, wanted);
            return place with { Remaining = remaining.After(ownHop, place.Decision) };
        });
    }

    /// <summary>A hop as a client's own packets meet it.</summary>
    /// <param name="hop">The hop.</param>
    /// <param name="own">The client's addresses.</param>
    /// <param name="all">All of its packets, where all packets of its class pass; else null.</param>
    private static Hop Within(Hop hop, IntervalSet<IpAddress> own, PacketSet? all) => hop with
    {
        Passed = all ?? hop.Passed.Within(own),
        Routes = hop.Kind == HopKind.RouteToClient && (all is null || hop.Routes.Count > 1)
            ? hop.Routes.Where(r => !r.Addresses.Intersect(own).IsEmpty).ToValueList() : hop.Routes,
    };

    /// <summary>Hops with the one at which requests turn into return traffic.</summary>
    private static IReadOnlyList<PathHop> With(IReadOnlyList<PathHop> hops, PathHop? turn)
    {
        if (turn is null)
            return hops;
        var requests = hops.TakeWhile(hop => hop.Direction != PathDirection.ReturnTraffic).ToList();
        var arriving = turn.Decision switch
        {
            PathDecision.Passed => requests.Count > 0 ? requests[requests.Count - 1].Remaining : null,
            PathDecision.Blocked => [],
            _ => (ValueList<PathPackets>?)null,
        };
        return
        [
            .. requests, turn with { Remaining = arriving },
            .. turn.Decision == PathDecision.Passed ? hops.Skip(requests.Count)
                : hops.Skip(requests.Count).Select(hop => hop with { Remaining = arriving }),
        ];
    }

    private ClientOutcome Decide(Client client) =>
        ClientReachability.From(analyzer, new([client], []), targets, kinds).Outcomes.Select(o => o.Outcome).FirstOrDefault();

    private sealed class ClassHops(List<Towards> towards)
    {
        /// <summary>What was computed over all addresses of the class, where each client gets its part of it; else empty.</summary>
        public List<Towards> Towards { get; } = towards;

        /// <summary>The hops of each client; null where they differ.</summary>
        public ValueList<PathHop>? All { get; init; }

        /// <summary>How each client fares; null where they differ.</summary>
        public ClientOutcome? Outcome { get; init; }

        /// <summary>Whether each client is to be computed by itself.</summary>
        public bool IsOfEach { get; init; }

        /// <summary>The hops with what comes before them.</summary>
        public ConcurrentDictionary<Joint, ValueList<PathHop>> Whole { get; } = new();
    }

    /// <summary>The very objects: comparing what they hold would take longer than joining them.</summary>
    private readonly record struct Joint(ValueList<PathHop> Before, PathHop? Turn)
    {
        public bool Equals(Joint other) => ReferenceEquals(Before, other.Before) && ReferenceEquals(Turn, other.Turn);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Before) ^ (RuntimeHelpers.GetHashCode(Turn) * 31);
    }

    /// <summary>What the packets of a class meet towards a target, and all of them.</summary>
    private sealed record Towards(Target Target, List<Hop> Hops, PacketSet Wanted);
}
