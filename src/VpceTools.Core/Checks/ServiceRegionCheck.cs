using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;

namespace VpceTools.Checks;

/// <summary>The gateway endpoint's service is in the VPC's Region.</summary>
public sealed class ServiceRegionCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "ServiceRegion",
        Title = "The service is in the VPC's Region",
        Description =
            "Compares the Region of the gateway endpoint's service with the VPC's: prefix lists hold the addresses of one Region.",
        AppliesTo = EndpointType.Gateway,
        Severity = Severity.Critical,
        Layer = CheckLayer.State,
        Reads = [ResourceKind.Subnet],
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var service = context.Endpoint.ServiceRegion ?? context.Service?.ServiceRegion
            ?? EndpointServices.RegionOf(context.Endpoint.ServiceName);
        if (service is null)
            return CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName));
        if (RegionOfVpc(context) is not { } region)
            return CheckOutcome.Unknown(context.Index, MissingEvidence.Of(ResourceKind.Subnet));
        if (service == region)
            return CheckOutcome.Passed($"Service and VPC are in {region}; requests to the service in other Regions "
                + "do not use the endpoint.");
        var finding = context.Finding(this, Severity.Critical, context.Endpoint.Id, ResourceTypes.VpcEndpoint,
            $"Endpoint {context.Endpoint.Id} is for the service in {service}, but its VPC is in {region}.") with
        {
            Evidence = new()
            {
                Component = $"endpoint {context.Endpoint.Id}", Rule = $"service {context.Endpoint.ServiceName}",
                Detail = $"The VPC is in {region}."
            },
            Recommendation = $"Create a gateway endpoint for the service in {region}; other Regions are reached over the internet or an "
                + "interface endpoint there.",
        };
        return CheckOutcome.Failed(finding.Summary, finding);
    }

    private static string? RegionOfVpc(CheckContext context) => context.Region
        ?? context.Index.SubnetsOfVpc[context.Endpoint.VpcId].Select(s => AwsRegion.OfZone(s.AvailabilityZone))
            .FirstOrDefault(r => r is not null);
}
