using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class AddressFamilyCheckTests
{
    /// <summary>Everything has both families.</summary>
    private static VpcNetwork DualStack { get; } = World.Healthy
        .WithEndpoint(e => e with { IpAddressType = "dualstack", DnsRecordIpType = "dualstack" }) with
    {
        Subnets = World.Healthy.Subnets.Select((s, i) => s with { CidrBlocks = s.CidrBlocks.Add(World.Cidr($"2001:db8:0:{i}::/64")) })
            .ToValueList(),
        NetworkInterfaces = World.Healthy.NetworkInterfaces
            .Select((n, i) => n with { Addresses = n.Addresses.Add(IpAddress.Parse($"2001:db8:0:{i}::10")) }).ToValueList(),
    };

    /// <summary>Zone b's clients have IPv6 only.</summary>
    private static VpcNetwork IPv6InZoneB { get; } = World.Healthy
        .WithSubnet(World.AppSubnetB, s => s with { CidrBlocks = [World.Cidr("2001:db8:0:2::/64")] })
        .WithInterface(World.AppInterfaceB, n => n with { Addresses = [IpAddress.Parse("2001:db8:0:2::10")] });

    [Fact]
    public void Passes_with_ipv4_everywhere_and_with_both_everywhere()
    {
        Assert.Equal(CheckStatus.Passed, World.Healthy.Check<AddressFamilyCheck>().Status);
        Assert.Equal("DNS returns IPv4 and IPv6 addresses, which the clients and the endpoint's subnets have.",
            DualStack.Check<AddressFamilyCheck>().Message);
    }

    [Fact]
    public void Warns_of_ipv6_only_clients_of_an_ipv4_endpoint()
    {
        var finding = IPv6InZoneB.Check<AddressFamilyCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal("2 of 6 clients have only IPv6 addresses, and DNS returns only IPv4 addresses for endpoint vpce-1.", finding.Summary);
        Assert.Equal(["eni-appb (2001:db8:0:2::10)", "subnet-appb (2001:db8:0:2::/64)"], finding.Evidence.AffectedClients);
        Assert.Contains("Give subnet-epa, subnet-epb blocks of both families, then make the endpoint dual-stack: aws ec2 "
            + "modify-vpc-endpoint --vpc-endpoint-id vpce-1 --ip-address-type dualstack",
            finding.Recommendation, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Fails_for_named_ipv6_only_clients()
    {
        IPv6InZoneB.Check<AddressFamilyCheck>(WorldChanges.Subnets(World.AppSubnetB)).Only(CheckStatus.Failed, Severity.Critical);
        IPv6InZoneB.Check<AddressFamilyCheck>(WorldChanges.Subnets(World.AppSubnetA, World.AppSubnetB))
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Equal(CheckStatus.Passed, IPv6InZoneB.Check<AddressFamilyCheck>(WorldChanges.Subnets(World.AppSubnetA)).Status);
    }

    [Fact]
    public void A_service_without_ipv6_cannot_be_made_dual_stack() =>
        Assert.StartsWith("The service does not support IPv6 endpoints",
            IPv6InZoneB.WithService(s => s with { SupportedIpAddressTypes = ["ipv4"] })
            .Check<AddressFamilyCheck>().Findings[0].Recommendation, StringComparison.Ordinal);

    [Fact]
    public void Dns_records_decide_what_clients_of_a_dual_stack_endpoint_are_answered()
    {
        var network = DualStack.WithSubnet(World.AppSubnetB, s => s with { CidrBlocks = [World.Cidr("2001:db8:0:1::/64")] })
            .WithInterface(World.AppInterfaceB, n => n with { Addresses = [IpAddress.Parse("2001:db8:0:1::10")] });
        Assert.Equal(CheckStatus.Passed, network.Check<AddressFamilyCheck>().Status);
        network.WithEndpoint(e => e with { DnsRecordIpType = "ipv4" }).Check<AddressFamilyCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal(CheckStatus.Passed, network.WithEndpoint(e => e with { DnsRecordIpType = "service-defined" })
            .Check<AddressFamilyCheck>().Status);
    }

    [Fact]
    public void Warns_of_records_that_no_interface_could_back() =>
        Assert.Equal("DNS returns IPv6 addresses for endpoint vpce-1, whose address type is ipv4.",
            World.Healthy.WithEndpoint(e => e with { DnsRecordIpType = "dualstack" }).Check<AddressFamilyCheck>()
                .Only(CheckStatus.Warning, Severity.Medium).Summary);

    [Fact]
    public void Warns_of_an_interface_without_an_address_that_dns_promises()
    {
        var finding = DualStack.WithInterface(World.EndpointInterfaceB, n => n with { Addresses = [n.Addresses[0]] })
            .Check<AddressFamilyCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal(World.EndpointInterfaceB, finding.ResourceId);
        Assert.Equal("AWS::EC2::NetworkInterface", finding.ResourceType);
    }

    [Fact]
    public void Warns_of_a_subnet_without_a_block_of_the_endpoints_type()
    {
        var finding = DualStack.WithSubnet(World.EndpointSubnetB, s => s with { CidrBlocks = [World.Cidr("10.0.12.0/24")] })
            .Check<AddressFamilyCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal(World.EndpointSubnetB, finding.ResourceId);
        Assert.Equal("Subnet subnet-epb has no IPv6 block, which endpoint vpce-1 of type dualstack needs.", finding.Summary);
    }

    [Fact]
    public void Takes_the_type_from_the_interfaces_where_ec2_did_not_say() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithEndpoint(e => e with { IpAddressType = null, DnsRecordIpType = null })
            .Check<AddressFamilyCheck>().Status);

    [Fact]
    public void Is_unknown_without_the_evidence()
    {
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.Subnet).Check<AddressFamilyCheck>(), "aws ec2 describe-subnets");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.Subnet).Check<AddressFamilyCheck>(), "ec2:DescribeSubnets");
        WorldChanges.IsUnknown(World.Healthy.WithoutSubnet(World.EndpointSubnetA).Check<AddressFamilyCheck>(), "--subnet-ids subnet-epa");
        WorldChanges.IsUnknown(World.Healthy.WithEndpoint(e => e with { IpAddressType = null }).Without(ResourceKind.NetworkInterface)
            .Check<AddressFamilyCheck>(),
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-1");
        var ipv6 = DualStack.WithEndpoint(e => e with { IpAddressType = "ipv6", DnsRecordIpType = "ipv6" });
        WorldChanges.IsUnknown(ipv6.Denied(ResourceKind.NetworkInterface).Check<AddressFamilyCheck>(), "ec2:DescribeNetworkInterfaces");
        Assert.Equal(CheckStatus.Passed, ipv6.Check<AddressFamilyCheck>().Status);
    }

    [Fact]
    public void Is_unknown_when_a_named_client_is_not_in_the_evidence() =>
        WorldChanges.IsUnknown(World.Healthy.Check<AddressFamilyCheck>(WorldChanges.Subnets("subnet-x")), "--subnet-ids subnet-x");

    [Fact]
    public void Does_not_apply_to_gateway_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<AddressFamilyCheck>().Status);
}
