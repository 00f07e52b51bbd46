using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Reading;

namespace VpceTools.Commands;

/// <summary>Gives the problems of VPC endpoints with their proof and fix, of endpoints that it diagnoses or of results from the pipeline.</summary>
[Cmdlet(VerbsCommon.Get, "VpcEndpointFinding", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(Finding))]
public sealed class GetVpcEndpointFindingCommand : DiagnosisCommand
{
    private readonly HashSet<string> _undecidedEndpoints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _undecidedChecks = new(StringComparer.Ordinal);
    private HashSet<string> _wanted = [];
    private Question? _question;

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
        _question = Question();
        _wanted = new(_question.Checks.Select(check => check.Descriptor.Name), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            Gather();
        else
            Write(InputObject.Where(result => _wanted.Contains(result.Check)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var diagnosis in Diagnose(_question!))
            foreach (var results in Run(diagnosis, _question!))
                Write(results);

        // No finding must not read as no problem.
        if (_undecidedChecks.Count > 0)
            WriteWarning($"Evidence is missing: {string.Join(", ", _undecidedChecks)} could not be decided for {_undecidedEndpoints.Count} "
                + $"{(_undecidedEndpoints.Count == 1 ? "endpoint" : "endpoints")}. Test-VpcEndpoint says what would decide them.");
    }

    private void Write(IEnumerable<EndpointTestResult> results)
    {
        foreach (var result in results)
        {
            foreach (var finding in result.Findings.Where(finding => finding.Severity >= MinimumSeverity))
                WriteObject(OutputObject.From(finding));
            if (result.Status == CheckStatus.Unknown)
            {
                _undecidedEndpoints.Add(result.EndpointId);
                _undecidedChecks.Add(result.Check);
            }
        }
    }
}
