using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// The ways of IPv6-only clients to IPv4 endpoints: to the addresses that DNS64 makes up, by the client's own rules and routes, and from
/// there as the NAT gateway fares, whose address the endpoint sees.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html</remarks>
/// <param name="index">The network.</param>
/// <param name="classes">The classes of clients.</param>
/// <param name="options">What is asked.</param>
internal sealed class Nat64Paths(NetworkIndex index, ClientClasses classes, CheckOptions options)
{
    private static readonly HopKind[] ToGateway =
        [HopKind.ClientSecurityGroup, HopKind.ClientAclOutbound, HopKind.RouteToEndpoint, HopKind.ClientAclInbound];

    private readonly ConcurrentDictionary<(string Endpoint, Port Port), SharedHops> _hops = new();
    private readonly Lazy<NetworkFilters> _filters = new(() => new NetworkFilters(index));

    /// <summary>The way of a client; null where it does not send through NAT64.</summary>
    public EndpointPath? Through(EndpointPath start, VpcEndpoint endpoint, Client client, EndpointJudgement judgement, Port port)
    {
        var missing = new List<MissingEvidence>();
        if (Nat64.GatewayOf(client, index, missing) is not { } id)
            return missing.Count == 0 ? null : start with
            {
                Message = $"Whether {client.Label} reaches {endpoint.Id} by NAT64 is not in the evidence.",
                Missing = missing.Select(m => m.Command).Distinct().ToValueList(),
            };
        var gateway = judgement.Context.Clients.Clients.FirstOrDefault(c => c.Kind == ClientKind.NatGateway && c.Id == id);
        if (gateway is null)
            return start with
            {
                Message = $"{client.Label} sends through {id}, whose addresses are not in the evidence.",
                Missing = [MissingEvidence.Of(ResourceKind.NatGateway, id).Command],
            };
        var own = _hops.GetOrAdd((endpoint.Id, port), _ => new(
            new(_filters.Value, port, IntervalSet<Port>.Of(options.EphemeralPorts)), Translated(judgement, client), ToGateway, classes));
        var near = own.After(start.Places, client);
        var beyond = judgement.Hops.After([], gateway).Select(hop => hop.From(gateway.Addresses));
        var there = near.TakeWhile(hop => hop.Direction != PathDirection.ReturnTraffic).ToList();
        ValueList<PathHop> hops = [.. there, .. beyond, .. near.Skip(there.Count)];
        var (verdict, message) = (own.OutcomeOf(client), judgement.OutcomeOf(gateway)) switch
        {
            (ClientOutcome.None, _) => (PathVerdict.Blocked, $"Nothing from {client.Label} gets to {id}: {Stop(hops)}."),
            (_, ClientOutcome.None) => (PathVerdict.Blocked,
                $"Nothing that {id} sends for {client.Label} gets to {endpoint.Id}: {Stop(hops)}."),
            (ClientOutcome.Full, ClientOutcome.Full) =>
                (PathVerdict.Reachable, $"{client.Label} reaches {start.To} through {endpoint.Id}, by NAT64 of {id}."),
            (ClientOutcome.Partial, ClientOutcome.Full or ClientOutcome.Partial) or (ClientOutcome.Full, ClientOutcome.Partial) =>
                (PathVerdict.Intermittent, $"Only some packets between {client.Label} and {endpoint.Id} pass: {Stop(hops)}."),
            _ => (PathVerdict.Unknown, $"Whether {client.Label} reaches {endpoint.Id} by NAT64 of {id} cannot be told from the evidence."),
        };
        return start with
        {
            Verdict = verdict,
            Message = message,
            Findings = [.. judgement.FindingsOf(gateway)],
            Places = hops,
            Missing = verdict == PathVerdict.Unknown ? judgement.Missing : [],
        };
    }

    private static TargetSet Translated(EndpointJudgement judgement, Client client) => new(
        [.. judgement.Context.Targets.Targets.Where(target => target.Family == IpFamily.IPv4).Select(target => new Target
        {
            Id = target.Id,
            VpcId = client.VpcId ?? target.VpcId,
            Family = IpFamily.IPv6,
            Addresses = Translated(target.Addresses),
            GroupIds = [],
        })], []);

    private static IntervalSet<IpAddress> Translated(IntervalSet<IpAddress> addresses)
    {
        var translated = new List<Interval<IpAddress>>();
        foreach (var interval in addresses.Intervals)
            translated.Add(new(Nat64Prefix.Embed(interval.First), Nat64Prefix.Embed(interval.Last)));
        return IntervalSet<IpAddress>.Of(translated);
    }

    private static string Stop(ValueList<PathHop> hops) =>
        hops.FirstOrDefault(hop => hop.Decision is PathDecision.Blocked or PathDecision.Partial)?.Component
            ?? "the places on the way pass nothing in common";
}
