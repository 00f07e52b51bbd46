using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The lint rules of conditions.</summary>
internal static class ConditionLint
{
    private const int TextAroundWildcards = 6;

    // "Global context keys that reference system-generated identifiers (for example, aws:PrincipalAccount or aws:SourceVpc)."
    private static readonly string[] SystemIdentifiers =
    [
        "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:SourceAccount", "aws:SourceOrgID",
        "aws:SourceVpc", "aws:SourceVpce", "aws:VpceAccount", "aws:VpceOrgID",
    ];

    public static void Check(LintReport report, PolicyStatement statement)
    {
        foreach (var condition in statement.Conditions)
        {
            CheckKey(report, statement, condition);
            CheckQualifier(report, statement, condition);
            if (condition.Values.Count == 0)
                report.Warn(
                    PolicyLintRule.EmptyCondition,
                    $"{condition.Operator.Name} has no value to compare {condition.Key} with.",
                    condition.Position, statement);
            foreach (var value in condition.Values)
                CheckValue(report, statement, condition, value);
        }
    }

    private static void CheckKey(LintReport report, PolicyStatement statement, PolicyCondition condition)
    {
        CheckName(report, statement, condition);
        CheckPresence(report, statement, condition);
        if (Is(condition.Key, "aws:SourceIp"))
            report.Warn(
                PolicyLintRule.SourceIp,
                "Requests through a VPC endpoint have no aws:SourceIp; aws:VpcSourceIp is the client's address there.",
                condition.Position, statement);
        var isNumeric = condition.Operator.Kind
            is >= ConditionOperatorKind.NumericEquals and <= ConditionOperatorKind.NumericGreaterThanEquals;
        if (Array.Exists(SystemIdentifiers, key => Is(key, condition.Key))
            && (isNumeric || condition.Values.Any(value => HasWildcard(condition, value))))
            report.Error(
                PolicyLintRule.SystemIdentifierPattern,
                $"{condition.Key} is an identifier that AWS makes; endpoint policies take neither wildcards nor numeric operators for it.",
                condition.Position, statement);
    }

    private static void CheckName(LintReport report, PolicyStatement statement, PolicyCondition condition)
    {
        var key = condition.Key;
        if (condition.MeantKey is { } meant)
            report.Error(PolicyLintRule.UnknownConditionKey, $"There is no condition key '{key}': '{meant}' is meant.",
                condition.Position, statement);
        else if (ConditionKeys.IsKnown(key))
            return;
        else if (GlobalConditionKeys.HasForm(key))
            report.Warn(PolicyLintRule.UnknownConditionKey, $"IAM documents no global condition key '{key}'.",
                condition.Position, statement);
        else if (ConditionKeys.PrefixOf(key) is not { } prefix || !ServiceAuthorization.IsPrefix(prefix))
            report.Error(
                PolicyLintRule.UnknownConditionKey, $"'{key}' begins with no service prefix that IAM knows.",
                    condition.Position, statement);
        else
            report.Inform(
                PolicyLintRule.UnknownConditionKey, $"The service '{prefix}' has no condition key '{key}'.", condition.Position, statement);
    }

    // Where no call has the key, the condition holds always or never, whatever its values are.
    private static void CheckPresence(LintReport report, PolicyStatement statement, PolicyCondition condition)
    {
        var prefixes = report.Target.ServicePrefixes.Count > 0 ? report.Target.ServicePrefixes : PrefixesOf(statement);
        if (prefixes.Count == 0 || condition.Operator.Kind == ConditionOperatorKind.Null
            || !prefixes.All(prefix => ConditionKeys.IsNeverIn(condition.Key, prefix)))
            return;
        var holds = ConditionEvaluator.WhenAbsent(condition.Operator) == Truth.True;
        // IfExists says that the author thought of calls without the key.
        var isMeant = holds && condition.Operator is { IfExists: true, IsNegated: false };
        report.Add(
            PolicyLintRule.KeyNotInRequest,
            isMeant ? PolicyLintSeverity.Information : PolicyLintSeverity.Warning,
            $"Calls of {prefixes} do not have {condition.Key}, so {condition.Operator.Name} {(holds ? "always" : "never")} holds.",
            condition.Position, statement);
    }

    /// <summary>The services that a statement itself names, for a policy that stands by itself; none where it leaves them open.</summary>
    private static ValueList<string> PrefixesOf(PolicyStatement statement) =>
        statement.Action is { IsNegated: false, Patterns: var patterns }
        && patterns.All(pattern => pattern.ServicePattern is { } prefix && ServiceAuthorization.IsPrefix(prefix))
            ? [.. patterns.Select(pattern => pattern.ServicePattern!).Distinct(StringComparer.OrdinalIgnoreCase)] : [];

    private static void CheckQualifier(LintReport report, PolicyStatement statement, PolicyCondition condition)
    {
        var isMultivalued = ConditionKeys.IsMultivalued(condition.Key);
        var isNull = condition.Operator.Kind == ConditionOperatorKind.Null;
        switch (condition.Operator.Qualifier)
        {
            case SetQualifier.None when isMultivalued && !isNull:
                // AWS's own examples for EventBridge leave the qualifier out, so that calls with several values are refused.
                if (GlobalConditionKeys.HasForm(condition.Key))
                    report.Error(
                        PolicyLintRule.MissingQualifier,
                        $"{condition.Key} can have several values: {condition.Operator.Name} needs ForAnyValue or ForAllValues.",
                        condition.Position, statement);
                else
                    report.Inform(
                        PolicyLintRule.MissingQualifier,
                        $"{condition.Key} can have several values, none of which {condition.Operator.Name} matches without ForAnyValue or "
                            + "ForAllValues.",
                        condition.Position, statement);
                break;
            case SetQualifier.ForAllValues when isNull:
                report.Warn(PolicyLintRule.MisleadingQualifier, "ForAllValues:Null is always true.", condition.Position, statement);
                break;
            case SetQualifier.ForAnyValue when isNull:
                report.Warn(PolicyLintRule.MisleadingQualifier, "ForAnyValue:Null is always false.", condition.Position, statement);
                break;
            case SetQualifier.ForAnyValue when condition.Operator.IfExists:
                report.Warn(
                    PolicyLintRule.MisleadingQualifier,
                    $"IfExists has no effect with ForAnyValue: {condition.Operator.Name} is false for requests without {condition.Key}.",
                    condition.Position, statement);
                break;
            case SetQualifier.ForAllValues when statement.Effect == PolicyEffect.Allow && !HasNullCheck(statement, condition.Key):
                report.Warn(
                    PolicyLintRule.MisleadingQualifier,
                    $"{condition.Operator.Name} is true for requests without {condition.Key}; "
                        + $"add Null: {{\"{condition.Key}\": \"false\"}} to allow only those with it.",
                    condition.Position, statement);
                break;
        }
    }

    private static void CheckValue(LintReport report, PolicyStatement statement, PolicyCondition condition, ConditionValue value)
    {
        if (value.Text.Contains("${"))
        {
            if (report.Document.Version == PolicyVersion.V2008)
                report.Warn(
                    PolicyLintRule.InvalidVariable, "Policy variables are plain text in version 2008-10-17.", value.Position, statement);
            else if (!condition.Operator.TakesVariables)
                report.Error(
                    PolicyLintRule.InvalidVariable, $"{condition.Operator.Name} takes no policy variables.", value.Position, statement);
            else
                VariableLint.Check(report, statement, value.Template, value.Position);
        }

        if (value.Comparand is { IsValid: false })
            report.Error(
                PolicyLintRule.InvalidConditionValue,
                $"'{value.Text}' is not a value for {condition.Operator.Name}, so nothing equals it.",
                value.Position, statement);
        var hasStar = value.Template.Parts.Any(part => part.Kind == TemplatePartKind.Pattern && part.Text.IndexOfAny(['*', '?']) >= 0);
        if (!hasStar)
            return;
        if (condition.Operator.Kind is ConditionOperatorKind.StringEquals or ConditionOperatorKind.StringEqualsIgnoreCase)
            report.Warn(
                PolicyLintRule.WildcardWithoutLike,
                $"{condition.Operator.Name} takes '{value.Text}' literally; StringLike has wildcards.",
                value.Position, statement);
        else if (condition.Operator.Kind == ConditionOperatorKind.StringLike && HasShortText(value))
            report.Warn(
                PolicyLintRule.ShortWildcardText,
                $"In '{value.Text}' a wildcard has fewer than {TextAroundWildcards} characters on either side, "
                    + "which endpoint policies do not take.",
                value.Position, statement);
    }

    // "When you use a string condition operator, you must use at least six consecutive characters before or after each wildcard character."
    // A lone star, which asks whether the key exists, has nothing around it.
    private static bool HasShortText(ConditionValue value)
    {
        if (value.Comparand is { MatchesEverything: true } || value.Template.HasVariables)
            return false;
        var runs = value.Text.Split('*', '?');
        for (var i = 0; i + 1 < runs.Length; i++)
        {
            if (runs[i].Length < TextAroundWildcards && runs[i + 1].Length < TextAroundWildcards)
                return true;
        }

        return false;
    }

    private static bool HasWildcard(PolicyCondition condition, ConditionValue value) =>
        condition.Operator.Kind is ConditionOperatorKind.StringLike or ConditionOperatorKind.ArnLike
        && value.Text.IndexOfAny(['*', '?']) >= 0
        && value.Comparand is not { MatchesEverything: true };

    private static bool HasNullCheck(PolicyStatement statement, string key) =>
        statement.Conditions.Any(condition => condition.Operator.Kind == ConditionOperatorKind.Null && Is(condition.Key, key));

    private static bool Is(string text, string expected) => string.Equals(text, expected, StringComparison.OrdinalIgnoreCase);
}
