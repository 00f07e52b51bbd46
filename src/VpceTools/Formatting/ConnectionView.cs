using System.Management.Automation;
using VpceTools.Probing;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a step of a probe.</summary>
/// <param name="item">The step's result.</param>
public sealed class ConnectionView(PSObject item) : ItemView(item)
{
    public string Status => Painted(nameof(EndpointConnectionResult.Status));

    public string Result => Cell(nameof(ConnectionText.Result));

    public string FlatResult => FlatCell(nameof(ConnectionText.Result));

    public string Message => Value(nameof(EndpointConnectionResult.Message));

    public string Causes => Value(nameof(ConnectionText.CauseLines));

    public string Contradictions => Value(nameof(EndpointConnectionResult.Contradictions));

    public string Advice => Value(nameof(EndpointConnectionResult.Advice));

    /// <summary>The hidden property View.</summary>
    public static ConnectionView Of(PSObject item) => new(item);
}
