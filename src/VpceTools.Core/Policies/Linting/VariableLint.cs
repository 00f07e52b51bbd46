namespace VpceTools.Policies;

/// <summary>The lint rules of policy variables.</summary>
internal static class VariableLint
{
    /// <summary>Checks the variables of a text.</summary>
    public static void Check(LintReport report, PolicyStatement statement, PolicyTemplate template, TextPosition position)
    {
        foreach (var part in template.Parts)
        {
            if (part.Kind == TemplatePartKind.Malformed)
                report.Error(
                    PolicyLintRule.InvalidVariable,
                    $"'${{{part.Text}}}' is not a policy variable: that is a context key, "
                        + "or one with a default as in ${aws:PrincipalTag/team, 'none'}.",
                    position, statement);
            else if (part.Kind == TemplatePartKind.Variable && ConditionKeys.IsMultivalued(part.Text))
                report.Error(PolicyLintRule.InvalidVariable, $"'{part.Text}' can have several values and cannot be a policy variable.",
                    position, statement);
            else if (part.Kind == TemplatePartKind.Pattern && part.Text.Contains("${"))
                report.Error(
                    PolicyLintRule.InvalidVariable, $"'{part.Text}' begins a policy variable that no brace ends.", position, statement);
        }
    }
}
