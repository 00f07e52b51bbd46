using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Naming;
using VpceTools.Paths;
using VpceTools.Policies;
using VpceTools.Repairs.Running;

namespace VpceTools.Formatting;

/// <summary>
/// What the views show of an object where a text needs the width of the output or the session's colours: the hidden property View of the
/// output types. Reading a property is something that a constrained language allows too.
/// </summary>
/// <param name="item">The object.</param>
public abstract class ItemView(PSObject item)
{
    private const string Flat = nameof(Flat);

    // The engine that this is compiled against does not know it; Windows PowerShell has none.
    private static readonly object? Style =
        typeof(PSObject).Assembly.GetType("System.Management.Automation.PSStyle")?.GetProperty("Instance")?.GetValue(null);

    /// <summary>The lines above the table of what is about one endpoint.</summary>
    public string Heading => TextWrap.Words(ObjectText.Text(Item, nameof(EndpointText.Heading)), OutputWidth.Current - 1);

    /// <summary>The object.</summary>
    private protected PSObject Item { get; } = item;

    /// <summary>
    /// A status or severity in its colour, or the word for it that a job sent back. The engine takes colours back out where the host shows
    /// none.
    /// </summary>
    private protected string Painted(string property)
    {
        var word = ObjectText.Text(Item, property) ?? "";
        var text = word == nameof(CheckStatus.NotApplicable) ? "N/A" : word;
        return ColourOf(word) is { } name && ObjectText.Get(ObjectText.Get(Style, "Foreground"), name) is string colour
            ? $"{colour}{text}{ObjectText.Get(Style, "Reset")}" : text;
    }

    /// <summary>A text for the last column of the table.</summary>
    private protected string Cell(string property) =>
        TextWrap.Words(ObjectText.Text(Item, property), OutputWidth.Current - ViewLayout.BeforeLastColumn(Item, "Default"));

    /// <summary>A text for the last column of the table that has no headings.</summary>
    private protected string FlatCell(string property) =>
        TextWrap.Words(ObjectText.Text(Item, property), OutputWidth.Current - ViewLayout.BeforeLastColumn(Item, Flat));

    /// <summary>A text, or a list with one item a line, for a value of the list view.</summary>
    private protected string Value(string property) =>
        TextWrap.Words(ObjectText.Lines(ObjectText.Items(Item, property).Select(line => line?.ToString())), ValueWidth());

    /// <summary>Command lines for a value of the list view.</summary>
    /// <param name="property">The property that has them.</param>
    /// <param name="continuation">How a line says that it goes on.</param>
    private protected string Commands(string property, string continuation) =>
        TextWrap.Commands(ObjectText.Text(Item, property), ValueWidth(), continuation);

    /// <summary>The columns of a value of the list view.</summary>
    private protected int ValueWidth() => OutputWidth.Current - ViewLayout.BeforeValue(Item);

    private static string? ColourOf(string word) => word switch
    {
        nameof(CheckStatus.Passed) or nameof(PolicyDecisionKind.Allowed) or nameof(NameStatus.Resolved)
            or nameof(PathVerdict.Reachable) or nameof(EndpointUsage.Needed) or nameof(EndpointUsage.Used)
            or nameof(RepairStatus.Applied) or nameof(RepairStatus.AlreadyDone) => "Green",
        nameof(CheckStatus.Failed) or nameof(Severity.Critical) or nameof(Severity.High)
            or nameof(PolicyDecisionKind.ExplicitDeny) or nameof(PolicyDecisionKind.ImplicitDeny)
            or nameof(PathVerdict.Blocked) or nameof(PathVerdict.NoEndpoint)
            or nameof(NameStatus.NxDomain) or nameof(NameStatus.NoData) or nameof(NameStatus.NoAnswer) => "Red",
        nameof(CheckStatus.Warning) or nameof(Severity.Medium)
            or nameof(PolicyDecisionKind.Conditional) or nameof(RepairStatus.Refused)
            or nameof(PathVerdict.Intermittent) or nameof(PathVerdict.ReachableOverInternet)
            or nameof(EndpointUsage.Idle) or nameof(NameStatus.Public) or nameof(NameStatus.Overridden) => "Yellow",
        nameof(CheckStatus.Unknown) => "Magenta",
        nameof(CheckStatus.NotApplicable) or nameof(Severity.Information) or nameof(RepairStatus.Skipped) => "BrightBlack",
        nameof(Severity.Low) or nameof(RepairStatus.WhatIf) => "Cyan",
        _ => null,
    };
}
