using System.Management.Automation;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Scenarios;

/// <summary>What a user does, from import to repair, as the Pester suite runs it in the user's own shell.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_scenario_goes_as_described(string name)
    {
        var scratch = Directory.CreateTempSubdirectory("VpceTools");
        try
        {
            using var session = new ModuleSession(width: 80);
            session.Runspace.SessionStateProxy.Path.SetLocation(RepositoryFiles.Root);
            session.Runspace.SessionStateProxy.SetVariable("Scratch", scratch.FullName);
            foreach (var step in Scenario.All.Single(scenario => scenario.Name == name).Steps)
            {
                if (step.Shows is { } shows)
                    Show(session, step.Run, shows);
                else
                    Run(session, step);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_step_says_what_comes_of_it_in_one_way() =>
        Assert.All(Scenario.All.SelectMany(scenario => scenario.Steps), step =>
            Assert.True(step.Shows is null ? step.Output is not null || step.Errors is { Count: > 0 } : step.Shows.Count > 0 && step.Output is null && step.Errors is null, step.Run));

    private static void Show(ModuleSession session, string script, IReadOnlyList<string> patterns)
    {
        var text = session.InvokeText(script);
        Assert.Empty(session.LastErrorText);
        Assert.All(patterns, pattern => Assert.Matches(pattern, text));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    private static void Run(ModuleSession session, ScenarioStep step)
    {
        var result = session.Invoke(step.Run);
        var errors = result.Errors.Append(result.TerminatingError).OfType<ErrorRecord>().Select(error => error.FullyQualifiedErrorId);
        Assert.Equal(step.Errors ?? [], errors);
        if (step.Output is { } output)
            Assert.Equal(output, result.Output.Select(value => LanguagePrimitives.ConvertTo<string>(value)));
        Assert.Equal((step.Warnings ?? []).Count, result.Warnings.Count);
        Assert.All(result.Warnings.Zip(step.Warnings ?? []), pair => Assert.Matches(pair.Second, pair.First));
    }
}
