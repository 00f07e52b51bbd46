using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class ClientSecurityGroupEgressCheckTests
{
    [Fact]
    public void Passes_when_clients_are_let_out() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.Check<ClientSecurityGroupEgressCheck>().Status);

    [Fact]
    public void Fails_when_no_client_is_let_out_and_opens_the_way_to_the_endpoints_group()
    {
        var result = Egress(World.Healthy).Check<ClientSecurityGroupEgressCheck>();
        var finding = Assert.Single(result.Findings);
        Assert.Equal((CheckStatus.Failed, Severity.Critical, World.AppGroup), (result.Status, finding.Severity, finding.ResourceId));
        Assert.Equal("no outbound rule allows tcp 443 to 10.0.11.5", finding.Evidence.Rule);
        Assert.Equal("sg-ep", Assert.IsType<AuthorizeSecurityGroupEgress>(Assert.Single(finding.Repair)).Permission.Peer);
    }

    [Fact]
    public void Warns_when_only_one_of_the_interfaces_can_be_reached()
    {
        var result = Egress(World.Healthy, World.Allow("tcp", "10.0.11.0/24", 443)).Check<ClientSecurityGroupEgressCheck>();
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Contains("10.0.12.5/32", result.Findings[0].Evidence.Detail);
    }

    [Fact]
    public void A_gateway_endpoint_needs_every_block_of_the_prefix_list()
    {
        var result = Egress(World.HealthyGateway, World.Allow("tcp", "52.216.0.0/15", 443)).Check<ClientSecurityGroupEgressCheck>();
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal(World.S3PrefixList, ((AuthorizeSecurityGroupEgress)result.Findings[0].Repair[0]).Permission.PrefixListId);
        Assert.Contains("54.231.0.0/16", result.Findings[0].Evidence.Detail);
    }

    [Fact]
    public void A_rule_by_prefix_list_covers_the_gateway_endpoint() =>
        Assert.Equal(CheckStatus.Passed, Egress(World.HealthyGateway, World.Allow("tcp", World.S3PrefixList, 443))
            .Check<ClientSecurityGroupEgressCheck>().Status);

    [Fact]
    public void A_gateway_endpoint_whose_prefix_list_is_not_known_cannot_be_judged()
    {
        var result = World.HealthyGateway.Without(ResourceKind.PrefixList).Check<ClientSecurityGroupEgressCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("aws ec2 describe-prefix-lists", result.Message);
    }

    [Fact]
    public void An_interface_that_the_endpoint_lists_and_the_evidence_lacks_makes_the_answer_unknown()
    {
        var network =
            World.Healthy with { NetworkInterfaces = [.. World.Healthy.NetworkInterfaces.Where(n => n.Id != World.EndpointInterfaceB)] };
        var result = network.Check<ClientSecurityGroupEgressCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("--network-interface-ids eni-epb", result.Message);
    }

    [Fact]
    public void Nobody_with_known_groups_means_nothing_to_judge()
    {
        var network =
            World.Healthy with { NetworkInterfaces = [.. World.Healthy.NetworkInterfaces.Where(n => n.InterfaceType == "vpc_endpoint")] };
        Assert.Equal(CheckStatus.NotApplicable, network.Check<ClientSecurityGroupEgressCheck>().Status);
    }

    private static VpcNetwork Egress(VpcNetwork network, params SecurityGroupRule[] rules) =>
        network.WithGroup(World.Group(World.AppGroup, [], [.. rules]));
}
