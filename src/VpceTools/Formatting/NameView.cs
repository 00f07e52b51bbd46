using System.Management.Automation;
using VpceTools.Naming;

namespace VpceTools.Formatting;

/// <summary>The views' texts of the answer of a name.</summary>
/// <param name="item">The answer.</param>
public sealed class NameView(PSObject item) : ItemView(item)
{
    public string Status => Painted(nameof(EndpointNameAnswer.Status));

    public string Answer => Cell(nameof(NameText.Answer));

    public string FlatAnswer => FlatCell(nameof(NameText.Answer));

    public string LeadsTo => Value(nameof(NameText.LeadsTo));

    public string Steps => Value(nameof(NameText.Steps));

    public string Missing => Value(nameof(EndpointNameAnswer.Missing));

    /// <summary>The hidden property View.</summary>
    public static NameView Of(PSObject item) => new(item);
}
