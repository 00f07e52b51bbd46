using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// The one entrance to this assembly. Its signature names no type of a package, so that the module can call it from outside the load
/// context that holds them.
/// </summary>
public static class ReportWriter
{
    /// <summary>Writes a report.</summary>
    public static void Write(Report report, ReportFormat format, Stream output)
    {
        switch (format)
        {
            case ReportFormat.Html:
                HtmlReport.Write(report, output);
                break;
            case ReportFormat.Markdown:
                MarkdownReport.Write(report, output);
                break;
            case ReportFormat.Json:
                JsonReport.Write(report, output);
                break;
            case ReportFormat.JUnit:
                JUnitReport.Write(report, output);
                break;
            case ReportFormat.Sarif:
                SarifReport.Write(report, output);
                break;
            case ReportFormat.Csv:
                CsvReport.Write(report, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.");
        }
    }
}
