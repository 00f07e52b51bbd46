using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Private DNS sends every client of the VPC to the endpoint, a gateway endpoint's route every client of its table: both come last, and
/// only where all clients are known to be answered.
/// </summary>
public sealed class PlannedRedirectTests
{
    private const string Deny = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""";

    private static VpcNetwork Off { get; } = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false });

    private static VpcNetwork Closed { get; } = Off.WithGroup(World.Group(World.EndpointGroup, [], []));

    private static VpcNetwork GatewayWithoutTable { get; } = World.HealthyGateway.WithEndpoint(e => e with { RouteTableIds = [] })
        .WithRoutes(World.Local("10.0.0.0/16"));

    [Fact]
    public void The_attributes_of_the_vpc_go_first_one_a_call_support_before_host_names() => Assert.Equal(
        ["set enableDnsSupport to true", "set enableDnsHostnames to true", "enable private DNS, after 1, 2"], Off.WithDns(false, false)
            .Plan().Lines());

    [Fact]
    public void Only_the_attribute_that_is_off_is_set() =>
        Assert.Equal(["set enableDnsHostnames to true", "enable private DNS, after 1"], Off.WithDns(true, false).Plan().Lines());

    [Fact]
    public void What_the_same_plan_mends_goes_first_and_is_depended_on() =>
        Assert.Equal(["allow TCP 443 from sg-app", "enable private DNS, after 1"], Closed.Plan().Lines());

    [Fact]
    public void Host_names_switch_private_dns_on_for_every_endpoint_that_has_it_set_and_wait_for_all_of_them()
    {
        var network = World.Healthy.WithDns(true, false).WithSecond(e => e with { GroupIds = ["sg-sns"] })
            .WithGroup(World.Group("sg-sns", [], []));

        Assert.Equal(["allow TCP 443 from sg-app", "set enableDnsHostnames to true, after 1"], network.Plan().Lines());
        Assert.Equal(RefusalKind.Redirect,
            Assert.Single(network.Plan(new() { IsWanted = f => f.Check == "VpcDns" }).Refused.Select(r => r.Kind).Distinct()));
    }

    public static TheoryData<string, string> Blocked => new()
    {
        { "security group", "SecurityGroupIngress" },
        { "client's security group", "ClientSecurityGroupEgress" },
        { "network ACL", "NetworkAcl" },
        { "policy", "EndpointPolicy" },
        { "policy is not known", "EndpointPolicy" },
        { "route", "Route" },
        { "state", "EndpointState" },
        { "interface", "NetworkInterface" },
        { "address family", "AddressFamily" },
        { "groups are not known", "SecurityGroupIngress" },
        { "ACLs are not known", "NetworkAcl" },
        { "part of the clients", "SecurityGroupIngress" },
    };

    [Theory]
    [MemberData(nameof(Blocked))]
    public void Private_dns_stays_off_while_something_on_the_way_stops_clients_or_is_not_known(string what, string check)
    {
        var network = what switch
        {
            "security group" => Closed,
            "client's security group" => Off.WithGroup(World.Group(World.AppGroup, [], [])),
            "network ACL" => Off.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB])),
            "policy" => Off.WithEndpoint(e => e with { PolicyDocument = Deny }),
            "policy is not known" => Off.WithEndpoint(e => e with { PolicyDocument = null }),
            "route" => Off.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.11.0/24", "eni-gone", "blackhole")),
            "state" => Off.WithEndpoint(e => e with { StateName = "pending" }),
            "interface" => Off.WithInterface(World.EndpointInterfaceA, n => n with { Status = "available" }),
            "address family" => Off.WithInterface(World.AppInterfaceA, n => n with { Addresses = [IpAddress.Parse("2001:db8::7")] }),
            "groups are not known" => Off.Denied(ResourceKind.SecurityGroup),
            "ACLs are not known" => Off.Denied(ResourceKind.NetworkAcl),
            _ => Off.WithGroup(World.Group(World.EndpointGroup,
                [World.Allow("tcp", "10.0.1.0/24", 443), World.Allow("tcp", "10.0.11.0/24", 443), World.Allow("tcp", "10.0.12.0/24", 443)],
                [])),
        };

        var plan = network.Plan(new() { IsWanted = f => f.Check == "PrivateDns" });

        Assert.Contains($"while {check} says:", plan.OnlyRefusal(RefusalKind.Redirect).Reason);
    }

    [Theory]
    [InlineData(null, null, RefusalKind.Advice, "describe-vpc-attribute")]
    [InlineData(true, null, RefusalKind.Obstacle, "not both known to be on")]
    [InlineData(null, true, RefusalKind.Advice, "describe-vpc-attribute")]
    public void Private_dns_stays_off_while_the_attributes_that_it_needs_are_not_known(bool? support, bool? hostNames, RefusalKind kind,
        string says) => Assert.Contains(says, Off.WithDns(support, hostNames).Plan().OnlyRefusal(kind).Reason);

    [Fact]
    public void Private_dns_stays_off_where_the_attributes_could_not_be_read() => Assert.Contains("ec2:DescribeVpcAttribute",
        Off.Denied(ResourceKind.VpcAttribute).Plan().OnlyRefusal(RefusalKind.Advice).Reason);

    [Fact]
    public void Private_dns_is_for_all_clients_though_the_user_names_one_that_gets_through()
    {
        var network = Off.WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "10.0.1.10/32", 443)], []));

        var plan = network.Plan(new() { Checks = WorldChanges.Clients(new() { NetworkInterfaceIds = [World.AppInterfaceA] }) });

        Assert.Contains("every client of the VPC", plan.OnlyRefusal(RefusalKind.Redirect).Reason);
    }

    [Fact]
    public void Which_of_two_endpoints_of_a_service_gets_the_name_is_for_people_to_say()
    {
        var plan = Off.WithSecond(e => e with { ServiceName = "com.amazonaws.us-east-1.sqs", PrivateDnsEnabled = false }).Plan();

        Assert.Empty(plan.Repairs);
        Assert.Equal(["PrivateDns of vpce-1: GetsWorse", "PrivateDns of vpce-sns: GetsWorse"], plan.Refusals());
        Assert.Contains("PrivateDnsConflict of vpce-sns", plan.Refused[0].Reason);
    }

    [Fact]
    public void A_table_is_associated_where_clients_get_an_answer() =>
        Assert.Equal(["associate rtb-main"], GatewayWithoutTable.Plan().Lines());

    [Fact]
    public void A_table_is_associated_after_clients_are_let_out()
    {
        var plan = GatewayWithoutTable.WithGroup(World.Group(World.AppGroup, [], [])).Plan();

        Assert.Equal(["allow TCP 443 to pl-s3", "associate rtb-main, after 1"], plan.Lines());
    }

    [Fact]
    public void A_policy_that_lets_nothing_pass_keeps_clients_away_from_the_gateway()
    {
        var plan = GatewayWithoutTable.WithEndpoint(e => e with { PolicyDocument = Deny }).Plan();

        Assert.Empty(plan.Repairs);
        Assert.Equal(["EndpointPolicy of vpce-2: Advice", "RouteTableAssociation of vpce-2: Redirect"], plan.Refusals().Order());
    }

    [Fact]
    public void A_route_that_would_win_over_the_gateways_is_seen_before_a_table_is_associated()
    {
        var plan = GatewayWithoutTable.WithRoutes(World.Local("10.0.0.0/16"), World.Route("52.216.8.0/24", "eni-fw")).Plan();

        Assert.Empty(plan.Repairs);
        Assert.Equal(["RouteTableAssociation of vpce-2: GetsWorse"], plan.Refusals());
    }
}
