using System.Management.Automation;
using VpceTools.Intents;

namespace VpceTools.Formatting;

/// <summary>What the views say of the result of an expectation: hidden properties of it.</summary>
public static class IntentText
{
    /// <summary>The line above a table: the file.</summary>
    public static string Heading(PSObject result) => $"   Intents:  {ObjectText.Text(result, nameof(EndpointIntentResult.IntentPath))}";

    /// <summary>What is expected, and why it is so or not.</summary>
    public static string Judgement(PSObject result) => ObjectText.Lines(
        [
            ObjectText.Text(result, nameof(EndpointIntentResult.Name)),
            $"{Expectation(result)}.",
            ObjectText.Text(result, nameof(EndpointIntentResult.Message)),
            .. ObjectText.Items(result, nameof(EndpointIntentResult.Missing)).Select(item => $"missing: {item}"),
        ]);

    /// <summary>What is expected, as a sentence without its end.</summary>
    public static string Expectation(PSObject result)
    {
        var (from, actions) = (Listed(result, nameof(EndpointIntentResult.From)), Listed(result, nameof(EndpointIntentResult.Action)));
        var (must, way) = ObjectText.Text(result, nameof(EndpointIntentResult.Expected)) switch
        {
            nameof(IntentReach.Privately) => (true, " privately"),
            nameof(IntentReach.AnyWay) => (true, ""),
            nameof(IntentReach.Never) => (false, ""),
            _ => (false, " over the internet"),
        };
        var who = from.Length > 0 ? $"{from} {(must ? "must" : "must not")}" : must ? "Every client must" : "No client may";
        return $"{who} reach {Listed(result, nameof(EndpointIntentResult.To))}"
            + (ObjectText.Text(result, nameof(EndpointIntentResult.Port)) is { } port ? $" on port {port}" : "")
            + (actions.Length == 0 ? "" : $" with {actions}") + way;
    }

    /// <summary>Where the expectation stands.</summary>
    public static string Place(PSObject result) =>
        $"{ObjectText.Text(result, nameof(EndpointIntentResult.IntentPath))}:{ObjectText.Text(result, nameof(EndpointIntentResult.Line))}";

    /// <summary>The findings, each as a line.</summary>
    public static string Problems(PSObject result) => PathText.Problems(result);

    /// <summary>The paths that decide, each as a line: no more than somebody reads.</summary>
    public static string Ways(PSObject result)
    {
        const int Shown = 10;
        var paths = ObjectText.Items(result, nameof(EndpointIntentResult.Paths)).ToList();
        return ObjectText.Lines(paths.Take(Shown).Select(path => ObjectText.Get(path, "Verdict") is null ? $"{path}"
                : $"{ObjectText.Text(path, "Verdict")}: {ObjectText.Text(path, "From")} to {ObjectText.Text(path, "To")}:{ObjectText.Text(path, "Port")}")
            .Append(paths.Count > Shown ? $"and {paths.Count - Shown} more" : null));
    }

    private static string Listed(PSObject result, string property) => string.Join(", ", ObjectText.Items(result, property));
}
