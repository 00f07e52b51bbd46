using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>
/// Applies a plan action by action. Right before each call what it touches is read again; where the action is no longer what the plan would
/// say now, it is refused rather than applied. What depends on an action that is not there is skipped, the rest goes on.
/// </summary>
public sealed class RepairRun
{
    private readonly RepairPlan _plan;
    private readonly IRepairExecutor _executor;
    private readonly RepairOptions _options;
    private readonly JournaledExecutor _calls;
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly HashSet<int> _done = [];
    private readonly List<RepairAction> _made = [];
    private readonly TimeSpan _settleTimeout;
    private VpcNetwork _network;

    /// <summary>Makes a run; nothing is called yet.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="executor">What makes the calls.</param>
    /// <param name="options">The options that the plan was made with.</param>
    /// <param name="journal">Takes a line before and after each call; null for none.</param>
    /// <param name="settleTimeout">How long an endpoint may stay pending.</param>
    public RepairRun(RepairPlan plan, IRepairExecutor executor, RepairOptions options, RepairJournal? journal, TimeSpan settleTimeout)
    {
        (_plan, _executor, _options, _network) = (plan, executor, options, plan.Network);
        _settleTimeout = settleTimeout;
        _calls = new(executor, journal, settleTimeout);
    }

    /// <summary>
    /// Why the journal lacks the last line of an action whose result is known; null where it has all. Nothing should be applied any more
    /// then.
    /// </summary>
    public Exception? JournalError => _calls.JournalError;

    /// <summary>Why an action must not be done: something that it depends on was not; null where nothing speaks against it.</summary>
    public EndpointRepairResult? SkipOf(PlannedRepair repair)
    {
        var lacking = repair.DependsOn.Where(n => !_done.Contains(n)).Select(n => _plan.Repairs[n - 1].Action).FirstOrDefault();
        return lacking is null ? null
            : Result(repair, RepairStatus.Skipped,
                $"It depends on {lacking.Operation} of {lacking.ResourceId} ({lacking.Description}), which was not done.");
    }

    /// <summary>The result of an action that the user did not want.</summary>
    public EndpointRepairResult Decline(PlannedRepair repair) => Result(repair, RepairStatus.Skipped, "It was not confirmed.");

    /// <summary>The result of an action that is shown and not done; what depends on it is shown as well.</summary>
    public EndpointRepairResult Preview(PlannedRepair repair)
    {
        _done.Add(repair.Number);
        return Result(repair, RepairStatus.WhatIf, null) with { Undo = null };
    }

    /// <summary>Applies one action.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the call was sent.</exception>
    /// <exception cref="IOException">The journal cannot be written; the call was not made.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<EndpointRepairResult> ApplyAsync(PlannedRepair repair, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        VpcNetwork now;
        EndpointRepairResult? verdict;
        try
        {
            (now, verdict) = await DecideAsync(repair, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (NetworkSourceException e)
        {
            return Result(repair, RepairStatus.Failed,
                $"{repair.Action.ResourceId} could not be read right before the change, so that nothing was changed. {e.Message}",
                e.ErrorId);
        }

        if (verdict is not null)
            return verdict;
        // What is there now, not what the plan saw, is what is to be taken back to.
        repair = repair with { Undo = repair.Action.Inverse(now) };
        var outcome = await _calls.ApplyAsync(Entry(repair), progress, cancellationToken).ConfigureAwait(false);
        return Conclude(repair, outcome, now);
    }

    /// <summary>
    /// The results with whether the problems of what was applied are gone in a network that was read afterwards; null where it does not
    /// tell.
    /// </summary>
    public IReadOnlyList<EndpointRepairResult> Verify(IReadOnlyList<EndpointRepairResult> results, VpcNetwork network) =>
        Verification(network).Of(results);

    /// <summary>What a network that was read afterwards says about the problems.</summary>
    internal RepairVerification Verification(VpcNetwork network) => new(network, _options.Checks);

    /// <summary>
    /// The results of calls that got no answer, settled where a network that was read afterwards shows the change: nobody had made it right
    /// before the call. The journal learns it too.
    /// </summary>
    public IReadOnlyList<EndpointRepairResult> Settle(IReadOnlyList<EndpointRepairResult> results, VpcNetwork network) =>
    [
        .. results.Select(result =>
        {
            if (result is not { IsUnclear: true, Change: { } change, Undo: { } undo, Number: { } number } || !change.IsDoneIn(network))
                return result;
            var repair = _plan.Repairs[number - 1] with { Undo = undo };
            _done.Add(number);
            _calls.Settle(Entry(repair) with { Event = JournalEvent.Applied });
            return result with { Status = RepairStatus.Applied, Error = null, ErrorId = null, IsUnclear = false };
        }),
    ];

    /// <summary>
    /// What is there right before the change, and what it says about the action. EC2 shows changes later than it makes them: what does not
    /// show what this run did to the resource, or speaks against going on after it changed something, is read again until it had the time
    /// to settle.
    /// </summary>
    private async Task<(VpcNetwork Now, EndpointRepairResult? Verdict)> DecideAsync(PlannedRepair repair,
        IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        for (var turn = 0; ; turn++)
        {
            var (now, changing) = await ChangingResource.ReadAsync(_executor, _network, repair.Action, _settleTimeout, progress,
                cancellationToken).ConfigureAwait(false);
            if (changing is not null)
                return (now, Result(repair, RepairStatus.Failed, ChangingResource.InVain(changing, _settleTimeout),
                    "OperationInProgress"));
            var verdict = Judge(repair, now, cancellationToken);
            var isBehind = _made.Exists(made => made.ResourceId == repair.Action.ResourceId && !made.IsDoneIn(now));
            if (!(isBehind || (_made.Count > 0 && verdict is { Status: RepairStatus.Refused }))
                || !await _executor.AwaitSettlingAsync(turn, cancellationToken).ConfigureAwait(false))
                return (now, verdict);
        }
    }

    /// <summary>What the network right before the change says about the action; null where it is still the right one.</summary>
    private EndpointRepairResult? Judge(PlannedRepair repair, VpcNetwork now, CancellationToken cancellationToken)
    {
        if (repair.Action.IsDoneIn(now))
        {
            (_network, _) = (now, _done.Add(repair.Number));
            return Result(repair, RepairStatus.AlreadyDone, null);
        }

        var endpoints = now.Endpoints.Where(e => repair.For.Any(key => key.EndpointId == e.Id));
        // Nothing that this plan did not hold may come along now: what it would take as well is a change by somebody else.
        var again = RepairPlanner.Plan(now, endpoints,
            _options with { IsWanted = finding => repair.For.Contains(FindingKey.Of(finding)), MayAdd = null }, cancellationToken);
        if (again.Repairs.Any(r => r.Action == repair.Action))
            return null;
        // Without an action that was declined or failed the plan would be another one, though nobody touched what this one is about. Where
        // clients are sent depends on more than that.
        if (again.Repairs.Count > 0 && IsAsKnown(repair.Action, now) && !RepairOrder.Redirects(repair.Action, now).Any())
            return null;
        if (again is { Repairs.Count: 0, Refused.Count: 0 } && now.FindEndpoint(repair.EndpointId) is not null)
            return Result(repair, RepairStatus.AlreadyDone, "The problem is gone without it.");
        var instead = again.Refused.Select(r => r.Reason)
            .Concat(again.Repairs.Select(r => $"The plan would now be: {r.Action.Description} ({r.Action.ResourceId}).")).FirstOrDefault()
            ?? $"Endpoint {repair.EndpointId} is gone.";
        return Result(repair, RepairStatus.Refused,
            $"{repair.Action.ResourceId} has changed since the plan was made. {instead} Run the repair again.", "Changed");
    }

    /// <summary>
    /// Whether what the action touches is as the run last saw or left it. EC2 does not keep the entries of an ACL in the order in which
    /// they were added.
    /// </summary>
    private bool IsAsKnown(RepairAction action, VpcNetwork now) => now.Picture.SequenceEqual(_network.Picture)
        || (action is CreateNetworkAclEntry entry && now.FindAcl(entry.NetworkAclId) is { } acl
            && _network.FindAcl(entry.NetworkAclId) is { } known
            && new HashSet<NetworkAclEntry>(acl.Entries).SetEquals(known.Entries));

    private EndpointRepairResult Conclude(PlannedRepair repair, RepairOutcome outcome, VpcNetwork before)
    {
        var back = JournaledExecutor.WithRuleId(repair.Undo, outcome);
        switch (outcome.Kind)
        {
            case RepairOutcomeKind.Changed:
                (_network, _) = (repair.Action.ApplyTo(before), _done.Add(repair.Number));
                _made.Add(repair.Action);
                return Result(repair, RepairStatus.Applied, outcome.Error) with { Undo = back };
            case RepairOutcomeKind.AlreadyDone:
                (_network, _) = (repair.Action.ApplyTo(before), _done.Add(repair.Number));
                return Result(repair, RepairStatus.AlreadyDone, outcome.Error);
            case RepairOutcomeKind.Refused:
                return Result(repair, RepairStatus.Failed, outcome.Error, outcome.ErrorId);
            default:
                // Something was changed, or may have been: what takes it back stays at hand.
                return Result(repair, RepairStatus.Failed, outcome.Error, outcome.ErrorId) with
                {
                    Undo = back,
                    IsUnclear = outcome.Kind == RepairOutcomeKind.Unclear,
                };
        }
    }

    private JournalEntry Entry(PlannedRepair repair) => new(_id, repair, JournalEvent.Started)
    {
        AccountId = repair.Action.AccountId ?? _plan.Network.AccountId,
        Region = repair.Action.Region ?? _plan.Network.Region,
    };

    private EndpointRepairResult Result(PlannedRepair repair, RepairStatus status, string? error, string? errorId = null) =>
        EndpointRepairResult.From(repair, status, _plan.Network) with
        {
            Error = error,
            ErrorId = errorId,
            Run = _id,
            Number = repair.Number,
            DependsOn = repair.DependsOn,
        };
}
