using VpceTools.Reports;

namespace VpceTools.Loading;

/// <summary>Writes reports. The template engine is loaded at the first use.</summary>
internal static class ReportFile
{
    private static readonly Lazy<Action<Report, ReportFormat, Stream>> Writer = new(() =>
        Dependencies.Method<Action<Report, ReportFormat, Stream>>("VpceTools.Reporting", "VpceTools.Reporting.ReportWriter", "Write"));

    /// <summary>Writes a report into a new file beside the one that it then replaces, so that nobody reads half a report.</summary>
    public static void Write(Report report, ReportFormat format, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                Writer.Value(report, format, stream);
            // Framework 4.8 has no move that replaces; what File.Replace needs is there already.
            if (File.Exists(path))
                File.Replace(temporary, path, destinationBackupFileName: null);
            else
                File.Move(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
