using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Snapshots;

/// <summary>Finds the files of a snapshot and the network to which each belongs.</summary>
internal static class SnapshotFiles
{
    /// <summary>The files at a path, in the order of their names.</summary>
    public static IReadOnlyList<SnapshotFile> Find(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (File.Exists(full))
                return [Describe(new FileInfo(full), Path.GetDirectoryName(full) ?? full)];
            if (!Directory.Exists(full))
                throw new NetworkSourceException("SnapshotNotFound", $"There is no file or folder '{path}'.", path);
            var found = new List<FileInfo>();
            Collect(new DirectoryInfo(full), found);
            return [.. found.Select(file => Describe(file, full)).OrderBy(f => f.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkSourceException("SnapshotUnreadable", $"'{path}' cannot be read: {e.Message}", path, e);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new NetworkSourceException("SnapshotNotFound", $"'{path}' is not a path: {e.Message}", path, e);
        }
    }

    private static void Collect(DirectoryInfo folder, List<FileInfo> found)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is FileInfo file)
            {
                if (file.Extension.Equals(".json", StringComparison.OrdinalIgnoreCase))
                    found.Add(file);
            }
            // A link to a folder above would lead round in circles.
            else if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                Collect((DirectoryInfo)entry, found);
            }
        }
    }

    private static SnapshotFile Describe(FileInfo file, string root)
    {
        var name = file.FullName.Substring(root.Length).TrimStart(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            .Replace('\\', '/');
        return new(file.FullName, name, LengthOf(file), file.LastWriteTimeUtc, PartitionOf(name, root));
    }

    /// <summary>
    /// The size of a file, or of what a link leads to. Pipes, devices and sockets have none, and a file without any content is not opened:
    /// opening a pipe waits for a writer, and a device such as /dev/zero has no end.
    /// </summary>
    private static long LengthOf(FileInfo file)
    {
#if NET
        if (file.LinkTarget is not null)
        {
            try
            {
                return file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : 0;
            }
            catch (IOException)
            {
                return 0; // Links that lead in a circle lead to no file.
            }
        }
#endif
        return file.Length;
    }

    private static SnapshotPartition PartitionOf(string name, string root)
    {
        var folders = name.Split('/');
        for (var i = folders.Length - 2; i >= 0; i--)
            if (AwsRegion.IsName(folders[i]))
                return new(string.Join("/", folders.Take(i + 1)), folders[i], null)
                {
                    AccountId = AccountOf(folders.Take(i)), NamedAccountId = NamedFor(new(root)),
                };
        for (var i = folders.Length - 2; i >= 0; i--)
            if (IdForm.Account.Matches(folders[i]))
                return new(string.Join("/", folders.Take(i + 1)), null, OuterRegionOf(root)) { AccountId = folders[i] };
        var rootFolder = new DirectoryInfo(root);
        return AwsRegion.IsName(rootFolder.Name) ? new("", rootFolder.Name, null) { NamedAccountId = NamedFor(rootFolder.Parent) }
            : new("", null, OuterRegionOf(root)) { NamedAccountId = NamedFor(rootFolder) };
    }

    private static string? AccountOf(IEnumerable<string> folders) => folders.LastOrDefault(IdForm.Account.Matches);

    private static string? NamedFor(DirectoryInfo? folder) =>
        folder is not null && IdForm.Account.Matches(folder.Name) ? folder.Name : null;

    private static string? OuterRegionOf(string root)
    {
        var above = new DirectoryInfo(root);
        while (above is not null && !AwsRegion.IsName(above.Name))
            above = above.Parent;
        return above?.Name;
    }
}

/// <summary>A file of a snapshot.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Name">The path below the snapshot's root, with <c>/</c>, for messages.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Partition">Where it belongs.</param>
internal sealed record SnapshotFile(string Path, string Name, long Length, DateTime Written, SnapshotPartition Partition)
{
    /// <summary>The path below the folder of its network.</summary>
    public string NameInPartition => Name.Substring(Partition.Folder.Length).TrimStart('/');
}

/// <summary>The files that make up one network: those of one Region or account folder, or all that are in none.</summary>
/// <param name="Folder">The folder below the root; empty for the files in no Region folder.</param>
/// <param name="Region">The Region that the folder's name says; null without one.</param>
/// <param name="OuterRegion">The Region in the path that leads to the root: weaker than what the documents themselves say.</param>
internal sealed record SnapshotPartition(string Folder, string? Region, string? OuterRegion)
{
    /// <summary>The account that a folder's name says; null without one.</summary>
    public string? AccountId { get; init; }

    /// <summary>The account that the root may be named for: weaker than what the documents themselves say.</summary>
    public string? NamedAccountId { get; init; }
}
