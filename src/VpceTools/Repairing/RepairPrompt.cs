using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;

namespace VpceTools.Repairing;

/// <summary>What a user is shown before a change, or before code runs on a machine, with -WhatIf and when asked.</summary>
/// <param name="Target">The resource.</param>
/// <param name="Text">What is done, with the call and what it closes.</param>
/// <param name="Caption">The heading of the question.</param>
/// <param name="Subject">What needs a confirmation, as the beginning of a sentence.</param>
internal sealed record RepairPrompt(string Target, string Text, string Caption, string Subject)
{
    public static RepairPrompt From(PlannedRepair repair, bool isCopy)
    {
        var closes = string.Join(", ", repair.Closes.Select(finding => $"{finding.Check} of {finding.EndpointId}").Distinct());
        return From(repair.Action, isCopy ? " in the repaired snapshot" : "", closes.Length == 0 ? [] : [$"Closes: {closes}"]);
    }

    public static RepairPrompt FromUndo(JournalEntry entry) => From(entry.Repair.Undo, "", UndoRun.IsDoubtful(entry)
        ? [$"Takes back: {entry.Repair.Action.Description}", UndoRun.Doubt] : [$"Takes back: {entry.Repair.Action.Description}"]);

    private static RepairPrompt From(RepairAction action, string where, IEnumerable<string> why)
    {
        IEnumerable<string> lines =
        [
            $"{Capitalized(action.Description)}{where} ({action.ResourceId})",
            $"  API call: {action.ApiCall}",
            $"  aws CLI:  {action.ToAwsCli()}",
            .. why.Select(line => "  " + line),
            .. action.SideEffect is null ? [] : new[] { $"  Note: {action.SideEffect}" },
        ];
        return new(action.ResourceId, string.Join("\n", lines), "Repair VPC endpoint", $"A change to {action.ResourceId}");
    }

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
