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

    /// <summary>A folder for a snapshot; new or empty, so that it will hold nothing else.</summary>
    /// <exception cref="CommandException">There is something in it.</exception>
    public static string Output(PathIntrinsics session, string path)
    {
        var folder = session.GetUnresolvedProviderPathFromPSPath(path);
        return File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            ? throw new CommandException(CommandErrors.OutputSnapshotExists(path)) : folder;
    }

    /// <summary>The lines of a journal.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static IReadOnlyList<JournalEntry> Read(PathIntrinsics session, string path)
    {
        try
        {
            return JournalReader.Read(File.ReadAllText(session.GetUnresolvedProviderPathFromPSPath(path)));
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
