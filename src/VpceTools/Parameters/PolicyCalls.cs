using VpceTools.Errors;
using VpceTools.Policies;

namespace VpceTools.Parameters;

/// <summary>The calls that parameters name: every action on those of the resources that it takes, by every principal.</summary>
/// <param name="Calls">The calls; at least one.</param>
/// <param name="Doubts">Why actions may be misspelt, and which of them take none of the resources.</param>
/// <param name="IsIncomplete">Whether there are actions that take none of the resources, so that no call of them is asked about.</param>
internal sealed record PolicyCalls(IReadOnlyList<PolicyRequest> Calls, IReadOnlyList<string> Doubts, bool IsIncomplete)
{
    /// <summary>
    /// The calls. A resource that is left out is any, a principal that is left out is anybody; so are the empty cells of a table. Of an
    /// action and a resource that it cannot be about there is no call: a policy that does not allow it lacks nothing.
    /// </summary>
    /// <exception cref="CommandException">A text is no action, no resource or no principal, or no action takes any of the
    /// resources.</exception>
    public static PolicyCalls Of(
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

        var named = Given(resources).Select(resource => resource!).ToList();
        var pairs = CallPairs.Of(actions.Select(action => action.Trim()), named.Count == 0 ? ["*"] : named);
        if (pairs.Pairs.Count == 0)
            throw new CommandException(CommandErrors.ResourceInvalid(named[0], string.Join(" ", pairs.Unpaired)));
        var calls =
            from pair in pairs.Pairs
            from principal in Given(principals).DefaultIfEmpty(null)
            select new PolicyRequest
            {
                Action = pair.Action,
                Resource = pair.Resource,
                Principal = principal,
                Context = context ?? PolicyContext.Empty,
            };
        var misspelt = actions.Select(action => CallNames.WhyUnknownAction(action.Trim())).OfType<string>();
        return new([.. calls], [.. misspelt.Concat(pairs.Unpaired).Distinct(StringComparer.Ordinal)], pairs.Unpaired.Count > 0);
    }

    private static IEnumerable<string?> Given(string[]? values) => (values ?? []).Where(value => !string.IsNullOrWhiteSpace(value))
        .Select(value => value.Trim());
}
