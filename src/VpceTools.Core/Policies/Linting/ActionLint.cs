namespace VpceTools.Policies;

/// <summary>The lint rules of Action and NotAction.</summary>
internal static class ActionLint
{
    public static void Check(LintReport report, PolicyStatement statement)
    {
        foreach (var pattern in statement.Action.Patterns.Where(pattern => !pattern.MatchesEverything))
        {
            Check(report, statement, pattern);
            CheckResources(report, statement, pattern);
        }
    }

    private static void Check(LintReport report, PolicyStatement statement, ActionPattern pattern)
    {
        if (pattern.Text.Contains("${"))
        {
            report.Error(PolicyLintRule.InvalidVariable, $"Policy variables are not replaced in {statement.Action.Name}.",
                pattern.Position, statement);
            return;
        }

        if (CallNames.WhyNoAction(pattern.Text) is { } problem)
        {
            report.Error(PolicyLintRule.InvalidAction, problem, pattern.Position, statement);
            return;
        }

        var prefix = pattern.ServicePattern!;
        if (prefix.IndexOfAny(['*', '?']) >= 0)
        {
            report.Error(
                PolicyLintRule.InvalidAction, $"'{pattern.Text}' has a wildcard in its service prefix.", pattern.Position, statement);
        }
        else if (!ServiceAuthorization.IsPrefix(prefix))
        {
            report.Error(PolicyLintRule.UnknownService, CallNames.WhyUnknownAction(pattern.Text)!, pattern.Position, statement);
        }
        else if (CallNames.WhyUnknownAction(pattern.Text) is { } doubt)
        {
            report.Warn(PolicyLintRule.UnknownAction, doubt, pattern.Position, statement);
        }
        else if (!statement.Action.IsNegated && !report.Target.Carries(pattern.Text)
            && !report.Target.RelatedPrefixes.Contains(prefix, StringComparer.OrdinalIgnoreCase))
        {
            // To deny what does not come does no harm, as where one policy is for several endpoints.
            report.Add(
                PolicyLintRule.ForeignAction,
                statement.Effect == PolicyEffect.Deny ? PolicyLintSeverity.Information : PolicyLintSeverity.Warning,
                $"'{pattern.Text}' is not an action of the endpoint's service ({string.Join(", ", report.Target.ServicePrefixes)}), "
                    + "so no call through it matches.",
                pattern.Position, statement);
        }
    }

    // An action and a resource that no call has together look like a permission and are none.
    private static void CheckResources(LintReport report, PolicyStatement statement, ActionPattern pattern)
    {
        if (statement.Action.IsNegated || statement.Resource.IsNegated || statement.Resource.Patterns.Count == 0
            || statement.Resource.Patterns.Any(resource =>
                resource.MatchesEverything || ResourceLint.FindProblem(resource.Text) is not null))
            return;
        var known = ServiceAuthorization.ResourcesOf(pattern.Text) is { } takes ? [takes]
            : pattern.ServicePattern is { } prefix && pattern.IsWellFormed
                ? ServiceAuthorization.ActionsOf(prefix).Where(pattern.IsMatch).Select(ServiceAuthorization.ResourcesOf).ToList()
            : [];
        if (known.Count == 0 || known.Exists(actions => actions is null || IsReached(pattern.Text, actions)))
            return;
        report.Warn(
            PolicyLintRule.ActionWithoutResource,
            known.TrueForAll(actions => actions!.TakesNone)
                ? $"'{pattern.Text}' takes no resource, and only a statement with Resource \"*\" matches it: this one never does."
                : $"'{pattern.Text}' takes no resource of the statement, so that no call matches"
                    + (known.Count == 1 ? $": it takes {known[0]}." : "."),
            pattern.Position, statement);

        bool IsReached(string action, ActionResources actions) => RequestedResources.AnyOf(action, actions, null)
            .Any(resource => statement.Resource.Patterns.Any(named => resource.IsIn(named.WidestPattern) != Truth.False));
    }
}
