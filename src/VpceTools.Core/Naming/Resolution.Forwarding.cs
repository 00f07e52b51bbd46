using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>Queries that a rule sends out.</content>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html</remarks>
internal sealed partial class Resolution
{
    private NameResult? Forward(Candidate candidate, VpcNames vpc, bool isInbound, DomainName name, bool trust)
    {
        var rule = candidate.Rule!;
        var at = SourceOf(candidate);
        _first ??= at;
        Step(NameStepKind.ResolverRule, NameStepOutcome.Decided, name, rule.Id, vpc, $"{Sentence(candidate.Label)} takes {name} on and forwards it to {string.Join(", ", rule.TargetIps.Select(LabelOf))}.");
        if (rule.ResolverEndpointId is not { } id || !_index.Evidence.ResolverEndpoints.TryGetValue(id, out var outbound))
        {
            // Where the targets are nobody's that is known, that alone leaves the answer open.
            if (rule.TargetIps.Any(t => InboundOf(t, null) is not null))
                return Open(NameEvidenceKind.ResolverEndpoint, rule.ResolverEndpointId, rule.OwnerId, $"Outbound Resolver endpoint {rule.ResolverEndpointId} of rule {rule.Id} is not in the evidence.", at);
            return Elsewhere(rule, rule.TargetIps, at);
        }

        RequireOperational(outbound.Item, at);
        var elsewhere = rule.TargetIps.Where(t => InboundOf(t, outbound.Item.HostVpcId) is null).ToValueList();
        if (elsewhere.Count > 0 || rule.TargetIps.Count == 0)
            return Elsewhere(rule, elsewhere, at);
        var results = new List<NameResult?>();
        foreach (var ways in rule.TargetIps.GroupBy(t => InboundOf(t, outbound.Item.HostVpcId)!))
            results.AddRange(ways.GroupBy(t => Passes(t, ways.Key, outbound.Item, name, at)).Select(g => g.Key == false ? Refused(name, rule, vpc, at) : SendTo(ways.Key, rule, vpc, name, at)));
        var result = Either(results, $"Rule {rule.Id} forwards to several servers, and these answer differently.", rule.Id, rule.OwnerId, at);
        return result is null or { Redirects.Count: 0 } ? result : Agree(result, vpc, isInbound, name, trust, at);
    }

    private NameResult? SendTo(ResolverEndpoint inbound, ResolverRule rule, VpcNames vpc, DomainName name, (NameSource Source, string? Id) at)
    {
        Step(NameStepKind.Forward, NameStepOutcome.Passed, name, inbound.Id, vpc, $"Rule {rule.Id} reaches inbound Resolver endpoint {inbound.Id} of {inbound.HostVpcId}.");
        return AskHost(inbound, name, at);
    }

    private NameResult Refused(DomainName name, ResolverRule rule, VpcNames vpc, (NameSource Source, string? Id) at)
    {
        Step(NameStepKind.Forward, NameStepOutcome.Decided, name, rule.Id, vpc, $"The query does not get through: the security groups of a Resolver endpoint of rule {rule.Id} do not let it.");
        return new() { Status = NameStatus.NoAnswer, Source = at.Source, ResourceId = at.Id };
    }

    private NameResult? Elsewhere(ResolverRule rule, ValueList<ResolverTarget> targets, (NameSource Source, string? Id) at)
    {
        foreach (var target in targets)
            Open(NameEvidenceKind.DnsServer, AddressOf(target), rule.OwnerId, $"Rule {rule.Id} forwards the name to {LabelOf(target)}, and what that answers is not in AWS's evidence.", at);
        return targets.Count > 0 ? null : Open(NameEvidenceKind.ResolverRule, rule.Id, rule.OwnerId, $"Where rule {rule.Id} forwards to is not known.", at);
    }

    /// <summary>Whether a query gets out of the outbound endpoint and into the inbound one.</summary>
    private bool? Passes(ResolverTarget target, ResolverEndpoint inbound, ResolverEndpoint outbound, DomainName name, (NameSource Source, string? Id) at)
    {
        var (isTcp, port) = (IsHttps(target), PortOf(target));
        var destination = IpAddress.Parse(AddressOf(target)!);
        var leaves = _index.Resolvers.Admitted(outbound, egress: true, isTcp, port);
        if (!leaves.Peers.Contains(destination))
        {
            if (leaves.Missing is null)
                return false;
            Open(leaves.Missing, at);
        }

        var sources = _index.Resolvers.AddressesOf(outbound.Id) is { } addresses ? addresses.Select(a => new Interval<IpAddress>(a, a))
            : outbound.HostVpcId is { } host && _index.Vpc(host) is { } vpc ? vpc.Vpc.CidrBlocks.Select(b => b.Range) : null;
        var isKnown = _index.Resolvers.AddressesOf(outbound.Id) is not null;
        if (sources is null)
        {
            return Reach(inbound, null, isKnownClient: false, isTcp, port, at) is not false ? OpenSources(outbound, at) : false;
        }

        // Large answers need TCP as well, which the chain says and no verdict rests on.
        if (!isTcp && !_index.Resolvers.Admitted(outbound, egress: true, isTcp: true, port).Peers.Contains(destination))
            Step(NameStepKind.Forward, NameStepOutcome.Passed, name, outbound.Id, null, $"The security groups of Resolver endpoint {outbound.Id} let UDP out and not TCP: answers that do not fit one packet fail.");
        return Reach(inbound, OfFamily(IntervalSet<IpAddress>.Of(sources), destination.Family), isKnown, isTcp, port, at);
    }

    private bool? OpenSources(ResolverEndpoint outbound, (NameSource Source, string? Id) at)
    {
        Open(NameEvidenceKind.ResolverEndpointAddress, outbound.Id, _index.Evidence.ResolverEndpoints[outbound.Id].Network.AccountId, $"The addresses of Resolver endpoint {outbound.Id} are not known.", at);
        return null;
    }

    /// <summary>
    /// An answer that came with a CNAME: DNS Firewall looks at the names in it, and the VPC's resolver may ask for them by its own rules. Where that would
    /// come to something else, what the client gets is not documented.
    /// </summary>
    private NameResult? Agree(NameResult result, VpcNames vpc, bool isInbound, DomainName name, bool trust, (NameSource Source, string? Id) at)
    {
        var target = result.Redirects[0];
        Step(NameStepKind.Cname, NameStepOutcome.Passed, name, at.Id, vpc, $"The answer leads to {target}, which the resolver of {vpc.Id} may ask for by its own rules.");
        var again = Ask(vpc, isInbound, target, isRedirect: true, trust, at);
        if (again is not null && again.EndsLike(result))
            return result;
        Open(NameEvidenceKind.Undocumented, at.Id, vpc.AccountId, $"The forwarded answer for {name} leads to {target}, for which {vpc.Id} itself has another answer.", at);
        return result;
    }

    private ResolverEndpoint? InboundOf(ResolverTarget target, string? fromVpcId) =>
        PortOf(target) == (IsHttps(target) ? 443 : 53) && IpAddress.TryParse(AddressOf(target), out var address) && _index.Resolvers.Inbound(address, fromVpcId) is { } endpoint
            && (!IsHttps(target) || endpoint.Protocols.Contains(target.Protocol!)) ? endpoint : null;

    private static bool IsHttps(ResolverTarget target) => target.Protocol?.StartsWith("DoH", StringComparison.OrdinalIgnoreCase) == true;

    private static int PortOf(ResolverTarget target) => target.Port ?? (IsHttps(target) ? 443 : 53);

    private static string? AddressOf(ResolverTarget target) => string.IsNullOrEmpty(target.Ip) ? target.Ipv6 : target.Ip;

    private static string LabelOf(ResolverTarget target) => PortOf(target) == 53 ? AddressOf(target) ?? "nowhere" : $"{AddressOf(target)} port {PortOf(target)}";
}
