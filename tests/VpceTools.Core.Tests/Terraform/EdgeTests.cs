using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>
/// What attributes refer to whose ids are not known, held against a mocked run, in which Terraform itself evaluated the configuration: no
/// edge is wrong, and so many are found.
/// </summary>
public sealed class EdgeTests
{
    [Theory]
    [InlineData("tf-vpc-complete", "tf-vpc-complete.mock-test-state.json", 70)]
    [InlineData("own-traps", "own-traps.mock-test-state.json", 23)]
    public void No_edge_is_wrong_and_as_many_are_right_as_were_measured(string plan, string run, int measured)
    {
        var path = SharedInputs.Of($"{plan}.plan.json");
        var found = Edges(path, null);
        var truth = Edges(path, SharedInputs.Of(run)).ToDictionary(e => (e.Address, e.Attribute), e => e.Targets.ToHashSet());

        var wrong = found.Where(e => e.Provenance is ReferenceProvenance.Exact or ReferenceProvenance.Inferred
            && !truth[(e.Address, e.Attribute)].SetEquals(e.Targets));
        Assert.Empty(wrong.Select(e => $"{e.Address} {e.Attribute}"));
        Assert.True(found.Count(e => e.Targets.Count > 0 && truth[(e.Address, e.Attribute)].SetEquals(e.Targets)) >= measured);
        // What is one of several holds the right ones at least.
        Assert.All(found.Where(e => e.Provenance == ReferenceProvenance.OneOfSeveral),
            e => Assert.Subset(e.Targets.ToHashSet(), truth[(e.Address, e.Attribute)]));
    }

    /// <summary>Two plans of our own, run by Terraform 1.11.4 with the test file that the product writes: zones and ways.</summary>
    [Theory]
    [InlineData("names", 34)]
    [InlineData("ways", 28)]
    public void Zones_and_ways_refer_to_what_they_do_in_the_run(string name, int measured)
    {
        var folder = Path.Combine(Repository.Root, "tests", "VpceTools.Core.Tests", "Terraform", "Plans");
        var path = Path.Combine(folder, $"{name}.plan.json");
        var found = Edges(path, null);
        var truth = Edges(path, Path.Combine(folder, $"{name}.graph.json")).ToDictionary(e => (e.Address, e.Attribute), e => e.Targets.ToHashSet());

        Assert.Empty(found.Where(e => e.Provenance is ReferenceProvenance.Exact or ReferenceProvenance.Inferred
            && !truth[(e.Address, e.Attribute)].SetEquals(e.Targets)).Select(e => $"{e.Address} {e.Attribute}"));
        Assert.Equal(measured, found.Count(e => e.Provenance is ReferenceProvenance.Exact or ReferenceProvenance.Inferred));
    }

    [Fact]
    public void In_a_module_that_refers_to_resources_by_name_all_edges_are_found()
    {
        var edges = Edges(SharedInputs.Of("network-hub.plan.json"), null)
            .Where(e => e.Address.StartsWith("module.vpc_endpoints.", StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(edges, e => e.Targets.Count == 0);
        Assert.True(edges.Count >= 48, $"{edges.Count} edges");
    }

    private static List<TerraformEdge> Edges(string path, string? run)
    {
        var input = new CodeInput(CodeKind.Plan, path);
        using var json = TerraformFile.Open(input);
        using var graph = run is null ? null : MockRun.Open(run);
        var reading = new TerraformReading(json.RootElement, input, graph);
        reading.Read(TestContext.Current.CancellationToken);
        return [.. reading.Edges.Where(e => e.Provenance != ReferenceProvenance.Known)];
    }
}
