namespace VpceTools.Policies;

/// <summary>The lint rules of Action and NotAction.</summary>
internal static class ActionLint
{
    public static void Check(LintReport report, PolicyStatement statement)
    {
        foreach (var pattern in statement.Action.Patterns)
        {
            if (!pattern.MatchesEverything)
                Check(report, statement, pattern);
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
        else if (!statement.Action.IsNegated && report.Target.ServicePrefixes.Count > 0
            && !report.Target.ServicePrefixes.Contains(prefix, StringComparer.OrdinalIgnoreCase))
        {
            report.Warn(
                PolicyLintRule.ForeignAction,
                $"'{pattern.Text}' is not an action of the endpoint's service ({string.Join(", ", report.Target.ServicePrefixes)}), "
                    + "so no call through it matches.",
                pattern.Position, statement);
        }
    }
}
