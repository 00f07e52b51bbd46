using System.Globalization;
using System.Text.Json;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>
/// Writes networks as a snapshot that is there as a whole or not at all, and that its owner alone can read: security groups, policies and
/// addresses are nobody else's business.
/// </summary>
public static class SnapshotExport
{
    /// <summary>What tells that a folder is such a snapshot, and what it is of. No reader of evidence takes it for any.</summary>
    public const string ManifestName = "vpce-snapshot.json";

    private const string VersionProperty = "snapshotVersion";
    private const string Version = "1.0";

    /// <summary>Whether a folder may be replaced: it is a snapshot of ours, or empty.</summary>
    public static bool MayReplace(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            return true;
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, ManifestName)));
            return manifest.RootElement.ValueKind == JsonValueKind.Object && manifest.RootElement.TryGetProperty(VersionProperty, out _);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    /// <summary>When a snapshot of ours was made; null where the folder is none, or does not say.</summary>
    public static DateTimeOffset? CreatedOf(string folder)
    {
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, ManifestName)));
            return manifest.RootElement.ValueKind == JsonValueKind.Object && manifest.RootElement.TryGetProperty("created", out var created)
                && DateTimeOffset.TryParse(created.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes networks beside the folder, and puts them in its place when all is written.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="folder">The folder; what it holds before is replaced, so ask <see cref="MayReplace"/> first.</param>
    /// <param name="toolVersion">The version that the manifest names.</param>
    /// <param name="created">The time that it names.</param>
    /// <exception cref="Sources.NetworkSourceException">A file that a network was read from is not there any more, or is
    /// another.</exception>
    /// <exception cref="IOException">It cannot be written; the folder is as it was.</exception>
    public static void Write(IReadOnlyList<VpcNetwork> networks, string folder, string toolVersion, DateTimeOffset created) =>
        Write(networks, folder, toolVersion, created, isAnonymous: false);

    /// <summary>As above, with a manifest that says whether names and addresses are made up.</summary>
    internal static void Write(IReadOnlyList<VpcNetwork> networks, string folder, string toolVersion,
        DateTimeOffset created, bool isAnonymous)
    {
        var full = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        var parent = Path.GetDirectoryName(full) ?? throw new IOException("The root of a disk cannot be a snapshot.");
        Directory.CreateDirectory(parent);
        var own = Path.Combine(parent, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}");
        try
        {
            CreatePrivate(own);
            SnapshotWriter.WriteAll(networks, own, byAccount: true);
            WriteManifest(Path.Combine(own, ManifestName), networks, toolVersion, created, isAnonymous);
            MakePrivate(own);
            Replace(full, own);
        }
        finally
        {
            if (Directory.Exists(own))
                Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>
    /// There is no call that swaps folders: the old one steps aside, and comes back where the new one cannot take its place.
    /// </summary>
    private static void Replace(string folder, string own)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(own, folder);
            return;
        }

        var aside = $"{own}.old";
        Directory.Move(folder, aside);
        try
        {
            Directory.Move(own, folder);
        }
        catch
        {
            Directory.Move(aside, folder);
            throw;
        }

        Directory.Delete(aside, recursive: true);
    }

    private static void WriteManifest(string path, IReadOnlyList<VpcNetwork> networks, string toolVersion, DateTimeOffset created,
        bool isAnonymous)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, SnapshotWriter.Options);
        json.WriteStartObject();
        json.WriteString(VersionProperty, Version);
        json.WriteString("tool", $"VpceTools {toolVersion}");
        json.WriteString("created", created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (isAnonymous)
            json.WriteBoolean("anonymized", true);
        json.WriteStartArray("networks");
        foreach (var network in networks)
        {
            json.WriteStartObject();
            json.WriteText("account", network.AccountId);
            json.WriteText("region", network.Region);
            json.WriteNumber("endpoints", network.Endpoints.Count);
            json.WriteStartArray("calls");
            foreach (var kind in EvidenceKinds.All.Where(kind => network.Described.Contains(kind.Kind)))
                json.WriteStringValue(kind.Call.Command);
            json.WriteEndArray();
            // Without their documents, what depends on them is Unknown for whoever reads the snapshot; this says why.
            json.WriteStartArray("unanswered");
            foreach (var failure in network.Failures)
            {
                json.WriteStartObject();
                json.WriteText("call", EvidenceKinds.For(failure.Kind).Call.Command);
                json.WriteText("action", failure.IamAction);
                json.WriteBoolean("denied", failure.IsAccessDenied);
                json.WriteText("message", failure.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void CreatePrivate(string folder)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(folder);
    }

#if NET
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Each file on its own: somebody may copy a part. On Windows what is new has the permissions of the folder above.</summary>
    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            entry.UnixFileMode = entry is DirectoryInfo ? Owner | UnixFileMode.UserExecute : Owner;
    }
#else
    private static void MakePrivate(string folder) => _ = folder;
#endif
}
