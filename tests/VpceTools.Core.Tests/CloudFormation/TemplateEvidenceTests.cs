using VpceTools.CloudFormation;
using VpceTools.Findings;
using VpceTools.Planned;
using VpceTools.Templates;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>
/// What a template does not tell makes nothing pass that did not pass before: every property that becomes a parameter without a value, and
/// every resource that may or may not be there.
/// </summary>
public sealed class TemplateEvidenceTests
{
    private const string Hidden = "Hidden";

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "guides", "templates"), "*.yaml")
        .Select(path => Path.GetFileNameWithoutExtension(path)!)];

    /// <summary>Some, since each takes hundreds of diagnoses; all of them were tried.</summary>
    public static TheoryData<string> Some => ["client-egress", "deny-only", "gateway-table", "no-group", "wrong-zone"];

    [Theory]
    [MemberData(nameof(Some))]
    public void A_property_that_becomes_open_makes_nothing_pass(string sample)
    {
        var root = Root(sample);
        var before = Verdicts(root);
        // A parameter can name a VPC that is there already and not one that the stack makes: an endpoint in it is in another VPC.
        var properties = root["Resources"]!.Members.SelectMany(resource => (resource.Value["Properties"]?.Members ?? [])
                .Where(property => property.Name != "VpcId" || resource.Value["Type"]!.Text != "AWS::EC2::VPCEndpoint"))
            .SelectMany(property => property.Value.Items.Append(property.Value)).ToList();
        Assert.True(properties.Count > 40, $"{properties.Count}");
        foreach (var property in properties)
            AssertNothingPasses(before, Replaced(root, property, new(TemplateNodeKind.Text, Hidden, 1, 1) { Tag = "!Ref" }),
                $"line {property.Line}");
    }

    [Theory]
    [MemberData(nameof(Some))]
    public void A_resource_that_may_not_be_there_makes_nothing_pass(string sample)
    {
        var root = Root(sample);
        var before = Verdicts(root);
        foreach (var resource in root["Resources"]!.Members)
        {
            var condition = new TemplateMember("Condition", 1, new(TemplateNodeKind.Text, "Perhaps", 1, 1));
            AssertNothingPasses(before, Replaced(root, resource.Value, resource.Value with { Members = [.. resource.Value.Members, condition] }),
                resource.Name);
        }
    }

    private static void AssertNothingPasses(Dictionary<string, CheckStatus> before, TemplateNode template, string what)
    {
        Dictionary<string, CheckStatus> after;
        try
        {
            after = Verdicts(template);
        }
        catch (Exception e) when (e is TemplateException or VpceTools.Sources.NetworkSourceException)
        {
            // What CloudFormation would refuse passes nothing either.
            return;
        }

        foreach (var (verdict, status) in after)
            Assert.True(status != CheckStatus.Passed || before.GetValueOrDefault(verdict, CheckStatus.Passed) is CheckStatus.Passed
                or CheckStatus.NotApplicable, $"{what}: {verdict} passes, and was {before.GetValueOrDefault(verdict)}");
    }

    private static Dictionary<string, CheckStatus> Verdicts(TemplateNode root)
    {
        var world = TemplateWorld.From([.. new StackEvaluator(Template.From(root), new() { File = "t.yaml", Region = "eu-west-1" }).Resources()],
            [], "eu-west-1", null);
        return JudgedTemplate.Results(PlannedOverlay.Alone(world))
            .ToDictionary(result => $"{result.Address} {result.Check}", result => result.Status, StringComparer.Ordinal);
    }

    /// <summary>The sample, with a parameter and a condition of which nobody knows what they come to.</summary>
    private static TemplateNode Root(string sample) => TemplateYaml.Read(
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "templates", sample + ".yaml"))
            .Replace("Parameters:\n", $"Parameters:\n  {Hidden}: {{ Type: String }}\n", StringComparison.Ordinal)
            .Replace("Resources:\n", $"Conditions:\n  Perhaps: !Equals [!Ref {Hidden}, yes]\nResources:\n", StringComparison.Ordinal)).Root!;

    private static TemplateNode Replaced(TemplateNode node, TemplateNode place, TemplateNode other) => ReferenceEquals(node, place) ? other
        : node with
        {
            Items = [.. node.Items.Select(item => Replaced(item, place, other))],
            Members = [.. node.Members.Select(member => member with { Value = Replaced(member.Value, place, other) })],
        };
}
