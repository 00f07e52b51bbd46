using System.Management.Automation;
using VpceTools.Findings;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a finding.</summary>
/// <param name="item">The finding.</param>
public sealed class FindingView(PSObject item) : ItemView(item)
{
    public string Severity => Painted(nameof(Finding.Severity));

    public string Summary => Cell(nameof(Finding.Summary));

    public string FlatSummary => FlatCell(nameof(Finding.Summary));

    public string SummaryValue => Value(nameof(Finding.Summary));

    public string Component => Value(nameof(FindingText.Component));

    public string Rule => Value(nameof(FindingText.Rule));

    public string Detail => Value(nameof(FindingText.Detail));

    public string Way => Value(nameof(FindingText.Way));

    public string Advice => Value(nameof(Finding.Recommendation));

    public string SideEffect => Value(nameof(FindingText.SideEffect));

    public string AwsCli => Commands(nameof(Finding.AwsCli), "\\");

    public string PowerShell => Commands(nameof(Finding.PowerShell), "`");

    /// <summary>The hidden property View.</summary>
    public static FindingView Of(PSObject item) => new(item);
}
