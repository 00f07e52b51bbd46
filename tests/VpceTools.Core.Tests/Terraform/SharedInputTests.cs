using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>Each shared input has the diagnosis that its README gives.</summary>
public sealed class SharedInputTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tf-vpc-complete.plan.json", "tf-vpc-complete.mock-test-state.json")]
    [InlineData("tf-vpc-complete.plan.json", null)]
    [InlineData("own-traps.plan.json", null)]
    [InlineData("own-traps.plan.json", "own-traps.mock-test-state.json")]
    [InlineData("network-hub.plan.json", null)]
    [InlineData("aws-ia-minimal.plan.json", null)]
    [InlineData("terraform-compliance-158.plan.json", null)]
    public void Dump(string plan, string? graph)
    {
        var diagnosis = PlanDiagnosis.OfPlan(SharedInputs.Of(plan), graph is null ? null : SharedInputs.Of(graph));
        foreach (var line in diagnosis.Lines)
            output.WriteLine(line.Length > 420 ? line[..420] : line);
    }
}
