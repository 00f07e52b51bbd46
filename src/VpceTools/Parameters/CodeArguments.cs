using System.Collections;
using System.Globalization;
using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Planned;
using DriveMissing = System.Management.Automation.DriveNotFoundException;

namespace VpceTools.Parameters;

/// <summary>Turns the parameters that name code into paths of the file system, as the session sees them.</summary>
internal static class CodeArguments
{
    /// <summary>What the parameters name.</summary>
    /// <exception cref="CommandException">A path is none.</exception>
    public static ValueList<CodeInput> Read(EndpointCommand command, PathIntrinsics session)
    {
        var graph = command.GraphPath is { } given ? Resolve(session, nameof(command.GraphPath), given) : null;
        if (command.TemplatePath is null && (command.Parameter is not null || command.StackName is not null))
            throw new CommandException(CommandErrors.ParameterWithoutTemplate());
        if (graph is not null && command.PlanPath is not [_])
            throw new CommandException(CommandErrors.GraphWithoutPlan(graph));
        return
        [
            .. (command.PlanPath ?? []).Select(path => new CodeInput(CodeKind.Plan, Resolve(session, nameof(command.PlanPath), path))
            {
                GraphPath = graph,
            }),
            .. (command.StatePath ?? []).Select(path => new CodeInput(CodeKind.State, Resolve(session, nameof(command.StatePath), path))),
            .. (command.TemplatePath ?? []).Select(path =>
                new CodeInput(CodeKind.Template, Resolve(session, nameof(command.TemplatePath), path))
                {
                    Parameters = ParametersOf(command), Region = RegionOf(command), StackName = command.StackName,
                }),
        ];
    }

    private static ValueList<KeyValuePair<string, string>> ParametersOf(EndpointCommand command) =>
    [
        .. (command.Parameter ?? new Hashtable()).Cast<DictionaryEntry>().Select(pair =>
            new KeyValuePair<string, string>(ValueText(pair.Key), ValueText(pair.Value))),
    ];

    /// <summary>A list is written with commas, as CloudFormation takes it; a switch of PowerShell as CloudFormation writes it.</summary>
    private static string ValueText(object? value) => value switch
    {
        null => "",
        PSObject wrapped => ValueText(wrapped.BaseObject),
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable several => string.Join(",", several.Cast<object?>().Select(ValueText)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The one Region that -Region names; patterns and several only choose among networks.</summary>
    private static string? RegionOf(EndpointCommand command) =>
        command.Region is [{ } region] && AwsRegion.IsName(region) ? region : null;

    /// <summary>A path of the file system.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static string Resolve(PathIntrinsics session, string parameter, string path)
    {
        try
        {
            var resolved = session.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase) ? resolved
                : throw new CommandException(CommandErrors.CodePathInvalid(
                    parameter, path, $"it belongs to the provider {provider.Name}, not to the file system."));
        }
        catch (Exception e) when (e is ItemNotFoundException or DriveMissing or ProviderNotFoundException)
        {
            throw new CommandException(CommandErrors.CodePathInvalid(parameter, path, e.Message));
        }
    }
}
