using VpceTools.Addressing;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>
/// The same against an EC2 that others wrote, as far as it models the calls: it ignores private DNS and ResetPolicy, has no interfaces and
/// routes for added subnets and tables, and heeds DryRun for security groups alone.
/// </summary>
public sealed class MotoRepairTests : IAsyncLifetime
{
    private MotoServer? _moto;
    private MotoWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        if (MotoServer.SkipReason is not null)
            return;
        _moto = await MotoServer.StartAsync(Token);
        using var client = _moto.CreateClient();
        _world = await new MotoWorldBuilder(client, Token).SampleAsync();
    }

    public ValueTask DisposeAsync()
    {
        _moto?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_action_is_applied_refreshed_said_to_be_done_and_undone()
    {
        Assert.SkipWhen(_moto is null, MotoServer.SkipReason ?? "");
        var before = await Live.ReadAsync(Live.Connection(_moto.Url), cancellationToken: Token);
        using var executor = Executors.Create(_moto.Url);
        foreach (var action in Actions())
        {
            Assert.False(action.IsDoneIn(await executor.RefreshAsync(before, action, Token)), action.ApiCall);
            var outcome = await executor.ApplyAsync(action, Executors.Patience, null, Token);
            Assert.True(outcome.Kind == RepairOutcomeKind.Changed, $"{action.ApiCall} {outcome}");
            Assert.True(action.IsDoneIn(await executor.RefreshAsync(before, action, Token)), action.ApiCall);
            if (action is not ModifyVpcAttribute)
                Assert.Equal(RepairOutcome.AlreadyDone, await executor.ApplyAsync(action, Executors.Patience, null, Token));

            var undo = Undo(action, before, outcome);
            Assert.Equal(RepairOutcomeKind.Changed, (await executor.ApplyAsync(undo, Executors.Patience, null, Token)).Kind);
            Assert.Equal(before, await executor.RefreshAsync(before, action, Token));
        }

        NetworkAssert.SameResources(before, await Live.ReadAsync(Live.Connection(_moto.Url), cancellationToken: Token));
    }

    [Fact]
    public async Task A_dry_run_of_a_group_rule_is_allowed_and_changes_nothing()
    {
        Assert.SkipWhen(_moto is null, MotoServer.SkipReason ?? "");
        var before = await Live.ReadAsync(Live.Connection(_moto.Url), cancellationToken: Token);
        using var executor = Executors.Create(_moto.Url);

        foreach (var action in Actions().OfType<SecurityGroupRuleAction>())
            Assert.Equal(RepairPermission.Allowed, (await executor.CheckPermissionAsync(action, Token)).Permission);

        NetworkAssert.SameResources(before, await Live.ReadAsync(Live.Connection(_moto.Url), cancellationToken: Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RepairAction Undo(RepairAction action, VpcNetwork before, RepairOutcome outcome) => action.Inverse(before) switch
    {
        RevokeSecurityGroupIngress revoke => revoke with { RuleId = outcome.SecurityGroupRuleId },
        RevokeSecurityGroupEgress revoke => revoke with { RuleId = outcome.SecurityGroupRuleId },
        var undo => undo,
    };

    private RepairAction[] Actions() =>
    [
        new AuthorizeSecurityGroupIngress(_world.EndpointGroupId, new(443, 443, CidrBlock.Parse("10.1.0.0/16"), Description: "Clients")),
        new AuthorizeSecurityGroupIngress(_world.EndpointGroupId, new(443, 443, PeerGroupId: _world.ClientGroupId)),
        new AuthorizeSecurityGroupEgress(_world.ClientGroupId, new(443, 443, CidrBlock.Parse("10.0.2.0/24"))),
        new CreateNetworkAclEntry(_world.NetworkAclId, 90, IsEgress: false, CidrBlock.Parse("10.1.0.0/16"), 443, 443),
        new CreateNetworkAclEntry(_world.NetworkAclId, 91, IsEgress: true, CidrBlock.Parse("10.1.0.0/16"), 1024, 65535),
        new ModifyVpcAttribute(_world.VpcId, VpcDnsAttribute.EnableDnsHostnames, false),
        new ModifyVpcEndpoint(_world.InterfaceEndpointId) { AddSubnetIds = [_world.ClientSubnetId] },
        new ModifyVpcEndpoint(_world.InterfaceEndpointId) { AddSecurityGroupIds = [_world.ClientGroupId] },
    ];
}
