using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Repairs.Journal;
using DriveMissing = System.Management.Automation.DriveNotFoundException;

namespace VpceTools.Repairing;

/// <summary>The files of a repair, as the session sees their paths.</summary>
internal static class RepairFiles
{
    /// <summary>The journal at a path.</summary>
    /// <param name="session">The session's paths.</param>
    /// <param name="path">The path.</param>
    /// <param name="isWritten">Whether it is going to be written; then it is tried before anything is changed.</param>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static RepairJournal Journal(PathIntrinsics session, string path, bool isWritten)
    {
        var journal = new RepairJournal(session.GetUnresolvedProviderPathFromPSPath(path), () => DateTimeOffset.UtcNow);
        try
        {
            if (isWritten)
                journal.Probe();
            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CommandException(CommandErrors.JournalUnwritable(path, e));
        }
    }

    /// <summary>
    /// A journal of its own for a repair for which nobody named one: in the user's folder for applications, or where there is none to
    /// write to, in that for temporary files.
    /// </summary>
    /// <exception cref="CommandException">Neither can be written.</exception>
    public static (RepairJournal Journal, string Path) OwnJournal()
    {
        var name = $"repair-{DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture)}"
            + $"-{Guid.NewGuid().ToString("N").Substring(0, 8)}.jsonl";
        var own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var (path, error) = ("", (Exception?)null);
        foreach (var parent in new[] { own, Path.GetTempPath() }.Where(parent => parent.Length > 0))
        {
            var folder = Path.Combine(parent, "VpceTools", "Journals");
            path = Path.Combine(folder, name);
            try
            {
                Directory.CreateDirectory(folder);
                var journal = new RepairJournal(path, () => DateTimeOffset.UtcNow);
                journal.Probe();
                return (journal, path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                error = e;
            }
        }

        throw new CommandException(CommandErrors.JournalUnwritable(path, error ?? new IOException("there is no folder for it.")));
    }

    /// <summary>A folder for a snapshot; new or empty, so that it will hold nothing else.</summary>
    /// <param name="session">The session's paths.</param>
    /// <param name="path">The path.</param>
    /// <param name="isWritten">Whether it is going to be written; then it is tried before anything is said to be done.</param>
    /// <exception cref="CommandException">There is something in it, or it cannot be written.</exception>
    public static string Output(PathIntrinsics session, string path, bool isWritten)
    {
        var folder = session.GetUnresolvedProviderPathFromPSPath(path);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new CommandException(CommandErrors.OutputSnapshotExists(path));
        if (!isWritten)
            return folder;
        var parent = folder;
        while (!Directory.Exists(parent) && !File.Exists(parent) && Path.GetDirectoryName(parent) is { Length: > 0 } above)
            parent = above;
        try
        {
            new FileStream(Path.Combine(parent, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, bufferSize: 1,
                FileOptions.DeleteOnClose).Dispose();
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CommandException(CommandErrors.OutputSnapshotUnwritable(path, e));
        }
    }

    /// <summary>The lines of a journal.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static JournalContent Read(PathIntrinsics session, string path)
    {
        try
        {
            return new RepairJournal(session.GetUnresolvedProviderPathFromPSPath(path), () => DateTimeOffset.UtcNow).Read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or DriveMissing)
        {
            throw new CommandException(CommandErrors.JournalNotFound(path));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(CommandErrors.JournalInvalid(path, e));
        }
    }
}
