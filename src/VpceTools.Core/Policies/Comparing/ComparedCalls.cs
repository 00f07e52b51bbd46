namespace VpceTools.Policies;

/// <summary>
/// The calls by which two policies are compared where nobody names any: those that either of them tells apart from others.
/// </summary>
internal static class ComparedCalls
{
    private const string Any = "*";

    /// <summary>
    /// Each action of the endpoint's service, or of the services that the policies name, on any resource and on each that the policies
    /// name, by anybody and by each principal that they name. Names with policy variables stand for no resource that can be asked for.
    /// </summary>
    public static IEnumerable<PolicyRequest> Of(PolicyTarget target, params PolicyDocument[] documents)
    {
        var statements = documents.SelectMany(document => document.Statements).ToList();
        string[] resources =
        [
            Any,
            .. statements.SelectMany(statement => statement.Resource.Patterns).Select(pattern => pattern.Text)
                .Where(text => text.IndexOf("${", StringComparison.Ordinal) < 0 && CallNames.WhyNoResource(text, null) is null)
                .Distinct(StringComparer.Ordinal),
        ];
        string?[] principals =
        [
            null,
            .. statements.SelectMany(PrincipalsOf).Where(text => text != Any && CallNames.WhyNoPrincipal(text) is null)
                .Distinct(StringComparer.Ordinal),
        ];
        var actions = ActionsOf(target, statements).Distinct(StringComparer.OrdinalIgnoreCase);
        return
            from pair in CallPairs.Of(actions, resources).Pairs
            from principal in principals
            select new PolicyRequest { Action = pair.Action, Resource = pair.Resource, Principal = principal };
    }

    // Of a pattern for several services, such as "*", nothing can be listed where the endpoint is not known: it is a call of its own.
    private static IEnumerable<string> ActionsOf(PolicyTarget target, List<PolicyStatement> statements)
    {
        var named = statements.SelectMany(statement => statement.Action.Patterns).Where(pattern => pattern.IsWellFormed).ToList();
        var prefixes = target.ServicePrefixes.Count > 0 ? [.. target.ServicePrefixes]
            : named.Where(pattern => pattern.ServicePattern is { } service && service.IndexOfAny(['*', '?']) < 0)
                .Select(pattern => pattern.ServicePattern!).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return prefixes.SelectMany(prefix => ServiceAuthorization.ActionsOf(prefix))
            .Concat(target.OtherActions)
            .Concat(named.Where(pattern => IsCallOfItsOwn(pattern, target))
                .Select(pattern => pattern.MatchesEverything ? Any : pattern.Text));
    }

    private static bool IsCallOfItsOwn(ActionPattern pattern, PolicyTarget target) => target.Carries(pattern.Text)
        && (pattern.ServicePattern is { } service && ServiceAuthorization.IsPrefix(service)
            ? pattern.Text.IndexOfAny(['*', '?']) < 0
            : target.ServicePrefixes.Count == 0);

    private static IEnumerable<string> PrincipalsOf(PolicyStatement statement) =>
        statement.Principal.Principals.Where(principal => principal.Kind is PrincipalKind.Aws or PrincipalKind.Service)
            .Select(principal => principal.Value);
}
