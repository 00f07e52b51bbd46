using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class SecurityGroupIngressCheckTests
{
    [Fact]
    public void Passes_when_every_client_is_let_in() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.Check<SecurityGroupIngressCheck>().Status);

    [Fact]
    public void Fails_critically_when_nobody_is_let_in_and_proves_it()
    {
        var result = Ingress().Check<SecurityGroupIngressCheck>();
        var finding = Assert.Single(result.Findings);
        Assert.Equal((CheckStatus.Failed, Severity.Critical, World.EndpointGroup), (result.Status, finding.Severity, finding.ResourceId));
        Assert.Equal("10.0.1.10:49152 -> 10.0.11.5:443", finding.Evidence.Packet!.ToString());
        Assert.Equal("no inbound rule of sg-ep allows tcp 443 from 10.0.1.10", finding.Evidence.Rule);
        Assert.Equal(6, finding.Evidence.AffectedClients.Count);
        Assert.Equal("ENI_SG_RULES_MISMATCH", finding.Evidence.ExplanationCode);
    }

    [Fact]
    public void The_fix_admits_the_groups_that_the_clients_carry()
    {
        var finding = Ingress().Check<SecurityGroupIngressCheck>().Findings[0];
        var action = Assert.IsType<AuthorizeSecurityGroupIngress>(Assert.Single(finding.Repair));
        Assert.Equal((World.EndpointGroup, World.AppGroup, 443), (action.GroupId, action.Permission.Peer, action.Permission.FromPort));
        Assert.Equal(
            "aws ec2 authorize-security-group-ingress --group-id sg-ep --ip-permissions 'IpProtocol=tcp, FromPort=443, ToPort=443, "
                + "UserIdGroupPairs=[{GroupId=sg-app, Description=\"Clients of vpce-1\"}]' --region us-east-1",
            finding.AwsCli);
        Assert.Equal(
            "Grant-EC2SecurityGroupIngress -GroupId sg-ep -IpPermission @{ IpProtocol = 'tcp'; FromPort = 443; ToPort = 443; "
            + "UserIdGroupPairs = @(@{ GroupId = 'sg-app'; Description = 'Clients of vpce-1' }) } -Region us-east-1",
            finding.PowerShell);
    }

    [Fact]
    public void Without_workloads_the_fix_admits_the_blocks_of_the_subnets_and_no_others_of_the_vpc()
    {
        var network = Ingress();
        network = network with
        {
            NetworkInterfaces = [.. network.NetworkInterfaces.Where(n => n.InterfaceType == "vpc_endpoint")],
            Vpcs = [network.Vpcs[0] with { CidrBlocks = [World.Cidr("10.0.0.0/16"), World.Cidr("10.1.0.0/16"),
                World.Cidr("2001:db8::/56")] }],
        };
        var actions = network.Check<SecurityGroupIngressCheck>().Findings[0].Repair.Cast<AuthorizeSecurityGroupIngress>();
        // The endpoint listens on IPv4 only: an IPv6 rule would open what nobody needs.
        Assert.Equal(["10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24"], actions.Select(a => a.Permission.Peer));
    }

    [Fact]
    public void A_prefix_list_without_entries_names_the_call_that_has_those_of_any_list()
    {
        // describe-prefix-lists knows the lists of AWS services only, and answers NotFound for a customer's.
        var result = Ingress(World.Allow("tcp", "pl-0c1", 443)).Check<SecurityGroupIngressCheck>();
        WorldChanges.IsUnknown(result, "aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-0c1");
    }

    [Theory]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-0a1", null, true)]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-0a1", 8443, false)]
    [InlineData("com.amazonaws.us-east-1.sqs", null, false)]
    public void The_port_of_an_endpoint_service_is_said_to_be_assumed_until_it_is_named(string service, int? port, bool isSaid)
    {
        var result = Ingress().WithEndpoint(e => e with { ServiceName = service })
            .Check<SecurityGroupIngressCheck>(new() { Ports = port is { } number ? [new(number)] : [] });
        Assert.Equal(isSaid, result.Findings[0].Recommendation.Contains("-Port"));
    }

    [Fact]
    public void Warns_when_some_clients_are_shut_out_and_lists_them()
    {
        var result = Ingress(World.Allow("tcp", "10.0.1.0/24", 443), World.Allow("tcp", "10.0.11.0/24", 443),
            World.Allow("tcp", "10.0.12.0/24", 443)).Check<SecurityGroupIngressCheck>();
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal(["eni-appb (10.0.2.10)", "subnet-appb (10.0.2.0/24)"], result.Findings[0].Evidence.AffectedClients);
        Assert.Equal(Severity.Medium, result.Findings[0].Severity);
    }

    [Fact]
    public void Fails_when_a_named_client_is_shut_out()
    {
        var result = Ingress(World.Allow("tcp", "10.0.1.0/24", 443)).Check<SecurityGroupIngressCheck>(
            new() { Clients = new() { NetworkInterfaceIds = [World.AppInterfaceA, World.AppInterfaceB] } });
        Assert.Equal((CheckStatus.Failed, Severity.High), (result.Status, result.Findings[0].Severity));
    }

    [Fact]
    public void A_rule_by_group_is_enough_for_the_clients_that_carry_it_and_an_empty_subnet_is_no_problem() =>
        Assert.Equal(CheckStatus.Passed, Ingress(World.Allow("tcp", World.AppGroup, 443)).Check<SecurityGroupIngressCheck>().Status);

    [Fact]
    public void A_named_subnet_without_workloads_is_told_which_group_it_takes()
    {
        var result = Ingress(World.Allow("tcp", World.AppGroup, 443)).Check<SecurityGroupIngressCheck>(
            new() { Clients = new() { SubnetIds = [World.EndpointSubnetA] } });
        Assert.Equal((CheckStatus.Warning, Severity.Low), (result.Status, result.Findings[0].Severity));
        Assert.Equal("Workloads in subnet-epa are let in on TCP 443 only if they carry sg-app.", result.Message);
    }

    [Fact]
    public void The_groups_that_the_interfaces_carry_decide_not_those_that_the_endpoint_lists()
    {
        var network = World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Replacing(n => n.Id == World.EndpointInterfaceB, n =>
                n with { GroupIds = [World.AppGroup] }),
        };
        var result = network.Check<SecurityGroupIngressCheck>();
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal(World.AppGroup, result.Findings[0].ResourceId);
    }

    [Theory]
    [InlineData("10.0.0.0/16", CheckStatus.Passed)]
    [InlineData("10.99.0.0/16", CheckStatus.Failed)]
    public void The_groups_that_the_endpoint_lists_answer_for_interfaces_that_the_evidence_lacks(string source, CheckStatus expected)
    {
        var network = Ingress(World.Allow("tcp", source, 443));
        network = network with { NetworkInterfaces = [.. network.NetworkInterfaces.Where(n => n.InterfaceType != "vpc_endpoint")] };
        var result = network.Check<SecurityGroupIngressCheck>();
        Assert.Equal(expected, result.Status);
        Assert.All(result.Findings, f => Assert.Null(f.Evidence.Packet));
    }

    [Fact]
    public void Another_port_is_another_question() =>
        Assert.Equal(CheckStatus.Failed, World.Healthy.Check<SecurityGroupIngressCheck>(new() { Ports = [new Port(8443)] }).Status);

    [Fact]
    public void Without_the_groups_nothing_can_be_said()
    {
        var result = World.Healthy.Denied(ResourceKind.SecurityGroup).Check<SecurityGroupIngressCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("ec2:DescribeSecurityGroups", result.Message);
    }

    [Fact]
    public void A_group_that_is_not_in_the_evidence_makes_the_answer_unknown_and_names_the_call()
    {
        var network = World.Healthy with { SecurityGroups = [World.Healthy.SecurityGroups[0]] };
        var result = network.Check<SecurityGroupIngressCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("aws ec2 describe-security-groups --group-ids sg-ep", result.Message);
    }

    [Fact]
    public void Does_not_apply_to_gateway_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<SecurityGroupIngressCheck>().Status);

    private static VpcNetwork Ingress(params SecurityGroupRule[] rules) =>
        World.Healthy.WithGroup(World.Group(World.EndpointGroup, [.. rules], []));
}
