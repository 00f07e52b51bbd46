using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class SubnetCoverageCheckTests
{
    private const string AppSubnetC = "subnet-appc";

    /// <summary>The endpoint is in one zone only; clients run in two.</summary>
    private static VpcNetwork OneZone { get; } = World.Healthy.WithEndpoint(e =>
        e with { SubnetIds = [World.EndpointSubnetA], NetworkInterfaceIds = [World.EndpointInterfaceA] })
        .WithoutInterface(World.EndpointInterfaceB);

    /// <summary>A client runs in a third zone, where the endpoint is not.</summary>
    private static VpcNetwork ThirdZone(string zone) => World.Healthy with
    {
        Subnets = World.Healthy.Subnets.Add(World.Subnet(AppSubnetC, zone, "10.0.3.0/24")),
        NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(World.Interface("eni-appc", AppSubnetC, "10.0.3.10", World.AppGroup)),
    };

    [Fact]
    public void Passes_when_every_zone_with_clients_has_an_interface() =>
        Assert.Equal("The endpoint has an interface in us-east-1a, us-east-1b, which is every zone where clients run.",
            World.Healthy.Check<SubnetCoverageCheck>().Message);

    [Fact]
    public void Warns_of_a_zone_with_clients_and_adds_the_subnet_with_clients()
    {
        var finding = OneZone.Check<SubnetCoverageCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal("Endpoint vpce-1 has no interface in us-east-1b, where 1 client runs.", finding.Summary);
        Assert.Equal(["eni-appb (10.0.2.10)"], finding.Evidence.AffectedClients);
        Assert.Equal("aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --add-subnet-ids subnet-appb --region us-east-1",
            finding.AwsCli);
        Assert.Equal("Edit-EC2VpcEndpoint -VpcEndpointId vpce-1 -AddSubnetId subnet-appb -Region us-east-1", finding.PowerShell);
    }

    [Fact]
    public void Adds_one_subnet_for_each_zone_in_one_call()
    {
        var network = ThirdZone("us-east-1c")
            .WithEndpoint(e => e with { SubnetIds = [World.EndpointSubnetA], NetworkInterfaceIds = [World.EndpointInterfaceA] })
            .WithoutInterface(World.EndpointInterfaceB);
        Assert.Equal("aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --add-subnet-ids subnet-appb subnet-appc --region us-east-1",
            network.Check<SubnetCoverageCheck>().Only(CheckStatus.Warning, Severity.Medium).AwsCli);
    }

    [Theory]
    [InlineData(0, "123456789012", "available")]
    [InlineData(200, "999999999999", "available")]
    [InlineData(200, "123456789012", "pending")]
    public void Chooses_another_subnet_of_the_zone_where_the_first_is_full_shared_or_not_ready(int free, string owner, string state)
    {
        var network = OneZone.WithSubnet(World.AppSubnetB, s => s with { AvailableIpAddressCount = free, OwnerId = owner, State = state });
        Assert.Contains("--add-subnet-ids subnet-epb ", network.Check<SubnetCoverageCheck>().Findings[0].AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void Prefers_the_subnet_with_clients_then_the_emptiest()
    {
        var network = OneZone.WithSubnet(World.AppSubnetB, s => s with { AvailableIpAddressCount = 3 });
        Assert.Contains("--add-subnet-ids subnet-appb ", network.Check<SubnetCoverageCheck>().Findings[0].AwsCli, StringComparison.Ordinal);
        var emptyVpc = network.WithoutInterface(World.AppInterfaceA).WithoutInterface(World.AppInterfaceB);
        Assert.Contains("--add-subnet-ids subnet-epb ", emptyVpc.Check<SubnetCoverageCheck>().Findings[0].AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void Advises_to_create_a_subnet_where_none_fits()
    {
        var network = OneZone.WithEndpoint(e => e with { IpAddressType = "dualstack" });
        var finding = network.Check<SubnetCoverageCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Empty(finding.Repair);
        Assert.Contains("create one first", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_without_the_service_gets_advice_only()
    {
        var finding = ThirdZone("us-east-1f").Check<SubnetCoverageCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal("VPCE_SERVICE_NOT_INSTALLED_IN_AZ", finding.Evidence.ExplanationCode);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Compares_zone_ids_where_both_sides_have_them()
    {
        // Names differ between accounts: this account's 1a may be another zone than that of the service's owner.
        var network = ThirdZone("us-east-1c").WithSubnet(AppSubnetC, s => s with { AvailabilityZoneId = "use1-az3" })
            .WithService(s => s with { AvailabilityZoneIds = ["use1-az1", "use1-az2"] });
        Assert.Equal("VPCE_SERVICE_NOT_INSTALLED_IN_AZ", network.Check<SubnetCoverageCheck>()
            .Only(CheckStatus.Warning, Severity.Low).Evidence.ExplanationCode);
    }

    [Fact]
    public void Warns_of_a_single_zone_even_where_all_clients_are_in_it()
    {
        var finding = OneZone.WithoutInterface(World.AppInterfaceB).Check<SubnetCoverageCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal("Endpoint vpce-1 has interfaces in us-east-1a only and fails with that zone.", finding.Summary);
        Assert.Contains("--add-subnet-ids subnet-appb ", finding.AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_at_named_clients_only()
    {
        Assert.Equal("Endpoint vpce-1 has interfaces in us-east-1a only and fails with that zone.",
            OneZone.Check<SubnetCoverageCheck>(WorldChanges.Subnets(World.AppSubnetA)).Only(CheckStatus.Warning, Severity.Low).Summary);
        Assert.Equal(["eni-appb (10.0.2.10)", "subnet-appb (10.0.2.0/24)"],
            OneZone.Check<SubnetCoverageCheck>(WorldChanges.Subnets(World.AppSubnetB))
                .Only(CheckStatus.Warning, Severity.Medium).Evidence.AffectedClients);
    }

    [Fact]
    public void Every_subnet_counts_where_no_workload_is_known()
    {
        var network = OneZone.WithoutInterface(World.AppInterfaceA).WithoutInterface(World.AppInterfaceB);
        Assert.Equal(["subnet-appb (10.0.2.0/24)", "subnet-epb (10.0.12.0/24)"],
            network.Check<SubnetCoverageCheck>().Only(CheckStatus.Warning, Severity.Medium).Evidence.AffectedClients);
    }

    [Fact]
    public void Fails_without_any_subnet()
    {
        var finding = World.Healthy.WithEndpoint(e => e with { SubnetIds = [], NetworkInterfaceIds = [] }).Check<SubnetCoverageCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
        Assert.Contains("--add-subnet-ids subnet-appa subnet-appb ", finding.AwsCli, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.NotApplicable,
            World.Healthy.WithEndpoint(e => e with { SubnetIds = [], NetworkInterfaceIds = [], StateName = "failed" })
                .Check<SubnetCoverageCheck>().Status);
    }

    [Fact]
    public void Is_unknown_without_subnets_or_workloads()
    {
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.Subnet).Check<SubnetCoverageCheck>(), "aws ec2 describe-subnets");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.Subnet).Check<SubnetCoverageCheck>(), "ec2:DescribeSubnets");
        WorldChanges.IsUnknown(World.Healthy.WithoutSubnet(World.EndpointSubnetB).WithoutInterface(World.EndpointInterfaceB)
            .WithoutInterface(World.AppInterfaceB)
            .Check<SubnetCoverageCheck>(), "--subnet-ids subnet-epb");
        WorldChanges.IsUnknown(OneZone.Denied(ResourceKind.NetworkInterface).Check<SubnetCoverageCheck>(), "ec2:DescribeNetworkInterfaces");
    }

    [Fact]
    public void Is_unknown_when_a_named_client_is_not_in_the_evidence() =>
        WorldChanges.IsUnknown(World.Healthy.Check<SubnetCoverageCheck>(WorldChanges.Subnets("subnet-x")), "--subnet-ids subnet-x");

    [Fact]
    public void Passes_without_interfaces_where_every_subnets_zone_is_covered() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.Without(ResourceKind.NetworkInterface).Check<SubnetCoverageCheck>().Status);

    [Fact]
    public void Says_when_it_is_not_known_where_the_service_is_offered() =>
        Assert.Contains("aws ec2 describe-vpc-endpoint-services", OneZone.Without(ResourceKind.VpcEndpointService)
            .Check<SubnetCoverageCheck>().Message, StringComparison.Ordinal);

    [Fact]
    public void Does_not_compare_zones_with_a_service_of_another_region()
    {
        var world = ThirdZone("us-east-1c");
        var finding = (world with
        {
            Subnets = world.Subnets.Replacing(s => s.Id == "subnet-appc", s =>
            s with { AvailabilityZoneId = "use1-az6" })
        })
            .WithEndpoint(e => e with { ServiceRegion = "eu-west-1" })
            .WithService(s => s with { AvailabilityZones = ["eu-west-1a"] })
            .Check<SubnetCoverageCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("--add-subnet-ids subnet-appc ", finding.AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void Adds_no_subnet_to_an_endpoint_that_a_service_manages()
    {
        var finding = OneZone.WithEndpoint(e => e with { RequesterManaged = true }).Check<SubnetCoverageCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.Empty(finding.Repair);
        Assert.Contains("requester-managed", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_apply_to_gateway_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<SubnetCoverageCheck>().Status);
}
