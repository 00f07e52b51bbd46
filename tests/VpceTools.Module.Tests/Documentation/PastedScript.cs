using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>
/// What a page offers to paste, held against the cmdlets without running it: parameters, parameter set, words of enumerations, names of
/// checks.
/// </summary>
internal static class PastedScript
{
    /// <summary>Parses a script and holds its calls of our cmdlets against them.</summary>
    public static IReadOnlyList<CommandAst> Check(ModuleSession session, string code)
    {
        var script = Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors);
        var calls = script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().ToList();
        foreach (var call in calls.Where(call => call.GetCommandName()?.Contains("-VpcEndpoint", StringComparison.Ordinal) == true))
            Bind((CommandInfo)Assert.Single(session.Invoke($"Get-Command {call.GetCommandName()}").Succeeded()).BaseObject, call, session);
        return calls;
    }

    private static void Bind(CommandInfo command, CommandAst call, ModuleSession session)
    {
        var (given, positional) = Arguments(command, call);
        Assert.All(given.Keys, name => Assert.Contains(name, command.Parameters.Keys));
        var set = command.ParameterSets.FirstOrDefault(set => Fits(set, given.Keys, positional.Count));
        Assert.True(set is not null, $"No parameter set of {command.Name} takes: {call.Extent.Text}");
        foreach (var (name, value) in set.Parameters.Where(p => p.Position >= 0 && !given.ContainsKey(p.Name)).OrderBy(p => p.Position)
            .Select(p => p.Name).Zip(positional))
            given.Add(name, value);
        foreach (var (name, value) in given)
            foreach (var word in Words(value))
                CheckWord(command.Parameters[name], word, session);
    }

    /// <summary>
    /// What follows a parameter is its value, unless it is a switch or the value stands behind a colon; what is left goes by position.
    /// </summary>
    private static (Dictionary<string, Ast?> Given, List<Ast?> Positional) Arguments(CommandInfo command, CommandAst call)
    {
        var (given, positional) = (new Dictionary<string, Ast?>(StringComparer.Ordinal), new List<Ast?>());
        var waiting = "";
        foreach (var element in call.CommandElements.Skip(1))
        {
            if (element is CommandParameterAst parameter)
            {
                given.Add(parameter.ParameterName, parameter.Argument);
                var isSwitch = command.Parameters.TryGetValue(parameter.ParameterName, out var known) && known.SwitchParameter;
                waiting = isSwitch || parameter.Argument is not null ? "" : parameter.ParameterName;
            }
            else if (waiting.Length > 0)
            {
                (given[waiting], waiting) = (element, "");
            }
            else
            {
                positional.Add(element);
            }
        }

        Assert.True(waiting.Length == 0, $"-{waiting} has no value: {call.Extent.Text}");
        return (given, positional);
    }

    private static bool Fits(CommandParameterSetInfo set, Dictionary<string, Ast?>.KeyCollection given, int positional)
    {
        var byPosition = set.Parameters.Where(p => p.Position >= 0 && !given.Contains(p.Name)).OrderBy(p => p.Position).Take(positional)
            .Select(p => p.Name).ToList();
        return byPosition.Count == positional
            && given.All(name => set.Parameters.Any(p => p.Name == name))
            // What is mandatory may come by the pipeline.
            && set.Parameters.Where(p => p.IsMandatory && !p.ValueFromPipeline && !p.ValueFromPipelineByPropertyName)
                .All(p => given.Contains(p.Name) || byPosition.Contains(p.Name));
    }

    private static IEnumerable<string> Words(Ast? value) => value switch
    {
        StringConstantExpressionAst text => [text.Value],
        ArrayLiteralAst list => list.Elements.SelectMany(Words),
        _ => [],
    };

    private static void CheckWord(ParameterMetadata parameter, string word, ModuleSession session)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsEnum)
            Assert.Contains(word, parameter.Attributes.OfType<ValidateSetAttribute>().SingleOrDefault()?.ValidValues
                ?? Enum.GetNames(type));
        if (parameter.Name is "Check" or "ExcludeCheck")
            Assert.NotEmpty(session.Invoke($"Get-VpcEndpointCheck '{word}'").Succeeded());
    }
}
