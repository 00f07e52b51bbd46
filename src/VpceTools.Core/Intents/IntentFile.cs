using System.Globalization;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Policies;

namespace VpceTools.Intents;

/// <summary>
/// Reads the intents of a file, whatever language it is written in. The schema is <c>docs/guides/intent.schema.json</c>. What is not known
/// is an error with its line and column, never silence: an expectation that nobody judges would look like one that holds.
/// </summary>
public static class IntentFile
{
    /// <summary>The version of the format that is read.</summary>
    public const int Version = 1;

    /// <summary>The keys of the file.</summary>
    internal static readonly string[] FileKeys = ["version", "expectations"];

    /// <summary>The keys of an expectation.</summary>
    internal static readonly string[] ExpectationKeys = ["name", "from", "to", "task", "port", "action", "resource", "reach"];

    /// <summary>The words of <c>reach</c>.</summary>
    internal static readonly (string Word, IntentReach Reach)[] Words =
    [
        ("privately", IntentReach.Privately), ("anyWay", IntentReach.AnyWay), ("never", IntentReach.Never),
        ("neverOverInternet", IntentReach.NeverOverInternet),
    ];

    /// <summary>Regions of partitions that share no service: what is a destination in none of them is none.</summary>
    private static readonly string?[] SomeRegions = ["us-east-1", "cn-north-1", "us-gov-west-1"];

    /// <summary>The intents of a file, or the one error.</summary>
    public static IntentFileResult Read(IntentNode root)
    {
        try
        {
            return Intents(root);
        }
        catch (IntentFileException exception)
        {
            return new([], [], exception.Error);
        }
    }

    private static IntentFileResult Intents(IntentNode root)
    {
        var file = IntentKeys.Of(root, "the file", FileKeys);
        var version = file.Required("version");
        if (version.Kind != IntentNodeKind.Integer || version.Text != Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new IntentFileException(version,
                $"'version' is {IntentKeys.Shown(version)}, and this release reads version {Version} of the format: 'version: {Version}'");
        }

        var list = file.Required("expectations");
        if (list.Kind != IntentNodeKind.List || list.Items.Count == 0)
            throw new IntentFileException(list, "'expectations' should be a list of at least one expectation, each after a hyphen");
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var doubts = new List<string>();
        return new([.. list.Items.Select(item => Expectation(item, names, doubts))], doubts.Distinct().ToValueList(), null);
    }

    private static Intent Expectation(IntentNode node, Dictionary<string, int> names, List<string> doubts)
    {
        var keys = IntentKeys.Of(node, "an expectation", ExpectationKeys);
        var name = keys.Text("name") ?? throw new IntentFileException(node, "an expectation has no 'name', which its result is known by");
        keys.Place = $"expectation '{name}'";
        if (names.TryGetValue(name, out var line))
            throw new IntentFileException(keys.Required("name"), $"there is an expectation '{name}' already, in line {line}");
        names.Add(name, node.Line);
        var reach = Reach(keys);
        if (keys.Has("to") == keys.Has("task"))
        {
            throw new IntentFileException(keys.Has("to") ? keys.KeyOf("task") : node,
                $"{keys.Place} should have either 'to', which says what is called, or 'task', which says what the clients do");
        }

        foreach (var key in new[] { "port", "action", "resource" })
            if (keys.Has("task") && keys.Has(key))
                throw new IntentFileException(keys.KeyOf(key), $"'{key}' belongs to 'to', and a task says itself what it needs");
        if (reach == IntentReach.Never && keys.Has("task"))
        {
            throw new IntentFileException(keys.KeyOf("task"),
                "'reach: never' of a task could mean each or all of what it needs: name what must not be reached with 'to'");
        }

        return new()
        {
            Name = name,
            From = keys.Texts("from").Select(from => from.Text).ToValueList(),
            To = keys.Texts("to").Select(Destination).ToValueList(),
            Tasks = keys.Texts("task").Select(Task).ToValueList(),
            Port = Port(keys),
            Calls = Calls(keys, doubts),
            Reach = reach,
            Line = node.Line,
        };
    }

    private static IntentReach Reach(IntentKeys keys)
    {
        var word = keys.RequiredText("reach");
        return Array.Find(Words, known => known.Word == word.Text) is { Word: not null } found ? found.Reach
            : throw new IntentFileException(word, $"'reach' is '{word.Text}' and should be one of "
                + IntentKeys.Known(word.Text, Words.Select(known => known.Word)));
    }

    private static string Destination(IntentNode to) => SomeRegions.Any(region => PathDestination.Parse(to.Text, region) is not null)
        ? to.Text
        : throw new IntentFileException(to, $"'{to.Text}' is neither a host name, an address, a bucket nor the code of a service, such as "
            + "sqs.us-east-1.amazonaws.com, 10.0.10.11, s3://my-bucket or sqs");

    private static WorkloadTask Task(IntentNode task) => TaskCatalog.BuiltIn.Find(task.Text)
        ?? throw new IntentFileException(task, $"there is no task '{task.Text}'; the tasks are "
            + IntentKeys.Known(task.Text, TaskCatalog.BuiltIn.Tasks.Select(known => known.Name)));

    private static Port? Port(IntentKeys keys)
    {
        if (!keys.Has("port"))
            return null;
        var node = keys.Required("port");
        return node.Kind == IntentNodeKind.Integer
            && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? new Port(port)
            : throw new IntentFileException(node, $"'port' is {IntentKeys.Shown(node)} and should be a number from 1 to 65535");
    }

    private static ValueList<PolicyRequest> Calls(IntentKeys keys, List<string> doubts)
    {
        var (actions, resources) = (keys.Texts("action"), keys.Texts("resource"));
        if (keys.Has("resource") && !keys.Has("action"))
            throw new IntentFileException(keys.KeyOf("resource"), "'resource' says more of the calls of 'action', which is missing");
        foreach (var action in actions)
            if (CallNames.WhyNoAction(action.Text) is { } why)
                throw new IntentFileException(action, Part(why));
        foreach (var resource in resources)
            if (CallNames.WhyNoResource(resource.Text) is { } why)
                throw new IntentFileException(resource, Part(why));
        var pairs = CallPairs.Of(actions.Select(action => action.Text), resources.Count == 0 ? ["*"] : [.. resources.Select(r => r.Text)]);
        if (actions.Count > 0 && pairs.Unpaired.Count > 0)
            throw new IntentFileException(resources[0], Part(pairs.Unpaired[0]));
        doubts.AddRange(actions.Select(action => CallNames.WhyUnknownAction(action.Text)).OfType<string>());
        return pairs.Pairs.Select(pair => new PolicyRequest
        {
            Action = pair.Action, Resource = pair.Resource,
            Context = PolicyContext.Empty
        })
            .ToValueList();
    }

    /// <summary>A sentence as a part of one.</summary>
    private static string Part(string sentence) => sentence.TrimEnd('.');
}

/// <summary>What reading a file of intents gave: the intents, or the one error.</summary>
/// <param name="Intents">The intents; none where there is an error.</param>
/// <param name="Doubts">What may be misspelt, though nobody can be sure: actions that IAM does not list.</param>
/// <param name="Error">Why the file cannot be used; null where it can.</param>
public sealed record IntentFileResult(ValueList<Intent> Intents, ValueList<string> Doubts, DataFileError? Error);
