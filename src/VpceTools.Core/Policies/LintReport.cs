using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Collects the results of the lint rules for one policy.</summary>
internal sealed class LintReport(PolicyDocument document, PolicyTarget target)
{
    private readonly List<PolicyLintResult> _results = [];

    /// <summary>The policy.</summary>
    public PolicyDocument Document { get; } = document;

    /// <summary>The endpoint that the policy is on.</summary>
    public PolicyTarget Target { get; } = target;

    /// <summary>Adds an error.</summary>
    public void Error(PolicyLintRule rule, string message, TextPosition position, PolicyStatement? statement = null) =>
        _results.Add(new PolicyLintResult(rule, PolicyLintSeverity.Error, message, position, statement));

    /// <summary>Adds a warning.</summary>
    public void Warn(PolicyLintRule rule, string message, TextPosition position, PolicyStatement? statement = null) =>
        _results.Add(new PolicyLintResult(rule, PolicyLintSeverity.Warning, message, position, statement));

    /// <summary>Adds an information.</summary>
    public void Inform(PolicyLintRule rule, string message, TextPosition position, PolicyStatement? statement = null) =>
        _results.Add(new PolicyLintResult(rule, PolicyLintSeverity.Information, message, position, statement));

    /// <summary>The results in the order of the text.</summary>
    public ValueList<PolicyLintResult> ToList() => _results.OrderBy(result => result.Position.Offset).ThenBy(result => result.Rule).ToValueList();
}
