using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Planned;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>The plans of frequent mistakes, as Terraform printed them: each fails for its cause and for nothing else.</summary>
public sealed class PlanSampleTests
{
    private static readonly string Plans = Path.Combine(Repository.Root, "plans");

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "client-egress", "ClientSecurityGroupEgress", "aws_security_group.client" },
        { "companions", "CompanionEndpoints", "aws_vpc.main" },
        { "deny-only", "EndpointPolicy", "aws_vpc_endpoint.secrets" },
        { "gateway-tables", "RouteTableAssociation", "aws_route_table.private" },
        { "group-without-443", "SecurityGroupIngress", "aws_security_group.endpoint" },
        { "no-group", "SecurityGroupIngress", "aws_default_security_group.main" },
        { "no-subnet", "SubnetCoverage NetworkInterface", "aws_vpc_endpoint.secrets" },
        { "private-dns", "VpcDns", "aws_vpc.main" },
    };

    public static TheoryData<string> Applied => ["healthy", "group-without-443", "gateway-tables"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_fails_for_its_cause_and_names_the_code(string plan, string checks, string address)
    {
        var failed = PlanDiagnosis.OfPlan(Path.Combine(Plans, plan, "plan.json")).Results.Where(r => r.Status == CheckStatus.Failed)
            .ToList();

        Assert.Equal(checks.Split(' '), failed.Select(r => r.Check));
        Assert.Equal(address, failed[0].Findings[0].Address);
        Assert.Contains(address, failed[0].Message);
        // Nobody can look up an id that is made up.
        Assert.DoesNotContain(failed, r => r.Message.Contains(r.EndpointId, StringComparison.Ordinal));
    }

    /// <summary>A plan holds no lines; beside its configuration they are found.</summary>
    [Fact]
    public void A_finding_has_the_line_of_its_block()
    {
        var folder = Path.Combine(Plans, "group-without-443");
        var finding = PlanDiagnosis.OfPlan(Path.Combine(folder, "plan.json")).Results.SelectMany(r => r.Findings)
            .Single(f => f.Address == "aws_security_group.endpoint");

        Assert.Equal("main.tf", finding.File);
        Assert.Equal("resource \"aws_security_group\" \"endpoint\" {", File.ReadLines(Path.Combine(folder, "main.tf"))
            .ElementAt(finding.Line!.Value - 1));
    }

    [Fact]
    public void The_healthy_plan_has_no_finding()
    {
        var results = PlanDiagnosis.OfPlan(Path.Combine(Plans, "healthy", "plan.json")).Results;

        Assert.DoesNotContain(results, r => r.Status is CheckStatus.Failed or CheckStatus.Warning);
        Assert.All(new[] { "SecurityGroupIngress", "ClientSecurityGroupEgress", "NetworkAcl", "Route", "SubnetCoverage", "VpcDns",
            "EndpointPolicy" },
            check => Assert.Equal(CheckStatus.Passed, results.Single(r => r.Check == check).Status));
    }

    [Fact]
    public void Every_folder_of_plans_is_one_of_these() => Assert.Equal(
        Mistakes.Select(row => row.Data.Item1).Append("healthy").Order(StringComparer.Ordinal),
        Directory.EnumerateDirectories(Plans).Where(folder => File.Exists(Path.Combine(folder, "plan.json")))
            .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));

    /// <summary>What a plan says will be is what is after it was applied.</summary>
    [Theory]
    [MemberData(nameof(Applied))]
    public void A_plan_and_the_state_that_it_was_applied_to_have_the_same_verdicts(string plan)
    {
        var before = PlanDiagnosis.OfPlan(Path.Combine(Plans, plan, "plan.json"));
        var after = PlanDiagnosis.OfState(Path.Combine(Plans, plan, "state.json"));

        // Whether endpoints came up is to be seen only afterwards; into a VPC that is there others may have put zones and rules since.
        var namesOf = CheckCatalog.All.Where(check => check.Descriptor.Layer == CheckLayer.Name).Select(check => check.Descriptor.Name);
        var open = after.Results.Where(r => r.Status == CheckStatus.Unknown && namesOf.Contains(r.Check)).Select(r => (r.Address, r.Check))
            .ToHashSet();
        Assert.Equal(Verdicts(before, open), Verdicts(after, open));
    }

    [Fact]
    public void The_test_file_mocks_every_provider_and_answers_for_data_sources()
    {
        var text = TerraformTestFile.Of(Path.Combine(Plans, "deny-only", "plan.json"));

        Assert.Contains("mock_provider \"aws\" {", text);
        Assert.Contains("target = data.aws_iam_policy_document.endpoint", text);
        Assert.Contains("run \"graph\" {\n  command = apply\n}\n", text);
    }

    [Fact]
    public void The_run_of_the_test_file_tells_what_a_local_hides()
    {
        var plan = Path.Combine(Plans, "deny-only", "plan.json");
        var run = Path.Combine(Plans, "deny-only", "graph.jsonl");
        var input = new CodeInput(CodeKind.Plan, plan) { GraphPath = run };

        var network = Assert.Single(TerraformFile.Read(input, TestContext.Current.CancellationToken).Select(PlannedOverlay.Alone));

        Assert.Equal(CheckStatus.Failed, new CheckRunner(network).Run(network.Endpoints[0])
            .Single(r => r.Check == "EndpointPolicy").Status);
        Assert.All(network.Plan!.Origins.Values, origin => Assert.True(origin.Provenance <= VpceTools.Model.ReferenceProvenance.Exact));
    }

    private static IEnumerable<string> Verdicts(PlanDiagnosis diagnosis, HashSet<(string?, string)> open) => diagnosis.Results
        .Where(r => !open.Contains((r.Address, r.Check)) && CheckCatalog.All.Single(check => check.Descriptor.Name == r.Check).Descriptor is { NeedsDeployment: false })
        .Select(r => $"{r.Address} {r.Check} {r.Status}").Order(StringComparer.Ordinal);
}
