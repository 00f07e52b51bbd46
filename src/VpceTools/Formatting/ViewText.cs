using System.Collections;
using System.Management.Automation;
using System.Text;
using VpceTools.Findings;
using VpceTools.Policies;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;

namespace VpceTools.Formatting;

/// <summary>The texts of the format views, where a view needs more than a property.</summary>
public static class ViewText
{
    private const int ClientsShown = 10;
    private const int NarrowestColumn = 20;

    /// <summary>A status or severity in its colour, short enough for its column.</summary>
    /// <param name="value">The status or severity, or the word for it that a job sent back.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, which takes the colours back out where the host shows none; null in Windows PowerShell.</param>
    public static string Paint(object? value, object? style)
    {
        var word = value?.ToString() ?? "";
        var text = word switch
        {
            nameof(CheckStatus.NotApplicable) => "N/A",
            nameof(Severity.Information) => "Info",
            _ => word,
        };
        return Member(Member(style, "Foreground"), ColourOf(word)) is string colour ? $"{colour}{text}{Member(style, "Reset")}" : text;
    }

    /// <summary>Endpoint, VPC and Region in one line.</summary>
    public static string Place(string? endpointId, string? vpcId, string? region) =>
        string.IsNullOrEmpty(region) ? $"{endpointId} in {vpcId}" : $"{endpointId} in {vpcId} ({region})";

    /// <summary>The service and the type of its endpoint; an endpoint for a resource has no service.</summary>
    public static string Service(string? serviceName, string? endpointType) =>
        string.IsNullOrEmpty(serviceName) ? endpointType ?? ""
        : string.IsNullOrEmpty(endpointType) ? serviceName! : $"{serviceName} ({endpointType})";

    /// <summary>The first line above an endpoint's table.</summary>
    public static string Heading(string? endpointId, string? vpcId, string? region) => $"   Endpoint: {Place(endpointId, vpcId, region)}";

    /// <summary>The second line above an endpoint's table.</summary>
    public static string SubHeading(string? serviceName, string? endpointType) => $"   Service:  {Service(serviceName, endpointType)}";

    /// <summary>The lines above a table of decisions: of an endpoint's policy, or of a document.</summary>
    public static string PolicyHeading(string? endpointId, string? vpcId, string? region, string? serviceName) => string.IsNullOrEmpty(endpointId)
        ? "   Policy:   the document given"
        : Heading(endpointId, vpcId, region) + "\n" + SubHeading(serviceName, null);

    /// <summary>A call and why it is decided as it is.</summary>
    public static string Call(string? action, string? resource, string? principal, string? reason, object? hostWidth, int taken) =>
        string.Join("\n", new[] { $"{action} on {resource}", string.IsNullOrEmpty(principal) ? null : $"by {principal}", reason }
            .Where(line => !string.IsNullOrEmpty(line)).Select(line => Wrap(line, hostWidth, taken)));

    /// <summary>A list with one item a line.</summary>
    public static string Lines(IEnumerable? items, object? hostWidth, int taken) => string.Join("\n", Items(items).Select(item => Wrap(item?.ToString(), hostWidth, taken)));

    /// <summary>Breaks a text between words, so that it fits the last column: the engine would break it wherever the column ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hostWidth">The columns of the console; where a host has none, the text stays as it is.</param>
    /// <param name="taken">The columns that the table needs for the rest.</param>
    public static string Wrap(string? text, object? hostWidth, int taken)
    {
        var width = hostWidth is int columns ? columns - taken : 0;
        return text is null || width < NarrowestColumn ? text ?? "" : string.Join("\n", text.Split('\n').SelectMany(line => Wrap(line, width)));
    }

    /// <summary>
    /// Breaks command lines between arguments, each line but the last ending in the shell's own sign for it, so that they can be pasted as they
    /// are shown. An argument that is longer than a line is broken where the AWS CLI takes a line break for a blank, else it stays whole.
    /// </summary>
    /// <param name="commands">The command lines.</param>
    /// <param name="hostWidth">The columns of the console.</param>
    /// <param name="taken">The columns that the list needs for the label.</param>
    /// <param name="continuation"><c>\</c> for a POSIX shell, <c>`</c> for PowerShell.</param>
    public static string Command(string? commands, object? hostWidth, int taken, string continuation)
    {
        var width = hostWidth is int columns ? columns - taken : 0;
        return commands is null || width < NarrowestColumn ? commands ?? "" : string.Join("\n", Parts(commands, '\n', continuation).Select(command =>
            command.Length <= width ? command : Fill(Parts(command, ' ', continuation), width - 1 - continuation.Length, continuation)));
    }

    private static string Fill(IEnumerable<string> arguments, int width, string continuation)
    {
        var (lines, length) = (new StringBuilder(), 0);
        foreach (var argument in arguments)
        {
            var isFirst = true;
            foreach (var piece in argument.Length > width && continuation == "\\" ? Pieces(argument) : [argument])
            {
                var breaks = length > 0 && length + 1 + piece.Length > width;
                lines.Append(breaks ? isFirst ? $" {continuation}\n" : "\n" : length > 0 ? " " : "").Append(piece);
                length = (breaks || length == 0 ? 0 : length + 1) + piece.Length;
                isFirst = false;
            }
        }

        return lines.ToString();
    }

    /// <summary>A quoted argument at the blanks that are not of a text in double quotes: between the parts of JSON and of the CLI's shorthand a line break is one too.</summary>
    private static List<string> Pieces(string argument)
    {
        var (pieces, start, quoted) = (new List<string>(), 0, false);
        // What has its lines keeps them.
        for (var i = 0; i < argument.Length && argument.IndexOf('\n') < 0; i++)
        {
            if (quoted && argument[i] == '\\')
            {
                i++;
            }
            else if (argument[i] == '"')
            {
                quoted = !quoted;
            }
            else if (argument[i] == ' ' && !quoted)
            {
                pieces.Add(argument.Substring(start, i - start));
                start = i + 1;
            }
        }

        // A quote without its other half says that this is something else.
        return quoted ? [argument] : [.. pieces, argument.Substring(start)];
    }

    /// <summary>An indented line stays indented, and so does what it is broken into: policies are shown as JSON.</summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        var words = text.TrimStart(' ');
        var indent = text.Substring(0, Math.Min(text.Length - words.Length, width / 2));
        return Fill(words.Split(' '), width - indent.Length).Select(line => indent + line);
    }

    private static List<string> Fill(IEnumerable<string> words, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder(width);
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }

    /// <summary>
    /// A text at a separator, save within single quotes: a policy in a command line has both blanks and line breaks. A POSIX shell's own continuation
    /// sign also takes the meaning from a quote outside of quotes, which is how a quote gets into a quoted text there.
    /// </summary>
    private static IEnumerable<string> Parts(string command, char separator, string continuation)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < command.Length; i++)
        {
            if (!quoted && command[i] == continuation[0])
            {
                i++;
                continue;
            }

            quoted ^= command[i] == '\'';
            if (command[i] != separator || quoted)
                continue;
            yield return command.Substring(start, i - start);
            start = i + 1;
        }

        yield return command.Substring(start);
    }

    /// <summary>The affected clients, one a line; of a long list the first ones.</summary>
    /// <param name="clients">Any list: what a job sends back is one of the engine's own.</param>
    public static string Clients(IEnumerable? clients)
    {
        var all = Items(clients).Select(client => client?.ToString()).ToList();
        var lines = all.Take(ClientsShown);
        return string.Join("\n", all.Count > ClientsShown ? lines.Append($"and {all.Count - ClientsShown} more") : lines);
    }

    /// <summary>The findings of a result, each with its proof and fix. The lines of the fix stay whole: they are there to be copied.</summary>
    /// <param name="findings">The findings; of those that a job sent back, the line that they are.</param>
    /// <param name="hostWidth">The columns of the console.</param>
    /// <param name="taken">The columns that the list needs for the label.</param>
    public static string Findings(IEnumerable? findings, object? hostWidth, int taken) => string.Join("\n\n", Items(findings).Select(item => item is Finding finding
        ? string.Join("\n", [.. Lines(finding).Where(line => !string.IsNullOrEmpty(line)).Select(line => Wrap(line, hostWidth, taken)), Command(finding.AwsCli, hostWidth, taken, "\\")]).TrimEnd('\n')
        : Wrap(item?.ToString(), hostWidth, taken)));

    /// <summary>The checks of findings, one a line.</summary>
    public static string Checks(IEnumerable? findings) =>
        string.Join("\n", Items(findings).Select(finding => Member(finding, nameof(Finding.Check))?.ToString() ?? finding?.ToString()).Distinct());

    /// <summary>The resource, what a repair changes of it, and why it was not done.</summary>
    public static string Change(string? resourceId, string? description, string? error, object? hostWidth, int taken) =>
        string.Join("\n", new[] { resourceId, description, error }.Where(line => !string.IsNullOrEmpty(line)).Select(line => Wrap(line, hostWidth, taken)));

    /// <summary>What the fix does beside mending; empty for nothing.</summary>
    public static string SideEffects(IEnumerable? repair) => string.Join("\n", Items(repair).Select(action => Member(action, nameof(RepairAction.SideEffect))).OfType<string>().Distinct());

    private static IEnumerable<string?> Lines(Finding finding)
    {
        var evidence = finding.Evidence;
        yield return $"[{finding.Severity}] {finding.Summary}";
        yield return evidence.Packet is { } packet ? $"Packet: {packet} ({packet.Direction.ToString().ToLowerInvariant()})" : null;
        yield return evidence.Component is { } component ? $"Where: {component}" : null;
        yield return evidence.Rule is { } rule ? $"Rule: {rule}" : null;
        yield return evidence.Detail;
        yield return finding.Recommendation;
    }

    private static IEnumerable<object?> Items(IEnumerable? list) => (list ?? Array.Empty<object>()).Cast<object?>();

    private static string? ColourOf(string word) => word switch
    {
        nameof(CheckStatus.Passed) or nameof(PolicyDecisionKind.Allowed) or nameof(RepairStatus.Applied) or nameof(RepairStatus.AlreadyDone) => "Green",
        nameof(CheckStatus.Failed) or nameof(Severity.Critical) or nameof(Severity.High) or nameof(PolicyDecisionKind.ExplicitDeny) or nameof(PolicyDecisionKind.ImplicitDeny) => "Red",
        nameof(CheckStatus.Warning) or nameof(RepairStatus.Refused) or nameof(Severity.Medium) or nameof(PolicyDecisionKind.Conditional) => "Yellow",
        nameof(CheckStatus.Unknown) => "Magenta",
        nameof(CheckStatus.NotApplicable) or nameof(Severity.Information) or nameof(RepairStatus.Skipped) => "BrightBlack",
        nameof(Severity.Low) or nameof(RepairStatus.WhatIf) => "Cyan",
        _ => null,
    };

    /// <summary>A property by name: the engine that this is compiled against does not know $PSStyle.</summary>
    private static object? Member(object? value, string? name) =>
        value is null || name is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
}
