using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class RouteTableAssociationCheckTests
{
    /// <summary>Zone b's clients have a route table of their own that nobody associated.</summary>
    private static VpcNetwork WithoutZoneB { get; } = World.HealthyGateway.WithTable(Table("rtb-b", World.AppSubnetB));

    private static RouteTable Table(string id, params string[] subnets) =>
        new() { Id = id, VpcId = World.VpcId, SubnetIds = [.. subnets], Routes = [World.Local("10.0.0.0/16")] };

    [Fact]
    public void Passes_when_the_main_table_serves_all_and_is_associated() =>
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.Check<RouteTableAssociationCheck>().Status);

    [Fact]
    public void Warns_when_some_clients_use_a_table_that_is_not_associated()
    {
        var finding = WithoutZoneB.Check<RouteTableAssociationCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal("rtb-b", finding.ResourceId);
        Assert.Equal("Route table rtb-b of subnet-appb is not associated with endpoint vpce-2: 2 of 6 clients cannot use it.",
            finding.Summary);
        Assert.Equal("NO_ROUTE_TO_DESTINATION", finding.Evidence.ExplanationCode);
        Assert.Equal(["eni-appb (10.0.2.10)", "subnet-appb (10.0.2.0/24)"], finding.Evidence.AffectedClients);
        Assert.Equal("aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-2 --add-route-table-ids rtb-b --region us-east-1", finding.AwsCli);
        Assert.Equal("Edit-EC2VpcEndpoint -VpcEndpointId vpce-2 -AddRouteTableId rtb-b -Region us-east-1", finding.PowerShell);
        Assert.Contains("aws:SourceIp", finding.Repair[0].SideEffect, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_without_workloads_is_hygiene() =>
        World.HealthyGateway.WithTable(Table("rtb-ep", World.EndpointSubnetA)).Check<RouteTableAssociationCheck>()
            .Only(CheckStatus.Warning, Severity.Low);

    [Fact]
    public void Fails_for_a_named_client_and_passes_for_another()
    {
        WithoutZoneB.Check<RouteTableAssociationCheck>(WorldChanges.Subnets(World.AppSubnetB)).Only(CheckStatus.Failed, Severity.Critical);
        WithoutZoneB.Check<RouteTableAssociationCheck>(WorldChanges.Subnets(World.AppSubnetA, World.AppSubnetB))
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Equal(CheckStatus.Passed, WithoutZoneB.Check<RouteTableAssociationCheck>(WorldChanges.Subnets(World.AppSubnetA)).Status);
    }

    [Fact]
    public void Fails_when_no_clients_table_is_associated()
    {
        var network = WithoutZoneB.WithEndpoint(e => e with { RouteTableIds = [] }).WithRoutes(World.Local("10.0.0.0/16"));
        var finding = network.Check<RouteTableAssociationCheck>().Only(CheckStatus.Failed, Severity.Critical);
        Assert.Contains("--add-route-table-ids rtb-b rtb-main ", finding.AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void The_endpoints_route_in_a_table_counts_as_its_association() =>
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.WithEndpoint(e => e with { RouteTableIds = [] })
            .Check<RouteTableAssociationCheck>().Status);

    [Fact]
    public void Says_where_the_packets_go_instead()
    {
        var nat = Table("rtb-b", World.AppSubnetB) with { Routes = [World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1")] };
        var finding = World.HealthyGateway.WithTable(nat).Check<RouteTableAssociationCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal("Packets to the service take another route: 0.0.0.0/0 -> nat-1.", finding.Evidence.Detail);
        Assert.Null(finding.Evidence.ExplanationCode);
    }

    [Fact]
    public void A_table_of_another_gateway_endpoint_of_the_service_is_served()
    {
        // A table takes one such route a service: associating it with this endpoint as well is refused.
        var network = WithoutZoneB.WithAnother(WorldChanges.Endpoint("vpce-3", "s3", "Gateway") with { RouteTableIds = ["rtb-b"] });
        var result = network.Check<RouteTableAssociationCheck>();
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Contains("vpce-3", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_gateway_endpoint_serves_nobody() =>
        WithoutZoneB.WithAnother(WorldChanges.Endpoint("vpce-3", "s3", "Gateway") with { RouteTableIds = ["rtb-b"], StateName = "deleted" })
            .Check<RouteTableAssociationCheck>().Only(CheckStatus.Warning, Severity.Medium);

    [Fact]
    public void No_client_outside_the_vpc_can_use_a_gateway_endpoint()
    {
        var finding =
            World.HealthyGateway.Check<RouteTableAssociationCheck>(
                WorldChanges.Clients(new() { CidrBlocks = [World.Cidr("192.168.0.0/16")] }))
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("192.168.0.0/16 is outside vpc-1, and gateway endpoint vpce-2 serves only its own VPC.", finding.Summary);
        Assert.Contains("interface endpoint", finding.Recommendation, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Addresses_of_the_vpc_that_no_subnet_has_are_not_outside() =>
        Assert.Equal(CheckStatus.Passed,
            World.HealthyGateway.Check<RouteTableAssociationCheck>(
                WorldChanges.Clients(new() { CidrBlocks = [World.Cidr("10.0.0.0/16")] })).Status);

    [Fact]
    public void Is_unknown_without_tables_or_subnets()
    {
        WorldChanges.IsUnknown(World.HealthyGateway.Without(ResourceKind.RouteTable).Check<RouteTableAssociationCheck>(),
            "aws ec2 describe-route-tables");
        WorldChanges.IsUnknown(World.HealthyGateway.Denied(ResourceKind.RouteTable).Check<RouteTableAssociationCheck>(),
            "ec2:DescribeRouteTables");
        WorldChanges.IsUnknown(World.HealthyGateway.Without(ResourceKind.Subnet).Check<RouteTableAssociationCheck>(),
            "aws ec2 describe-subnets");
        WorldChanges.IsUnknown((World.HealthyGateway with { RouteTables = [] })
            .Check<RouteTableAssociationCheck>(WorldChanges.Subnets(World.AppSubnetA)),
            "describe-route-tables --filters Name=association.subnet-id,Values=subnet-appa");
        WorldChanges.IsUnknown(World.HealthyGateway.WithoutSubnet(World.AppSubnetA).Check<RouteTableAssociationCheck>(),
            "--subnet-ids subnet-appa");
        WorldChanges.IsUnknown(World.HealthyGateway.Denied(ResourceKind.Vpc).Check<RouteTableAssociationCheck>(
            WorldChanges.Clients(new() { CidrBlocks = [World.Cidr("192.168.0.0/16")] })), "ec2:DescribeVpcs");
    }

    [Fact]
    public void Is_unknown_when_a_named_client_is_not_in_the_evidence() =>
        WorldChanges.IsUnknown(World.HealthyGateway.Check<RouteTableAssociationCheck>(WorldChanges.Subnets("subnet-x")),
            "--subnet-ids subnet-x");

    [Fact]
    public void Associates_nothing_with_an_endpoint_of_another_account() =>
        Assert.Empty(WithoutZoneB.WithEndpoint(e => e with { OwnerId = "999999999999" })
            .Check<RouteTableAssociationCheck>().Findings[0].Repair);

    [Fact]
    public void Does_not_apply_to_interface_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.Check<RouteTableAssociationCheck>().Status);
}
