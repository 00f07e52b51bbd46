using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Journal;

/// <summary>
/// A file of JSON Lines (https://jsonlines.org) with a line before and one after each call. Every line is on the disk before the next thing
/// happens, so that a process that is killed leaves a journal that says what it was about to do. Several processes may share one: a line is
/// appended by one of them at a time (<see cref="SharedFile"/>), and carries a checksum (<see cref="JournalChecksum"/>).
/// </summary>
/// <param name="path">The file; made with the first line, and only ever appended to.</param>
/// <param name="clock">Tells the time of a line.</param>
public sealed class RepairJournal(string path, Func<DateTimeOffset> clock)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends a line and has the disk hold it.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read or written.</exception>
    public void Append(JournalEntry entry)
    {
        using var file = SharedFile.OpenAlone(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        // What a process that was killed did not get to write to its end stays a line of its own, and takes none with it.
        var line = Encoding.UTF8.GetBytes((IsTorn(file) ? "\n" : "") + ToLine(entry with { Time = clock() }) + "\n");
        file.Seek(0, SeekOrigin.End);
        file.Write(line, 0, line.Length);
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Makes sure that a line can be appended, before anything is changed that would have to be told. No file is left where there was none,
    /// and none is taken away that another process may have begun to write.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Probe()
    {
        if (Directory.Exists(path))
            throw new UnauthorizedAccessException($"Access to the path '{path}' is denied: it is a folder.");
        if (File.Exists(path))
        {
            SharedFile.OpenAlone(path, FileMode.Open, FileAccess.ReadWrite).Dispose();
            return;
        }

        var neighbour = $"{path}.{Guid.NewGuid():N}";
        try
        {
            new FileStream(neighbour, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose)
                .Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(e.Message.Replace(neighbour, path), e);
        }
    }

    /// <summary>What it holds, while nobody writes it.</summary>
    /// <exception cref="FormatException">It is no journal.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public JournalContent Read()
    {
        using var reader = new StreamReader(SharedFile.OpenToRead(path), Encoding.UTF8);
        return JournalReader.Read(reader.ReadToEnd());
    }

    internal static string ToLine(JournalEntry entry)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("run", entry.Run);
            json.WriteNumber("number", entry.Repair.Number);
            json.WriteString("event", entry.Event.ToString());
            json.WriteString("time", entry.Time.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteText("endpointId", entry.Repair.EndpointId);
            json.WriteText("accountId", entry.AccountId);
            json.WriteText("region", entry.Region);
            Write(json, "action", entry.Repair.Action);
            Write(json, "undo", entry.Repair.Undo);
            Write(json, "dependsOn", entry.Repair.DependsOn);
            json.WriteTexts("unblocks", entry.Repair.Unblocks);
            json.WriteText("error", entry.Error);
            json.WriteEndObject();
        }

        return JournalChecksum.Append(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static bool IsTorn(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static void Write(Utf8JsonWriter json, string name, ValueList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, RepairAction action)
    {
        json.WriteStartObject(name);
        json.WriteString("operation", action.Operation);
        json.WritePropertyName("parameters");
        json.WriteRawValue(action.Parameters);
        json.WriteEndObject();
    }
}
