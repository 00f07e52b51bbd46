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
        if (graph is not null && command.PlanPath is not [_])
            throw new CommandException(CommandErrors.GraphWithoutPlan(graph));
        return
        [
            .. (command.PlanPath ?? []).Select(path => new CodeInput(CodeKind.Plan, Resolve(session, nameof(command.PlanPath), path))
            {
                GraphPath = graph,
            }),
            .. (command.StatePath ?? []).Select(path => new CodeInput(CodeKind.State, Resolve(session, nameof(command.StatePath), path))),
        ];
    }

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
