using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Resources;
using VpceTools.Selection;

namespace VpceTools.Commands;

/// <summary>Gives the problems of VPC endpoints with their proof and fix, of endpoints that it diagnoses or of results from the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "VpcEndpointFinding", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(Finding))]
public sealed class GetVpcEndpointFindingCommand : DiagnosisCommand
{
    private readonly HashSet<string> _undecidedEndpoints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _undecidedChecks = new(StringComparer.Ordinal);
    private HashSet<string> _wanted = [];

    /// <summary>Results of Test-VpcEndpoint.</summary>
    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    public EndpointTestResult[]? InputObject { get; set; }

    /// <summary>The least severity that is given.</summary>
    [Parameter]
    public Severity MinimumSeverity { get; set; } = Severity.Information;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _wanted = new(CheckSelection.Of(Check, ExcludeCheck).Select(check => check.Descriptor.Name), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            base.ProcessRecord();
        else
            Write([.. InputObject.Where(result => _wanted.Contains(result.Check))]);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        // No finding must not read as no problem.
        if (_undecidedChecks.Count > 0)
            WriteWarning(MessageText.Of(_undecidedEndpoints.Count == 1 ? Messages.EvidenceMissingForOne : Messages.EvidenceMissing, string.Join(", ", _undecidedChecks), _undecidedEndpoints.Count));
    }

    private protected override void Write(IReadOnlyList<EndpointTestResult> results)
    {
        foreach (var result in results)
        {
            foreach (var finding in result.Findings.Where(f => f.Severity >= MinimumSeverity))
                WriteObject(OutputObject.Of(finding));
            if (result.Status == CheckStatus.Unknown)
            {
                _undecidedEndpoints.Add(result.EndpointId);
                _undecidedChecks.Add(result.Check);
            }
        }
    }
}
