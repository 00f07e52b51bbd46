using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>IPv6-only clients behind NAT64, and gateway endpoints for IPv6.</summary>
public sealed class AddressTypeTests
{
    private const string NatGateway = "nat-1";
    private const string IPv6List = "pl-s3v6";

    private static CheckOptions Client { get; } = new() { Clients = new() { NetworkInterfaceIds = ["eni-six"] } };

    /// <summary>https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html</summary>
    private static VpcNetwork Nat64(bool? dns64, string? target, string? peer = "10.0.0.0/16") => World.Healthy.WithGroup(
        World.Group(World.EndpointGroup, peer is null ? [] : [World.Allow("tcp", peer, 443)], [])) with
    {
        Subnets = World.Healthy.Subnets.Add(World.Subnet("subnet-six", "us-east-1a", "2001:db8::/64") with { EnableDns64 = dns64 }),
        NetworkInterfaces = [.. World.Healthy.NetworkInterfaces, World.Interface("eni-six", "subnet-six", "2001:db8::10", World.AppGroup),
            World.Interface("eni-nat", World.EndpointSubnetA, "10.0.11.9") with
            { InterfaceType = "nat_gateway", RequesterManaged = true, Description = "Interface for NAT Gateway " + NatGateway }],
        NatGateways = [new() { Id = NatGateway, VpcId = World.VpcId, SubnetId = World.EndpointSubnetA, State = "available" }],
        NetworkAcls = World.Healthy.NetworkAcls.Replacing(a => a.Id == World.AppAcl, a =>
            a with { SubnetIds = [.. a.SubnetIds, "subnet-six"] }),
        RouteTables = World.Healthy.RouteTables.Add(new()
        {
            Id = "rtb-six", VpcId = World.VpcId, SubnetIds = ["subnet-six"],
            Routes = target is null ? [World.Local("10.0.0.0/16")] : [World.Local("10.0.0.0/16"), World.Route("64:ff9b::/96", target)],
        }),
    };

    [Theory]
    [InlineData(true, NatGateway, CheckStatus.Passed)]
    [InlineData(null, NatGateway, CheckStatus.Unknown)]
    [InlineData(true, "tgw-1", CheckStatus.Unknown)]
    [InlineData(false, NatGateway, CheckStatus.Failed)]
    [InlineData(true, null, CheckStatus.Failed)]
    public void An_IPv6_only_client_reaches_IPv4_addresses_over_NAT64(bool? dns64, string? target, CheckStatus status) =>
        Assert.Equal(status, Nat64(dns64, target).Check<AddressFamilyCheck>(Client).Status);

    [Theory]
    [InlineData("10.0.0.0/16", CheckStatus.Passed)]
    [InlineData("10.0.11.9/32", CheckStatus.Passed)]
    [InlineData("2001:db8::/64", CheckStatus.Failed)]
    [InlineData("sg-app", CheckStatus.Failed)]
    public void The_endpoints_group_sees_the_NAT_gateways_address(string peer, CheckStatus status) =>
        Assert.Equal(status, Nat64(true, NatGateway, peer).Check<SecurityGroupIngressCheck>(Client).Status);

    private static VpcNetwork DualStackGateway(bool hasRoute, string type = "dualstack")
    {
        var network = World.HealthyGateway.WithEndpoint(e => e with { IpAddressType = type, DnsRecordIpType = type });
        var routes = network.RouteTables[0].Routes;
        return network with
        {
            PrefixLists = network.PrefixLists.Add(new()
            {
                Id = IPv6List, Name = "com.amazonaws.us-east-1.ipv6.s3",
                CidrBlocks = [World.Cidr("2600:1fa0:8000::/39")]
            }),
            Subnets = network.Subnets.Replacing(s => s.Id == World.AppSubnetA, s =>
                s with { CidrBlocks = [.. s.CidrBlocks, World.Cidr("2001:db8::/64")] }),
            NetworkInterfaces = network.NetworkInterfaces.Replacing(n => n.Id == World.AppInterfaceA, n => n with
            { Addresses = [.. n.Addresses, VpceTools.Addressing.IpAddress.Parse("2001:db8::10")] }),
            RouteTables = network.RouteTables.Replacing(t => t.IsMain, t => t with
            {
                Routes = hasRoute ? [.. routes, new() { DestinationPrefixListId = IPv6List, Target = World.GatewayId, State = "active" }]
                    : routes,
            }),
        };
    }

    [Theory]
    [InlineData(true, CheckStatus.Passed)]
    [InlineData(false, CheckStatus.Warning)]
    public void A_dual_stack_gateway_needs_the_route_for_IPv6_too(bool hasRoute, CheckStatus status) =>
        Assert.Equal(status, DualStackGateway(hasRoute).Check<PrefixListRouteCheck>().Status);

    [Fact]
    public void And_the_clients_egress_for_IPv6() =>
        Assert.Equal(CheckStatus.Warning, DualStackGateway(true).Check<ClientSecurityGroupEgressCheck>().Status);

    [Fact]
    public void Without_the_list_of_IPv6_addresses_it_is_not_known() =>
        Assert.Equal(CheckStatus.Unknown, (DualStackGateway(false) with { PrefixLists = World.HealthyGateway.PrefixLists })
            .Check<PrefixListRouteCheck>().Status);

    [Theory]
    [InlineData("ipv4", CheckStatus.Failed)]
    [InlineData("dualstack", CheckStatus.Passed)]
    public void An_IPv6_only_client_of_an_IPv4_gateway_is_the_address_types_and_not_the_route_tables(string type, CheckStatus status)
    {
        var network = DualStackGateway(true, type) with
        {
            Subnets =
            DualStackGateway(true).Subnets.Add(World.Subnet("subnet-six", "us-east-1a", "2001:db8:1::/64"))
        };
        var options = new CheckOptions { Clients = new() { SubnetIds = ["subnet-six"] } };

        Assert.Equal(status, network.Check<AddressFamilyCheck>(options).Status);
        Assert.NotEqual(CheckStatus.Failed, network.Check<RouteTableAssociationCheck>(options).Status);
    }

    [Theory]
    [InlineData("dualstack", CheckStatus.Warning)]
    [InlineData("service-defined", CheckStatus.Passed)]
    public void A_record_type_of_its_own_needs_DNS_hostnames(string recordType, CheckStatus status) =>
        Assert.Equal(status, (DualStackGateway(true).WithEndpoint(e => e with { DnsRecordIpType = recordType }) with
        { VpcAttributes = [new(World.VpcId, true, false)] }).Check<VpcDnsCheck>().Status);
}
