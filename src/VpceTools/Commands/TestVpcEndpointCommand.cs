using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Loading;
using VpceTools.Probing;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>Runs the checks over VPC endpoints: one result for each endpoint and check, or with -Quiet one Boolean for each endpoint.</summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpoint", DefaultParameterSetName = LiveSet)]
[OutputType(typeof(EndpointTestResult), typeof(bool))]
public sealed class TestVpcEndpointCommand : DiagnosisCommand
{
    /// <summary>Gives true where no check failed and none is Unknown, else false. Warnings do not count: some clients get through.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Also gives the checks that do not apply to an endpoint.</summary>
    [Parameter]
    public SwitchParameter IncludeNotApplicable { get; set; }

    /// <summary>Also resolves names and opens connections from this machine, for the checks that the wire alone can answer.</summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    private protected override bool IsProbing => Probe;

    private protected override bool IsQuiet => Quiet;

    private protected override void Handle(Diagnosis diagnosis, AwsConnection? connection)
    {
        if (Probe)
            diagnosis.Observations = Observe(diagnosis);
        base.Handle(diagnosis, connection);
    }

    private protected override void Write(IReadOnlyList<EndpointTestResult> results)
    {
        if (Quiet)
        {
            WriteObject(results.All(r => r.Status is not (CheckStatus.Failed or CheckStatus.Unknown)));
            return;
        }

        foreach (var result in results.Where(r => IncludeNotApplicable || r.Status != CheckStatus.NotApplicable))
            WriteObject(OutputObject.Of(result));
    }

    private Dictionary<string, ProbeObservation> Observe(Diagnosis diagnosis)
    {
        var planned = diagnosis.Endpoints.Select(e => (e.Endpoint.Id, Request: ProbePlan.For(diagnosis.ContextOf(e))))
            .Where(p => p.Request is not null).GroupBy(p => p.Id, StringComparer.Ordinal).Select(g => g.First()).ToList();
        var seen = Await((progress, token) => EndpointProbing.RunAsync(LiveProbe.Local(), planned.ConvertAll(p => p.Request! with { Count = 1 }), progress, token));
        return planned.Zip(seen, (plan, observations) => (plan.Id, Observation: observations[0])).ToDictionary(p => p.Id, p => p.Observation, StringComparer.Ordinal);
    }
}
