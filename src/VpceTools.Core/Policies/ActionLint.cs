namespace VpceTools.Policies;

/// <summary>The lint rules of Action and NotAction.</summary>
internal static class ActionLint
{
    /// <summary>Checks a statement.</summary>
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
            report.Error(PolicyLintRule.InvalidVariable, $"Policy variables are not replaced in {statement.Action.Name}.", pattern.Position, statement);
            return;
        }

        if (!pattern.IsWellFormed)
        {
            report.Error(
                PolicyLintRule.InvalidAction,
                $"'{pattern.Text}' is no action: an action is a service prefix, a colon and a name, such as s3:GetObject.",
                pattern.Position, statement);
            return;
        }

        var prefix = pattern.ServicePattern!;
        if (prefix.IndexOfAny(['*', '?']) >= 0)
        {
            report.Error(PolicyLintRule.InvalidAction, $"'{pattern.Text}' has a wildcard in its service prefix.", pattern.Position, statement);
        }
        else if (!ServiceAuthorization.IsPrefix(prefix))
        {
            report.Error(PolicyLintRule.UnknownService, $"IAM knows no service prefix '{prefix}'.", pattern.Position, statement);
        }
        else if (!ServiceAuthorization.HasAction(prefix.ToLowerInvariant(), pattern.Pattern))
        {
            report.Warn(PolicyLintRule.UnknownAction, $"The service '{prefix}' has no action that '{pattern.Text}' matches.", pattern.Position, statement);
        }
        else if (!statement.Action.IsNegated && report.Target.ServicePrefixes.Count > 0
            && !report.Target.ServicePrefixes.Contains(prefix, StringComparer.OrdinalIgnoreCase))
        {
            report.Warn(
                PolicyLintRule.ForeignAction,
                $"'{pattern.Text}' is no action of the endpoint's service ({string.Join(", ", report.Target.ServicePrefixes)}), so no call through it matches.",
                pattern.Position, statement);
        }
    }
}
