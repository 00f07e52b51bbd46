using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>Queries that a rule sends out.</content>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html</remarks>
internal sealed partial class Resolution
{
    private NameResult? Forward(Candidate candidate, Question question)
    {
        var (rule, at) = (candidate.Rule!, candidate.Decider);
        var targets = string.Join(", ", rule.TargetIps.Select(LabelOf));
        Decide(NameStepKind.ResolverRule, question, rule.Id,
            $"{Sentence(candidate.Label)} takes {question.Name} on and forwards it to {targets}.");
        if (rule.ResolverEndpointId is not { } id || !Evidence.ResolverEndpoints.TryGetValue(id, out var outbound))
        {
            // Where the targets are nobody's that is known, that alone leaves the answer open.
            return rule.TargetIps.All(t => InboundOf(t, null) is null) ? ToStrangers(rule, rule.TargetIps, question, at)
                : Open(NameEvidenceKind.ResolverEndpoint, rule.ResolverEndpointId, rule.OwnerId,
                    $"Outbound Resolver endpoint {rule.ResolverEndpointId} of rule {rule.Id} is not in the evidence.", at);
        }

        RequireOperational(outbound.Item, at);
        var strangers = rule.TargetIps.Where(t => InboundOf(t, outbound.Item.HostVpcId) is null).ToValueList();
        if (strangers.Count > 0 || rule.TargetIps.Count == 0)
            return ToStrangers(rule, strangers, question, at);
        var results = rule.TargetIps
            .GroupBy(t => InboundOf(t, outbound.Item.HostVpcId)!)
            .SelectMany(g => g.Select(t => (Inbound: g.Key, Passes: Passes(t, g.Key, outbound.Item, question, at))).Distinct())
            .Select(way => way.Passes == false ? Refused(rule, question, at) : SendTo(way.Inbound, rule, question, at)).ToList();
        var result = Either(results, at, rule.OwnerId, $"Rule {rule.Id} forwards to several servers, and these answer differently.");
        return result is null or { Redirects.Count: 0 } ? result : Agree(result, question, at);
    }

    private NameResult? SendTo(ResolverEndpoint inbound, ResolverRule rule, Question question, Decider at)
    {
        Pass(NameStepKind.Forward, question, inbound.Id,
            $"Rule {rule.Id} reaches inbound Resolver endpoint {inbound.Id} of {inbound.HostVpcId}.");
        return AskHost(inbound, question.Name, at, _ => true);
    }

    private NameResult Refused(ResolverRule rule, Question question, Decider at)
    {
        Decide(NameStepKind.Forward, question, rule.Id,
            $"The query does not get through: the security groups of a Resolver endpoint of rule {rule.Id} do not let it.");
        return new(NameStatus.NoAnswer, at);
    }

    private NameResult? ToStrangers(ResolverRule rule, ValueList<ResolverTarget> targets, Question question, Decider at)
    {
        foreach (var target in targets)
        {
            Open(NameEvidenceKind.DnsServer, AddressOf(target), rule.OwnerId,
                $"Rule {rule.Id} forwards the name to {LabelOf(target)}, and what that answers is not in AWS's evidence.", at);
            MayBeInbound(AddressOf(target), question, at);
        }

        return targets.Count > 0 ? null
            : Open(NameEvidenceKind.ResolverRule, rule.Id, rule.OwnerId, $"Where rule {rule.Id} forwards to is not known.", at);
    }

    /// <summary>What would tell whether a server that nobody knows is an inbound endpoint, whose answers are known.</summary>
    private void MayBeInbound(string? server, Question question, Decider at)
    {
        if (!IpAddress.TryParse(server, out var address))
            return;
        if (!Evidence.Has(NameEvidenceKind.ResolverEndpoint, question.Vpc.Network))
        {
            Open(NameEvidenceKind.ResolverEndpoint, null, question.Vpc.AccountId,
                $"Whether {server} is an inbound Resolver endpoint is not known: Resolver endpoints are not in the evidence.", at);
        }

        foreach (var endpoint in _index.Resolvers.InboundOfUnknownAddress(address))
        {
            Open(NameEvidenceKind.ResolverEndpointAddress, endpoint.Id, AccountOf(endpoint),
                $"Whether {server} is inbound Resolver endpoint {endpoint.Id} is not known: the addresses of that are not in the evidence.",
                    at);
        }
    }

    /// <summary>Whether a query gets out of the outbound endpoint and into the inbound one.</summary>
    private bool? Passes(ResolverTarget target, ResolverEndpoint inbound, ResolverEndpoint outbound, Question question, Decider at)
    {
        var (isTcp, port, destination) = (IsHttps(target), PortOf(target), IpAddress.Parse(AddressOf(target)!));
        var leaves = _index.Resolvers.Admitted(outbound, egress: true, isTcp, port);
        if (!leaves.Peers.Contains(destination))
        {
            if (leaves.Missing is null)
                return false;
            Open(leaves.Missing, at);
        }

        // Large answers need TCP as well, which the chain says and no verdict rests on.
        if (!isTcp && !_index.Resolvers.Admitted(outbound, egress: true, isTcp: true, port).Peers.Contains(destination))
        {
            Pass(NameStepKind.Forward, question, outbound.Id,
                $"The security groups of Resolver endpoint {outbound.Id} let UDP out and not TCP: answers beyond one packet fail.");
        }

        var addresses = _index.Resolvers.AddressesOf(outbound.Id);
        var sources = addresses is not null ? addresses.Select(a => new Interval<IpAddress>(a, a))
            : outbound.HostVpcId is { } host && _index.Vpc(host) is { } vpc ? vpc.Vpc.CidrBlocks.Select(b => b.Range) : null;
        if (sources is not null)
            return Reach(inbound, OfFamily(IntervalSet<IpAddress>.Of(sources), destination.Family), addresses is not null, isTcp, port, at);
        if (Reach(inbound, null, areExact: false, isTcp, port, at) == false)
            return false;
        Open(NameEvidenceKind.ResolverEndpointAddress, outbound.Id, AccountOf(outbound),
            $"The addresses of Resolver endpoint {outbound.Id} are not known.", at);
        return null;
    }

    /// <summary>
    /// An answer that came with a CNAME: DNS Firewall looks at the names in it, and the VPC's resolver may ask for them by its own rules.
    /// Where that would come to something else, what the client gets is not documented.
    /// </summary>
    private NameResult Agree(NameResult result, Question question, Decider at)
    {
        var target = result.Redirects[0];
        Pass(NameStepKind.Cname, question, at.Id,
            $"The answer leads to {target}, which the resolver of {question.VpcId} may ask for by its own rules.");
        if (Ask(question with { Name = target, IsRedirect = true }, at) is not { } again || !again.EndsLike(result))
        {
            Open(NameEvidenceKind.Undocumented, at.Id, question.Vpc.AccountId,
                $"The forwarded answer for {question.Name} leads to {target}, for which {question.VpcId} itself has another answer.", at);
        }

        return result;
    }

    private ResolverEndpoint? InboundOf(ResolverTarget target, string? fromVpcId)
    {
        if (PortOf(target) != (IsHttps(target) ? 443 : 53) || !IpAddress.TryParse(AddressOf(target), out var address))
            return null;
        return _index.Resolvers.Inbound(address, fromVpcId) is { } endpoint
            && (!IsHttps(target) || endpoint.Protocols.Contains(target.Protocol!))
            ? endpoint : null;
    }

    private static bool IsHttps(ResolverTarget target) => target.Protocol?.StartsWith("DoH", StringComparison.OrdinalIgnoreCase) == true;

    private static int PortOf(ResolverTarget target) => target.Port ?? (IsHttps(target) ? 443 : 53);

    private static string? AddressOf(ResolverTarget target) => string.IsNullOrEmpty(target.Ip) ? target.Ipv6 : target.Ip;

    private static string LabelOf(ResolverTarget target) =>
        PortOf(target) == 53 ? AddressOf(target) ?? "nowhere" : $"{AddressOf(target)} port {PortOf(target)}";
}
