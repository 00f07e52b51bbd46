using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Sources;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// As long as AWS is changing an attachment, what it will be is not known: neither a repair nor its undo decides anything on that.
/// </summary>
public sealed class ChangingRunTests
{
    private static readonly VpcNetwork Broken = OverTransitGateway.WithVpcAttachment(HubAttachment,
        a => a with { SubnetIds = [HubAttachmentSubnet] });

    private static readonly RepairOptions Wanted = new() { Checks = Options, IsWanted = f => f.Check is "Route" or "TransitGateway" };

    [Theory]
    [InlineData("modifying")]
    [InlineData("Modifying")]
    [InlineData("rollingBack")]
    public async Task A_change_by_somebody_else_is_waited_for_before_the_repair(string state)
    {
        var plan = Plan();
        using var executor = new ChangingExecutor(plan.Network, state, reads: 3);
        var progress = new Told();

        var result = await Run(plan, executor, TimeSpan.FromMinutes(5)).ApplyAsync(plan.Repairs[0], progress, Token);

        Assert.True(result.Status == RepairStatus.Applied, $"{result.Status}: {result.Error}");
        Assert.Equal(3, executor.Waits);
        Assert.StartsWith($"{HubAttachment} is {state}: another change is under way, waiting (", progress.Texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_over_in_time_leaves_everything_as_it_is()
    {
        var plan = Plan();
        using var executor = new ChangingExecutor(plan.Network, "modifying", reads: int.MaxValue);

        var result = await Run(plan, executor, TimeSpan.Zero).ApplyAsync(plan.Repairs[0], null, Token);

        Assert.Equal((RepairStatus.Failed, "OperationInProgress"), (result.Status, result.ErrorId));
        Assert.Equal($"{HubAttachment} is modifying: another change is under way and was not over within 0 s. Nothing was changed.",
            result.Error);
        Assert.Equal(0, executor.Applied);
    }

    [Fact]
    public async Task It_is_waited_for_before_an_undo_too()
    {
        var plan = Plan();
        using var executor = new ChangingExecutor(plan.Network, "modifying", reads: 0);
        var repair = plan.Repairs[0];
        Assert.Equal(RepairStatus.Applied, (await Run(plan, executor, TimeSpan.FromMinutes(5)).ApplyAsync(repair, null, Token)).Status);
        var entry = new JournalEntry("r", repair, JournalEvent.Applied);

        executor.Reads = int.MaxValue;
        var inVain = await new UndoRun(executor, null, TimeSpan.Zero).UndoAsync(entry, null, Token);
        Assert.Equal((RepairStatus.Failed, "OperationInProgress", 1), (inVain.Status, inVain.ErrorId, executor.Applied));

        executor.Reads = 2;
        var result = await new UndoRun(executor, null, TimeSpan.FromMinutes(5)).UndoAsync(entry, null, Token);
        Assert.True(result.Status == RepairStatus.Applied, $"{result.Status}: {result.Error}");
        Assert.Equal(plan.Network.TransitGatewayVpcAttachments, executor.Network.TransitGatewayVpcAttachments);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_and_nothing_is_sent()
    {
        var plan = Plan();
        using var executor = new ChangingExecutor(plan.Network, "modifying", reads: int.MaxValue);
        using var user = new CancellationTokenSource();
        executor.Waiting = user.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Run(plan, executor, TimeSpan.FromMinutes(5)).ApplyAsync(plan.Repairs[0], null, user.Token));
        Assert.Equal(0, executor.Applied);
    }

    private static RepairPlan Plan()
    {
        var plan = RepairPlanner.Plan(Broken, Broken.Endpoints, Wanted, Token);
        Assert.IsType<ModifyTransitGatewayVpcAttachment>(Assert.Single(plan.Repairs).Action);
        return plan;
    }

    private static RepairRun Run(RepairPlan plan, IRepairExecutor executor, TimeSpan timeout) => new(plan, executor, Wanted, null, timeout);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed class Told : IProgress<SourceProgress>
    {
        public List<string> Texts { get; } = [];

        public void Report(SourceProgress value) => Texts.Add(value.Detail);
    }

    /// <summary>Shows the hub's attachment in a state for some reads.</summary>
    private sealed class ChangingExecutor(VpcNetwork network, string state, int reads) : IRepairExecutor
    {
        private readonly SimulatedRepairExecutor _ec2 = new(network, RepairQuotas.Default);

        public int Reads { get; set; } = reads;

        public int Waits { get; private set; }

        public int Applied { get; private set; }

        public Action Waiting { get; set; } = () => { };

        public VpcNetwork Network => _ec2.Network;

        public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken) =>
            Task.FromResult(Reads-- > 0 ? Network.WithVpcAttachment(HubAttachment, a => a with { State = state }) : Network);

        public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds,
            CancellationToken cancellationToken) => _ec2.EndpointsAsync(vpcIds, endpointIds, cancellationToken);

        public Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken)
        {
            Waits++;
            Waiting();
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(true);
        }

        public async Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
            CancellationToken cancellationToken)
        {
            Applied++;
            return await _ec2.ApplyAsync(action, settleTimeout, progress, cancellationToken);
        }

        public Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken) =>
            _ec2.CheckPermissionAsync(action, cancellationToken);

        public void Dispose() => _ec2.Dispose();
    }
}
