using System.Text.Json;
using VpceTools.Module.Tests.Documentation;

namespace VpceTools.Module.Tests.Scenarios;

/// <summary>One of tests/Scenarios/scenarios.json, whose README says what its members mean; the Pester suite runs the same.</summary>
internal sealed record Scenario(string Name, IReadOnlyList<ScenarioStep> Steps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>Every scenario, once for each of its cases.</summary>
    /// <exception cref="JsonException">The file holds a member that its README does not name.</exception>
    public static IReadOnlyList<Scenario> All { get; } =
        [.. JsonSerializer.Deserialize<List<Description>>(RepositoryFiles.Read("tests", "Scenarios", "scenarios.json"), Options)!
            .SelectMany(description => (description.Cases ?? [[]]).Select(description.Of))];

    private sealed record Description(string Name, IReadOnlyList<ScenarioStep> Steps, IReadOnlyList<Dictionary<string, string>>? Cases = null)
    {
        public Scenario Of(Dictionary<string, string> values)
        {
            string Filled(string text) => values.Aggregate(text, (filled, value) => filled.Replace($"<{value.Key}>", value.Value, StringComparison.Ordinal));
            IReadOnlyList<string>? All(IReadOnlyList<string>? texts) => texts?.Select(Filled).ToList();
            return new(Filled(Name), [.. Steps.Select(step => new ScenarioStep(Filled(step.Run), All(step.Output), All(step.Shows), All(step.Errors), All(step.Warnings)))]);
        }
    }
}

internal sealed record ScenarioStep(
    string Run, IReadOnlyList<string>? Output = null, IReadOnlyList<string>? Shows = null, IReadOnlyList<string>? Errors = null, IReadOnlyList<string>? Warnings = null);
