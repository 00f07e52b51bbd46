using System.Management.Automation;
using VpceTools.Comparing;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a change of a network.</summary>
/// <param name="item">The change.</param>
public sealed class NetworkChangeView(PSObject item) : ItemView(item)
{
    public string Description => Cell(nameof(ComparisonText.Told));

    public string FlatDescription => FlatCell(nameof(ComparisonText.Told));

    public string DescriptionValue => Value(nameof(NetworkChange.Description));

    public string Before => Value(nameof(NetworkChange.Before));

    public string After => Value(nameof(NetworkChange.After));

    /// <summary>The hidden property View.</summary>
    public static NetworkChangeView Of(PSObject item) => new(item);
}
