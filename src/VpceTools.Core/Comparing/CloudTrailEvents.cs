using System.Globalization;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Comparing;

/// <summary>
/// What CloudTrail keeps of calls: the output of <c>aws cloudtrail lookup-events</c>, or files of a trail. An event tells who made a change
/// only where it is of a call that makes such changes, names the resource and also the very part that changed.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html,
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
/// </remarks>
internal sealed class CloudTrailEvents
{
    private readonly IReadOnlyList<CloudTrailEvent> _events;

    private CloudTrailEvents(IEnumerable<CloudTrailEvent> events) => _events = [.. events.OrderByDescending(e => e.Time)];

    /// <summary>How many events there are that can tell anything.</summary>
    public int Count => _events.Count;

    /// <summary>Reads files, and of folders the files in them.</summary>
    /// <exception cref="NetworkSourceException">There is no such file, or it holds something else.</exception>
    public static CloudTrailEvents Read(IEnumerable<string> paths)
    {
        var events = new Dictionary<string, CloudTrailEvent>(StringComparer.Ordinal);
        foreach (var file in paths.SelectMany(Files))
            foreach (var found in ReadFile(file))
                events[found.Id ?? $"{file} {events.Count}"] = found;
        return new(events.Values);
    }

    /// <summary>The latest event that made a change; null where none tells it.</summary>
    /// <param name="alteration">The change.</param>
    /// <param name="since">What was before is older than the change; null where nobody knows.</param>
    /// <param name="until">What was after is younger.</param>
    public CloudTrailEvent? Of(Alteration alteration, DateTimeOffset? since, DateTimeOffset? until)
    {
        if (alteration.ItemId is not { } id || alteration.Change.Change == ChangeKind.Unseen)
            return null;
        var calls = CloudTrailCalls.Of(alteration);
        return _events.FirstOrDefault(e =>
            calls.Contains(e.Name) && (since is null || e.Time >= since) && (until is null || e.Time <= until)
            && (e.Region is null || alteration.Change.Region is null || e.Region == alteration.Change.Region || e.IsGlobal)
            && (e.Account is null || alteration.Change.AccountId is null || e.Account == alteration.Change.AccountId)
            && e.Names(id.Split('/')[0]) && NamesPart(e, alteration));
    }

    private static bool NamesPart(CloudTrailEvent e, Alteration alteration) => (alteration.Part?.After ?? alteration.Part?.Before) switch
    {
        null => true,
        SecurityGroupRule rule => (rule.RuleId is { } ruleId && e.Names(ruleId))
            || (e.Names(rule.Peer) && (rule.FromPort is null or -1 || e.Names(Number(rule.FromPort.Value)))
                && (rule.ToPort is null or -1 || e.Names(Number(rule.ToPort.Value)))),
        NetworkAclEntry entry => e.Names(Number(entry.RuleNumber)) && e.Says("egress", entry.IsEgress ? "true" : "false"),
        Route route => e.Names(route.Destination?.ToString() ?? route.DestinationPrefixListId ?? route.Target) || e.Names(route.Target),
        ResourceRecordSet set => e.NamesDomain(set.Name),
        DnsEntry => true,
        CidrBlock block => e.Names(block.ToString()),
        string text when alteration.Part!.IsElement => e.Names(text),
        _ => alteration.Part!.IsElement || e.HasKey(alteration.Part.Property.Name),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).OrderBy(file => file, StringComparer.Ordinal)
        : File.Exists(path) ? [path]
            : throw new NetworkSourceException("CloudTrailNotFound", $"There is no file or folder '{path}'.", path);

    private static IEnumerable<CloudTrailEvent> ReadFile(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Records", out var records)
                && records.ValueKind == JsonValueKind.Array)
                return [.. records.EnumerateArray().Select(record => CloudTrailEvent.From(record, null)).OfType<CloudTrailEvent>()];
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Events", out var events)
                && events.ValueKind == JsonValueKind.Array)
                return [.. events.EnumerateArray().Select(CloudTrailEvent.FromLookup).OfType<CloudTrailEvent>()];
            throw new NetworkSourceException("CloudTrailInvalid",
                $"'{path}' holds no events: 'aws cloudtrail lookup-events' gives an object with the list Events.", path);
        }
        catch (JsonException e)
        {
            throw new NetworkSourceException("CloudTrailInvalid",
                $"'{path}' is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkSourceException("CloudTrailUnreadable", $"'{path}' cannot be read: {e.Message}", path, e);
        }
    }
}
