using VpceTools.Repairs.Planning;

namespace VpceTools.Repairs.Journal;

/// <summary>One line of a journal: what became of one action of a run.</summary>
/// <param name="Run">The run, a word that no two runs share.</param>
/// <param name="Repair">The action, with what takes it back.</param>
/// <param name="Event">What the line says.</param>
public sealed record JournalEntry(string Run, PlannedRepair Repair, JournalEvent Event)
{
    /// <summary>When the line was written; the journal sets it.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>Whether nobody saw what became of the call.</summary>
    internal bool IsUnclear => Event is JournalEvent.Started or JournalEvent.Unclear;
}

/// <summary>What a line of a journal says.</summary>
public enum JournalEvent
{
    /// <summary>The call is about to be made.</summary>
    Started,

    /// <summary>The change was made.</summary>
    Applied,

    /// <summary>Everything was so before: nothing was changed.</summary>
    AlreadyDone,

    /// <summary>Nothing was changed.</summary>
    Failed,

    /// <summary>Whether the change was made is not known.</summary>
    Unclear,

    /// <summary>The change was taken back.</summary>
    Undone,
}
