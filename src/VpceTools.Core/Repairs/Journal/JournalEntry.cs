using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Journal;

/// <summary>One line of a journal.</summary>
public sealed record JournalEntry
{
    /// <summary>The run, a word that no two runs share.</summary>
    public required string Run { get; init; }

    /// <summary>The action's number in the run, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What the line says.</summary>
    public required JournalEvent Event { get; init; }

    /// <summary>When the line was written; the journal sets it.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The endpoint for whose sake it was done.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>The action.</summary>
    public required RepairAction Action { get; init; }

    /// <summary>What takes it back.</summary>
    public required RepairAction Undo { get; init; }

    /// <summary>The numbers of the actions of the run without which it must not be in place; null where the journal does not say.</summary>
    public ValueList<int>? DependsOn { get; init; }

    /// <summary>Whether nobody saw what became of the call.</summary>
    internal bool IsUnclear => Event is JournalEvent.Started or JournalEvent.Unclear;

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }
}
