using System.Text.Json.Nodes;
using VpceTools.Findings;
using VpceTools.Planned;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>
/// Whatever a plan does not tell any more, nothing passes for it that did not pass before: every attribute of every resource that becomes
/// unknown, and every part of a plan that is missing.
/// </summary>
public sealed class PlanEvidenceTests : IDisposable
{
    private static readonly string Plans = Path.Combine(Repository.Root, "plans");

    private readonly string _folder = Directory.CreateTempSubdirectory("plan-").FullName;

    public static TheoryData<string> Names => ["client-egress", "deny-only", "no-group"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_attribute_that_becomes_unknown_makes_nothing_pass(string plan)
    {
        var path = Path.Combine(Plans, plan, "plan.json");
        var before = Verdicts(path);
        var attributes = 0;
        foreach (var (address, attribute) in Attributes(path).ToList())
        {
            var root = JsonNode.Parse(File.ReadAllText(path))!;
            Forget(root, address, attribute);
            AssertNothingPasses(before, root, $"{address}.{attribute}");
            attributes++;
        }

        Assert.True(attributes > 40, $"{attributes}");
    }

    [Theory]
    [InlineData("prior_state")]
    [InlineData("configuration")]
    [InlineData("variables")]
    [InlineData("planned_values")]
    [InlineData("relevant_attributes")]
    public void A_part_that_is_missing_makes_nothing_pass(string part)
    {
        foreach (var plan in Names.Select(row => row.Data))
        {
            var path = Path.Combine(Plans, plan, "plan.json");
            var root = JsonNode.Parse(File.ReadAllText(path))!;
            root.AsObject().Remove(part);
            AssertNothingPasses(Verdicts(path), root, $"{plan}: {part}");
        }
    }

    /// <summary>Of a resource that the configuration does not hold nobody knows what is set.</summary>
    [Fact]
    public void A_resource_that_is_missing_in_the_configuration_makes_nothing_pass()
    {
        foreach (var plan in Names.Select(row => row.Data))
        {
            var path = Path.Combine(Plans, plan, "plan.json");
            var before = Verdicts(path);
            var count = JsonNode.Parse(File.ReadAllText(path))!["configuration"]!["root_module"]!["resources"]!.AsArray().Count;
            for (var i = 0; i < count; i++)
            {
                var root = JsonNode.Parse(File.ReadAllText(path))!;
                root["configuration"]!["root_module"]!["resources"]!.AsArray().RemoveAt(i);
                AssertNothingPasses(before, root, $"{plan}: {i}");
            }
        }
    }

    private static IEnumerable<(string Address, string Attribute)> Attributes(string path) =>
        JsonNode.Parse(File.ReadAllText(path))!["resource_changes"]!.AsArray().SelectMany(change =>
            change!["change"]!["after"] is not JsonObject after ? [] : after.Select(member => member.Key)
                .Concat(change["change"]!["after_unknown"] is JsonObject unknown ? unknown.Select(member => member.Key) : [])
                .Where(attribute => attribute is not ("id" or "tags" or "tags_all" or "timeouts" or "arn" or "owner_id")).Distinct()
                .Select(attribute => ((string)change["address"]!, attribute)));

    /// <summary>The attribute as a plan has it that comes from a local value: unknown, with a reference behind which nothing is seen.</summary>
    private static void Forget(JsonNode root, string address, string attribute)
    {
        var change = root["resource_changes"]!.AsArray().Single(one => (string)one!["address"]! == address)!["change"]!;
        change["after"]!.AsObject().Remove(attribute);
        change["after_unknown"]![attribute] = true;
        var written = root["configuration"]!["root_module"]!["resources"]!.AsArray().First(one => (string)one!["address"]! == address)!;
        written["expressions"] ??= new JsonObject();
        written["expressions"]![attribute] = new JsonObject { ["references"] = new JsonArray("local.hidden") };
    }

    private void AssertNothingPasses(Dictionary<string, CheckStatus> before, JsonNode plan, string what)
    {
        var path = Path.Combine(_folder, "plan.json");
        File.WriteAllText(path, plan.ToJsonString());
        foreach (var (verdict, status) in Verdicts(path))
            Assert.True(status != CheckStatus.Passed || before.GetValueOrDefault(verdict, CheckStatus.Passed) is CheckStatus.Passed
                or CheckStatus.NotApplicable, $"{what}: {verdict} passes, and was {before.GetValueOrDefault(verdict)}");
    }

    private static Dictionary<string, CheckStatus> Verdicts(string path) => new PlanDiagnosis(new(CodeKind.Plan, path)).Results
        .ToDictionary(result => $"{result.Address} {result.Check}", result => result.Status, StringComparer.Ordinal);
}
