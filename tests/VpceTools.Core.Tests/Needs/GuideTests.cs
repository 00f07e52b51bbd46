using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

/// <summary>What docs/guides/tasks.md says is so.</summary>
public sealed class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "tasks.md"));

    [Fact]
    public void The_guide_lists_the_tasks_of_the_module() => Assert.Equal(
        TaskCatalog.BuiltIn.Tasks.Select(t => $"| {t.Name} | {t.Title} | [page]({t.Page}) |"), Guide.Split('\n')
            .Where(line => line.Contains("| [page](")));

    [Fact]
    public void The_file_in_the_guide_is_one_that_the_module_takes()
    {
        const string Fence = "```json\n";
        var start = Guide.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        var text = Guide[start..Guide.IndexOf("```", start, StringComparison.Ordinal)];
        var (catalog, error) = TaskCatalog.BuiltIn.Add(text);
        Assert.Null(error);
        Assert.Contains(catalog!.NeedsOf(catalog.Find("Shop")!, "eu-west-1"), n => n.Need.Name == "image layers");
        Assert.True(SchemaTests.IsValid(SchemaTests.TaskSchema, text));
    }
}
