using VpceTools.Checks;
using VpceTools.Comparing;
using VpceTools.Core.Tests.CloudFormation;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Comparing;

/// <summary>What a change of code introduces, leaves and mends.</summary>
public sealed class CodeComparisonTests
{
    private static readonly string Templates = Path.Combine(Repository.Root, "docs", "guides", "templates");
    private static readonly string Plans = Path.Combine(Repository.Root, "plans");

    [Fact]
    public void What_a_template_breaks_is_introduced_and_the_other_way_round_mended()
    {
        var (healthy, broken) = (Template("healthy"), Template("group-without-443"));

        var worse = Assert.Single(Compare(healthy, broken), change => change.NewFindings.Count > 0);
        Assert.Equal(("SecurityGroupIngress", ResultTrend.Worse, CheckStatus.Passed, CheckStatus.Failed),
            (worse.Check, worse.Trend, worse.Before!.Value, worse.After!.Value));
        Assert.Equal(("EndpointGroup", true), (worse.NewFindings[0].Address, worse.NewFindings[0].Line > 0));
        var better = Assert.Single(Compare(broken, healthy), change => change.GoneFindings.Count > 0);
        Assert.Equal((ResultTrend.Better, "EndpointGroup"), (better.Trend, better.GoneFindings[0].Address));
    }

    [Fact]
    public void What_is_wrong_before_and_after_is_there_already()
    {
        var broken = Template("group-without-443");

        var changes = Compare(broken, broken);
        var change = Assert.Single(changes, change => change.KeptFindings.Any(finding => finding.Severity > Severity.Low));

        Assert.Equal((ResultTrend.Unchanged, 1, 0, 0),
            (change.Trend, change.KeptFindings.Count, change.NewFindings.Count, change.GoneFindings.Count));
        Assert.All(changes, one => Assert.Equal(ResultTrend.Unchanged, one.Trend));
        Assert.DoesNotContain(Compare(Template("healthy"), Template("healthy")),
            one => one.KeptFindings.Any(finding => finding.Severity > Severity.Low));
    }

    /// <summary>Of the first plan nothing was before, so that all is introduced.</summary>
    [Fact]
    public void A_first_plan_introduces_all_that_is_wrong_with_it()
    {
        var path = Path.Combine(Plans, "group-without-443", "plan.json");
        var changes = Compare(Read(path, isBefore: true), Read(path));

        var finding = Assert.Single(changes.SelectMany(change => change.NewFindings));
        Assert.Equal("aws_security_group.endpoint", finding.Address);
        Assert.Empty(changes.SelectMany(change => change.KeptFindings));
    }

    /// <summary>The state of before is that of the plan itself: no second file is needed.</summary>
    [Theory]
    [InlineData("group-without-443", 0, 1, 0)]
    [InlineData("healthy", 0, 0, 0)]
    public void A_plan_that_changes_nothing_leaves_what_is_wrong(string plan, int introduced, int existing, int mended)
    {
        var path = Path.Combine(Path.GetTempPath(), $"plan-{Guid.NewGuid():N}.json");
        // What was applied is the state of before, and each of its resources stays as it is.
        var state = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Plans, plan, "state.json")))!;
        var created = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Plans, plan, "plan.json")))!;
        var resources = state["values"]!["root_module"]!["resources"]!.AsArray();
        File.WriteAllText(path, new System.Text.Json.Nodes.JsonObject
        {
            ["format_version"] = "1.2",
            ["configuration"] = created["configuration"]!.DeepClone(),
            ["prior_state"] = state.DeepClone(),
            ["resource_changes"] = new System.Text.Json.Nodes.JsonArray([.. resources.Where(r => (string)r!["mode"]! == "managed")
                .Select(r => new System.Text.Json.Nodes.JsonObject
                {
                    ["address"] = r!["address"]!.DeepClone(), ["mode"] = "managed", ["type"] = r["type"]!.DeepClone(),
                    ["name"] = r["name"]!.DeepClone(), ["index"] = r["index"]?.DeepClone(),
                    ["change"] = new System.Text.Json.Nodes.JsonObject
                    {
                        ["actions"] = new System.Text.Json.Nodes.JsonArray("no-op"), ["before"] = r["values"]!.DeepClone(),
                        ["after"] = r["values"]!.DeepClone(), ["after_unknown"] = new System.Text.Json.Nodes.JsonObject(),
                    },
                })]),
        }.ToJsonString());
        try
        {
            var changes = Compare(Read(path, isBefore: true), Read(path)).ToList();
            Assert.Equal((introduced, existing, mended), (changes.Sum(c => c.NewFindings.Count), changes.Sum(c => c.KeptFindings.Count),
                changes.Sum(c => c.GoneFindings.Count)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static VpcNetwork[] Template(string name) =>
        [.. JudgedTemplate.Networks(Path.Combine(Templates, name + ".yaml"), "eu-west-1")];

    private static VpcNetwork[] Read(string path, bool isBefore = false) =>
        [.. TerraformFile.Read(new(CodeKind.Plan, path) { IsBefore = isBefore }, TestContext.Current.CancellationToken)
            .Select(PlannedOverlay.Alone)];

    private static IReadOnlyList<EndpointResultChange> Compare(VpcNetwork[] before, VpcNetwork[] after) =>
        [.. new CodeComparison(before, after, CheckCatalog.All, new()).Compare((_, _) => true)];
}
