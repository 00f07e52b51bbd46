using System.Management.Automation;
using VpceTools.Paths;

namespace VpceTools.Formatting;

/// <summary>What the views say of a path: hidden properties of it.</summary>
public static class PathText
{
    /// <summary>The lines above a table: who calls.</summary>
    public static string Heading(PSObject path)
    {
        var (from, vpc) = (ObjectText.Text(path, nameof(EndpointPath.From)), ObjectText.Text(path, nameof(EndpointPath.VpcId)));
        return $"   From:     {from}{(vpc is null ? "" : $" in {vpc}")}";
    }

    /// <summary>What is called, and why it is reached or not.</summary>
    public static string Way(PSObject path) => ObjectText.Lines(
        [
            Asked(path),
            ObjectText.Text(path, nameof(EndpointPath.Message)),
            .. ObjectText.Items(path, nameof(EndpointPath.Missing)).Select(item => $"missing: {item}"),
            .. Wire(path).Take(1),
            .. Differences(path),
        ]);

    /// <summary>The hops, one a line: what passes is ticked, what stops the packet is marked.</summary>
    public static string Drawing(PSObject path) => ObjectText.Lines(ObjectText.Items(path, nameof(EndpointPath.Hops)).Select(hop =>
    {
        var detail = ObjectText.Text(hop, nameof(PathHop.Detail));
        return $"{Mark(ObjectText.Text(hop, nameof(PathHop.Decision)))} {Arrow(ObjectText.Text(hop, nameof(PathHop.Direction)))} "
            + $"{ObjectText.Text(hop, nameof(PathHop.Component))}{(detail is null ? "" : ": " + detail)}";
    }));

    /// <summary>What was seen on the wire, and where that is not what was computed; null where nothing was probed.</summary>
    public static string? Seen(PSObject path) => ObjectText.Lines(
        [
            .. Wire(path),
            .. Differences(path),
        ]) is { Length: > 0 } text ? text : null;

    private static IEnumerable<string> Differences(PSObject path) => ObjectText
        .Items(ObjectText.Get(path, nameof(EndpointPath.Wire)), nameof(PathWire.Differences)).Select(item => $"DIFFERS: {item}");

    private static IEnumerable<string?> Wire(PSObject path)
    {
        var wire = ObjectText.Get(path, nameof(EndpointPath.Wire));
        if (ObjectText.Text(wire, nameof(PathWire.Source)) is not { } source)
            yield break;
        var isElsewhere = ObjectText.Text(wire, nameof(PathWire.IsClient)) != bool.TrueString;
        yield return $"on the wire: {ObjectText.Text(wire, nameof(PathWire.Status))}, seen from {source}"
            + (isElsewhere ? ", which is not known to be the client" : "");
        foreach (var part in new[] { nameof(PathWire.Name), nameof(PathWire.Tcp), nameof(PathWire.Tls) })
            yield return ObjectText.Text(wire, part) is { } seen ? $"{part}: {seen}" : null;
        foreach (var remark in ObjectText.Items(wire, nameof(PathWire.Remarks)))
            yield return remark?.ToString();
    }

    /// <summary>A path for what it belongs to: its ends, then its hops; null for none.</summary>
    internal static string? Drawn(object? path)
    {
        if (path is null || ObjectText.Text(path, nameof(EndpointPath.Verdict)) is not { } verdict)
            return null;
        var item = PSObject.AsPSObject(path);
        var (from, to) = (ObjectText.Text(path, nameof(EndpointPath.From)), ObjectText.Text(path, nameof(EndpointPath.To)));
        return ObjectText.Lines($"{from} to {to}: {verdict}", Drawing(item));
    }

    /// <summary>The findings, each as a line.</summary>
    public static string Problems(PSObject path) => ObjectText.Lines(ObjectText.Items(path, nameof(EndpointPath.Findings))
        .Select(finding => $"{ObjectText.Text(finding, "Severity")}: {ObjectText.Text(finding, "Summary")}"));

    /// <summary>The endpoint that would have to be created, its command, and who reaches it then.</summary>
    public static string Plan(PSObject path) => (path.BaseObject as EndpointPath)?.Proposal is not { } plan ? "" : ObjectText.Lines(
        [
            plan.ToString(),
            .. plan.Assumptions.Select(assumption => $"assumed: {assumption}"),
            .. plan.NotReachedBy.Select(client => $"not reached by {client}"),
            .. plan.AwsCli.Split('\n'),
        ]);

    /// <summary>The destination; for a task, what it needs there and when, and the task itself for its verdict.</summary>
    private static string Asked(PSObject path)
    {
        var (task, need) = (ObjectText.Text(path, nameof(EndpointPath.Task)), ObjectText.Text(path, nameof(EndpointPath.Need)));
        if (task is not null && need is null)
            return $"{task} as a whole";
        var when = ObjectText.Text(path, nameof(EndpointPath.When));
        var to = $"{ObjectText.Text(path, nameof(EndpointPath.To))}:{ObjectText.Text(path, nameof(EndpointPath.Port))}";
        return need is null ? to : $"{to} for {need} of {task}{(when is null ? "" : $", when {when}")}";
    }

    private static string Mark(string? decision) => decision switch
    {
        nameof(PathDecision.Passed) => "[ ok ]",
        nameof(PathDecision.Partial) => "[some]",
        nameof(PathDecision.Blocked) => "[STOP]",
        _ => "[  ? ]",
    };

    private static string Arrow(string? direction) => direction switch
    {
        nameof(PathDirection.Request) => "->",
        nameof(PathDirection.ReturnTraffic) => "<-",
        _ => "--",
    };
}
