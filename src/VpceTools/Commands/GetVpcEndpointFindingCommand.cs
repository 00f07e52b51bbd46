using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Formatting;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Reading;

namespace VpceTools.Commands;

/// <summary>
/// Gives the problems of VPC endpoints with their proof and fix, of endpoints that it diagnoses or of results from the pipeline.
/// </summary>
[Cmdlet(VerbsCommon.Get, "VpcEndpointFinding", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(Finding))]
public sealed class GetVpcEndpointFindingCommand : DiagnosisCommand
{
    private readonly HashSet<string> _undecidedEndpoints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _undecidedChecks = new(StringComparer.Ordinal);
    private HashSet<string> _wanted = [];
    private readonly List<(Severity Severity, PSObject Finding)> _found = [];
    private Question? _question;

    /// <summary>Results of Test-VpcEndpoint. In every parameter set: defaults of the session for an account must not lead to EC2.</summary>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = Sets.Snapshot, ValueFromPipeline = true)]
    [TestResultTransformation]
    [ValidateNotNullOrEmpty]
    public PSObject[]? InputObject { get; set; }

    /// <summary>The least severity that is given.</summary>
    [Parameter]
    public Severity MinimumSeverity { get; set; } = Severity.Information;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _question = Question().ForItsChecks();
        _wanted = new(_question.Checks.Select(check => check.Descriptor.Name), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            Gather();
        else
            Take(InputObject.Where(result => _wanted.Contains($"{ObjectText.Get(result, nameof(EndpointTestResult.Check))}")));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var diagnosis in Diagnose(_question!))
            foreach (var results in Run(diagnosis, _question!))
                Take(results.Select(result => (PSObject)OutputObject.From(result)));

        // The worst first, of all endpoints; what is alike stays in the order of endpoints and checks.
        foreach (var (_, finding) in _found.OrderByDescending(found => found.Severity))
            WriteObject(finding);
        // No finding must not read as no problem.
        if (_undecidedChecks.Count > 0)
            WriteWarning($"Evidence is missing: {string.Join(", ", _undecidedChecks)} could not be decided for {_undecidedEndpoints.Count} "
                + $"{(_undecidedEndpoints.Count == 1 ? "endpoint" : "endpoints")}. Test-VpcEndpoint says what would decide them.");
    }

    /// <summary>Takes the findings of results; those of another session have words in place of enums.</summary>
    private void Take(IEnumerable<PSObject> results)
    {
        foreach (var result in results)
        {
            foreach (var finding in ObjectText.Items(result, nameof(EndpointTestResult.Findings)).OfType<object>()
                .Select(PSObject.AsPSObject))
                if (Enum.TryParse<Severity>(ObjectText.Text(finding, nameof(Finding.Severity)), out var severity)
                    && severity >= MinimumSeverity)
                    _found.Add((severity, finding));
            if (ObjectText.Text(result, nameof(EndpointTestResult.Status)) == nameof(CheckStatus.Unknown))
            {
                _undecidedEndpoints.Add(ObjectText.Text(result, nameof(EndpointTestResult.EndpointId)) ?? "");
                _undecidedChecks.Add(ObjectText.Text(result, nameof(EndpointTestResult.Check)) ?? "");
            }
        }
    }
}
