using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>What EC2 came to know later: groups of other VPCs, services of other Regions, Gateway Load Balancers, associations.</summary>
public sealed class NewerEndpointFactsTests
{
    /// <summary>https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html</summary>
    [Fact]
    public void Groups_of_another_VPC_count_by_the_interfaces_that_carry_them()
    {
        var network = World.Healthy with
        {
            SecurityGroups =
            [
                World.Group(World.AppGroup, [], [World.Allow("-1", World.EndpointGroup)]) with { VpcId = "vpc-2" },
                World.Group(World.EndpointGroup, [World.Allow("tcp", World.AppGroup, 443)], []) with { VpcId = "vpc-2" },
            ],
        };

        var ofWorkloads = new CheckOptions { Clients = new() { NetworkInterfaceIds = [World.AppInterfaceA] } };
        Assert.Equal(CheckStatus.Passed, network.Check<SecurityGroupIngressCheck>(ofWorkloads).Status);
        Assert.Equal(CheckStatus.Passed, network.Check<ClientSecurityGroupEgressCheck>(ofWorkloads).Status);
    }

    /// <summary>https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html#endpoint-service-cross-region</summary>
    [Theory]
    [InlineData("use1-az3", false)]
    [InlineData("use1-az5", true)]
    [InlineData(null, false)]
    public void A_zone_without_remote_access_gets_no_interface_of_a_service_of_another_Region(string? zoneId, bool isProposed)
    {
        var network = World.Healthy.WithEndpoint(e => e with { ServiceRegion = "us-west-2" }) with
        {
            Subnets = World.Healthy.Subnets.Replacing(s => s.Id == World.AppSubnetB, s =>
                s with { AvailabilityZone = "us-east-1e", AvailabilityZoneId = zoneId }),
        };

        var result = network.Check<SubnetCoverageCheck>();
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal(isProposed, result.Findings.SelectMany(f => f.Repair).OfType<ModifyVpcEndpoint>()
            .Any(m => m.AddSubnetIds.Contains(World.AppSubnetB)));
    }

    [Theory]
    [InlineData(World.AppSubnetA, CheckStatus.Passed)]
    [InlineData(World.AppSubnetB, CheckStatus.Warning)]
    [InlineData(null, CheckStatus.NotApplicable)]
    public void Routes_of_another_zone_to_a_Gateway_Load_Balancer_endpoint_are_a_warning(string? subnet, CheckStatus status)
    {
        var network = World.Healthy.WithEndpoint(e => e with
        {
            TypeName = "GatewayLoadBalancer",
            SubnetIds = [World.EndpointSubnetA],
            NetworkInterfaceIds = [World.EndpointInterfaceA],
            GroupIds = [],
        });
        network = subnet is null ? network : network with
        {
            RouteTables = network.RouteTables.Add(new()
            {
                Id = "rtb-inspected", VpcId = World.VpcId, SubnetIds = [subnet],
                Routes = [World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", World.EndpointId)],
            }),
        };

        Assert.Equal(status, network.Check<SubnetCoverageCheck>().Status);
    }

    [Theory]
    [InlineData("Accessible", CheckStatus.Passed)]
    [InlineData(null, CheckStatus.Passed)]
    [InlineData("Inaccessible", CheckStatus.Failed)]
    public void A_resource_that_is_not_accessible_is_told(string? accessibility, CheckStatus status)
    {
        var network = World.Healthy.WithEndpoint(e => e with { TypeName = "Resource", ServiceName = "" }) with
        {
            EndpointAssociations = [new(World.EndpointId, null, null,
            "arn:aws:vpc-lattice:us-east-1:111122223333:resourceconfiguration/rcfg-1", accessibility)]
        };

        Assert.Equal(status, network.Check<EndpointStateCheck>().Status);
    }
}
