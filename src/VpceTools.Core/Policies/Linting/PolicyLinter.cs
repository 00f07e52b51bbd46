using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Finds what AWS refuses in an endpoint policy, and what its author can hardly have meant.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
/// </remarks>
public static class PolicyLinter
{
    /// <summary>"The size of an endpoint policy cannot exceed 20,480 characters, including white space."</summary>
    public const int MaximumLength = 20_480;

    /// <summary>Checks a policy, with what is known of its endpoint.</summary>
    public static ValueList<PolicyLintResult> Lint(PolicyDocument document, PolicyTarget? target = null)
    {
        var report = new LintReport(document, target ?? PolicyTarget.Unknown);
        LintDocument(report);
        foreach (var statement in document.Statements)
        {
            PrincipalLint.Check(report, statement);
            ActionLint.Check(report, statement);
            ResourceLint.Check(report, statement);
            ConditionLint.Check(report, statement);
        }

        ResourceLint.CheckTarget(report);
        // Comparing statements takes time that grows with the square of their number; AWS takes no policy above the limit anyway.
        if (document.Text.Length <= MaximumLength)
            StatementLint.Check(report);
        return report.ToList();
    }

    private static void LintDocument(LintReport report)
    {
        var document = report.Document;
        var start = new TextPosition(1, 1, 0);
        if (document.Text.Length > MaximumLength)
            report.Error(
                PolicyLintRule.PolicyTooLong,
                $"The policy has {document.Text.Length:N0} characters; {MaximumLength:N0} are allowed, white space included.",
                start);
        if (document.Version == PolicyVersion.V2008 && !PolicyAnalysis.IsDefaultPolicy(document))
            report.Inform(PolicyLintRule.OldVersion, document.HasVersion
                ? "The policy is of version 2008-10-17, which has no policy variables; 2012-10-17 is the current one."
                : "The policy has no Version and is taken for 2008-10-17, which has no policy variables; 2012-10-17 is the current one.",
                start);
        foreach (var irregularity in document.Irregularities)
        {
            var rule = irregularity.Kind == PolicyIrregularityKind.UnknownElement ? PolicyLintRule.UnknownElement
                : PolicyLintRule.RepeatedElement;
            report.Error(
                rule,
                irregularity.Message,
                irregularity.Position, document.Statements.FirstOrDefault(statement => statement.Index == irregularity.StatementIndex));
        }

        foreach (var group in document.Statements.Where(statement => statement.Sid is { Length: > 0 })
            .GroupBy(statement => statement.Sid, StringComparer.Ordinal))
        {
            foreach (var statement in group.Skip(1))
                report.Warn(
                    PolicyLintRule.RepeatedSid,
                    $"The Sid '{statement.Sid}' is that of statement {group.First().Index + 1} too.",
                    statement.Position, statement);
        }

        if (PolicyAnalysis.AllowsNothing(document))
            report.Error(PolicyLintRule.AllowsNothing, "The policy lets no request pass: what it does not allow is denied.", start);
        else if (!PolicyAnalysis.CanAllowService(document, report.Target))
            report.Error(
                PolicyLintRule.NeverMatchesService,
                $"The policy lets no call of the endpoint's service ({string.Join(", ", report.Target.ServicePrefixes)}) pass.",
                start);
    }
}

/// <summary>Collects the results of the lint rules for one policy.</summary>
internal sealed class LintReport(PolicyDocument document, PolicyTarget target)
{
    private readonly List<PolicyLintResult> _results = [];

    public PolicyDocument Document { get; } = document;

    /// <summary>The endpoint that the policy is on.</summary>
    public PolicyTarget Target { get; } = target;

    public void Error(PolicyLintRule rule, string message, TextPosition position, PolicyStatement? statement = null) =>
        Add(rule, PolicyLintSeverity.Error, message, position, statement);

    public void Warn(PolicyLintRule rule, string message, TextPosition position, PolicyStatement? statement = null) =>
        Add(rule, PolicyLintSeverity.Warning, message, position, statement);

    public void Inform(PolicyLintRule rule, string message, TextPosition position, PolicyStatement? statement = null) =>
        Add(rule, PolicyLintSeverity.Information, message, position, statement);

    public void Add(PolicyLintRule rule, PolicyLintSeverity severity, string message, TextPosition position, PolicyStatement? statement) =>
        _results.Add(new PolicyLintResult(rule, severity, message, position, statement));

    /// <summary>The results in the order of the text.</summary>
    public ValueList<PolicyLintResult> ToList() =>
        _results.OrderBy(result => result.Position.Offset).ThenBy(result => result.Rule).ToValueList();
}
