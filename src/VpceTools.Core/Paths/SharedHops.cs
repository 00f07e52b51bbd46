using System.Collections.Concurrent;
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
    public ValueList<PathHop> After(ValueList<PathHop> before, Client client)
    {
        var shared = HopsOf(client);
        if (shared.All is not { } all)
            return [.. before, .. Own(shared, client)];
        // Whoever asks for the same name in the same place gets the same list.
        var last = shared.Last;
        if (last is null || !ReferenceEquals(last.Before, before))
            shared.Last = last = new(before, [.. before, .. all]);
        return last.Whole;
    }

    /// <summary>How a client fares at these places.</summary>
    public ClientOutcome OutcomeOf(Client client)
    {
        var shared = HopsOf(client);
        return shared.All is null ? Decide(client) : shared.Outcome!.Value;
    }

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
        var towards = new List<(Target Target, List<Hop> Hops)>();
        var (isAlike, least, worst) = (true, -1, PathDecision.Unknown);
        foreach (var target in targets.Targets.Where(target => client.Has(target.Family)))
        {
            List<Hop> hops = [.. kinds.Select(kind => analyzer.At(kind, clientClass, target)).OfType<Hop>()];
            var (addresses, wanted) = (clientClass.AddressesOf(target.Family), analyzer.Universe(clientClass, target));
            var decisions = hops.ConvertAll(hop => PathHops.Decide(hop, target, wanted));
            isAlike = isAlike && !decisions.Contains(PathDecision.Partial) && hops.TrueForAll(hop => IsAlike(hop, addresses));
            var rank = decisions.Count == 0 ? PathDecision.Unknown : decisions.Max();
            if (least < 0 || rank > worst)
                (least, worst) = (towards.Count, rank);
            towards.Add((target, hops));
        }

        // What packets meet between VPCs is told for all addresses together, and can differ from one to the other.
        if (clientClass.Clients.Count > 1 && towards.Exists(t => t.Hops.Exists(hop => hop.Places.Count + hop.Faults.Count > 0)))
            return new([]) { IsOfEach = true };
        if (!isAlike)
            return new(towards);
        return new(least < 0 ? [] : [towards[least]])
        {
            All = least < 0 ? [] : Places(towards[least].Target, towards[least].Hops, client).ToValueList(),
            Outcome = new(() => Decide(client)),
        };
    }

    /// <summary>
    /// Whether a hop is the same for every address: those that pass some packets name the addresses, and routes back may differ.
    /// </summary>
    private static bool IsAlike(Hop hop, IntervalSet<IpAddress> addresses) => hop.Passed.IsUniformOver(addresses)
        && (hop.Kind != HopKind.RouteToClient || hop.Routes.Count <= 1 || hop.Routes.Select(r => r.Route).Distinct().Count() <= 1);

    private List<PathHop> Own(ClassHops shared, Client client)
    {
        var each = shared.Towards.ConvertAll(t => Places(t.Target, t.Hops, client));
        return each.OrderByDescending(hops => hops.Count == 0 ? PathDecision.Unknown : hops.Max(hop => hop.Decision)).FirstOrDefault()
            ?? [];
    }

    private List<PathHop> Places(Target target, List<Hop> hops, Client client)
    {
        var own = client.Addresses.Intersect((target.Family == IpFamily.IPv4 ? CidrBlock.AnyIPv4 : CidrBlock.AnyIPv6).Addresses);
        var wanted = PacketSet.Of(own, analyzer.ClientPorts);
        return hops.ConvertAll(hop => PathHops.From(Within(hop, own), client, target, wanted));
    }

    private static Hop Within(Hop hop, IntervalSet<IpAddress> own) => hop with
    {
        Passed = hop.Passed.Within(own),
        Routes = hop.Kind == HopKind.RouteToClient
            ? hop.Routes.Where(r => !r.Addresses.Intersect(own).IsEmpty).ToValueList() : hop.Routes,
    };

    private ClientOutcome Decide(Client client) =>
        ClientReachability.From(analyzer, new([client], []), targets, kinds).Outcomes.Select(o => o.Outcome).FirstOrDefault();

    private sealed class ClassHops(List<(Target Target, List<Hop> Hops)> towards)
    {
        /// <summary>What was computed over all addresses of the class.</summary>
        public List<(Target Target, List<Hop> Hops)> Towards { get; } = towards;

        /// <summary>The hops of each client; null where they differ.</summary>
        public ValueList<PathHop>? All { get; init; }

        /// <summary>How each client fares; null where they differ.</summary>
        public Lazy<ClientOutcome>? Outcome { get; init; }

        /// <summary>Whether each client is to be computed by itself.</summary>
        public bool IsOfEach { get; init; }

        /// <summary>The hops as they were last asked for.</summary>
        public Joined? Last { get; set; }
    }

    private sealed record Joined(ValueList<PathHop> Before, ValueList<PathHop> Whole);
}
