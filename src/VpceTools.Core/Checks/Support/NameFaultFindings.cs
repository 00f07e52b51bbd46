using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Checks.Support;

/// <summary>Findings about names that do not lead to the endpoint: what is at fault, and what would mend it.</summary>
internal sealed class NameFaultFindings(ICheck check, CheckContext context)
{
    private VpcEndpoint Endpoint => context.Endpoint;

    /// <summary>The finding about names of one place that one thing keeps from the endpoint, in one way.</summary>
    public (CheckStatus Status, Finding Finding) Describe(NameFault fault, IReadOnlyList<AskedName> asked)
    {
        var (first, names) = (asked[0], Prose.List([.. asked.Select(a => a.Listed)], "private name"));
        var (place, answer) = (first.Place, first.Answer);
        var id = answer.ResourceId ?? place.VpcId ?? Endpoint.Id;
        var who = Prose.Capitalized(place.Label);
        var records = fault is NameFault.NoRecord or NameFault.StaleRecord or NameFault.PartlyStale
            ? new RecordRepair(context).Of(asked) : [];
        var (status, severity, summary, advice) = fault switch
        {
            NameFault.Public => NotThere(place, names),
            NameFault.VpcDns => (CheckStatus.Failed, Severity.High,
                $"{Attribute(answer)} off in {place.VpcId}, so {names} {Lead(asked)} not lead its clients to {Endpoint.Id}.",
                $"Set {AttributeName(answer)} of {place.VpcId} to true."),
            NameFault.OtherEndpoint => Other(first, names),
            NameFault.StaleRecord => (CheckStatus.Failed, Severity.High,
                $"{who} are led to {answer.Addresses} by {names}, which "
                    + $"{(answer.Addresses.Count == 1 ? "is no address" : "are no addresses")} of {Endpoint.Id}: {first.Because}",
                records.Count > 0 ? "Put an alias of the endpoint in its place." : $"Correct the record. {AliasAdvice(answer, asked)}"),
            NameFault.PartlyStale => (CheckStatus.Warning, Severity.Medium,
                $"{names} {Lead(asked, "leads", "lead")} to {answer.Addresses}, of which some are not addresses of {Endpoint.Id}: "
                    + first.Because,
                records.Count > 0 ? "Put an alias of the endpoint in its place." : $"Correct the record. {AliasAdvice(answer, asked)}"),
            NameFault.NoRecord => (CheckStatus.Failed, Severity.High, $"{who} cannot resolve {names}: {first.Because}",
                records.Count > 0 ? "Add the record to the zone, as an alias of the endpoint."
                : answer.Source is NameSource.PrivateHostedZone or NameSource.Profile
                    ? $"Add what is missing to the zone, or let another one answer. {AliasAdvice(answer, asked)}"
                    : "Let clients use the names that are there."),
            NameFault.Blocked => (CheckStatus.Failed, Severity.High, $"{who} are kept from {names}: {first.Because}",
                $"Let the name through in rule group {answer.ResourceId}: a rule with action ALLOW and a lower priority number."),
            NameFault.ForwardedAway => (CheckStatus.Warning, Severity.Medium,
                $"{names} {Lead(asked, "is", "are")} forwarded for {place.Label}: {answer.Missing[0].Reason}",
                RuleAdvice(place, answer, names)),
            _ => (CheckStatus.Failed, Severity.High, $"{names} {Lead(asked)} not lead {place.Label} to {Endpoint.Id}: {first.Because}",
                answer.Source == NameSource.ResolverRule ? RuleAdvice(place, answer, names)
                    : "Follow the steps of the proof to what leads astray."),
        };
        var zone = fault == NameFault.Public && !place.IsHome ? UnassociatedZone.Find(context, place, asked[0]) : null;
        if (zone is not null)
        {
            (id, advice) = (zone.Id, zone.Advice(context, place));
            summary = $"{summary.TrimEnd('.')}; hosted zone {zone.Id} ({zone.Domain}) would, and is not associated with {place.VpcId}.";
        }

        var finding = context.Finding(check, severity, id,
            zone is not null ? ResourceTypes.HostedZone : answer.ResourceId is null ? ResourceTypes.Vpc : NameFaults.ResourceTypeOf(answer),
            summary) with
        {
            Evidence = new()
            {
                Component = $"name resolution of {place.Label}",
                Rule = fault == NameFault.ForwardedAway ? answer.Missing[0].Reason : first.Because,
                AffectedClients = place.Labels,
                Detail = first.Steps,
            },
            Recommendation = advice,
            Repair = fault == NameFault.VpcDns && place.IsHome ? [.. VpcDnsFix.ForPrivateDns(context)]
                : zone?.Repair(context, place) ?? records,
            Aspect = $"{fault} {place.VpcId}",
        };
        return (status, fault == NameFault.VpcDns ? finding.Unless(Ownership.WhyNotModifyVpc(context)) : finding);
    }

    private (CheckStatus, Severity, string, string) NotThere(ClientPlace place, string names)
    {
        var why = place.IsHome ? "" : $": private DNS of {Endpoint.Id} answers in {Endpoint.VpcId} alone, and nothing that is "
            + $"associated with {place.VpcId} leads there";
        return (CheckStatus.Failed, Severity.High, $"{Prose.Capitalized(place.Label)} are given public addresses for {names}{why}.",
            "Use the endpoint's own DNS names, or let the name lead there: a private hosted zone for it with an alias of the endpoint "
                + $"that is associated with {place.VpcId}, a Route 53 Profile with the endpoint, or a Resolver rule to an inbound endpoint "
                    + "of "
                + $"{Endpoint.VpcId}.");
    }

    private (CheckStatus, Severity, string, string) Other(AskedName first, string names)
    {
        var (other, answer, place) = (first.OtherEndpointId!, first.Answer, first.Place);
        var byPrivateDns = answer.Source == NameSource.EndpointPrivateDns;
        var region = RegionOf(first);
        var where = region is not null && region != context.Region ? $" in {region}" : "";
        var isKnown = context.Index.Endpoints.ContainsKey(other);
        return (byPrivateDns ? CheckStatus.Warning : CheckStatus.Failed, byPrivateDns ? Severity.Low : Severity.High,
            $"{Prose.Capitalized(place.Label)} are led by {names} to endpoint {other}{where}, not to {Endpoint.Id}"
                + (isKnown || where.Length > 0 ? "" : ", and the evidence holds no such endpoint")
                + (byPrivateDns ? "." : $": {first.Because}"),
            byPrivateDns ? $"Clients that should use {Endpoint.Id} have to call it by its own DNS names, as long as {other} holds the name."
                : $"Correct the record. {AliasAdvice(answer, [first])}");
    }

    /// <summary>The Region in an endpoint's public name: <c>vpce-….sqs.us-east-1.vpce.amazonaws.com</c>.</summary>
    private static string? RegionOf(AskedName asked)
    {
        var name = asked.Answer.Chain.Select(s => s.Name).LastOrDefault(n => n.Contains(".vpce."))
            ?? asked.Answer.Chain.SelectMany(s => s.Text.Split(' ', ',')).Select(w => w.Trim('.', ',', ':'))
                .LastOrDefault(w => w.Contains(".vpce.amazonaws."));
        var labels = name?.Split('.');
        var at = labels is null ? -1 : Array.IndexOf(labels, "vpce");
        return at > 0 ? labels![at - 1] : null;
    }

    /// <summary>The record that would be right, as its change batch.</summary>
    private string AliasAdvice(NameAnswer answer, IReadOnlyList<AskedName> asked)
    {
        if (answer.Source != NameSource.PrivateHostedZone || answer.ResourceId is not { } zone
            || Endpoint.DnsEntries.FirstOrDefault(e => EndpointNames.IsOwn(Endpoint, e.DnsName)) is not { HostedZoneId.Length: > 0 } own)
            return "It should lead to the endpoint's own name.";
        var alias = EndpointNames.AliasOf(Plain(own.DnsName)).Replace("\\", "\\\\");
        var target = $$"""{"HostedZoneId":"{{Plain(own.HostedZoneId!)}}","DNSName":"{{alias}}","EvaluateTargetHealth":false}""";
        var changes = asked.Select(a => Plain(a.Listed)).Select(name =>
            $$$"""{"Action":"UPSERT","ResourceRecordSet":{"Name":"{{{name}}}","Type":"A","AliasTarget":{{{target}}}}}""");
        var line = "aws route53 change-resource-record-sets --hosted-zone-id " + CommandText.Posix(zone) + " --change-batch "
            + CommandText.Posix("{\"Changes\":[" + string.Join(",", changes) + "]}");
        return $"As an alias of the endpoint: {line}";
    }

    /// <summary>Names as they may stand in JSON; anything else is no name.</summary>
    private static string Plain(string text) => new(text.Where(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '*').ToArray());

    private string RuleAdvice(ClientPlace place, NameAnswer answer, string names)
    {
        if (answer.Source != NameSource.ResolverRule || answer.ResourceId is not { } rule)
            return $"Look up {names} from a client, and let the servers lead it to the endpoint.";
        var line = $"aws route53resolver disassociate-resolver-rule --vpc-id {CommandText.Posix(place.VpcId ?? "")} "
            + $"--resolver-rule-id {CommandText.Posix(rule)}"
            + (context.Region is null ? "" : " --region " + CommandText.Posix(context.Region));
        return $"Look up {names} from a client. If the servers do not lead it to the endpoint, keep it in the VPC with a SYSTEM rule or a "
            + $"private hosted zone for just that name, or take the rule from the VPC, which concerns all names of its domain: {line}";
    }

    private static string Lead(IReadOnlyList<AskedName> asked, string one = "does", string several = "do") =>
        asked.Count is > 1 and <= 3 ? several : asked.Count > 3 ? several : one;

    private static string Attribute(NameAnswer answer) =>
        answer.Status == NameStatus.NoAnswer ? "DNS resolution is" : "DNS hostnames are";

    private static string AttributeName(NameAnswer answer) =>
        answer.Status == NameStatus.NoAnswer ? "enableDnsSupport" : "enableDnsHostnames";
}
