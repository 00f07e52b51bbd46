using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Policies;

namespace VpceTools.Checks;

/// <summary>The endpoints that the service works only together with are in the VPC too.</summary>
public sealed class CompanionEndpointsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "CompanionEndpoints",
        Title = "Endpoints that belong together are all there",
        Description = "Looks for the endpoints that AWS documents as needed together, and for another way to those that are missing.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway,
        Severity = Severity.High,
        Layer = CheckLayer.Hygiene,
        Link = new("https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var sets = EndpointServices.CodeOf(context.Endpoint.ServiceName) is { } code ? CompanionSet.WantedBy(code).ToList() : [];
        if (sets.Count == 0)
            return CheckOutcome.NotApplicable("No companion endpoints are documented for the service.");
        var present = new HashSet<string>(context.Index.EndpointsOfVpc[context.Endpoint.VpcId].Where(PrivateNames.IsAlive)
            .Select(e => EndpointServices.CodeOf(e.ServiceName)).OfType<string>(), StringComparer.Ordinal);
        var way = new Lazy<EgressRoutes>(() => EgressRoutes.From(context));
        var (problems, notes) = (new List<(CheckStatus, Finding)>(), new List<string>());
        foreach (var set in sets)
        {
            var lacking = set.Members.Where(m => !present.Contains(m)).ToValueList();
            var optional = set.WithoutOptionalIn.Contains(context.Region ?? "") ? []
                : set.Optional.Where(m => !present.Contains(m)).ToValueList();
            if (lacking.Count > 0)
                problems.Add(Lacking(context, set, lacking, way.Value));
            if (optional.Count > 0 && way.Value.Without.Count > 0)
                problems.Add((CheckStatus.Warning, Describe(context, set, Severity.Low, optional, way.Value,
                    $"{set.Purpose} has no endpoint for {optional} in {context.Endpoint.VpcId}, which {set.OptionalFor} needs.")));
            else if (optional.Count > 0)
                notes.Add($"{set.OptionalFor} needs {optional} as well.");
        }

        return CheckOutcome.From(context.Index, problems, problems.Count > 0 || notes.Count > 0 ? way.Value.Missing : [],
            string.Join(" ",
                notes.Prepend($"{string.Join("; ", sets.Select(s => s.Purpose))}: the endpoints that are needed together are there.")));
    }

    private (CheckStatus, Finding) Lacking(CheckContext context, CompanionSet set, ValueList<string> lacking, EgressRoutes way)
    {
        var isolated = way.Without.Count > 0 && way.With.Count == 0 && way.Missing.Count == 0;
        var alone = set.EnoughAlone.Contains(EndpointServices.CodeOf(context.Endpoint.ServiceName)!);
        var (status, severity) = way.Without.Count == 0 ? (CheckStatus.Warning, Severity.Low)
            : isolated && !alone ? (CheckStatus.Failed, Severity.High)
            : (CheckStatus.Warning, Severity.Medium);
        return (status, Describe(context, set, severity, lacking, way,
            $"{set.Purpose} also needs {lacking}, for which {context.Endpoint.VpcId} has no endpoint"
                + (isolated ? " and its clients have no other way." : ".")
            + (alone ? $" ({set.AloneFor}.)" : "")));
    }

    private Finding Describe(CheckContext context, CompanionSet set, Severity severity, ValueList<string> lacking, EgressRoutes way,
        string summary) =>
        context.Finding(this, severity, context.Endpoint.VpcId, ResourceTypes.Vpc, summary) with
        {
            Evidence = new()
            {
                Component = $"VPC {context.Endpoint.VpcId}",
                Rule = $"no endpoint for {lacking}",
                AffectedClients = [.. way.Without.Select(c => c.Label).Distinct()],
                Detail = $"{Prose.Count(way.Without.Count, "client")} without and {way.With.Count} with another way out of the VPC. AWS "
                    + $"documents the set at {set.Page}",
            },
            Recommendation = $"Create endpoints for {lacking} in "
                + $"{context.Endpoint.VpcId}{(lacking.Contains("s3") ? "; for s3 a gateway endpoint, which is free, will do" : "")}.",
        };
}
