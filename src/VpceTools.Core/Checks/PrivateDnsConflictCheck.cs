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
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var names = PrivateNames.Of(context.Endpoint, context.Service);
        var isOn = PrivateNames.IsOn(context.Endpoint);
        if (PrivateNames.Holder(context, names) is { } holder)
        {
            var finding = Describe(context, holder, names, isOn == false);
            return isOn == false ? CheckOutcome.Warning(finding.Summary, finding) : CheckOutcome.Failed(finding.Summary, finding);
        }

        if (isOn == false)
            return CheckOutcome.Passed("Private DNS is off and no other endpoint of the VPC holds the service's private name.");
        return names.Count == 0 && context.Service is null
            ? CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName))
            : CheckOutcome.Passed("No other endpoint of the VPC claims the private name.");
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
                + CliLine.Of(context, $"modify-vpc-endpoint --vpc-endpoint-id {CommandText.Posix(holder.Id)} --no-private-dns-enabled"),
        };
    }
}
