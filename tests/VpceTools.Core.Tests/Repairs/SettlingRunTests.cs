using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Running;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// EC2 shows changes later than it makes them (https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html). A read that is
/// behind is not taken for a change by somebody else, nor for a repair that was undone.
/// </summary>
public sealed class SettlingRunTests
{
    private static readonly VpcNetwork Broken = World.Healthy.WithDns(support: true, hostNames: false)
        .WithEndpoint(e => e with { PrivateDnsEnabled = false })
        .WithGroup(World.Group(World.EndpointGroup, [], []));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_run_over_reads_that_are_behind_makes_the_network_of_the_plan(int reads)
    {
        var plan = Broken.Plan();
        using var executor = new LateExecutor(plan.Network, reads);
        var run = new RepairRun(plan, executor, new(), null, TimeSpan.Zero);

        var results = new List<EndpointRepairResult>();
        foreach (var repair in plan.Repairs)
            results.Add(run.SkipOf(repair) ?? await run.ApplyAsync(repair, null, Token));

        Assert.All(results, r => Assert.True(r.Status == RepairStatus.Applied, $"{r} {r.Error}"));
        Assert.Equal(plan.Result, executor.Network);
    }

    [Fact]
    public async Task What_does_not_come_to_show_was_changed_by_somebody_else()
    {
        var plan = Broken.Plan();
        using var executor = new LateExecutor(plan.Network, 0);
        var run = new RepairRun(plan, executor, new() { MayAdd = _ => true }, null, TimeSpan.Zero);
        foreach (var repair in plan.Repairs.Take(plan.Repairs.Count - 1))
            Assert.Equal(RepairStatus.Applied, (await run.ApplyAsync(repair, null, Token)).Status);
        executor.Network = executor.Network.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB]));

        var result = await run.ApplyAsync(plan.Repairs[^1], null, Token);

        // The entries that would open the ACL again are not of this plan.
        Assert.Equal(RepairStatus.Refused, result.Status);
        Assert.Contains("has changed since the plan was made", result.Error, StringComparison.Ordinal);
        Assert.True(executor.Waits > 0);
    }

    [Theory]
    [InlineData(JournalEvent.Applied, 2)]
    [InlineData(JournalEvent.Unclear, 7)]
    public async Task A_repair_is_not_taken_for_undone_as_long_as_a_read_may_be_behind(JournalEvent what, int reads)
    {
        var action = new AuthorizeSecurityGroupIngress(World.EndpointGroup,
            new(8443, 8443, PeerGroupId: World.AppGroup, Description: "own"));
        var entry = new JournalEntry("r", new(1, action) { EndpointId = World.EndpointId, Undo = action.Inverse(World.Healthy) }, what);
        using var executor = new LateExecutor(World.Healthy, 0);
        await executor.ApplyAsync(action, TimeSpan.Zero, null, Token);
        executor.Behind(World.Healthy, reads);

        var result = await new UndoRun(executor, null, TimeSpan.Zero) { AllowBlockClients = [World.EndpointId] }.UndoAsync(entry, null,
            Token);

        Assert.Equal(RepairStatus.Applied, result.Status);
        Assert.Equal(World.Healthy, executor.Network);
    }

    [Fact]
    public async Task What_a_later_read_shows_of_a_call_without_an_answer_is_settled_also_in_the_journal()
    {
        var file = Path.Combine(Path.GetTempPath(), $"vpce-{Guid.NewGuid():N}.jsonl");
        try
        {
            var plan = Broken.Plan();
            var journal = new RepairJournal(file, () => DateTimeOffset.UnixEpoch);
            using var executor = new LateExecutor(plan.Network, 0) { IsUnclear = true };
            var run = new RepairRun(plan, executor, new(), journal, TimeSpan.Zero);
            var unclear = await run.ApplyAsync(plan.Repairs[0], null, Token);

            Assert.Equal((RepairStatus.Failed, true), (unclear.Status, unclear.IsUnclear));
            Assert.Equal(unclear, Assert.Single(run.Settle([unclear], plan.Network)));
            var settled = Assert.Single(run.Settle([unclear], executor.Network));

            Assert.Equal((RepairStatus.Applied, false, null), (settled.Status, settled.IsUnclear, settled.Error));
            Assert.Equal([JournalEvent.Started, JournalEvent.Unclear, JournalEvent.Applied], journal.Read().Entries.Select(e => e.Event));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Shows after each change for some reads what was there before it.</summary>
    private sealed class LateExecutor(VpcNetwork network, int reads) : IRepairExecutor
    {
        private VpcNetwork _old = network;
        private int _left;

        public VpcNetwork Network { get; set; } = network;

        public bool IsUnclear { get; init; }

        public int Waits { get; private set; }

        public void Behind(VpcNetwork old, int count) => (_old, _left) = (old, count);

        public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        // As the executor for EC2 does: what the action does not touch stays as the caller knows it.
        public Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken)
        {
            var source = _left-- > 0 ? _old : Network;
            return Task.FromResult(action switch
            {
                SecurityGroupRuleAction => network with { SecurityGroups = source.SecurityGroups },
                ModifyVpcAttribute => network with { VpcAttributes = source.VpcAttributes },
                _ => network with { Endpoints = source.Endpoints, NetworkAcls = source.NetworkAcls },
            });
        }

        public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds,
            CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VpcEndpoint>>(Network.Endpoints);

        public Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken)
        {
            Waits++;
            return Task.FromResult(turn < 9);
        }

        public Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
            CancellationToken cancellationToken)
        {
            (_old, _left) = (Network, reads);
            Network = action.ApplyTo(Network);
            return Task.FromResult(IsUnclear ? new RepairOutcome(RepairOutcomeKind.Unclear)
            {
                ErrorId = "RequestTimeout",
                Error = "No answer."
            } : RepairOutcome.Changed);
        }

        public Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken) =>
            Task.FromResult(new PermissionOutcome(RepairPermission.Unknown));

        public void Dispose()
        {
        }
    }
}
