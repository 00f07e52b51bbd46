using System.Text.Json;
using Json.Schema;
using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

/// <summary>The published schemas, the data files and the readers say the same.</summary>
public sealed class SchemaTests
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private static readonly Lazy<JsonSchema> Tasks = new(() => Load("tasks"));
    private static readonly Lazy<JsonSchema> Names = new(() => Load("default-names"));

    [Fact]
    public void The_tasks_that_the_library_carries_are_valid() => AssertValid(Tasks.Value, DataFiles.Text("tasks.json"));

    [Fact]
    public void The_default_names_that_the_library_carries_are_valid() => AssertValid(Names.Value, DataFiles.Text("default-names.json"));

    [Theory]
    [MemberData(nameof(TaskFileTests.Faults), MemberType = typeof(TaskFileTests))]
    public void What_the_reader_refuses_the_schema_refuses_where_it_can(string marked, string message, bool schemaToo)
    {
        _ = message;
        Assert.Equal(!schemaToo, IsValid(Tasks.Value, TaskFileTests.Unmarked(marked).Text));
    }

    [Fact]
    public void What_the_reader_takes_the_schema_takes() => AssertValid(Tasks.Value, TaskFileTests.Whole);

    [Theory]
    [InlineData("tasks.json")]
    [InlineData("default-names.json")]
    public void The_data_file_names_its_schema(string name)
    {
        var path = JsonDocument.Parse(DataFiles.Text(name)).RootElement.GetProperty("$schema").GetString()!;
        Assert.True(File.Exists(Path.Combine(Repository.Root, "src", "VpceTools.Core", "Needs", "Data", path)), path);
    }

    internal static bool IsValid(JsonSchema schema, string text) => schema.Evaluate(JsonDocument.Parse(text).RootElement, Options).IsValid;

    internal static JsonSchema TaskSchema => Tasks.Value;

    private static void AssertValid(JsonSchema schema, string text)
    {
        var result = schema.Evaluate(JsonDocument.Parse(text).RootElement, Options);
        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(d => d.Errors is not null)
            .Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}").Take(10)));
    }

    private static JsonSchema Load(string name) =>
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", $"{name}.schema.json")));
}
