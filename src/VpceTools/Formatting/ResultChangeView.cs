using System.Management.Automation;
using VpceTools.Comparing;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a result that changed.</summary>
/// <param name="item">The result.</param>
public sealed class ResultChangeView(PSObject item) : ItemView(item)
{
    public string Before => Status(nameof(EndpointResultChange.Before));

    public string After => Status(nameof(EndpointResultChange.After));

    public string Why => Cell(nameof(ComparisonText.Why));

    public string FlatWhy => FlatCell(nameof(ComparisonText.Why));

    public string Message => Value(nameof(EndpointResultChange.Message));

    public string Causes => Value(nameof(ComparisonText.Why));

    public string NewFindings => Value(nameof(EndpointResultChange.NewFindings));

    public string GoneFindings => Value(nameof(EndpointResultChange.GoneFindings));

    public string KeptFindings => Value(nameof(EndpointResultChange.KeptFindings));

    /// <summary>The hidden property View.</summary>
    public static ResultChangeView Of(PSObject item) => new(item);

    private string Status(string property) => Painted(property) is { Length: > 0 } status ? status : "-";
}
