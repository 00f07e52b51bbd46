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
    /// The lines in their order, and those that are not whole: torn where a process was killed, or damaged since. What such a line said is
    /// not known; the others say what they say.
    /// </summary>
    /// <exception cref="FormatException">
    /// A line that is whole is not one of a journal, or no line is whole; the message names it.
    /// </exception>
    public static JournalContent Read(string text)
    {
        var (entries, damaged) = (new List<JournalEntry>(), new List<DamagedLine>());
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                using var document = JsonDocument.Parse(line);
                if (HasChecksum(document.RootElement) && !JournalChecksum.IsWhole(line))
                    damaged.Add(new(i + 1, "it was changed after it was written: its checksum does not fit"));
                else
                    entries.Add(Entry(document.RootElement));
            }
            catch (JsonException e)
            {
                // That far a process got that was killed; whoever came after it began a line of their own.
                damaged.Add(IsTorn(line) ? new(i + 1, "it was not written to its end") { IsTorn = true }
                    : new(i + 1, ShownText.Line(e.Message)));
            }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                throw new FormatException($"Line {i + 1} is not a line of a repair journal: {e.Message}", e);
            }
        }

        return entries.Count == 0 && damaged.Find(line => !line.IsTorn) is { } first
            ? throw new FormatException($"Line {first.Number} is not a line of a repair journal: {first.Reason}")
            : new([.. entries], [.. damaged]);
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

    /// <summary>The first versions wrote none.</summary>
    private static bool HasChecksum(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(JournalChecksum.Member, out _);

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
            Unblocks = json.TryGetProperty("unblocks", out var ids) ? ids.EnumerateArray().Select(id => id.GetString()!).ToValueList() : [],
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

/// <summary>What a journal holds.</summary>
/// <param name="Entries">The lines that are whole, in their order.</param>
/// <param name="Damaged">The lines that are not.</param>
public sealed record JournalContent(ValueList<JournalEntry> Entries, ValueList<DamagedLine> Damaged);

/// <summary>A line of a journal that is not whole.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Reason">What is wrong with it, in a few words.</param>
public sealed record DamagedLine(int Number, string Reason)
{
    /// <summary>Whether it is the right beginning of a line: the process that wrote it was killed.</summary>
    public bool IsTorn { get; init; }
}
