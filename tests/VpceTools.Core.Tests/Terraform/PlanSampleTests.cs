using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
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
        { "wrong-zone", "SubnetCoverage", "aws_vpc_endpoint.secrets" },
    };

    public static TheoryData<string> Applied => [.. Directory.EnumerateFiles(Plans, "state.json", SearchOption.AllDirectories)
        .Select(path => Path.GetFileName(Path.GetDirectoryName(path))!)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_fails_for_its_cause_and_names_the_code(string plan, string checks, string address)
    {
        var problems = Problems(PlanDiagnosis.OfPlan(Path.Combine(Plans, plan, "plan.json")));
        var lines = File.ReadAllLines(Path.Combine(Plans, plan, "main.tf"));

        Assert.Equal(checks.Split(' '), problems.Select(r => r.Check));
        Assert.Equal(address, problems[0].Findings[0].Address);
        Assert.Contains(address, problems[0].Message);
        // Nobody can look up an id that is made up.
        Assert.DoesNotContain(problems, r => r.Message.Contains(r.EndpointId, StringComparison.Ordinal));
        Assert.All(problems.SelectMany(r => r.Findings), finding =>
        {
            Assert.Equal("main.tf", finding.File);
            Assert.Equal($"resource \"{finding.Address!.Replace(".", "\" \"", StringComparison.Ordinal)}\" {{", lines[finding.Line!.Value - 1]);
            // Nor is there anything yet that a command could change.
            Assert.DoesNotContain("modify-vpc-endpoint", finding.Recommendation);
            Assert.Empty(finding.AwsCli);
        });
    }

    /// <summary>The folder "mended" holds the configuration with the fix and what Terraform plans for it.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void The_fix_pasted_into_the_configuration_gives_a_plan_that_passes(string plan, string checks, string address)
    {
        var folder = Path.Combine(Plans, plan);
        var problem = Problems(PlanDiagnosis.OfPlan(Path.Combine(folder, "plan.json")))[0];
        var mended = Path.Combine(folder, "mended");
        // What a policy is to allow nobody but its author knows: that fix is written by hand.
        if (plan == "deny-only")
            Assert.Empty(problem.Findings[0].Terraform);
        else
            Assert.Equal(HclPaste.Into(Path.Combine(folder, "main.tf"), problem.Findings[0].Terraform).Skip(1),
                File.ReadLines(Path.Combine(mended, "main.tf")).Skip(1));

        var after = PlanDiagnosis.OfPlan(Path.Combine(mended, "plan.json"));

        var result = after.Results.Single(r => r.Check == checks.Split(' ')[0] && r.Address == problem.Address);
        // Whether the names of the new endpoints lead to them AWS alone tells, and this policy holds an id that is not there yet.
        if (plan is "companions" or "deny-only")
            Assert.Equal(CheckStatus.Unknown, result.Status);
        else
            Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.DoesNotContain(after.Results, r => r.Status == CheckStatus.Failed);
        // The default group lets in whoever is in it: that is hygiene.
        Assert.All(after.Results.Where(r => r.Status == CheckStatus.Warning), r => Assert.Equal("EndpointSecurityGroups", r.Check));
        Assert.NotNull(address);
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
        Mistakes.Select(row => row.Data.Item1).Concat(["healthy", "existing-vpc"]).Order(StringComparer.Ordinal),
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
    public void States_of_most_plans_are_compared() => Assert.True(Applied.Count >= 9);

    /// <summary>
    /// The account before, the plan, and the account after Terraform applied it, as they were read from moto. What the plan decides over
    /// the account before, the account after says too.
    /// </summary>
    [Fact]
    public async Task A_plan_over_a_snapshot_is_the_network_that_comes_of_it()
    {
        var folder = Path.Combine(Plans, "existing-vpc");
        var over = new PlanDiagnosis(new(CodeKind.Plan, Path.Combine(folder, "plan.json")), await SnapshotAsync("before"));
        var after = AsEc2(await SnapshotAsync("after"));
        var said = over.Results.Where(IsDecided).ToDictionary(r => $"{r.ServiceName} {r.Check}", r => r.Status);
        var came = after.Endpoints.SelectMany(endpoint => new CheckRunner(after).Run(endpoint, null))
            .ToDictionary(r => $"{r.ServiceName} {r.Check}", r => r.Status);

        Assert.Equal(3, over.Networks.Single().Endpoints.Count);
        Assert.Equal(CheckStatus.Failed, said["com.amazonaws.us-east-1.s3 RouteTableAssociation"]);
        Assert.Equal(CheckStatus.Passed, said["com.amazonaws.us-east-1.sqs SecurityGroupIngress"]);
        Assert.True(said.Count >= 20, $"{said.Count}");
        // Of a network that is there a call tells the entries of a list, which moto does not answer; of code they are done without.
        Assert.All(said.Where(verdict => !(verdict.Key.EndsWith(" ClientSecurityGroupEgress", StringComparison.Ordinal)
            && came[verdict.Key] == CheckStatus.Unknown)),
            verdict => Assert.Equal((verdict.Key, verdict.Value), (verdict.Key, came[verdict.Key])));

        async Task<VpcNetwork> SnapshotAsync(string name) => (await new VpceTools.Snapshots.SnapshotSource(Path.Combine(folder, name))
            .ReadAsync(new(), null, TestContext.Current.CancellationToken)).Single();
    }

    /// <summary>moto gives an endpoint's interfaces the default group and an address of no subnet, which EC2 never does.</summary>
    private static VpcNetwork AsEc2(VpcNetwork network) => network with
    {
        NetworkInterfaces = network.NetworkInterfaces.Select(n =>
            network.Endpoints.FirstOrDefault(e => e.NetworkInterfaceIds.Contains(n.Id)) is { } endpoint
                && network.Subnets.FirstOrDefault(s => s.Id == n.SubnetId) is { } subnet
                ? n with
                {
                    GroupIds = endpoint.GroupIds,
                    InterfaceType = "vpc_endpoint",
                    Addresses = [IpAddress.Parse(subnet.CidrBlocks[0].ToString().Replace(".0/24", ".200", StringComparison.Ordinal))],
                } : n).ToValueList(),
    };

    private static bool IsDecided(EndpointTestResult result) => result.Status is not (CheckStatus.Unknown or CheckStatus.NotApplicable)
        && CheckCatalog.All.Single(check => check.Descriptor.Name == result.Check).Descriptor is { NeedsDeployment: false };

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

    /// <summary>What failed, else what warns.</summary>
    private static List<EndpointTestResult> Problems(PlanDiagnosis diagnosis) => diagnosis.Results
        .Where(r => r.Status is CheckStatus.Failed or CheckStatus.Warning).GroupBy(r => r.Status).OrderBy(g => g.Key == CheckStatus.Warning)
        .First().ToList();

    private static IEnumerable<string> Verdicts(PlanDiagnosis diagnosis, HashSet<(string?, string)> open) => diagnosis.Results
        .Where(r => !open.Contains((r.Address, r.Check))
            && CheckCatalog.All.Single(check => check.Descriptor.Name == r.Check).Descriptor is { NeedsDeployment: false })
        .Select(r => $"{r.Address} {r.Check} {r.Status}").Order(StringComparer.Ordinal);
}
