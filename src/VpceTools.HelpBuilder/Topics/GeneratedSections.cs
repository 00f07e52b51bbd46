using VpceTools.Checks;
using VpceTools.Evidence;
using VpceTools.HelpBuilder.Pages;
using VpceTools.Model;

namespace VpceTools.HelpBuilder.Topics;

/// <summary>The parts of topics that come from the catalogue and from the pages of the checks.</summary>
public static class GeneratedSections
{
    /// <summary>All of them, by the name that a topic calls them by.</summary>
    /// <exception cref="HelpException">A check has no page, or its page lacks a section.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<Section>> All(string docs) => new Dictionary<string, IReadOnlyList<Section>>(StringComparer.Ordinal)
    {
        ["checks"] = [.. CheckCatalog.All.Select(check => OfCheck(check.Descriptor, Page.Read(Path.Combine(docs, check.Descriptor.Page))))],
        ["requirements"] = [.. Enum.GetValues<ResourceKind>().Select(OfRequirement).OfType<Section>()],
    };

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
