using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>What goes wrong with one call of a repair, or with the process that makes it.</summary>
public enum RepairFault
{
    /// <summary>EC2 refuses the call.</summary>
    Refused,

    /// <summary>The change is made, and its answer lost.</summary>
    LostAfterwards,

    /// <summary>The change is not made, and nobody knows.</summary>
    LostBefore,

    /// <summary>The change is made, and the endpoint does not settle.</summary>
    Unsettled,

    /// <summary>The next reads do not show the change yet.</summary>
    Late,

    /// <summary>The resource cannot be read right before the call.</summary>
    Unreadable,

    /// <summary>The process ends before the call is sent.</summary>
    KilledBefore,

    /// <summary>The process ends after the change was made.</summary>
    KilledAfter,

    /// <summary>The process ends while it writes the line behind the change.</summary>
    KilledInLine,
}

/// <summary>
/// Repairs a network with one fault, takes back by the journal what it did, and holds what is left against what was said of it: the network
/// is what it was, or differs from that by just the changes of which a result says that they were not taken back.
/// </summary>
internal static class FaultedRepair
{
    /// <summary>What is wrong; empty where the network was given back, or all that was left was said.</summary>
    /// <param name="plan">The plan of the network.</param>
    /// <param name="options">What the plan was made with.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="step">The call with which it does, from 1.</param>
    /// <param name="isToldToBlock">Whether the person who undoes says that clients may be blocked.</param>
    public static async Task<(string? Problem, bool IsRestored)> RunAsync(RepairPlan plan, RepairOptions options, RepairFault fault,
        int step, bool isToldToBlock)
    {
        var file = Path.Combine(Path.GetTempPath(), $"vpce-{Guid.NewGuid():N}.jsonl");
        try
        {
            var journal = new RepairJournal(file, () => DateTimeOffset.UnixEpoch);
            using var executor = new FaultyExecutor(plan.Network, options.Checks.Quotas, fault, step);
            await RepairAsync(plan, options, executor, journal);
            if (fault == RepairFault.KilledInLine && File.Exists(file))
                Tear(file, step);
            var left = executor.Made.ToList();
            var said = new Dictionary<int, EndpointRepairResult>();
            using var undoing = new SimulatedRepairExecutor(executor.Network, options.Checks.Quotas);
            foreach (var (entry, result) in await UndoAsync(undoing, file, journal, isToldToBlock
                ? [.. plan.Network.Endpoints.Select(e => e.Id)] : []))
            {
                said[entry.Repair.Number] = result;
                if (result.Status is RepairStatus.Applied or RepairStatus.AlreadyDone)
                    left.RemoveAll(repair => repair.Number == entry.Repair.Number);
            }

            var expected = left.Aggregate(plan.Network, (network, repair) => repair.Action.ApplyTo(network));
            var silent = left.Find(repair => !said.TryGetValue(repair.Number, out var result) || string.IsNullOrEmpty(result.Error));
            return (silent is not null ? $"{fault} at {step}: nothing is said of {silent.Action.ApiCall}, which is left"
                : !expected.Equals(undoing.Network)
                    ? $"{fault} at {step}: the network is not what the results say, which leave {left.Count} of {executor.Made.Count} changes"
                : null, left.Count == 0);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task RepairAsync(RepairPlan plan, RepairOptions options, FaultyExecutor executor, RepairJournal journal)
    {
        var run = new RepairRun(plan, executor, options, journal, TimeSpan.Zero);
        try
        {
            foreach (var repair in plan.Repairs)
            {
                executor.Current = repair;
                if (run.SkipOf(repair) is null)
                    await run.ApplyAsync(repair, null, CancellationToken.None);
            }
        }
        catch (ProcessKilledException)
        {
            // What the journal has is all that is left of it.
        }
    }

    private static async Task<List<(JournalEntry Entry, EndpointRepairResult Result)>> UndoAsync(
        IRepairExecutor executor, string file, RepairJournal journal, ValueList<string> allowed)
    {
        var results = new List<(JournalEntry, EndpointRepairResult)>();
        var entries = File.Exists(file) ? JournalReader.Open(journal.Read().Entries) : [];
        var order = new UndoOrder(entries);
        foreach (var entry in entries.Reverse())
        {
            var result = order.DependentOn(entry) is { } dependent ? UndoRun.Skip(entry, dependent)
                : await new UndoRun(executor, journal, TimeSpan.Zero) { IsConfirmed = true, AllowBlockClients = allowed }.UndoAsync(entry,
                    null, CancellationToken.None);
            order.Note(entry, result);
            results.Add((entry, result));
        }

        return results;
    }

    /// <summary>Cuts the last line off somewhere.</summary>
    private static void Tear(string file, int seed)
    {
        var text = File.ReadAllText(file);
        var last = text.LastIndexOf('\n', text.Length - 2) + 1;
        File.WriteAllText(file, text[..(last + 1 + (seed * 37 % (text.Length - last - 1)))]);
    }

    private sealed class ProcessKilledException : Exception;

    private sealed class FaultyExecutor(VpcNetwork network, RepairQuotas quotas, RepairFault fault, int step) : IRepairExecutor
    {
        private readonly SimulatedRepairExecutor _ec2 = new(network, quotas);
        private VpcNetwork? _old;
        private int _late;
        private int _calls;

        public PlannedRepair? Current { get; set; }

        public List<PlannedRepair> Made { get; } = [];

        public VpcNetwork Network => _ec2.Network;

        public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken) =>
            fault == RepairFault.Unreadable && _calls + 1 == step ? throw new NetworkSourceException("Throttled", "EC2 kept throttling.")
            : _late-- > 0 ? Task.FromResult(_old!) : Task.FromResult(_ec2.Network);

        public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds,
            CancellationToken cancellationToken) => _ec2.EndpointsAsync(vpcIds, endpointIds, cancellationToken);

        public Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(turn < 9);

        public Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(false);

        public async Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
            CancellationToken cancellationToken)
        {
            var isFaulty = ++_calls == step;
            if (isFaulty && fault is RepairFault.KilledBefore)
                throw new ProcessKilledException();
            if (isFaulty && fault == RepairFault.Refused)
                return new(RepairOutcomeKind.Refused) { ErrorId = "AccessDenied", Error = "IAM says no." };
            if (isFaulty && fault == RepairFault.LostBefore)
                return Unclear();
            var before = _ec2.Network;
            var outcome = await _ec2.ApplyAsync(action, settleTimeout, progress, cancellationToken);
            if (outcome.Kind == RepairOutcomeKind.Changed)
                Made.Add(Current! with { Action = action });
            if (isFaulty && fault == RepairFault.Late)
                (_old, _late) = (before, 5);
            return !isFaulty ? outcome : fault switch
            {
                RepairFault.KilledAfter => throw new ProcessKilledException(),
                RepairFault.LostAfterwards => Unclear(),
                RepairFault.Unsettled => new(RepairOutcomeKind.Unsettled) { ErrorId = "SettleTimeout", Error = "It is pending." },
                _ => outcome,
            };
        }

        public Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken) =>
            _ec2.CheckPermissionAsync(action, cancellationToken);

        public void Dispose() => _ec2.Dispose();

        private static RepairOutcome Unclear() => new(RepairOutcomeKind.Unclear) { ErrorId = "RequestTimeout", Error = "No answer." };
    }
}
