using System.Globalization;
using System.Text.Json.Nodes;
using Json.Schema;
using VpceTools.Core.Tests.Needs;
using VpceTools.Intents;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.Intents;

/// <summary>What editors go by, the samples and the reader say the same.</summary>
public sealed class IntentSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(Repository.Root, "docs", "guides", "intent.schema.json");
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(File.ReadAllText(SchemaFile)));

    [Fact]
    public void The_schema_and_the_reader_know_the_same_keys_and_words()
    {
        var schema = JsonNode.Parse(File.ReadAllText(SchemaFile))!;
        var expectation = schema["$defs"]!["expectation"]!["properties"]!.AsObject();

        Assert.Equal(IntentFile.FileKeys, schema["properties"]!.AsObject().Select(property => property.Key));
        Assert.Equal(IntentFile.ExpectationKeys, expectation.Select(property => property.Key));
        Assert.Equal(IntentFile.Words.Select(word => word.Word), expectation["reach"]!["enum"]!.AsArray().Select(word => (string)word!));
        Assert.Equal(Enum.GetValues<IntentReach>(), IntentFile.Words.Select(word => word.Reach));
        Assert.Equal(IntentFile.Version, (int)schema["properties"]!["version"]!["const"]!);
        // What completion shows beside a key.
        Assert.All(expectation, property => Assert.NotNull(property.Value!["description"]));
    }

    [Theory]
    [MemberData(nameof(IntentFileTests.Faults), MemberType = typeof(IntentFileTests))]
    public void What_the_reader_refuses_the_schema_refuses_where_it_can(string text, string expected, bool schemaToo)
    {
        _ = expected;
        // A mapping of JSON has no lists as keys, and no key twice.
        if (text.Contains("? [", StringComparison.Ordinal) || text.Contains("version: 1\nversion: 1", StringComparison.Ordinal))
            return;
        Assert.Equal(!schemaToo, IsValid(text));
    }

    [Theory]
    [InlineData("samples/vpce.yaml")]
    [InlineData("docs/guides/intents.md")]
    public void The_samples_are_valid_for_both(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, file));
        if (file.EndsWith(".md", StringComparison.Ordinal))
            text = text.Split("```yaml\n")[1].Split("```")[0];
        var named = text.Split('\n')[0].Split("$schema=")[1];

        Assert.Null(IntentFileTests.Read(text).Error);
        Assert.True(IsValid(text));
        Assert.Equal(SchemaFile, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, named)));
    }

    private static bool IsValid(string text) =>
        SchemaTests.IsValid(Schema.Value, Json(IntentYaml.Read(text).Root!)?.ToJsonString() ?? "null");

    private static JsonNode? Json(IntentNode node) => node.Kind switch
    {
        IntentNodeKind.Mapping => new JsonObject(node.Members.Select(member => KeyValuePair.Create(member.Key.Text, Json(member.Value)))),
        IntentNodeKind.List => new JsonArray([.. node.Items.Select(Json)]),
        IntentNodeKind.Integer or IntentNodeKind.Number => JsonValue.Create(decimal.Parse(node.Text, CultureInfo.InvariantCulture)),
        IntentNodeKind.Flag => JsonValue.Create(bool.Parse(node.Text)),
        IntentNodeKind.Nothing => null,
        _ => JsonValue.Create(node.Text),
    };
}
