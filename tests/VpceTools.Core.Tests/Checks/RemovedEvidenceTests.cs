using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>Some of the removals of each world; all of them are the benchmark <c>mutate</c>.</summary>
public sealed class RemovedEvidenceTests
{
    /// <summary>One removal in so many is tried of each world.</summary>
    private const int Step = 53;

    [Fact]
    public void Evidence_that_is_taken_away_makes_nothing_pass()
    {
        var faults = new List<string>();
        var tried = RemovedEvidenceRun.Over(Step, 2, faults.Add, TestContext.Current.CancellationToken);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(tried > 220, $"Only {tried} removals were tried.");
    }

    /// <summary>What once made a check pass, or its row disappear, wherever a world holds it.</summary>
    [Theory]
    [InlineData("VpcEndpoints[].NetworkInterfaceIds")]
    [InlineData("VpcEndpoints[].NetworkInterfaceIds[]")]
    [InlineData("NetworkInterfaces[].NetworkInterfaceId")]
    [InlineData("FirewallRuleGroupAssociations[].FirewallRuleGroupId")]
    [InlineData("FirewallRuleGroupAssociations[].VpcId")]
    [InlineData("ResolverRuleAssociations[].VPCId")]
    [InlineData("ResolverRuleAssociations[].ResolverRuleId")]
    [InlineData("ProfileAssociations[].ResourceId")]
    [InlineData("ProfileAssociations[].ProfileId")]
    [InlineData("RouteTables[]")]
    [InlineData("RouteTables[].Associations[].Main")]
    [InlineData("RouteTables[].Routes[].TransitGatewayId")]
    [InlineData("RouteTables[].Routes[].VpcPeeringConnectionId")]
    [InlineData("NetworkInterfaces[].SubnetId")]
    [InlineData("Subnets[].CidrBlock")]
    [InlineData("TransitGatewayVpcAttachments[]")]
    [InlineData("Associations[]")]
    [InlineData("TransitGatewayRouteTablePropagations[]")]
    public void A_thing_of_a_kind_that_is_taken_away_makes_nothing_pass(string kind)
    {
        var faults = new List<string>();
        var tried = RemovedEvidenceRun.Over(1, 3, faults.Add, TestContext.Current.CancellationToken, kind);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(tried > 0, $"No world holds {kind}.");
    }
}
