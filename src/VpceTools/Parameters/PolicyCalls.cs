using VpceTools.Errors;
using VpceTools.Policies;

namespace VpceTools.Parameters;

/// <summary>The calls that parameters name: every action on every resource by every principal.</summary>
internal static class PolicyCalls
{
    /// <summary>
    /// The calls. A resource that is left out is any, a principal that is left out is anybody; so are the empty cells of a table.
    /// </summary>
    /// <exception cref="CommandException">A text is no action, no resource or no principal.</exception>
    public static IEnumerable<PolicyRequest> Of(
        string[] actions, string[]? resources, string[]? principals, string[]? regions, PolicyContext? context = null)
    {
        foreach (var action in actions)
        {
            if (CallNames.WhyNoAction(action.Trim()) is { } problem)
                throw new CommandException(CommandErrors.ActionInvalid(action, problem));
        }

        foreach (var resource in Given(resources))
        {
            if (CallNames.WhyNoResource(resource!, Given(regions).FirstOrDefault()) is { } problem)
                throw new CommandException(CommandErrors.ResourceInvalid(resource!, problem));
        }

        foreach (var principal in Given(principals))
        {
            if (CallNames.WhyNoPrincipal(principal!) is { } problem)
                throw new CommandException(CommandErrors.PrincipalInvalid(principal!, problem));
        }

        return
            from action in actions
            from resource in Given(resources).DefaultIfEmpty("*")
            from principal in Given(principals).DefaultIfEmpty(null)
            select new PolicyRequest
            {
                Action = action.Trim(),
                Resource = resource!,
                Principal = principal,
                Context = context ?? PolicyContext.Empty,
            };
    }

    /// <summary>Why the actions may be misspelt.</summary>
    public static IEnumerable<string> Doubts(string[] actions) => actions.Select(action => CallNames.WhyUnknownAction(action.Trim()))
        .OfType<string>().Distinct();

    private static IEnumerable<string?> Given(string[]? values) => (values ?? []).Where(value => !string.IsNullOrWhiteSpace(value))
        .Select(value => value.Trim());
}
