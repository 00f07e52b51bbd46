using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>Makes calls with their lines in the journal, before and after each.</summary>
/// <param name="executor">What makes the calls.</param>
/// <param name="journal">The journal; null for none.</param>
/// <param name="settleTimeout">How long an endpoint may stay pending.</param>
internal sealed class JournaledExecutor(IRepairExecutor executor, RepairJournal? journal, TimeSpan settleTimeout)
{
    /// <summary>
    /// Why the last line of a call is not in the journal. The call was made all the same, and its outcome must not be lost for it.
    /// </summary>
    public Exception? JournalError { get; private set; }

    /// <summary>Makes the call of a repair.</summary>
    /// <exception cref="IOException">The journal cannot be written; the call was not made.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<RepairOutcome> ApplyAsync(JournalEntry entry, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        journal?.Append(entry);
        RepairOutcome outcome;
        try
        {
            outcome = await executor.ApplyAsync(entry.Repair.Action, settleTimeout, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The call was not sent: see IRepairExecutor.
            Note(entry with { Event = JournalEvent.Failed, Error = "Stopped before the call was made." });
            throw;
        }

        Note(entry with
        {
            Repair = entry.Repair with { Undo = WithRuleId(entry.Repair.Undo, outcome) },
            Event = EventOf(outcome.Kind),
            Error = outcome.Error,
        });
        return outcome;
    }

    /// <summary>Makes the call that takes a repair back; the journal then has it as undone.</summary>
    public async Task<RepairOutcome> UndoAsync(JournalEntry entry, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        var outcome = await executor.ApplyAsync(entry.Repair.Undo, settleTimeout, progress, cancellationToken).ConfigureAwait(false);
        if (outcome.Kind is RepairOutcomeKind.Changed or RepairOutcomeKind.AlreadyDone or RepairOutcomeKind.Unsettled)
            Close(entry);
        return outcome;
    }

    /// <summary>Notes what became of a call whose answer was lost.</summary>
    public void Settle(JournalEntry entry) => Note(entry);

    /// <summary>Notes that there is nothing left to take back.</summary>
    public void Close(JournalEntry entry) => Note(entry with { Event = JournalEvent.Undone, Error = null });

    /// <summary>What takes the change back, by the very rule where EC2 named it.</summary>
    public static RepairAction WithRuleId(RepairAction undo, RepairOutcome outcome) => (undo, outcome.SecurityGroupRuleId) switch
    {
        (SecurityGroupRuleRemoval removal, { } id) => removal with { RuleId = id },
        _ => undo,
    };

    private void Note(JournalEntry entry)
    {
        try
        {
            journal?.Append(entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            JournalError = e;
        }
    }

    private static JournalEvent EventOf(RepairOutcomeKind kind) => kind switch
    {
        RepairOutcomeKind.Changed or RepairOutcomeKind.Unsettled => JournalEvent.Applied,
        RepairOutcomeKind.AlreadyDone => JournalEvent.AlreadyDone,
        RepairOutcomeKind.Unclear => JournalEvent.Unclear,
        _ => JournalEvent.Failed,
    };
}
