using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class ServiceRegionCheckTests
{
    [Fact]
    public void Passes_when_service_and_vpc_are_in_one_region() =>
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.Check<ServiceRegionCheck>().Status);

    [Theory]
    [InlineData("com.amazonaws.eu-west-1.s3", null)]
    [InlineData("com.amazonaws.us-east-1.s3", "eu-west-1")]
    public void Fails_when_they_are_not(string service, string? region)
    {
        var finding = World.HealthyGateway.WithEndpoint(e => e with { ServiceName = service, ServiceRegion = region })
            .Check<ServiceRegionCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal("Endpoint vpce-2 is for the service in eu-west-1, but its VPC is in us-east-1.", finding.Summary);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Takes_the_region_of_a_network_that_names_none_from_its_zones() =>
        (World.HealthyGateway with { Region = null }).WithEndpoint(e => e with { ServiceName = "com.amazonaws.eu-west-1.s3" })
            .Check<ServiceRegionCheck>().Only(CheckStatus.Failed, Severity.Critical);

    [Fact]
    public void Is_unknown_where_nothing_names_a_region()
    {
        WorldChanges.IsUnknown((World.HealthyGateway with { Region = null }).Without(ResourceKind.Subnet).Check<ServiceRegionCheck>(),
            "aws ec2 describe-subnets");
        WorldChanges.IsUnknown((World.HealthyGateway with { Region = null }).Denied(ResourceKind.Subnet).Check<ServiceRegionCheck>(),
            "ec2:DescribeSubnets");
        WorldChanges.IsUnknown(World.HealthyGateway.WithEndpoint(e => e with { ServiceName = "s3" }).Check<ServiceRegionCheck>(),
            "--service-names s3");
        WorldChanges.IsUnknown(World.HealthyGateway.WithEndpoint(e => e with { ServiceName = "s3" }).Denied(ResourceKind.VpcEndpointService)
            .Check<ServiceRegionCheck>(),
            "ec2:DescribeVpcEndpointServices");
    }

    [Fact]
    public void Does_not_apply_to_interface_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.Check<ServiceRegionCheck>().Status);
}
