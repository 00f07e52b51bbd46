using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>The verdicts on a plan or state, by address and check.</summary>
internal sealed class PlanDiagnosis
{
    private readonly List<EndpointTestResult> _results;

    public PlanDiagnosis(CodeInput input, VpcNetwork? @base = null)
    {
        Worlds = TerraformFile.Read(input, TestContext.Current.CancellationToken);
        Networks = @base is null ? [.. Worlds.Select(PlannedOverlay.Alone)]
            : Worlds.Aggregate((IReadOnlyList<VpcNetwork>)[@base], PlannedOverlay.Over);
        _results = [.. Networks.SelectMany(network => new CheckRunner(network) is var runner
            ? network.Endpoints.SelectMany(endpoint => runner.Run(endpoint)) : [])];
    }

    public IReadOnlyList<PlannedWorld> Worlds { get; }

    public IReadOnlyList<VpcNetwork> Networks { get; }

    public IReadOnlyList<EndpointTestResult> Results => _results;

    public static PlanDiagnosis OfPlan(string path, string? graph = null) => new(new(CodeKind.Plan, path) { GraphPath = graph });

    public static PlanDiagnosis OfState(string path) => new(new(CodeKind.State, path));

    public EndpointTestResult this[string address, string check] => _results.Single(r => r.Address == address && r.Check == check);

    /// <summary>One line a verdict.</summary>
    public IEnumerable<string> Lines => _results.Where(r => r.Status != CheckStatus.NotApplicable)
        .Select(r => $"{r.Address} {r.Check} {r.Status}: {r.Message}");
}
