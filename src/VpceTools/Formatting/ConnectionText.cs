using System.Collections;
using System.Globalization;
using VpceTools.Probing;

namespace VpceTools.Formatting;

/// <summary>The texts of the views of connection results. Arguments are what a job sends back too: words in place of enums, lists of the engine's own.</summary>
public static class ConnectionText
{
    /// <summary>The lines above a table that name the endpoint, or say that there is none.</summary>
    public static string Heading(string? endpointId, string? vpcId, string? region, string? serviceName, string? endpointType) =>
        string.IsNullOrEmpty(endpointId) ? "   Endpoint: not given, names only"
        : ViewText.Heading(endpointId, vpcId, region) + "\n" + ViewText.SubHeading(serviceName, endpointType);

    /// <summary>The line above a table that names the machine.</summary>
    public static string From(string? source, string? subnetId) => $"   From:     {source}{(string.IsNullOrEmpty(subnetId) ? "" : $" in {subnetId}")}";

    /// <summary>What a step is about and what it came to; of a verdict, its name first.</summary>
    public static string Result(object? step, string? hostName, string? address, object? verdict, string? message) =>
        $"{(verdict is not null ? verdict : string.IsNullOrEmpty(address) || $"{step}" == nameof(ProbeStep.Dns) ? hostName : At(address!, hostName))}: {message}";

    /// <summary>
    /// An address and the name that it was asked for, which alone tells the rows of an address apart. Of an endpoint's own name the label of the endpoint
    /// and its zone is enough, and fits the column.
    /// </summary>
    private static string At(string address, string? hostName) => string.IsNullOrEmpty(hostName) || hostName == address ? address
        : $"{address} for {Array.Find(hostName!.Split('.'), label => label.StartsWith("vpce-", StringComparison.Ordinal)) ?? hostName}";

    /// <summary>A duration, short.</summary>
    public static string Time(object? milliseconds) => milliseconds is IConvertible number
        ? number.ToDouble(CultureInfo.InvariantCulture) switch { var value => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms" }
        : "";

    /// <summary>The shortest and the median duration.</summary>
    public static string Times(object? minimum, object? median) => $"{Time(median)} (median), {Time(minimum)} (minimum)";

    /// <summary>The causes in their order, one a line; what the evidence shows is marked.</summary>
    public static string Causes(IEnumerable? causes) => string.Join("\n", (causes ?? Array.Empty<object>()).Cast<object?>().Select((cause, i) =>
        $"{i + 1}. {(cause is System.Management.Automation.PSObject { BaseObject: ProbableCause wrapped } ? Line(wrapped) : cause is ProbableCause plain ? Line(plain) : cause)}"));

    private static string Line(ProbableCause cause) => cause.IsConfirmed ? $"{cause} [shown by the evidence]" : cause.ToString();
}
