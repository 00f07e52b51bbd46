using System.Management.Automation;
using VpceTools.Checks;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a check.</summary>
/// <param name="item">The check.</param>
public sealed class CheckView(PSObject item) : ItemView(item)
{
    public string Severity => Painted(nameof(CheckDescriptor.Severity));

    public string Title => Cell(nameof(CheckDescriptor.Title));

    public string Description => Value(nameof(CheckDescriptor.Description));

    /// <summary>The hidden property View.</summary>
    public static CheckView Of(PSObject item) => new(item);
}
