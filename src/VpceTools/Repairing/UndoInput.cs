using System.Globalization;
using System.Management.Automation;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Repairing;

/// <summary>An applied repair that a user wants taken back. It may come from another session, which leaves its properties only.</summary>
/// <param name="Entry">The repair as a journal has it; null where nothing was changed.</param>
/// <param name="Result">What became of the repair; null for one of a journal.</param>
/// <param name="Origin">How it was reached; null where that is not known.</param>
internal sealed record UndoInput(JournalEntry? Entry, EndpointRepairResult? Result, DiagnosisOrigin? Origin)
{
    /// <summary>A repair of a journal.</summary>
    public static UndoInput From(JournalEntry entry) => new(entry, null, null);

    /// <summary>What an object of the pipeline names; null where it is no repair.</summary>
    public static UndoInput? From(PSObject value)
    {
        if (value.BaseObject is EndpointRepairResult own)
            return new(own.Undo is null || own.Change is null ? null : ToEntry(own, own.Change, own.Undo), own, own.Origin);
        if (!value.TypeNames.Contains("Deserialized.VpceTools.EndpointRepairResult")
            || !Enum.TryParse<RepairStatus>(Text(value, "Status"), out var status))
            return null;
        var result = new EndpointRepairResult
        {
            EndpointId = Text(value, "EndpointId") ?? "",
            ResourceId = Text(value, "ResourceId") ?? "",
            Status = status,
            Region = Text(value, "Region"),
            AccountId = Text(value, "AccountId"),
            IsUnclear = Text(value, "IsUnclear") is { } unclear ? unclear == bool.TrueString : status != RepairStatus.Applied,
            Run = Text(value, "Run"),
            Number = Numbers(value, "Number").Cast<int?>().FirstOrDefault(),
            DependsOn = [.. Numbers(value, "DependsOn")],
        };
        if (value.Properties["Undo"]?.Value is not PSObject undo || Text(undo, "ApiCall") is not { } undoCall
            || Text(value, "ApiCall") is not { } call)
            return new(null, result, null);
        try
        {
            var action = RepairActionReader.Parse(call, result.Region);
            return new(ToEntry(result, action, RepairActionReader.ParseUndo(undoCall, action)), result, null);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JournalEntry ToEntry(EndpointRepairResult result, RepairAction action, RepairAction undo) => new(
        result.Run ?? Guid.NewGuid().ToString("N"),
        new(result.Number ?? 1, action)
        {
            EndpointId = result.EndpointId, Undo = undo, DependsOn = result.DependsOn,
            Unblocks = [.. result.ClosesFinding.Select(finding => finding.EndpointId).Distinct(StringComparer.Ordinal)]
        },
        result.IsUnclear ? JournalEvent.Unclear : JournalEvent.Applied)
    {
        AccountId = result.AccountId,
        Region = result.Region,
    };

    /// <summary>What another session leaves of numbers: themselves, or their text.</summary>
    private static IEnumerable<int> Numbers(PSObject value, string property)
    {
        var given = value.Properties[property]?.Value;
        return (LanguagePrimitives.GetEnumerable(given)?.Cast<object?>() ?? [given]).SelectMany(item => $"{item}".Split(','))
            .Select(text => int.TryParse(text, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0);
    }

    private static string? Text(PSObject value, string property) => value.Properties[property]?.Value?.ToString();
}
