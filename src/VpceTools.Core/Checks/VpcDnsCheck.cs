using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks;

/// <summary>The VPC's DNS attributes are on, as far as the endpoint needs them.</summary>
public sealed class VpcDnsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "VpcDns",
        Title = "DNS resolution and DNS hostnames are on in the VPC",
        Description = "Reads enableDnsSupport, which every endpoint needs, and enableDnsHostnames, which private DNS needs as well.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Name,
        Redirects = RedirectRole.Enables,
        Explains = CauseKind.VpcDnsAttributes,
        ChecklistItem = 2,
        Cause = "Private DNS not enabled",
        Requires = [ResourceKind.VpcAttribute],
        Reads = ReadKinds.Names,
        Link = new("https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var (problems, missing, passed) = (new List<(CheckStatus, Finding)>(), new List<MissingEvidence>(), new List<string>());
        missing.AddRange(ClientPlace.NotFound(context));
        foreach (var place in ClientPlace.Of(context))
        {
            if (place.Missing(context) is { } where)
                missing.Add(where);
            else if (place.IsHome)
                passed.Add(AtHome(context, place, problems, missing));
            else
                passed.Add(Elsewhere(context, place, problems, missing));
        }

        return CheckOutcome.From(context.Index, problems, missing, string.Join(" ", passed));
    }

    private string AtHome(CheckContext context, ClientPlace place, List<(CheckStatus, Finding)> problems, List<MissingEvidence> missing)
    {
        var id = context.Endpoint.VpcId;
        if (!context.Index.VpcAttributes.TryGetValue(id, out var attributes))
        {
            missing.Add(MissingEvidence.Of(ResourceKind.VpcAttribute, id));
            return "";
        }

        var privateDns = context.Endpoint.Type == EndpointType.Gateway ? false : PrivateNames.IsOn(context.Endpoint);
        if (attributes.EnableDnsSupport == false)
            problems.Add(Support(context, privateDns));
        if (attributes.EnableDnsHostnames == false && privateDns == true)
            problems.Add((CheckStatus.Failed, Describe(context, Severity.High, VpcDnsAttribute.EnableDnsHostnames,
                $"DNS hostnames are off in {id}, so private DNS of {context.Endpoint.Id} has no effect.")));
        else if (attributes.EnableDnsHostnames == false && privateDns == false && Suppressed(context, place) is { } suppressed)
            problems.Add((CheckStatus.Failed, Describe(context, Severity.High, VpcDnsAttribute.EnableDnsHostnames,
                $"DNS hostnames are off in {id}, so private hosted zones have no effect there: {suppressed}")));
        else if (attributes.EnableDnsHostnames == false && PrivateNames.AreWanted(context))
            problems.Add((CheckStatus.Warning, Describe(context, Severity.Medium, VpcDnsAttribute.EnableDnsHostnames,
                $"DNS hostnames are off in {id}, which keeps private DNS of "
                    + $"{context.Endpoint.Id} from being switched on.")));
        // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html: record types other than service-defined need both.
        var hasOwnRecords = context.Endpoint.Type == EndpointType.Gateway && context.Endpoint.DnsRecordIpType is { } type
            && !string.Equals(type, "service-defined", StringComparison.OrdinalIgnoreCase)
            && AddressFamilies.NeededBy(context.Endpoint.IpAddressType).Contains(IpFamily.IPv6);
        if (hasOwnRecords && attributes.EnableDnsHostnames == false)
            problems.Add((CheckStatus.Warning, Describe(context, Severity.Medium, VpcDnsAttribute.EnableDnsHostnames,
                $"DNS hostnames are off in {context.Endpoint.VpcId}, which the DNS record type '{context.Endpoint.DnsRecordIpType}' of "
                    + $"{context.Endpoint.Id} needs.")));
        if (hasOwnRecords && attributes.EnableDnsHostnames is null)
            missing.Add(MissingEvidence.Of(ResourceKind.VpcAttribute, context.Endpoint.VpcId));
        if (attributes.EnableDnsHostnames == false && privateDns is null)
            missing.Add(context.MissingOfEndpoint("the private DNS setting"));
        // Private DNS that is off may be wanted, which only the service's description tells.
        var mayBeWanted = privateDns == false && context.Endpoint.Type == EndpointType.Interface
            && (context.Service is null || PrivateNames.AreWanted(context));
        if (attributes.EnableDnsHostnames == false && mayBeWanted && context.Service is null)
            missing.Add(context.Endpoint.ServiceName.Length == 0 ? context.MissingOfEndpoint("the service")
                : context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName));
        if (attributes.EnableDnsSupport is null || (attributes.EnableDnsHostnames is null && (privateDns != false || mayBeWanted)))
            missing.Add(MissingEvidence.Of(ResourceKind.VpcAttribute, id));
        return privateDns == true
            ? "DNS resolution and DNS hostnames are on in the VPC."
            : "DNS resolution is on in the VPC; without private DNS the endpoint needs no DNS hostnames.";
    }

    /// <summary>
    /// The attributes of the clients' own VPC decide, not the endpoint's: whatever leads its clients here, a zone or a Profile, needs both.
    /// </summary>
    private string Elsewhere(CheckContext context, ClientPlace place, List<(CheckStatus, Finding)> problems, List<MissingEvidence> missing)
    {
        var id = place.VpcId!;
        context.Index.VpcAttributes.TryGetValue(id, out var attributes);
        if (attributes?.EnableDnsSupport is null || (attributes.EnableDnsHostnames is null && context.Endpoint.HasInterfaces))
            missing.Add(MissingEvidence.Of(ResourceKind.VpcAttribute, id));
        if (attributes?.EnableDnsSupport == false)
            problems.Add((CheckStatus.Failed, Foreign(context, place, Severity.High, VpcDnsAttribute.EnableDnsSupport,
                $"DNS resolution is off in {id}, so its clients cannot resolve the names of {context.Endpoint.Id} there.")));
        if (attributes?.EnableDnsHostnames == false && Suppressed(context, place) is { } suppressed)
            problems.Add((CheckStatus.Failed, Foreign(context, place, Severity.High, VpcDnsAttribute.EnableDnsHostnames,
                $"DNS hostnames are off in {id}, so private hosted zones have no effect there: {suppressed}")));
        return $"In {id}, the VPC of the clients, DNS resolution is on"
            + (attributes?.EnableDnsHostnames == true ? ", and DNS hostnames are." : "; no hosted zone there waits for DNS hostnames.");
    }

    /// <summary>What DNS hostnames keep from answering one of the endpoint's private names; null for nothing.</summary>
    private static string? Suppressed(CheckContext context, ClientPlace place) =>
        AskedName.AskVpcResolver(context, place, PrivateNames.Of(context.Endpoint, context.Service))
            .Where(a => (a.Answer.Presumed ?? a.Answer) is { Status: NameStatus.Public, Source: NameSource.VpcDns })
            .SelectMany(a => a.Answer.Chain)
            .FirstOrDefault(s => s is { Outcome: NameStepOutcome.NotApplied, Kind: NameStepKind.HostedZone })?.Text;

    /// <summary>
    /// Without the VPC's resolver only resolvers of one's own can answer. They do for public names, which are all that a gateway endpoint
    /// or an endpoint without private DNS has; the hidden hosted zone of private DNS is out of their reach.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html</remarks>
    private (CheckStatus, Finding) Support(CheckContext context, bool? privateDns)
    {
        var hasOwn = privateDns == false && Resolvers.From(context) is { Custom.Count: > 0, OfVpc.Count: 0 };
        return hasOwn
            ? (CheckStatus.Warning, Describe(context, Severity.Low, VpcDnsAttribute.EnableDnsSupport,
                $"DNS resolution is off in {context.Endpoint.VpcId}; names of {context.Endpoint.Id} resolve only if the resolvers in "
                    + "the DHCP options answer public names.") with
            { Repair = [] })
            : (CheckStatus.Failed, Describe(context, Severity.Critical, VpcDnsAttribute.EnableDnsSupport,
                $"DNS resolution is off in {context.Endpoint.VpcId}, so clients cannot resolve the names of {context.Endpoint.Id}."));
    }

    private Finding Foreign(CheckContext context, ClientPlace place, Severity severity, VpcDnsAttribute attribute, string summary)
    {
        var finding = Describe(context, severity, attribute, summary);
        return finding with
        {
            ResourceId = place.VpcId!,
            Evidence = finding.Evidence with { Component = $"VPC {place.VpcId}", AffectedClients = place.Labels },
            Recommendation = $"Set {finding.Aspect} of {place.VpcId} to true.",
            Repair = [],
        };
    }

    private Finding Describe(CheckContext context, Severity severity, VpcDnsAttribute attribute, string summary)
    {
        var name = attribute == VpcDnsAttribute.EnableDnsSupport ? "enableDnsSupport" : "enableDnsHostnames";
        return (context.Finding(this, severity, context.Endpoint.VpcId, ResourceTypes.Vpc, summary) with
        {
            Evidence = new() { Component = $"VPC {context.Endpoint.VpcId}", Rule = $"{name} is false" },
            Recommendation = $"Set {name} of {context.Endpoint.VpcId} to true.",
            Repair = [VpcDnsFix.Enable(context, attribute)],
            Aspect = name,
        }).Unless(Ownership.WhyNotModifyVpc(context));
    }
}
