using VpceTools.Addressing;
using VpceTools.Aws.Repairing;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>What each action makes of the world, what the executor says of it, and that its inverse takes it back.</summary>
public sealed class ApplyTests
{
    public static TheoryData<string> Reversible =>
    [
        .. SampleActions.All.Keys.Except(["revoke ingress by id", "revoke egress by id", "DNS support on", "delete an entry",
            "delete a route",
            "disassociate a transit gateway route table", "propagate routes no longer", "delete a transit gateway route",
            "attach a subnet less",
            "private DNS for inbound resolvers only"]),
    ];

    [Theory]
    [MemberData(nameof(Reversible))]
    public async Task Applied_an_action_shows_and_its_inverse_restores_the_world(string name)
    {
        var action = SampleActions.All[name];
        await using var server = await StartAsync();
        if (action is ModifyVpcEndpoint { PrivateDnsEnabled: true })
            await server.ApplyAsync(new ModifyVpcEndpoint(SampleActions.Interface) { PrivateDnsEnabled = false });
        var before = await server.ReadAsync();

        using var executor = Executors.Create(server.Url);
        Assert.Equal(RepairOutcomeKind.Changed, (await ApplyAsync(executor, action)).Kind);
        var after = await executor.RefreshAsync(before, action, Token);
        Assert.True(Shown(action).IsDoneIn(after), $"{action.ApiCall} does not show.");

        var undo = action.Inverse(before);
        Assert.Equal(RepairOutcomeKind.Changed, (await ApplyAsync(executor, undo)).Kind);
        await AssertRestoredAsync(before, server, action);
    }

    [Fact]
    public async Task An_added_rule_is_named_and_taken_away_by_its_name()
    {
        await using var server = await StartAsync();
        using var executor = Executors.Create(server.Url);
        var action = (AuthorizeSecurityGroupIngress)SampleActions.All["ingress from a group"];

        var outcome = await ApplyAsync(executor, action);

        var rule = Assert.IsType<string>(outcome.SecurityGroupRuleId);
        Assert.StartsWith("sgr-", rule, StringComparison.Ordinal);
        var undo = new RevokeSecurityGroupIngress(action.GroupId, action.Permission) { RuleId = rule };
        Assert.Equal(RepairOutcome.Changed, await ApplyAsync(executor, undo));
        Assert.Equal(RepairOutcome.AlreadyDone, await ApplyAsync(executor, undo));
    }

    [Theory]
    [InlineData("ingress from IPv4")]
    [InlineData("egress to a group")]
    [InlineData("create an inbound entry")]
    [InlineData("revoke ingress")]
    [InlineData("revoke egress")]
    [InlineData("delete an entry")]
    [InlineData("add a subnet")]
    [InlineData("remove a route table")]
    [InlineData("create a route over a peering connection")]
    [InlineData("associate a transit gateway route table")]
    [InlineData("propagate routes")]
    [InlineData("create a transit gateway route")]
    [InlineData("private DNS off")]
    [InlineData("put a policy")]
    public async Task What_is_done_already_is_said_and_not_an_error(string name)
    {
        await using var server = await StartAsync();
        using var executor = Executors.Create(server.Url);
        Assert.Equal(RepairOutcomeKind.Changed, (await ApplyAsync(executor, SampleActions.All[name])).Kind);

        Assert.Equal(RepairOutcome.AlreadyDone, await ApplyAsync(executor, SampleActions.All[name]));
    }

    [Fact]
    public async Task A_rule_that_a_default_VPC_does_not_have_is_taken_away_already()
    {
        // There EC2 answers without an error and lists what it did not find:
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
        await using var server = await StartAsync();
        server.World.Change("Vpcs", SampleActions.Vpc, vpc => vpc["IsDefault"] = true);

        Assert.Equal(RepairOutcome.AlreadyDone,
            await server.ApplyAsync(new RevokeSecurityGroupIngress(SampleActions.Group, new(443, 443, CidrBlock.Parse("192.0.2.0/24")))));
    }

    [Fact]
    public async Task A_number_that_another_entry_has_is_refused()
    {
        await using var server = await StartAsync();

        var outcome = await server.ApplyAsync(SampleActions.Entry with { RuleNumber = 100 });

        Assert.Equal((RepairOutcomeKind.Refused, "ResourceConflict"), (outcome.Kind, outcome.ErrorId));
        Assert.Contains("NetworkAclEntryAlreadyExists", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_connection_serves_all_actions_and_nothing_is_sent_before_the_first()
    {
        await using var server = await StartAsync();
        var progress = new CollectedProgress();
        using var executor = Executors.Create(server.Url);
        Assert.Equal(0, server.Calls.Count);

        foreach (var name in (string[])["ingress from IPv4", "egress to IPv4", "create an inbound entry"])
            await executor.ApplyAsync(SampleActions.All[name], Executors.Patience, progress, Token);

        Assert.Equal(3, server.Calls.Count);
        Assert.Single(progress.Reports, r => r.Detail.StartsWith("Region us-east-1", StringComparison.Ordinal));
        Assert.Contains(progress.Reports, r => r.Detail.StartsWith("AuthorizeSecurityGroupIngress sg-0e1:", StringComparison.Ordinal));
        Assert.DoesNotContain(progress.Reports, r => r.Detail.Contains(Live.SecretKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_factory_makes_an_executor_that_names_no_type_of_the_SDK()
    {
        await using var server = await StartAsync();
        using var executor = AwsSourceFactory.Open().Executor(Live.Connection(server.Url));

        Assert.Equal(RepairOutcomeKind.Changed, (await executor.ApplyAsync(SampleActions.Entry, Executors.Patience, null, Token)).Kind);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Ec2TestServer> StartAsync() => Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: Token);

    private static Task<RepairOutcome> ApplyAsync(Ec2RepairExecutor executor, RepairAction action) =>
        executor.ApplyAsync(action, Executors.Patience, null, Token);

    // EC2's default policy has a version for gateways and none for interface endpoints; what a reset brings is in the world that is
    // restored.
    private static RepairAction Shown(RepairAction action) => action is ModifyVpcEndpoint { ResetPolicy: true } reset
        ? reset with { ResetPolicy = false } : action;

    /// <summary>
    /// What EC2 makes anew has another id or address: the interface of a subnet that was removed, and the DNS options that were set.
    /// </summary>
    private static async Task AssertRestoredAsync(VpcNetwork before, Ec2TestServer server, RepairAction action)
    {
        var now = await server.ReadAsync();
        if (action is ModifyVpcEndpoint { RemoveSubnetIds.Count: > 0 })
        {
            Assert.Equal(before.NetworkInterfaces.Select(n => (n.SubnetId, n.GroupIds)).Order(),
                now.NetworkInterfaces.Select(n => (n.SubnetId, n.GroupIds)).Order());
            before = before with { NetworkInterfaces = now.NetworkInterfaces, Endpoints = Without(before.Endpoints) };
            now = now with { Endpoints = Without(now.Endpoints) };
        }

        if (action is ModifyVpcEndpoint { PrivateDnsOnlyForInboundResolverEndpoint: not null })
            now = now with
            {
                Endpoints = now.Endpoints.Select(e => e with { PrivateDnsOnlyForInboundResolverEndpoint = null })
                .ToValueList()
            };
        NetworkAssert.SameResources(before, now);
    }

    private static ValueList<VpcEndpoint> Without(ValueList<VpcEndpoint> endpoints) =>
        endpoints.Select(e => e with { NetworkInterfaceIds = [] }).ToValueList();
}
