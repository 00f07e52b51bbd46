using VpceTools.Repairs.Journal;

namespace VpceTools.Repairs.Running;

/// <summary>
/// Which repairs depend on others: a rule that lets clients in is not taken away while they are still sent to the endpoint because of it.
/// </summary>
/// <param name="entries">What is to be taken back.</param>
internal sealed class UndoOrder(IEnumerable<JournalEntry> entries)
{
    private readonly List<JournalEntry> _inPlace = [.. entries];

    /// <summary>A repair that depends on this one and is still in place; null for none.</summary>
    public JournalEntry? DependentOn(JournalEntry entry) => _inPlace.Find(other =>
        other.Run == entry.Run && other.Repair.Number > entry.Repair.Number && other.Repair.DependsOn.Contains(entry.Repair.Number));

    /// <summary>
    /// Notes what became of a repair that was to be taken back; one that is only shown counts as taken back, and so does one of a resource
    /// that is gone.
    /// </summary>
    public void Note(JournalEntry entry, EndpointRepairResult result)
    {
        if (result.Status is RepairStatus.Applied or RepairStatus.AlreadyDone or RepairStatus.WhatIf
            || result is { Status: RepairStatus.Refused, ErrorId: UndoRun.Gone })
            _inPlace.RemoveAll(other => ReferenceEquals(other, entry));
    }
}
