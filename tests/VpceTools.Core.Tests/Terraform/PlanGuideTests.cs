using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>The guide's table of defaults is the one that is applied.</summary>
public sealed class PlanGuideTests
{
    [Fact]
    public void The_guide_has_every_default_with_its_page()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "guides", "plans.md"))
            .Where(line => line.StartsWith("| aws_", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | "));

        Assert.Equal(TerraformDefaults.Values.Select(d => $"{d.Type} {d.Attribute} {d.Value} {d.Page}"),
            rows.Select(cells => string.Join(' ', cells.Select(cell => cell.Trim()))));
    }
}
