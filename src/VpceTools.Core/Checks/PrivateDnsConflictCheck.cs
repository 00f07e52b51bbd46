using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>No other endpoint of the VPC claims the endpoint's private DNS names.</summary>
public sealed class PrivateDnsConflictCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "PrivateDnsConflict",
        Title = "No other endpoint claims the private name",
        Description =
            "Compares the private DNS names of the VPC's endpoints whose private DNS is on: a VPC resolves a name to one endpoint only.",
        AppliesTo = EndpointType.Interface,
        Severity = Severity.High,
        Layer = CheckLayer.Name,
        Explains = CauseKind.Configuration,
        Cause = "Private DNS not enabled",
        Reads = ReadKinds.Names,
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var names = PrivateNames.Of(context.Endpoint, context.Service);
        var isOn = PrivateNames.IsOn(context.Endpoint);
        var problems = new List<(CheckStatus, Finding)>();
        if (PrivateNames.Holder(context, names) is { } holder)
            problems.Add((isOn == false ? CheckStatus.Warning : CheckStatus.Failed, Describe(context, holder, names, isOn == false)));
        else if (isOn != false && names.Count == 0 && context.Service is null)
            return CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName));
        var missing = new List<MissingNameEvidence>();
        foreach (var place in ClientPlace.Of(context).Where(p => p.VpcId is { Length: > 0 }))
        {
            var asked = AskedName.AskVpcResolver(context, place, names, assumesVpcDns: true);
            problems.AddRange(Rivals(context, asked, problems).Select(f => (CheckStatus.Warning, f)));
            // What may hold a rival: Route 53 lets a VPC have one rule for a name, so rules are none.
            missing.AddRange(asked.SelectMany(a => a.Answer.Missing).Where(m => m.Kind is NameEvidenceKind.HostedZone
                or NameEvidenceKind.ProfileAssociation or NameEvidenceKind.ProfileResourceAssociation));
        }

        return MissingNames.Conclude(context, problems, missing, [], isOn == false
            ? "Private DNS is off and no other endpoint of the VPC holds the service's private name."
            : "No other endpoint of the VPC claims the private name.");
    }

    /// <summary>Two zones, rules or Profiles that claim a name with one right; two endpoints are told above.</summary>
    private IEnumerable<Finding> Rivals(CheckContext context, ValueList<AskedName> asked, List<(CheckStatus, Finding Finding)> told)
    {
        var known = new HashSet<string>(told.Select(t => t.Finding.ResourceId), StringComparer.Ordinal);
        foreach (var (name, step) in asked.SelectMany(a => a.Answer.Chain, (a, step) => (a, step))
            .Where(p => p.step is { Outcome: NameStepOutcome.Rival, ResourceId: not null }))
        {
            if (!known.Add(step.ResourceId!))
                continue;
            yield return context.Finding(this, Severity.Medium, step.ResourceId!, step.Kind switch
            {
                NameStepKind.HostedZone => ResourceTypes.HostedZone,
                NameStepKind.ResolverRule => ResourceTypes.ResolverRule,
                _ => ResourceTypes.VpcEndpoint,
            }, $"Two claim {name.Listed} in {name.Place.VpcId}, and which of them answers is not defined: {step.Text}") with
            {
                Evidence = new()
                {
                    Component = $"name resolution of {name.Place.Label}",
                    Rule = step.Text,
                    AffectedClients = name.Place.Labels,
                    Detail = name.Steps,
                },
                Recommendation = "Take one of the two from the VPC, or give their Profiles different priorities.",
                Aspect = $"rival in {name.Place.VpcId}",
            };
        }
    }

    private Finding Describe(CheckContext context, VpcEndpoint holder, ValueList<string> names, bool isOff)
    {
        var others = PrivateNames.Of(holder, context.Index.ServiceOf(holder));
        var shared = names.Where(others.Contains).ToValueList();
        var name = shared.Count > 0 ? shared[0] : "the service's private name";
        return context.Finding(this, isOff ? Severity.Low : Severity.High, holder.Id, ResourceTypes.VpcEndpoint, isOff
            ? $"Clients that use {name} are sent to endpoint {holder.Id}, not to {context.Endpoint.Id}."
            : $"Endpoints {context.Endpoint.Id} and {holder.Id} both claim {name}; which of them answers is not defined.") with
        {
            Evidence = new()
            {
                Component = $"endpoint {holder.Id} in {context.Endpoint.VpcId}",
                Rule = "PrivateDnsEnabled is true",
                Detail = shared.Count == 0 ? $"Both are endpoints of {context.Endpoint.ServiceName}." : $"Names of both: {shared}.",
            },
            Recommendation = isOff
                ? $"Use this endpoint by its own DNS names, or switch private DNS off at {holder.Id} and then on at {context.Endpoint.Id}."
                : "Keep private DNS on at one of them: "
                + CliLine.Modify(context, holder.Id, "--no-private-dns-enabled"),
        };
    }
}
