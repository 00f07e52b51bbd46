using System.Globalization;
using System.Text;
using System.Text.Json;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;

namespace VpceTools.Repairs.Journal;

/// <summary>Reads what <see cref="RepairJournal"/> wrote.</summary>
public static class JournalReader
{
    private const string Beginning = "{\"version\":";

    /// <summary>More actions than any plan has.</summary>
    private const int MaximumNumber = 100_000;

    /// <summary>
    /// The lines in their order. A line that was not written to its end is left out: what it was about to say is not known to have
    /// happened.
    /// </summary>
    /// <exception cref="FormatException">A line is not one of a journal; the message names it.</exception>
    public static IReadOnlyList<JournalEntry> Read(string text)
    {
        var entries = new List<JournalEntry>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            try
            {
                using var document = JsonDocument.Parse(lines[i]);
                entries.Add(Entry(document.RootElement));
            }
            // That far a process got that was killed; whoever came after it began a line of their own.
            catch (JsonException) when (IsTorn(lines[i]))
            {
            }
            catch (Exception e)
                when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                throw new FormatException($"Line {i + 1} is not a line of a repair journal: {e.Message}", e);
            }
        }

        return entries;
    }

    /// <summary>
    /// The actions that may have changed something and were not taken back, in their order; each with what its last line says.
    /// </summary>
    public static IReadOnlyList<JournalEntry> Open(IEnumerable<JournalEntry> entries) =>
    [
        .. entries.GroupBy(e => (e.Run, e.Repair.Number)).Select(lines => lines.Last())
            .Where(last => last.Event is JournalEvent.Started or JournalEvent.Applied or JournalEvent.Unclear),
    ];

    /// <summary>Whether a line is the beginning of one, right as far as it goes; anything else was not written by a journal.</summary>
    private static bool IsTorn(string line)
    {
        if (line.Length <= Beginning.Length)
            return Beginning.StartsWith(line, StringComparison.Ordinal);
        if (!line.StartsWith(Beginning, StringComparison.Ordinal))
            return false;
        try
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(line), isFinalBlock: false, default);
            while (json.Read())
                if (json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == 0)
                    return false;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JournalEntry Entry(JsonElement json)
    {
        if (json.GetProperty("version").GetInt32() != 1)
            throw new FormatException($"its version is {json.GetProperty("version")}, and this version of VpceTools reads version 1.");
        var (region, number) = (Text(json, "region"), json.GetProperty("number").GetInt32());
        if (number is < 1 or > MaximumNumber)
            throw new FormatException($"{number} is not the number of an action.");
        var action = RepairActionReader.Read(Operation(json, "action"), Parameters(json, "action"), region);
        var repair = new PlannedRepair(number, action)
        {
            EndpointId = json.GetProperty("endpointId").GetString()!,
            Undo = RepairActionReader.ReadUndo(Operation(json, "undo"), Parameters(json, "undo"), action),
            // The first versions did not say: any action may depend on those before it.
            DependsOn = json.TryGetProperty("dependsOn", out var numbers)
                ? numbers.EnumerateArray().Select(n => n.GetInt32()).ToValueList() : Enumerable.Range(1, number - 1).ToValueList(),
        };
        return new(json.GetProperty("run").GetString()!, repair,
            (JournalEvent)Enum.Parse(typeof(JournalEvent), json.GetProperty("event").GetString()!))
        {
            Time = DateTimeOffset.Parse(json.GetProperty("time").GetString()!, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal),
            AccountId = Text(json, "accountId"),
            Region = region,
            Error = Text(json, "error"),
        };
    }

    private static string Operation(JsonElement json, string name) => json.GetProperty(name).GetProperty("operation").GetString()!;

    private static JsonElement Parameters(JsonElement json, string name) => json.GetProperty(name).GetProperty("parameters");

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
