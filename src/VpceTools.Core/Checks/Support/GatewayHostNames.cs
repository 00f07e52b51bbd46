using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;

namespace VpceTools.Checks.Support;

/// <summary>
/// Whether the names of a gateway endpoint's service lead clients to the public addresses that its routes take. A zone, rule or firewall
/// of one's own, or an interface endpoint's private DNS, may lead them elsewhere.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-dns</remarks>
internal sealed class GatewayHostNames(ICheck check, CheckContext context)
{
    /// <summary>What follows for the clients in the endpoint's VPC, the only ones that it serves.</summary>
    public CheckOutcome Judge()
    {
        var listed = GatewayNames.Of(context.Endpoint.ServiceName, context.Region);
        if (listed.Count == 0)
            return CheckOutcome.NotApplicable("No names are known by which clients call the service.");
        if (!PrivateNames.IsAlive(context.Endpoint))
            return CheckOutcome.NotApplicable($"The endpoint is {context.Endpoint.StateName}: it takes no traffic.");
        if (ClientPlace.Of(context).FirstOrDefault(place => place.IsHome) is not { } home)
            return CheckOutcome.NotApplicable("A gateway endpoint serves its own VPC alone, and no client is in it.");
        var asked = AskedName.Ask(context, home, listed);
        if (asked.Count == 0)
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("a name that can be asked for"));
        if (asked.All(a => a.Answer.Source == NameSource.VpcDns))
            return CheckOutcome.NotApplicable($"Nothing answers names in {home.VpcId}, whose DNS resolution is off.");

        var (problems, missing, said) = (new List<(CheckStatus, Finding)>(), new List<MissingNameEvidence>(), new List<string>());
        foreach (var group in asked.GroupBy(a => (Place: PlaceOf(a), a.Answer.ResourceId, a.Answer.EndpointId)))
        {
            var names = Prose.List([.. group.Select(a => a.Listed)], "name");
            switch (group.Key.Place)
            {
                case Led.Public:
                    said.Add($"{names} {(group.Count() == 1 ? "leads" : "lead")} to public addresses, which the endpoint's routes take.");
                    break;
                case Led.AskedElsewhere:
                    said.Add($"{names}: clients ask resolvers of their own, and any resolver can answer public names.");
                    break;
                case Led.Open:
                    missing.AddRange(group.SelectMany(a => a.Answer.Missing));
                    break;
                default:
                    problems.Add(Describe(group.Key.Place, home, names, [.. group]));
                    break;
            }
        }

        return MissingNames.Conclude(context, problems, missing, [.. ClientPlace.NotFound(context)], string.Join(" ", said));
    }

    private (CheckStatus, Finding) Describe(Led led, ClientPlace home, string names, IReadOnlyList<AskedName> asked)
    {
        var (answer, who, endpoint) = (asked[0].Answer, Prose.Capitalized(home.Label), context.Endpoint.Id);
        var (status, severity, summary, advice) = led switch
        {
            Led.ToEndpoint => (CheckStatus.Warning, Severity.Low,
                $"{who} are led by {names} to endpoint {answer.EndpointId}, past gateway endpoint {endpoint}.",
                $"Nothing is broken where {answer.EndpointId} lets the clients through; it is charged by the hour and by the gigabyte, and "
                    + $"{endpoint} is not. Let its private DNS answer inbound Resolver endpoints only, or delete the one that is not needed."),
            Led.ToAddresses => (CheckStatus.Warning, Severity.Medium,
                $"{who} are led by {names} to {answer.Addresses}, past gateway endpoint {endpoint}: {asked[0].Because}",
                "Make sure that these addresses answer for the service, or take the name from what leads there."),
            Led.Blocked => (CheckStatus.Failed, Severity.High, $"{who} are kept from {names}: {asked[0].Because}",
                $"Let the name through in rule group {answer.ResourceId}: a rule with action ALLOW and a lower priority number."),
            _ => (CheckStatus.Failed, Severity.High, $"{who} cannot resolve {names}: {asked[0].Because}", Advice(answer, home)),
        };
        return (status, context.Finding(check, severity, answer.ResourceId ?? context.Endpoint.Id,
            answer.ResourceId is null ? ResourceTypes.VpcEndpoint : NameFaults.ResourceTypeOf(answer), summary) with
        {
            Evidence = new()
            {
                Component = $"name resolution of {home.Label}", Rule = asked[0].Because, AffectedClients = home.Labels,
                Detail = asked[0].Steps,
            },
            Recommendation = advice,
            Aspect = $"{led} {home.VpcId}",
        });
    }

    /// <summary>The addresses of the service are public, and a zone that answers for their names hides them.</summary>
    private string Advice(NameAnswer answer, ClientPlace home) => answer.Source == NameSource.PrivateHostedZone
        && answer.ResourceId is { } zone
        ? "The zone hides the public names of its domain. Give it a narrower domain, or take it from the VPC: "
            + $"aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id {CommandText.Posix(zone)} --vpc "
            + CommandText.Posix($"VPCRegion={context.Region ?? "REGION"},VPCId={home.VpcId}")
        : "Let the public name be answered: follow the steps of the proof to what leads astray.";

    private Led PlaceOf(AskedName asked) => asked.Answer switch
    {
        { Status: NameStatus.Public } => Led.Public,
        { Status: NameStatus.Resolved, EndpointId: not null } => Led.ToEndpoint,
        { Status: NameStatus.Resolved } answer => answer.Addresses.Count > 0 && answer.Addresses.All(a => IsOfService(a.Address))
            ? Led.Public : Led.ToAddresses,
        { Status: NameStatus.Unknown, Source: NameSource.DhcpOptions } answer
            when answer.Missing.All(m => m.Kind == NameEvidenceKind.DnsServer) => Led.AskedElsewhere,
        { Status: NameStatus.Unknown } => Led.Open,
        { Source: NameSource.DnsFirewall } => Led.Blocked,
        _ => Led.Nowhere,
    };

    /// <summary>Whether a record of one's own holds an address of the service, as its prefix list says.</summary>
    private bool IsOfService(IpAddress address) => context.Index.Network.PrefixLists
        .Where(list => list.Name == context.Endpoint.ServiceName && list.CidrBlocks is not null)
        .SelectMany(list => list.CidrBlocks!).Any(block => block.Contains(address));

    private enum Led
    {
        Public,
        AskedElsewhere,
        Open,
        ToEndpoint,
        ToAddresses,
        Blocked,
        Nowhere,
    }
}
