using VpceTools.Repairs;

namespace VpceTools.Repairing;

/// <summary>What a user is shown before a change, or before code runs on a machine, with -WhatIf, and asked.</summary>
/// <param name="Target">The resource.</param>
/// <param name="Description">What is done, with the call and what it closes.</param>
/// <param name="Question">The same as a question.</param>
internal sealed record RepairPrompt(string Target, string Description, string Question)
{
    /// <summary>The heading of the question.</summary>
    public string Caption { get; init; } = "Repair VPC endpoint";

    /// <summary>What needs a confirmation, as the beginning of a sentence.</summary>
    public string Subject { get; init; } = $"A change to {Target}";

    public static RepairPrompt Of(PlannedRepair repair, bool isCopy)
    {
        var closes = string.Join(", ", repair.Closes.Select(f => $"{f.Check} of {f.EndpointId}").Distinct());
        return Of(repair.Action, isCopy ? "in the repaired snapshot " : "", closes.Length == 0 ? null : "Closes: " + closes);
    }

    public static RepairPrompt OfUndo(JournalEntry entry) => Of(entry.Undo, "", $"Takes back: {entry.Action.Description}{(UndoRun.IsDoubtful(entry) ? "\n  " + UndoRun.Doubt : "")}");

    private static RepairPrompt Of(RepairAction action, string where, string? why)
    {
        var what = $"{Capitalized(action.Description)} {where}({action.ResourceId})";
        string?[] lines = [what, "  API call: " + action.ApiCall, "  aws CLI:  " + action.ToAwsCli(), why is null ? null : "  " + why, action.SideEffect is null ? null : "  Note: " + action.SideEffect];
        var text = string.Join("\n", lines.Where(line => line is not null));
        return new(action.ResourceId, text, text);
    }

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
