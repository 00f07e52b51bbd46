using VpceTools.Repairs.Planning;
using VpceTools.Snapshots;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>What the plan makes of every sample: the calls in their order, and what it leaves to people.</summary>
public sealed class SampleRepairTests
{
    public static TheoryData<string, string[], string[]> Plans { get; } = new()
    {
        { "healthy", [], [] },
        { "gateway", [], [] },
        { "dual-stack", [], [] },
        {
            "security-group",
            [
                "AuthorizeSecurityGroupIngress: allow TCP 443 from sg-07008a7016a968c6f, closes SecurityGroupIngress",
                "AuthorizeSecurityGroupIngress: allow TCP 443 from sg-0ac636acbe64c2de1, closes SecurityGroupIngress, after 1",
            ],
            []
        },
        { "private-dns", ["ModifyVpcEndpoint: enable private DNS, closes PrivateDns"], [] },
        { "vpc-dns", ["ModifyVpcAttribute: set enableDnsHostnames to true, closes PrivateDns and VpcDns"], [] },
        { "subnet-coverage", ["ModifyVpcEndpoint: add an interface in subnet-05ae401f6a188e4db, closes SubnetCoverage"], [] },
        { "endpoint-policy", [], ["EndpointPolicy: Advice"] },
        {
            "network-acl",
            [
                "CreateNetworkAclEntry: add rule 110 outbound: allow tcp 1024-65535 10.0.0.0/23, closes NetworkAcl",
                "CreateNetworkAclEntry: add rule 120 outbound: allow tcp 1024-65535 10.0.10.0/26, closes NetworkAcl, after 1",
            ],
            []
        },
        { "endpoint-state", [], ["EndpointState: Advice"] },
        { "route-table", ["ModifyVpcEndpoint: associate rtb-02cbdc5052e7eb373, closes RouteTableAssociation"], [] },
        {
            "several-causes",
            [
                "AuthorizeSecurityGroupIngress: allow TCP 443 from sg-07008a7016a968c6f, closes SecurityGroupIngress",
                "AuthorizeSecurityGroupIngress: allow TCP 443 from sg-0ac636acbe64c2de1, closes SecurityGroupIngress, after 1",
                "CreateNetworkAclEntry: add rule 110 outbound: allow tcp 1024-65535 10.0.0.0/23, closes NetworkAcl",
                "CreateNetworkAclEntry: add rule 120 outbound: allow tcp 1024-65535 10.0.10.0/26, closes NetworkAcl, after 3",
                "ModifyVpcAttribute: set enableDnsHostnames to true, closes VpcDns",
            ],
            // The policy lets nothing pass, so that no client must be sent to this endpoint.
            ["PrivateDns: Redirect", "EndpointPolicy: Advice"]
        },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task A_sample_gets_its_plan(string sample, string[] repairs, string[] refused)
    {
        var plan = await PlanAsync(sample);

        Assert.Equal(repairs, plan.Repairs.Select(Text));
        Assert.Equal(refused, plan.Refused.Select(r => $"{r.Finding.Check}: {r.Kind}"));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Planning_again_on_the_result_gives_nothing(string sample, string[] repairs, string[] refused)
    {
        var plan = await PlanAsync(sample);

        var again = RepairPlanner.Plan(plan.Result, plan.Result.Endpoints, new(), TestContext.Current.CancellationToken);

        Assert.Empty(again.Repairs);
        Assert.Equal(refused.Length, again.Refused.Count);
        Assert.True(repairs.Length == plan.Repairs.Count);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task Undoing_a_plan_in_reverse_order_gives_the_network_as_it_was(string sample, string[] repairs, string[] refused)
    {
        var plan = await PlanAsync(sample);

        var restored = plan.Repairs.Reverse().Aggregate(plan.Result, (network, repair) => repair.Undo.ApplyTo(network));

        Assert.Equal(plan.Network, restored);
        Assert.Equal(repairs.Length + refused.Length, plan.Repairs.Count + plan.Refused.Count);
    }

    private static async Task<RepairPlan> PlanAsync(string sample)
    {
        var networks = await new SnapshotSource(Path.Combine(Repository.Samples, sample))
            .ReadAsync(new(), null, TestContext.Current.CancellationToken);
        var network = Assert.Single(networks);
        return RepairPlanner.Plan(network, network.Endpoints, new(), TestContext.Current.CancellationToken);
    }

    private static string Text(PlannedRepair repair) =>
        $"{repair.Action.Operation}: {repair.Action.Description}, closes {string.Join(" and ", repair.Closes.Select(f => f.Check))}"
        + (repair.DependsOn.Count > 0 ? $", after {repair.DependsOn}" : "");
}
