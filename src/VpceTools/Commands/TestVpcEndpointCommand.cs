using System.Management.Automation;
using VpceTools.Findings;

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
}
