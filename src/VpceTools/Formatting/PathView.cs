using System.Management.Automation;
using VpceTools.Paths;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a path.</summary>
/// <param name="item">The path.</param>
public sealed class PathView(PSObject item) : ItemView(item)
{
    public string Verdict => Painted(nameof(EndpointPath.Verdict));

    public string Way => Cell(nameof(PathText.Way));

    public string FlatWay => FlatCell(nameof(PathText.Way));

    public string Message => Value(nameof(EndpointPath.Message));

    public string Drawing => Value(nameof(PathText.Drawing));

    public string Problems => Value(nameof(PathText.Problems));

    public string Plan => Value(nameof(PathText.Plan));

    public string Missing => Value(nameof(EndpointPath.Missing));

    /// <summary>The hidden property View.</summary>
    public static PathView Of(PSObject item) => new(item);
}
