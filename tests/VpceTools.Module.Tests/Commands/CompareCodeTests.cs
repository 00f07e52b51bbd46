using System.Management.Automation;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Plans and templates held against what was before: what they introduce, leave and mend.</summary>
public sealed class CompareCodeTests : IDisposable
{
    private readonly ModuleSession _session = new(width: 120);

    public CompareCodeTests() => _session.Runspace.SessionStateProxy.Path.SetLocation(RepositoryFiles.Root);

    [Fact]
    public void A_plan_alone_is_held_against_the_state_from_which_it_starts()
    {
        var changes = Changes("-PlanPath plans/group-without-443/plan.json");

        var change = Assert.Single(changes, one => Count(one, "NewFindings") > 0);
        Assert.Equal(("SecurityGroupIngress", "Worse"), (Text(change, "Check"), Text(change, "Trend")));
        Assert.All(changes, one => Assert.Equal(0, Count(one, "KeptFindings")));
    }

    [Fact]
    public void A_template_is_held_against_a_former_one()
    {
        const string Healthy = "docs/guides/templates/healthy.yaml", Broken = "docs/guides/templates/group-without-443.yaml";

        var introduced = Assert.Single(Changes($"{Healthy} -TemplatePath {Broken} -Region eu-west-1"), one => Count(one, "NewFindings") > 0);
        Assert.Equal("SecurityGroupIngress", Text(introduced, "Check"));
        var mended = Assert.Single(Changes($"{Broken} -TemplatePath {Healthy} -Region eu-west-1"), one => Count(one, "GoneFindings") > 0);
        Assert.Equal("Better", Text(mended, "Trend"));
        Assert.Contains(Changes($"{Broken} -TemplatePath {Broken} -Region eu-west-1"),
            one => Count(one, "KeptFindings") > 0 && Text(one, "Trend") == "Unchanged");
    }

    [Fact]
    public void A_state_is_what_was_before_its_plan() =>
        Assert.DoesNotContain(Changes("plans/group-without-443/state.json -PlanPath plans/group-without-443/plan.json"),
            one => Text(one, "Check") == "SecurityGroupIngress" && Count(one, "NewFindings") > 0);

    [Fact]
    public void Over_a_snapshot_what_is_wrong_there_already_is_existing()
    {
        var changes = Changes("samples/security-group -TemplatePath docs/guides/templates/healthy.yaml -Region us-east-1");

        Assert.Contains(changes, one => Text(one, "Check") == "SecurityGroupIngress" && Count(one, "KeptFindings") > 0);
        Assert.DoesNotContain(changes, one => Text(one, "Check") == "SecurityGroupIngress" && Count(one, "NewFindings") > 0);
    }

    [Fact]
    public void The_view_says_introduced_with_the_place_in_code() =>
        Assert.Contains("Introduced:", string.Join("\n", _session.Invoke(
            "Compare-VpcEndpointSnapshot -PlanPath plans/group-without-443/plan.json -WarningAction Ignore | Out-String -Width 200")
            .Succeeded().Select(line => $"{line}")), StringComparison.Ordinal);

    [Fact]
    public void A_gate_closes_for_what_is_introduced()
    {
        var report = Path.Combine(Path.GetTempPath(), $"report-{Guid.NewGuid():N}.md");
        try
        {
            var result = _session.Invoke("Compare-VpcEndpointSnapshot -PlanPath plans/group-without-443/plan.json -WarningAction Ignore | "
                + $"Export-VpcEndpointReport '{report}' -FailOn Medium -AllowUnknown");
            Assert.StartsWith("GateFailed,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(report);
        }
    }

    [Fact]
    public void Without_anything_of_before_it_is_an_error()
    {
        var result = _session.Invoke("Compare-VpcEndpointSnapshot -TemplatePath docs/guides/templates/healthy.yaml");
        var error = result.TerminatingError ?? Assert.Single(result.Errors);
        Assert.StartsWith("ReferenceMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    public void Dispose() => _session.Dispose();

    private IReadOnlyList<PSObject> Changes(string arguments) =>
        [.. _session.Invoke($"Compare-VpcEndpointSnapshot {arguments} -WarningAction Ignore").Succeeded()];

    private static string Text(PSObject item, string property) => $"{item.Properties[property].Value}";

    private static int Count(PSObject item, string property) => LanguagePrimitives.GetEnumerable(item.Properties[property].Value)
        .Cast<object>().Count();
}
