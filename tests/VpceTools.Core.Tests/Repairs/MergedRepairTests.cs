using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>Additions to one endpoint in one call, and calls that take back what was added and nothing that was there before.</summary>
public sealed class MergedRepairTests
{
    /// <summary>An endpoint without a group in one zone, beside another whose group lets clients in.</summary>
    private static VpcNetwork GroupAndSubnet { get; } = World.Healthy.InOneZone().WithSecond()
        .WithEndpoint(e => e with { GroupIds = [] }).WithInterface(World.EndpointInterfaceA, n => n with { GroupIds = [] });

    [Fact]
    public void Groups_and_subnets_of_one_endpoint_are_added_in_one_call()
    {
        var plan = GroupAndSubnet.Plan();

        var action = Assert.IsType<ModifyVpcEndpoint>(Assert.Single(plan.Repairs).Action);
        Assert.Equal([World.EndpointGroup], action.AddSecurityGroupIds);
        Assert.Equal([World.AppSubnetB], action.AddSubnetIds);
        Assert.Contains(plan.Repairs[0].Closes, f => f.Check == "SubnetCoverage");
        Assert.Contains(plan.Repairs[0].Closes, f => f.Check == "EndpointSecurityGroups");
        Assert.Equal(plan.Network, plan.Repairs[0].Undo.ApplyTo(plan.Result));
    }

    [Fact]
    public void An_action_between_two_that_become_one_keeps_its_number_behind_it_or_before_it()
    {
        var plan = GroupAndSubnet.WithGroup(World.Group(World.AppGroup, [], [])).Plan();

        Assert.All(plan.Repairs, r => Assert.All(r.DependsOn, n => Assert.InRange(n, 1, r.Number - 1)));
        Assert.Equal(Enumerable.Range(1, plan.Repairs.Count), plan.Repairs.Select(r => r.Number));
        Assert.Single(plan.Repairs, r => r.Action is ModifyVpcEndpoint);
    }

    public static TheoryData<string> Changes =>
        ["ingress", "egress", "entry", "attribute", "subnet", "groups", "tables", "private DNS", "policy"];

    private static RepairAction Change(string name) => name switch
    {
        "ingress" => new AuthorizeSecurityGroupIngress(World.EndpointGroup, new(443, 443, World.Cidr("10.9.0.0/16"))),
        "egress" => new AuthorizeSecurityGroupEgress(World.AppGroup, new(443, 443, PeerGroupId: World.EndpointGroup)),
        "entry" => new CreateNetworkAclEntry(World.AppAcl, 90, true, World.Cidr("10.0.11.5/32"), 443, 443),
        "attribute" => new ModifyVpcAttribute(World.VpcId, VpcDnsAttribute.EnableDnsHostnames, false),
        "subnet" => new ModifyVpcEndpoint(World.EndpointId) { AddSubnetIds = ["subnet-c"] },
        "groups" => new ModifyVpcEndpoint(World.EndpointId) { AddSecurityGroupIds = ["sg-more"] },
        "tables" => new ModifyVpcEndpoint(World.GatewayId) { AddRouteTableIds = ["rtb-more"] },
        "private DNS" => new ModifyVpcEndpoint(World.EndpointId) { PrivateDnsEnabled = false },
        _ => new ModifyVpcEndpoint(World.EndpointId) { PolicyDocument = "{}" },
    };

    private static VpcNetwork Network { get; } = World.Healthy.WithAnother(World.HealthyGateway.Endpoints[0]) with
    {
        Subnets = World.Healthy.Subnets.Add(World.Subnet("subnet-c", "us-east-1c", "10.0.3.0/24")),
        PrefixLists = World.HealthyGateway.PrefixLists,
        RouteTables = World.HealthyGateway.RouteTables.Add(new() { Id = "rtb-more", VpcId = World.VpcId }),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_an_action_does_its_inverse_takes_back_exactly(string name)
    {
        var action = Change(name);
        Assert.Null(action.ObstacleIn(Network, RepairQuotas.Default));
        Assert.False(action.IsDoneIn(Network));

        var changed = action.ApplyTo(Network);
        var inverse = action.Inverse(Network);

        Assert.NotEqual(Network, changed);
        Assert.True(action.IsDoneIn(changed));
        Assert.False(inverse.IsDoneIn(changed));
        Assert.Null(inverse.ObstacleIn(changed, RepairQuotas.Default));
        Assert.Equal(Network, inverse.ApplyTo(changed));
    }

    [Fact]
    public void What_was_there_before_is_not_taken_away()
    {
        var action = new ModifyVpcEndpoint(World.EndpointId)
        {
            AddSubnetIds = [World.EndpointSubnetA, "subnet-c"],
            AddSecurityGroupIds = [World.EndpointGroup, "sg-more"]
        };

        var undo = Assert.IsType<ModifyVpcEndpoint>(action.Inverse(Network));

        Assert.Equal(["subnet-c"], undo.RemoveSubnetIds);
        Assert.Equal(["sg-more"], undo.RemoveSecurityGroupIds);
        Assert.Equal(Network, undo.ApplyTo(action.ApplyTo(Network)));
    }

    [Fact]
    public void Interfaces_keep_the_groups_in_which_they_differ_from_their_endpoint()
    {
        var network = Network.WithInterface(World.EndpointInterfaceB, n => n with { GroupIds = ["sg-other"] });
        var action = new ModifyVpcEndpoint(World.EndpointId) { AddSecurityGroupIds = ["sg-more"] };

        var changed = action.ApplyTo(network);

        Assert.Equal(["sg-other", "sg-more"], changed.NetworkInterfaces.Single(n => n.Id == World.EndpointInterfaceB).GroupIds);
        Assert.Equal(network, action.Inverse(network).ApplyTo(changed));
    }
}
