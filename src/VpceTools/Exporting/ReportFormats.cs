using VpceTools.Reports;

namespace VpceTools.Exporting;

/// <summary>The formats by the ends of files' names.</summary>
internal static class ReportFormats
{
    /// <summary>The longest first: a report for JUnit may be called report.junit.xml.</summary>
    private static readonly (string End, ReportFormat Format)[] Ends =
    [
        (".sarif.json", ReportFormat.Sarif), (".sarif", ReportFormat.Sarif), (".html", ReportFormat.Html),
            (".htm", ReportFormat.Html), (".markdown", ReportFormat.Markdown),
        (".md", ReportFormat.Markdown), (".json", ReportFormat.Json), (".xml", ReportFormat.JUnit), (".csv", ReportFormat.Csv),
    ];

    /// <summary>What messages call the ends.</summary>
    public static string Names => ".html, .md, .json, .xml (JUnit), .sarif and .csv";

    /// <summary>The format of a file; null where its name does not tell.</summary>
    public static ReportFormat? Of(string path) =>
        Array.Find(Ends, end => path.EndsWith(end.End, StringComparison.OrdinalIgnoreCase)) is { End: not null } found
            ? found.Format : null;

    /// <summary>A name for a file that nobody named.</summary>
    public static string FileName(ReportFormat format, DateTimeOffset created)
    {
        var end = format == ReportFormat.JUnit ? ".junit.xml"
            : Array.Find(Ends, end => end.Format == format && end.End != ".sarif.json" && end.End != ".markdown").End;
        return $"vpce-report-{created.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture)}{end}";
    }
}
