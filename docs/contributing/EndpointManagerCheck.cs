using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Checks;

/// <summary>The endpoint is one that its user may modify.</summary>
public sealed class EndpointManagerCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "EndpointManager",
        Title = "The endpoint is yours to modify",
        Description = "Tells whether an AWS service made the endpoint, which then modifies it too and undoes what others change.",
        AppliesTo = EndpointType.Interface,
        Severity = Severity.Low,
        Layer = CheckLayer.Hygiene,
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        if (!context.Endpoint.RequesterManaged)
            return CheckOutcome.Passed("The endpoint is managed by the account itself.");
        var finding = context.Finding(this, Severity.Low, context.Endpoint.Id, ResourceTypes.VpcEndpoint,
            $"Endpoint {context.Endpoint.Id} is managed by the AWS service that made it.") with
        {
            Evidence = new() { Component = $"endpoint {context.Endpoint.Id}", Rule = "RequesterManaged is true" },
            Recommendation = "Change it through the service that made it.",
        };
        return CheckOutcome.Warning(finding.Summary, finding);
    }
}
