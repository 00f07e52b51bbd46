using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Loading;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Probing;
using VpceTools.Reading;

namespace VpceTools.Commands;

/// <summary>
/// Runs the checks over VPC endpoints: one result for each endpoint and check, or with -Quiet one Boolean for each endpoint.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpoint", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(EndpointTestResult), typeof(bool))]
public sealed class TestVpcEndpointCommand : DiagnosisCommand
{
    private Question? _question;

    /// <summary>
    /// Gives true where no check failed and none is Unknown, else false. Warnings do not count: some clients get through.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Also gives the checks that do not apply to an endpoint.</summary>
    [Parameter]
    public SwitchParameter IncludeNotApplicable { get; set; }

    /// <summary>Also resolves names and opens connections from this machine, for the checks that the wire alone can answer.</summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    /// <summary>
    /// Also gives the paths that results and findings are about, hop by hop, as Test-VpcEndpointPath does: <c>Paths</c> and <c>Hops</c> of
    /// results, <c>Path</c> and <c>Hops</c> of findings.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludePath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _question = Question(isProbing: Probe) with { IsQuiet = Quiet };
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var diagnosis in Diagnose(_question!))
        {
            var paths = IncludePath && !Quiet ? new ResultPaths(diagnosis) : null;
            foreach (var results in Run(diagnosis, _question!, Probe ? Observe(diagnosis) : null))
            {
                paths?.AddTo(results);
                Write(results);
            }
        }
    }

    private Dictionary<string, ProbeObservation> Observe(Diagnosis diagnosis)
    {
        var planned = diagnosis.Endpoints.GroupBy(e => e.Endpoint.Id, StringComparer.Ordinal)
            .Select(alike => (Id: alike.Key, Request: ProbePlan.For(diagnosis.ContextOf(alike.First()))))
                .Where(plan => plan.Request is not null).ToList();
        var requests = planned.ConvertAll(plan => plan.Request! with { Count = 1 });
        var seen = Work.Await((progress, token) => EndpointProbing.RunAsync(LiveProbe.Local(), requests, progress, token));
        return planned.Zip(seen, (plan, observations) => (plan.Id, Observation: observations[0]))
            .ToDictionary(p => p.Id, p => p.Observation, StringComparer.Ordinal);
    }

    private void Write(IReadOnlyList<EndpointTestResult> results)
    {
        if (Quiet)
        {
            WriteObject(results.All(result => result.Status is not (CheckStatus.Failed or CheckStatus.Unknown)));
            return;
        }

        foreach (var result in results.Where(result => IncludeNotApplicable || result.Status != CheckStatus.NotApplicable))
            WriteObject(OutputObject.From(result));
    }
}
