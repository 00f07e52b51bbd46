using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>
/// Writes a network as documents that <see cref="SnapshotSource"/> reads back to an equal one. A network that was read from files keeps all
/// that they
/// hold: a file, an item or a field that nobody changed is written as it was.
/// </summary>
/// <remarks>Denied calls and remarks belong to the reading, not to the network, and are not written.</remarks>
public static class SnapshotWriter
{
    /// <summary>An id that can be part of a file's name; others come from a snapshot that nobody should trust with a path.</summary>
    private static readonly Regex PlainId = new("^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\\z", RegexOptions.CultureInvariant,
        TimeSpan.FromMinutes(1));

    /// <summary>The documents are files, never part of a page, so that &lt; and &amp; need no escape.</summary>
    internal static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes networks into a folder, which should be empty, so that they are read back apart: each in a folder named for its Region; where
    /// a Region occurs more than once, under one named for the account.
    /// </summary>
    /// <param name="networks">The networks.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="byAccount">Whether each account has a folder of its own in any case, where it is known.</param>
    /// <exception cref="Sources.NetworkSourceException">A file that a network was read from is not there any more, or is
    /// another.</exception>
    public static void WriteAll(IReadOnlyList<VpcNetwork> networks, string folder, bool byAccount = false)
    {
        foreach (var sameRegion in networks.GroupBy(network => network.Region, StringComparer.OrdinalIgnoreCase)
            .Select(region => region.ToList()))
        {
            var accounts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var network in sameRegion)
                Write(network, sameRegion.Count == 1 && !(byAccount && network.AccountId is not null) ? folder
                    : Path.Combine(folder, AccountFolder(network, accounts)));
        }
    }

    /// <summary>
    /// Writes the documents into a folder, which should be empty; under a folder named for the Region, where the network has one.
    /// </summary>
    /// <returns>The folder that holds the files.</returns>
    /// <exception cref="Sources.NetworkSourceException">A file that the network was read from is not there any more, or is
    /// another.</exception>
    public static string Write(VpcNetwork network, string folder)
    {
        var target = network.Region is { } region && AwsRegion.IsName(region) ? Path.Combine(folder, region) : folder;
        Directory.CreateDirectory(target);
        var origin = SnapshotOrigin.Of(network);
        var before = origin?.Network ?? new VpcNetwork();
        var changes = EvidenceKinds.All.SelectMany(kind => kind.Documents)
            .Select(document => new DocumentChanges(document, before, network)).ToList();
        if (origin is not null)
            new SnapshotCopy(origin, changes).WriteTo(folder, target);
        foreach (var change in changes)
            WriteNew(change, network, before, target);
        return target;
    }

    /// <summary>A file that is not there yet.</summary>
    internal static string FreePath(string path)
    {
        var free = path;
        for (var i = 2; File.Exists(free); i++)
            free = Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}-{i}{Path.GetExtension(path)}");
        return free;
    }

    /// <summary>Writes what no file holds yet.</summary>
    private static void WriteNew(DocumentChanges changes, VpcNetwork network, VpcNetwork before, string target)
    {
        var document = changes.Document;
        var added = changes.Remaining;
        if (document.IsOneAFile)
        {
            foreach (var item in added)
            {
                // The number keeps the order, since files are read in the order of their names.
                var id = PlainId.IsMatch(item.Id) ? "-" + item.Id : "";
                WriteFile(FreePath(Path.Combine(target, $"{document.FileName}-{item.Position:d5}{id}{document.Suffix}.json")), json =>
                    document.Write(json, [item]));
            }

            return;
        }

        var isDescribed = document.Completes is { } kind && network.Described.Contains(kind);
        if (added.Count == 0 && (!isDescribed || before.Described.Contains(document.Completes!.Value)))
            return;
        WriteFile(FreePath(Path.Combine(target, document.FileName + ".json")), json =>
        {
            document.Write(json, added);
            // Items of a kind that was not described as a whole: the mark keeps a reader from taking them for all there are.
            if (document.Completes is not null && !isDescribed)
                json.WriteText("NextToken", "incomplete");
        });
    }

    private static void WriteFile(string path, Action<Utf8JsonWriter> write)
    {
        using var stream = File.Create(path);
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static string AccountFolder(VpcNetwork network, HashSet<string> taken)
    {
        var account = network.AccountId is { } id && PlainId.IsMatch(id) ? id : "account";
        var name = account;
        for (var i = 2; !taken.Add(name); i++)
            name = $"{account}-{i}";
        return name;
    }
}
