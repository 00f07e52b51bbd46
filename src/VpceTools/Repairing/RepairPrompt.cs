using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Resources;

namespace VpceTools.Repairing;

/// <summary>What a user is shown before a change, or before code runs on a machine, with -WhatIf, and asked.</summary>
/// <param name="Target">The resource.</param>
/// <param name="Description">What is done, with the call and what it closes.</param>
/// <param name="Question">The same as a question.</param>
internal sealed record RepairPrompt(string Target, string Description, string Question)
{
    /// <summary>The heading of the question.</summary>
    public string Caption { get; init; } = Messages.RepairCaption;

    /// <summary>What needs a confirmation, as the beginning of a sentence.</summary>
    public string Subject { get; init; } = MessageText.Of(Messages.RepairSubject, Target);

    public static RepairPrompt Of(PlannedRepair repair, bool isCopy)
    {
        var closes = string.Join(", ", repair.Closes.Select(f => MessageText.Of(Messages.CheckOfEndpoint, f.Check, f.EndpointId)).Distinct());
        return Of(repair.Action, isCopy ? Messages.ActionOnCopy : Messages.ActionOnResource, closes.Length == 0 ? null : MessageText.Of(Messages.RepairCloses, closes));
    }

    public static RepairPrompt OfUndo(JournalEntry entry) => Of(entry.Repair.Undo, Messages.ActionOnResource, $"{MessageText.Of(Messages.UndoTakesBack, entry.Repair.Action.Description)}{(UndoRun.IsDoubtful(entry) ? "\n  " + UndoRun.Doubt : "")}");

    private static RepairPrompt Of(RepairAction action, string where, string? why)
    {
        string?[] lines =
        [
            MessageText.Of(where, Capitalized(action.Description), action.ResourceId),
            "  " + MessageText.Of(Messages.ActionApiCall, action.ApiCall),
            "  " + MessageText.Of(Messages.ActionAwsCli, action.ToAwsCli()),
            why is null ? null : "  " + why,
            action.SideEffect is null ? null : "  " + MessageText.Of(Messages.ActionNote, action.SideEffect),
        ];
        var text = string.Join("\n", lines.Where(line => line is not null));
        return new(action.ResourceId, text, text);
    }

    private static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
