namespace VpceTools.Policies;

/// <summary>The lint rules of Resource and NotResource.</summary>
internal static class ResourceLint
{
    public static void Check(LintReport report, PolicyStatement statement)
    {
        foreach (var pattern in statement.Resource.Patterns)
        {
            if (pattern.MatchesEverything)
                continue;
            if (FindProblem(pattern.Text) is { } problem)
                report.Error(PolicyLintRule.InvalidResource, $"'{pattern.Text}' {problem}.", pattern.Position, statement);
            else
                CheckServices(report, statement, pattern);
            CheckVariables(report, statement, pattern);
        }
    }

    /// <summary>Checks all statements against the endpoint.</summary>
    public static void CheckTarget(LintReport report)
    {
        foreach (var mismatch in PolicyAnalysis.FindResourceMismatches(report.Document, report.Target))
        {
            report.Add(
                PolicyLintRule.ForeignResource,
                mismatch is { Statement.Effect: PolicyEffect.Deny, Kind: ResourceMismatchKind.Service }
                    ? PolicyLintSeverity.Information : PolicyLintSeverity.Warning,
                mismatch.ToString(),
                mismatch.Resource.Position, mismatch.Statement);
        }
    }

    /// <summary>Why the text is no resource; null where it can be one.</summary>
    public static string? FindProblem(string text)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
            return "is neither * nor an ARN";
        if (Arn.TryParse(text) is not { } arn)
            return text.EndsWith("*", StringComparison.Ordinal) ? null : "has fewer than the six fields of an ARN";
        if (!HasWildcard(arn.Partition) && !AwsPartition.Exists(arn.Partition))
            return $"is of no partition of AWS ('{arn.Partition}')";
        if (arn.Service.Length == 0 || arn.Service.Any(char.IsUpper))
            return "has no service in lower case";
        if (arn.Resource.Length == 0)
            return "names no resource";
        // "The account portion of the ARN can include an account ID or a wildcard character, but not both"; some services own resources as
        // "aws" or "cloudfront".
        return arn.Account.Any(char.IsDigit) && !RequestPrincipal.IsAccountId(arn.Account)
            ? $"has '{arn.Account}' for an account: that takes the twelve digits of one, or a wildcard, not both"
            : null;
    }

    private static void CheckServices(LintReport report, PolicyStatement statement, ResourcePattern pattern)
    {
        if (Arn.TryParse(pattern.Text) is not { } arn || statement.Action.IsNegated || statement.Resource.IsNegated
            || statement.Action.Patterns.Count == 0)
            return;
        var service = GlobPattern.Parse(arn.Service);
        var isUsed = statement.Action.Patterns.Any(
            action => action.ServicePattern is null || action.ServicePattern.IndexOfAny(['*', '?']) >= 0
            || ServiceAuthorization.CanNameResourcesOf(action.ServicePattern, service));
        if (!isUsed)
            report.Warn(
                PolicyLintRule.ResourceWithoutAction,
                $"No action of the statement is about resources of '{arn.Service}'.",
                pattern.Position, statement);
    }

    private static void CheckVariables(LintReport report, PolicyStatement statement, ResourcePattern pattern)
    {
        var variable = pattern.Text.IndexOf("${", StringComparison.Ordinal);
        if (variable < 0)
            return;
        if (report.Document.Version == PolicyVersion.V2008)
            report.Warn(
                PolicyLintRule.InvalidVariable, "Policy variables are plain text in version 2008-10-17.", pattern.Position, statement);
        else if (variable < Arn.IndexOfResource(pattern.Text) || Arn.IndexOfResource(pattern.Text) < 0)
            report.Error(PolicyLintRule.InvalidVariable, "Policy variables are replaced only after the fifth colon of an ARN.",
                pattern.Position, statement);
        else
            VariableLint.Check(report, statement, pattern.Template, pattern.Position);
    }

    private static bool HasWildcard(string text) => text.IndexOfAny(['*', '?']) >= 0;
}
