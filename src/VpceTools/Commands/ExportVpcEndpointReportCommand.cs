using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Exporting;
using VpceTools.Findings;
using VpceTools.Formatting;
using VpceTools.Loading;
using VpceTools.Reports;

namespace VpceTools.Commands;

/// <summary>
/// Writes results, findings, paths and repairs as a report for people or for programs, and with -FailOn ends with an error where something
/// is as bad as that.
/// </summary>
[Cmdlet(VerbsData.Export, "VpcEndpointReport")]
[OutputType(typeof(FileInfo))]
public sealed class ExportVpcEndpointReportCommand : PSCmdlet
{
    /// <summary>From so many objects on it takes long enough to say so.</summary>
    private const int ManyInputs = 2_000;
    private ReportInputs _inputs = new();
    private List<(string Path, ReportFormat Format)> _files = [];
    private PipelineErrors? _errors;
    private DateTimeOffset _created;

    /// <summary>The files. Without it, one in the current folder, named for the time.</summary>
    [Parameter(Position = 0)]
    [Alias("FilePath", "OutFile")]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>What the report is about.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>The format, where the file's name does not tell it.</summary>
    [Parameter]
    public ReportFormat Format { get; set; }

    /// <summary>The heading.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "VPC endpoint report";

    /// <summary>Ends with an error, after the report is written, where a finding is at least as severe as this.</summary>
    [Parameter]
    public Severity FailOn { get; set; }

    /// <summary>
    /// What was before: results or findings. What is in it too is existing and passes the gate; what is not, is introduced.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? Baseline { get; set; }

    /// <summary>Ends with an error, after the report is written, where the evidence does not decide a check.</summary>
    [Parameter]
    public SwitchParameter FailOnUnknown { get; set; }

    /// <summary>What the evidence does not decide is no failure.</summary>
    [Parameter]
    public SwitchParameter AllowUnknown { get; set; }

    /// <summary>What could not be diagnosed is no failure.</summary>
    [Parameter]
    public SwitchParameter AllowError { get; set; }

    /// <summary>Does not replace a file that is there.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Opens the report with the program that the system has for it.</summary>
    [Parameter]
    public SwitchParameter Show { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _errors = new(this);
        if (FailOnUnknown && AllowUnknown)
            ThrowTerminatingError(CommandErrors.ParametersConflict(nameof(FailOnUnknown), nameof(AllowUnknown)));
        var location = SessionState.Path.CurrentLocation;
        _inputs = new() { BaseFolder = location.Provider.Name == "FileSystem" ? location.ProviderPath : "" };
        _created = DateTimeOffset.UtcNow;
        // Before the diagnosis, which takes long.
        _files = [.. (Path ?? []).Select(File)];
        if (_files.Count == 0)
        {
            var format = IsGiven(nameof(Format)) ? Format : ReportFormat.Html;
            _files.Add((System.IO.Path.Combine(SessionState.Path.CurrentFileSystemLocation.ProviderPath,
                ReportFormats.FileName(format, _created)), format));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in (InputObject ?? []).SelectMany(ObjectText.Items).OfType<object>().Select(PSObject.AsPSObject))
        {
            if (!_inputs.Add(input))
                WriteError(CommandErrors.NotReportable(input.BaseObject));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var error in _errors!.New())
            _inputs.Add(error);
        var gate = new ReportGate
        {
            FailOn = IsGiven(nameof(FailOn)) ? FailOn : null,
            AllowsUnknown = AllowUnknown,
            AllowsErrors = AllowError,
            Baseline = IsGiven(nameof(Baseline)) ? BaselineOf(Baseline ?? []) : null,
        };
        var report = _inputs.ToReport(Title, typeof(Report).Assembly.GetName().Version!.ToString(3), _created, gate);
        foreach (var file in _files)
            Write(report, file.Path, file.Format);
        // What nobody could decide never passes silently.
        if (report.Decided is { Length: > 0 } decided)
        {
            if (AllowUnknown && report.Results.Any(result => result.Status == CheckStatus.Unknown))
                WriteWarning(decided);
            else
                WriteVerbose(decided);
        }

        var paths = string.Join(", ", _files.Select(file => file.Path));
        if (gate.FailOn is { } failOn && gate.Reason(report) is { } reason)
            ThrowTerminatingError(CommandErrors.GateFailed(paths, $"-FailOn {failOn}", reason));
        if (FailOnUnknown && gate.Undecided(report) is > 0 and var undecided)
            ThrowTerminatingError(CommandErrors.GateFailed(
                paths, "-FailOnUnknown", $"{undecided} result{(undecided == 1 ? "" : "s")} that the evidence does not decide (Unknown)"));
    }

    private ReportBaseline BaselineOf(IEnumerable<PSObject?> objects)
    {
        var inputs = new ReportInputs { BaseFolder = _inputs.BaseFolder };
        foreach (var input in objects.SelectMany(one => ObjectText.Items(one)).OfType<object>().Select(PSObject.AsPSObject))
            if (!inputs.Add(input))
                WriteError(CommandErrors.NotReportable(input.BaseObject));
        return new(inputs.ToReport(Title, "", _created, new()));
    }

    private (string Path, ReportFormat Format) File(string path)
    {
        var format = IsGiven(nameof(Format)) ? Format : ReportFormats.Of(path);
        if (format is null)
            ThrowTerminatingError(CommandErrors.ReportFormatUnknown(path, ReportFormats.Names));
        string? full = null;
        try
        {
            full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name != "FileSystem")
                throw new IOException("it is no place for files.");
            if (Directory.Exists(full))
                throw new IOException("it is a folder.");
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            ThrowTerminatingError(CommandErrors.ReportUnwritable(path, e));
        }

        if (NoClobber && System.IO.File.Exists(full))
            ThrowTerminatingError(CommandErrors.ReportExists(path));
        return (full!, format!.Value);
    }

    private void Write(Report report, string path, ReportFormat format)
    {
        var progress = new ProgressRecord(1, "Writing the report", path);
        if (_inputs.Count >= ManyInputs)
            WriteProgress(progress);
        try
        {
            ReportFile.Write(report, format, path);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            ThrowTerminatingError(CommandErrors.ReportUnwritable(path, e));
        }

        if (_inputs.Count >= ManyInputs)
        {
            progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(progress);
        }

        // As Get-Item gives it, with what the view of files wants to know.
        WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        if (Show)
            Open(path);
    }

    private void Open(string path)
    {
        try
        {
            Process.Start(new ProcessStartInfo(path) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException
            or FileNotFoundException)
        {
            WriteError(CommandErrors.ReportNotShown(path, e));
        }
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private static bool IsOfFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException
        or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or System.Security.SecurityException;
}
