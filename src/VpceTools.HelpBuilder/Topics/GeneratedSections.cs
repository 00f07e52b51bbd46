using System.Text.Json;
using VpceTools.Checks;
using VpceTools.Evidence;
using VpceTools.HelpBuilder.Pages;
using VpceTools.Model;

namespace VpceTools.HelpBuilder.Topics;

/// <summary>The parts of topics that come from the catalogue, from the pages of the checks and from the rows of evidence.</summary>
public static class GeneratedSections
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string[] ProbeActions = ["ssm:DescribeInstanceInformation", "ssm:SendCommand", "ssm:GetCommandInvocation"];

    /// <summary>What a diagnosis reads: the kinds of evidence, and the Regions, which are none.</summary>
    private static IEnumerable<(string Action, string Purpose)> ReadActions =>
        DescribeCall.OfDiagnosis.Select(call => (call.IamAction, call.Purpose!))
        .Append(("ec2:DescribeRegions", "only where -Region has a wildcard: the Regions that the account uses"));

    /// <summary>All of them, by the name that a topic calls them by.</summary>
    /// <exception cref="HelpException">A check has no page, or its page lacks a section.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<Section>> All(string docs) =>
        new Dictionary<string, IReadOnlyList<Section>>(StringComparer.Ordinal)
        {
            ["checks"] = [.. CheckCatalog.All.Select(check =>
                OfCheck(check.Descriptor, Page.Read(Path.Combine(docs, check.Descriptor.Page))))],
            ["actions"] = [Actions()],
            ["policy"] = [Policy()],
            ["requirements"] = [.. Enum.GetValues<ResourceKind>().Select(OfRequirement).OfType<Section>()],
        };

    private static Section Actions()
    {
        var section = new Section("Actions", 1);
        foreach (var (action, purpose) in ReadActions)
            section.Blocks.Add(new(BlockKind.Row, $"{action}{Block.CellSeparator}{purpose}", 1));
        return section;
    }

    private static Section Policy()
    {
        var section = new Section("Policy", 1);
        section.Blocks.Add(new(BlockKind.Paragraph,
            "Most of the actions of the first statement cannot be limited to resources; all of them only read.", 1));
        section.Blocks.Add(new(BlockKind.Code, JsonSerializer.Serialize(
            new
            {
                Version = "2012-10-17",
                Statement = new[]
                {
                    new { Sid = "VpceToolsRead", Effect = "Allow", Action = ReadActions.Select(read => read.Action)
                        .ToArray(), Resource = "*" },
                    new { Sid = "VpceToolsProbeFromInstances", Effect = "Allow", Action = ProbeActions, Resource = "*" },
                },
            },
            Indented).ReplaceLineEndings("\n"), 1));
        return section;
    }

    private static Section OfCheck(CheckDescriptor check, Page page)
    {
        var section = new Section($"{check.Name}: {check.Title}", 1);
        foreach (var block in page.Root.Blocks.Where(b => b.Kind == BlockKind.Paragraph))
            section.Blocks.Add(block);
        foreach (var (title, label) in new[] { ("What it reads", "Reads"), ("How it decides", "Decides"), ("The fix", "Fix") })
        {
            var labelled = false;
            foreach (var block in page.Require(title).Blocks)
            {
                section.Blocks.Add(labelled ? block : block with { Text = $"{label}: {block.Text}" });
                labelled = true;
            }
        }

        section.Blocks.Add(new(BlockKind.Paragraph, $"Worst severity: {check.Severity}. See {check.Link}", 1));
        return section;
    }

    private static Section? OfRequirement(ResourceKind kind)
    {
        var checks = CheckCatalog.All.Select(c => c.Descriptor).Where(d => d.Requires.Contains(kind)).Select(d => d.Name).ToList();
        if (checks.Count == 0)
            return null;
        var section = new Section(DescribeCall.For(kind).IamAction, 1);
        section.Blocks.Add(new(BlockKind.Paragraph, string.Join(", ", checks), 1));
        return section;
    }
}
