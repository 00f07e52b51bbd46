using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>
/// What is a way out of a VPC, by the client in subnet A: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
/// </summary>
public sealed class EgressRoutesTests
{
    private static EgressRoutes Of(VpcNetwork network, bool isDualStack = false) =>
        EgressRoutes.From(new CheckRunner(network, WorldChanges.Clients(new() { NetworkInterfaceIds = [World.AppInterfaceA] }))
            .ContextOf(network.Endpoints[0]), isDualStack);

    private static string Kind(VpcNetwork network, bool isDualStack = false)
    {
        var way = Of(network, isDualStack);
        return way.With.Count > 0 ? "open" : way.Perhaps.Count > 0 ? "beyond" : way.Without.Count > 0 ? "closed"
            : string.Join(" ", way.Missing.Select(m => m.Command));
    }

    private static VpcNetwork To(string target, string block = "0.0.0.0/0", string state = "active") =>
        World.Healthy.WithNat().WithRoutes(World.Local("10.0.0.0/16"), World.Route(block, target, state));

    [Theory]
    [InlineData("nat-1", "open")]
    [InlineData("igw-1", "closed")]
    [InlineData("pcx-1", "closed")]
    [InlineData("tgw-1", "beyond")]
    [InlineData("vgw-1", "beyond")]
    [InlineData("eni-1", "beyond")]
    [InlineData("vpce-firewall", "beyond")]
    public void The_target_decides(string target, string expected) => Assert.Equal(expected, Kind(To(target)));

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("172.16.0.0/12")]
    [InlineData("100.64.0.0/10")]
    public void A_route_to_private_addresses_is_none(string block) => Assert.Equal("closed", Kind(To("tgw-1", block)));

    [Fact]
    public void A_route_that_drops_packets_is_none_and_one_for_a_part_is_no_certain_one()
    {
        Assert.Equal("closed", Kind(To("nat-1", state: "blackhole")));
        Assert.Equal("beyond", Kind(To("nat-1", "52.0.0.0/8")));
        Assert.Equal("closed", Kind(World.HealthyGateway));
    }

    [Fact]
    public void Public_blocks_of_ones_own_do_not_spoil_the_default_route() => Assert.Equal("open", Kind(World.Healthy.WithNat()
        .WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1"), World.Route("203.1.0.0/16", "tgw-1"))));

    [Theory]
    [InlineData("available", "private", "closed")]
    [InlineData("failed", "public", "closed")]
    [InlineData("deleted", "public", "closed")]
    [InlineData("pending", "public", "beyond")]
    [InlineData(null, "public", "aws ec2 describe-nat-gateways --nat-gateway-ids nat-1")]
    [InlineData("available", null, "aws ec2 describe-nat-gateways --nat-gateway-ids nat-1")]
    public void A_nat_gateway_has_to_be_public_and_available(string? state, string? type, string expected) =>
        Assert.Equal(expected, Kind(World.Healthy.WithNat(n => n with { State = state, ConnectivityType = type })));

    [Fact]
    public void A_nat_gateway_is_as_good_as_its_own_subnet()
    {
        Assert.Equal("closed", Kind(World.Healthy.WithNat(n => n with { SubnetId = World.AppSubnetB })));
        Assert.Equal("aws ec2 describe-subnets --subnet-ids subnet-x", Kind(World.Healthy.WithNat(n => n with { SubnetId = "subnet-x" })));
        Assert.Equal("open", Kind(World.Healthy.WithNat(n => n with { SubnetId = null, AvailabilityMode = "regional" })));
        Assert.Contains("describe-nat-gateways", Kind(World.Healthy.WithNat(n => n with { SubnetId = null })), StringComparison.Ordinal);
        Assert.Equal("aws ec2 describe-nat-gateways", Kind(World.Healthy.WithNat() with
        {
            NatGateways = [],
            Described = [.. World.Healthy.Described.Where(k => k != ResourceKind.NatGateway)],
        }));
    }

    [Fact]
    public void An_internet_gateway_serves_public_addresses_and_no_lambda_function()
    {
        var network = To("igw-1").WithInterface(World.AppInterfaceA, n => n with { PublicAddress = IpAddress.Parse("198.51.100.9") });
        Assert.Equal("open", Kind(network));
        Assert.Equal("closed", Kind(network.WithInterface(World.AppInterfaceA, n => n with { InterfaceType = "lambda" })));
        var subnet = EgressRoutes.From(new CheckRunner(network, WorldChanges.Subnets(World.AppSubnetB)).ContextOf(network.Endpoints[0]));
        Assert.Contains(subnet.Perhaps, c => c.Kind == ClientKind.Subnet);
    }

    [Theory]
    [InlineData("off", "open")]
    [InlineData("block-ingress", "open")]
    [InlineData("block-bidirectional", "closed")]
    public void Blocked_public_access_stops_it(string mode, string expected) =>
        Assert.Equal(expected, Kind(World.Healthy.WithNat(mode: mode)));

    [Theory]
    [InlineData("vpc/vpc-1", "create-complete", "allow-egress", "open")]
    [InlineData("subnet/subnet-public", "create-complete", "allow-bidirectional", "open")]
    [InlineData("vpc/vpc-1", "create-in-progress", "allow-egress", "beyond")]
    [InlineData("vpc/vpc-1", "delete-complete", "allow-egress", "closed")]
    [InlineData("vpc/vpc-2", "create-complete", "allow-egress", "closed")]
    public void Exclusions_let_it_through(string arn, string state, string mode, string expected) =>
        Assert.Equal(expected, Kind(World.Healthy.WithNat(mode: "block-bidirectional") with
        {
            BlockPublicAccessExclusions = [new("vpcbpa-exclude-1", "arn:aws:ec2:us-east-1:123456789012:" + arn, state, mode)],
        }));

    [Fact]
    public void Nothing_passes_while_it_is_not_known_whether_public_access_is_blocked()
    {
        Assert.Equal("aws ec2 describe-vpc-block-public-access-options", Kind(World.Healthy.WithNat() with { BlockPublicAccess = [] }));
        var blocked = World.Healthy.WithNat(mode: "block-bidirectional");
        Assert.Equal("aws ec2 describe-vpc-block-public-access-exclusions", Kind(blocked with
        {
            Described = [.. blocked.Described.Where(k => k != ResourceKind.VpcBlockPublicAccessExclusion)],
        }));
    }

    [Fact]
    public void The_family_of_the_client_decides()
    {
        var ipv6 = World.Healthy.WithNat(mode: "block-ingress")
            .WithInterface(World.AppInterfaceA, n => n with { Addresses = [IpAddress.Parse("2600:1f18::10")] })
            .WithRoutes(World.Local("10.0.0.0/16"), World.Route("::/0", "eigw-1"));
        Assert.Equal("open", Kind(ipv6, isDualStack: true));
        Assert.Equal("closed", Kind(ipv6));
        var nat64 = ipv6.WithSubnet(World.AppSubnetA, s => s with { EnableDns64 = true })
            .WithRoutes(World.Local("10.0.0.0/16"), World.Route("64:ff9b::/96", "nat-1"));
        Assert.Equal("open", Kind(nat64));
    }

    [Fact]
    public void Without_route_tables_nothing_is_known() =>
        Assert.Equal("aws ec2 describe-route-tables", Kind(World.Healthy.Without(ResourceKind.RouteTable)));

    [Fact]
    public void Routes_by_lists_that_are_not_known_may_cover_everything()
    {
        var network = World.Healthy.WithNat().WithRoutes(World.Local("10.0.0.0/16"),
            new Route { DestinationPrefixListId = "pl-1", Target = "tgw-1" });
        Assert.Contains("pl-1", Kind(network), StringComparison.Ordinal);
    }
}
