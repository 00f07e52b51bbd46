using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>Takes applied repairs back, one by one, and nothing that they did not do.</summary>
/// <param name="executor">What makes the calls.</param>
/// <param name="journal">The journal that has the repairs, which learns what was taken back; null for none.</param>
/// <param name="settleTimeout">How long an endpoint may stay pending.</param>
public sealed class UndoRun(IRepairExecutor executor, RepairJournal? journal, TimeSpan settleTimeout)
{
    /// <summary>What is to be said of a change that somebody else may have made just so.</summary>
    internal const string Doubt =
        "It is not known whether the repair made this change, since no answer to its call was received: somebody else may have made it.";

    /// <summary>The resource is not there: nothing depends on what was made of it, and it depends on nothing.</summary>
    internal const string Gone = "ResourceNotFound";

    private const int LooksForWhatIsUndone = 3;

    private readonly JournaledExecutor _calls = new(executor, journal, settleTimeout);

    /// <summary>Whether a person was asked, and may know what the journal does not: whether the repair made a change.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>
    /// Endpoints, by id, whose clients may be blocked: what lets them through is taken back although they are sent there.
    /// </summary>
    public ValueList<string> AllowBlockClients { get; init; } = [];

    /// <summary>Why the journal lacks the line of what was taken back; null where it has it.</summary>
    public Exception? JournalError => _calls.JournalError;

    /// <summary>The result of a repair that is not taken back because the user did not want it.</summary>
    public static EndpointRepairResult Decline(JournalEntry entry) => Result(entry, RepairStatus.Skipped, "It was not confirmed.");

    /// <summary>The result of a repair that is shown and not taken back.</summary>
    public static EndpointRepairResult Preview(JournalEntry entry) => Result(entry, RepairStatus.WhatIf, null);

    /// <summary>The result of a repair that is not taken back because another one depends on it.</summary>
    internal static EndpointRepairResult Skip(JournalEntry entry, JournalEntry dependent) => Result(entry, RepairStatus.Skipped,
        $"{dependent.Repair.Action.Operation} of {dependent.Repair.Action.ResourceId} ({dependent.Repair.Action.Description}) depends "
            + "on it and is still in place.");

    /// <summary>Takes one repair back, where the network still is as the repair left it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the call was sent.</exception>
    public async Task<EndpointRepairResult> UndoAsync(JournalEntry entry, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        VpcNetwork now;
        UnsettledState? changing;
        try
        {
            (now, changing) = await ReadAsync(entry, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (NetworkSourceException e)
        {
            return Result(entry, RepairStatus.Failed,
                $"{entry.Repair.Undo.ResourceId} could not be read, so that nothing was changed. {e.Message}", e.ErrorId);
        }

        if (changing is not null)
            return Result(entry, RepairStatus.Failed, ChangingResource.InVain(changing, settleTimeout), "OperationInProgress");
        if (WhereElse(entry, now) is { } elsewhere)
            return Result(entry, RepairStatus.Refused, elsewhere, entry.Repair.Undo.IsPresentIn(now) ? "OtherAccount" : Gone);
        if (entry.Repair.Undo.IsDoneIn(now))
        {
            _calls.Close(entry);
            return Result(entry, RepairStatus.AlreadyDone, null);
        }

        if (WhyNot(entry, now) is { } reason)
            return Result(entry, RepairStatus.Refused, reason, "Changed");
        try
        {
            if (await StandingRedirects.WhyKeepAsync(entry.Repair, now, executor, AllowBlockClients, cancellationToken)
                .ConfigureAwait(false)
                is { } redirect)
                return Result(entry, RepairStatus.Refused, redirect, "Redirected");
        }
        catch (NetworkSourceException e)
        {
            return Result(entry, RepairStatus.Failed,
                $"What sends clients to the endpoints could not be read, so that nothing was changed. {e.Message}", e.ErrorId);
        }

        var outcome = await _calls.UndoAsync(entry, progress, cancellationToken).ConfigureAwait(false);
        return outcome.Kind switch
        {
            RepairOutcomeKind.Changed => Result(entry, RepairStatus.Applied, outcome.Error ?? (IsDoubtful(entry) ? Doubt : null)),
            RepairOutcomeKind.AlreadyDone => Result(entry, RepairStatus.AlreadyDone, outcome.Error),
            _ => Result(entry, RepairStatus.Failed, outcome.Error, outcome.ErrorId),
        };
    }

    /// <summary>
    /// The network now. One that does not show the repair may be behind, all the more where nobody knows whether the repair was made: it
    /// is read again before the repair is taken for undone.
    /// </summary>
    private async Task<(VpcNetwork Now, UnsettledState? Changing)> ReadAsync(JournalEntry entry, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (undo, looks) = (entry.Repair.Undo, entry.IsUnclear ? int.MaxValue : LooksForWhatIsUndone);
        for (var turn = 0; ; turn++)
        {
            var (now, changing) = await ChangingResource.ReadAsync(executor,
                new VpcNetwork { Region = entry.Region, AccountId = entry.AccountId }, undo, settleTimeout, progress, cancellationToken)
                .ConfigureAwait(false);
            if (changing is not null || !undo.IsPresentIn(now) || !undo.IsDoneIn(now) || turn >= looks
                || !await executor.AwaitSettlingAsync(turn, cancellationToken).ConfigureAwait(false))
                return (now, changing);
        }
    }

    /// <summary>Why this is not where the repair was made: the ids of one account say nothing in another. Null where it is.</summary>
    private static string? WhereElse(JournalEntry entry, VpcNetwork now)
    {
        var made = entry.AccountId is null ? "" : $" The repair was made in account {entry.AccountId}.";
        if (!entry.Repair.Undo.IsPresentIn(now))
            return $"{entry.Repair.Undo.ResourceId} is not in {entry.Region ?? "the Region"} of the account whose "
                + $"credentials are used.{made}";
        return entry.AccountId is not null && entry.Repair.Undo.OwnerIn(now) is { Length: > 0 } owner && owner != entry.AccountId
            ? $"{entry.Repair.Undo.ResourceId} belongs to account {owner}.{made}" : null;
    }

    private string? WhyNot(JournalEntry entry, VpcNetwork now)
    {
        if (entry.Repair.Undo.ObstacleIn(now, RepairQuotas.Default) is { } obstacle)
            return obstacle;
        if (!entry.Repair.Action.IsDoneIn(now))
            return $"{entry.Repair.Action.ResourceId} is no longer as the repair left it: what was changed since then is not undone.";
        if (!entry.IsUnclear)
            return null;
        // Nobody saw the call come through. A rule with the repair's own description is the repair's; nothing else carries a name.
        if (entry.Repair.Action is SecurityGroupRuleAction rule)
            return rule.IsOwnIn(now) ? null
                : $"Whether the call was made is not known, and the rule that {rule.GroupId} has now does not carry "
                    + "the repair's description.";
        return IsConfirmed ? null
            : $"{Doubt} Look at {entry.Repair.Action.ResourceId}; if it is the repair's, undo it without -Force and confirm this one.";
    }

    /// <summary>Whether nothing tells that the change is the repair's.</summary>
    internal static bool IsDoubtful(JournalEntry entry) => entry.IsUnclear && entry.Repair.Action is not SecurityGroupRuleAction;

    private static EndpointRepairResult Result(JournalEntry entry, RepairStatus status, string? error, string? errorId = null) =>
        EndpointRepairResult.From(entry.Repair.Undo, entry.Repair.EndpointId, status,
            new VpcNetwork { Region = entry.Region, AccountId = entry.AccountId }) with
        {
            Error = error,
            ErrorId = errorId,
            Run = entry.Run,
            Number = entry.Repair.Number,
            DependsOn = entry.Repair.DependsOn,
        };
}
