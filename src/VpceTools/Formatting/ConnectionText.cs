using System.Globalization;
using System.Management.Automation;
using VpceTools.Probing;

namespace VpceTools.Formatting;

/// <summary>What the views say of a step of a probe: hidden properties of it.</summary>
public static class ConnectionText
{
    /// <summary>The lines above a table that name the endpoint, or say that there is none, and the machine.</summary>
    public static string Heading(PSObject result) =>
        (EndpointText.Endpoint(result) is null ? "   Endpoint: not given, names only" : EndpointText.Heading(result))
            + $"\n   From:     {From(result)}";

    /// <summary>The machine that probed.</summary>
    public static string From(PSObject result) => ObjectText.Text(result, nameof(EndpointConnectionResult.Source))
        + (ObjectText.Text(result, nameof(EndpointConnectionResult.SubnetId)) is { } subnet ? $" in {subnet}" : "");

    /// <summary>What a step is about and what it came to; of a verdict, its name first and what contradicts it last.</summary>
    public static string Result(PSObject result)
    {
        var (host, address) = (ObjectText.Text(result, nameof(EndpointConnectionResult.HostName)),
            ObjectText.Text(result, nameof(EndpointConnectionResult.Address)));
        var subject = ObjectText.Text(result, nameof(EndpointConnectionResult.Verdict))
            ?? (address is null || ObjectText.Text(result, nameof(EndpointConnectionResult.Step)) == nameof(ProbeStep.Dns) ? host
                : At(address, host));
        var contradictions = ObjectText.Items(result, nameof(EndpointConnectionResult.Contradictions))
            .Select(item => $"Contradiction: {item}");
        return ObjectText.Lines(contradictions.Prepend($"{subject}: {ObjectText.Text(result, nameof(EndpointConnectionResult.Message))}"));
    }

    /// <summary>The median duration.</summary>
    public static string? Time(PSObject result) => Milliseconds(result, nameof(EndpointConnectionResult.MedianMilliseconds));

    /// <summary>The median and the shortest duration.</summary>
    public static string? Times(PSObject result) => Time(result) is not { } median ? null
        : $"{median} (median), {Milliseconds(result, nameof(EndpointConnectionResult.MinimumMilliseconds))} (minimum)";

    /// <summary>The causes in their order, one a line; what the evidence shows is marked.</summary>
    public static string CauseLines(PSObject result) => ObjectText.Lines(ObjectText.Items(result, nameof(EndpointConnectionResult.Causes))
        .Select((cause, i) => $"{i + 1}. {cause}{(IsConfirmed(cause) ? " [shown by the evidence]" : "")}"));

    /// <summary>
    /// An address and the name that it was asked for, which alone tells the rows of an address apart. Of an endpoint's own name the label
    /// of the endpoint and its zone is enough, and fits the column.
    /// </summary>
    private static string At(string address, string? host) => host is null || host == address ? address
        : $"{address} for {Array.Find(host.Split('.'), label => label.StartsWith("vpce-", StringComparison.Ordinal)) ?? host}";

    private static bool IsConfirmed(object? cause) =>
        (cause is PSObject wrapper ? wrapper.BaseObject : cause) is ProbableCause { IsConfirmed: true };

    private static string? Milliseconds(PSObject result, string property)
    {
        if (ObjectText.Get(result, property) is not IConvertible number)
            return null;
        var value = number.ToDouble(CultureInfo.InvariantCulture);
        return value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms";
    }
}
