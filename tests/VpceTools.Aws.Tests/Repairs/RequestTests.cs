using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Aws.Tests.Testing;
using VpceTools.Repairs.Actions;
using VpceTools.Testing;
using VpceTools.Testing.Protocol;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>What a user reads in -WhatIf is what arrives at EC2, what EC2's model knows, and what the CLI sends.</summary>
public sealed class RequestTests
{
    public static TheoryData<string> Names => [.. SampleActions.All.Keys];

    [Fact]
    public void There_is_a_sample_of_every_kind_of_action() =>
        Assert.Equal(SampleActions.Kinds.OrderBy(k => k.Name), SampleActions.All.Values.Select(a => a.GetType()).Distinct()
            .OrderBy(k => k.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_request_that_arrives_is_what_the_action_shows(string name)
    {
        var action = SampleActions.All[name];
        await using var server = await StartAsync();

        await server.ApplyAsync(action);

        AssertSame(action, Assert.Single(server.Calls.Of(action.Operation)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_is_one_that_botocore_knows_and_none_is_missing(string name)
    {
        var model = BotocoreModel.Current;
        Assert.SkipWhen(model is null, "botocore is not installed: there is no second opinion on the parameters");
        var action = SampleActions.All[name];
        using var parameters = JsonDocument.Parse(action.Parameters);

        Check(model, model.Operation(action.Operation).GetProperty("input").GetProperty("shape").GetString()!, parameters.RootElement);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_CLI_takes_the_parameters_and_sends_the_same(string name)
    {
        Assert.SkipWhen(Cli.Path is null, "the aws CLI is not installed");
        var action = SampleActions.All[name];
        await using var server = await StartAsync();
        server.On(action.Operation, Ec2Behaviour.Error("Tested", "Received."));

        var said = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Cli.RunAsync(server.Url, ["ec2", Command(action.Operation), "--cli-input-json", action.Parameters],
                TestContext.Current.CancellationToken));

        Assert.Contains("(Tested)", said.Message, StringComparison.Ordinal);
        AssertSame(action, Assert.Single(server.Calls.Of(action.Operation)));
    }

    private static Task<Ec2TestServer> StartAsync() =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: TestContext.Current.CancellationToken);

    private static void AssertSame(RepairAction action, Ec2Call call)
    {
        var arrived = RequestReader.Read(Ec2Model.Current.Operations[action.Operation].Input, call.Parameters);
        var shown = JsonNode.Parse(action.Parameters);
        Assert.True(JsonNode.DeepEquals(Sorted(shown), Sorted(arrived)), $"{action.ApiCall}\n{arrived.ToJsonString()}");
    }

    // As text, since numbers of different origin are not equal to JsonNode.
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members =>
            new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        { } value => JsonValue.Create(value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "#" + value.ToJsonString()),
        null => null,
    };

    private static void Check(BotocoreModel model, string shapeName, JsonElement value)
    {
        var shape = model.Shape(shapeName);
        switch (shape.GetProperty("type").GetString())
        {
            case "structure":
                var members = shape.GetProperty("members");
                foreach (var member in value.EnumerateObject())
                {
                    Assert.True(members.TryGetProperty(member.Name, out var known), $"{shapeName} has no member {member.Name}");
                    Check(model, known.GetProperty("shape").GetString()!, member.Value);
                }

                if (shape.TryGetProperty("required", out var required))
                    Assert.All(required.EnumerateArray(), name =>
                        Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{shapeName} needs {name}"));
                break;
            case "list":
                foreach (var item in value.EnumerateArray())
                    Check(model, shape.GetProperty("member").GetProperty("shape").GetString()!, item);
                break;
            case "boolean":
                Assert.True(value.ValueKind is JsonValueKind.True or JsonValueKind.False, shapeName);
                break;
            case "integer":
                Assert.Equal(JsonValueKind.Number, value.ValueKind);
                break;
            case var type:
                Assert.Equal(("string", JsonValueKind.String), (type, value.ValueKind));
                if (shape.TryGetProperty("enum", out var values))
                    Assert.Contains(value.GetString(), values.EnumerateArray().Select(v => v.GetString()));
                break;
        }
    }

    private static string Command(string operation) =>
        string.Concat(operation.Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + char.ToLowerInvariant(c)
            : char.ToLowerInvariant(c).ToString()));
}
