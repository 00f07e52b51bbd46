using System.Diagnostics;

namespace VpceTools.Repairs.Journal;

/// <summary>
/// Opens a file that several processes write, one of them at a time: who comes second waits until the first has closed it. Windows enforces
/// that; elsewhere .NET locks the file with flock, which every process that opens it this way respects.
/// </summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/system.io.fileshare</remarks>
internal static class SharedFile
{
    // EAGAIN, which .NET passes on outside Windows: on Linux, and on macOS.
    private const int TryAgainOnLinux = 11;
    private const int TryAgainOnMac = 35;
    private const int SharingViolation = 32;
    private const int LockViolation = 33;

    /// <summary>Holding the file takes as long as the disk does for one line; this is as long as a thousand of them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>The file, which nobody else has open.</summary>
    /// <exception cref="IOException">It cannot be opened, or somebody else had it open all the time.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream OpenAlone(string path, FileMode mode, FileAccess access) => Open(path, mode, access, FileShare.None);

    /// <summary>The file, which nobody writes meanwhile.</summary>
    /// <exception cref="IOException">It cannot be opened, or somebody wrote it all the time.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream OpenToRead(string path) => Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, mode, access, share);
            }
            catch (IOException e) when (IsInUse(e) && watch.Elapsed < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static bool IsInUse(IOException exception) => Path.DirectorySeparatorChar == '\\'
        ? (exception.HResult & 0xFFFF) is SharingViolation or LockViolation
        : exception.HResult is TryAgainOnLinux or TryAgainOnMac;
}
