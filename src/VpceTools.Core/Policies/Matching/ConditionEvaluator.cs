using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Decides whether a condition holds for a request.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
internal static class ConditionEvaluator
{
    /// <summary>Whether the condition of a statement holds.</summary>
    public static Truth Evaluate(PolicyCondition condition, EvaluationContext context, MissingKeys? missing)
    {
        var value = context.Lookup(condition);
        var truth = Evaluate(condition, value, context, missing);
        if (truth == Truth.Unknown && (value.IsUnknown || condition.LacksQualifier) && missing is not null)
        {
            missing.Add(condition.Key, condition.Operator.Name, condition.Values.Select(expected => expected.Text).ToValueList());
            foreach (var expected in condition.Values.Where(expected => expected.Template.HasVariables))
            {
                // With the key known, the values' own keys would be asked for next.
                var unknownKeys = new List<string>();
                expected.Template.Resolve(context, out _, unknownKeys);
                missing.AddVariables(unknownKeys, expected.Text);
            }
        }

        return truth;
    }

    private static Truth Evaluate(PolicyCondition condition, ContextValue value, EvaluationContext context, MissingKeys? missing)
    {
        var @operator = condition.Operator;
        if (@operator.Kind == ConditionOperatorKind.Null)
            return EvaluateNull(condition, value);
        if (value.Names is { } names)
        {
            var truths = names.Select(name => Compare(condition, comparand => comparand.Compare(name), context, missing))
                .Distinct().ToList();
            return truths.Count == 1 ? truths[0] : Truth.Unknown;
        }

        if (value.Foreign is { } owner)
            return EvaluateForeign(condition, owner, context, missing);
        if (value.IsUnknown)
        {
            // Sure all the same where it holds whatever the key's value is, and where it fails so.
            var absent = WhenAbsent(@operator);
            return absent == WhenPresent(condition) ? absent : Truth.Unknown;
        }

        if (value.IsAbsent)
            return WhenAbsent(@operator);
        switch (@operator.Qualifier)
        {
            case SetQualifier.ForAllValues:
                // "It also returns true if there are no context keys in the request, or if the context key value resolves to a null
                // dataset, such as an empty string."
                return value.IsNull ? Truth.True
                    : value.Values!.Aggregate(Truth.True, (truth, text) => truth.And(Compare(condition, text, context, missing)));
            case SetQualifier.ForAnyValue:
                // "For no matching key or a null dataset, the condition returns false."
                return value.IsNull ? Truth.False
                    : value.Values!.Aggregate(Truth.False, (truth, text) => truth.Or(Compare(condition, text, context, missing)));
            default:
                return value.SingleText is { } single ? Compare(condition, single, context, missing) : WhenSeveral(condition);
        }
    }

    /// <summary>Whether the condition of a statement fails for every request.</summary>
    public static bool NeverHolds(PolicyCondition condition)
    {
        if (condition.Operator.Kind == ConditionOperatorKind.Null)
            return condition.Operator.Qualifier == SetQualifier.ForAnyValue
                || condition.Values.All(value => value.Comparand is { IsValid: false });
        return WhenAbsent(condition.Operator) == Truth.False && WhenPresent(condition) == Truth.False;
    }

    /// <summary>Whether the operator holds for a key that is not in the request.</summary>
    public static Truth WhenAbsent(ConditionOperator @operator) => @operator switch
    {
        // IfExists is about each value, and without the key there is none that could match: ForAnyValue:…IfExists was tried on AWS, and is
        // false (https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w).
        { Qualifier: SetQualifier.ForAnyValue } => Truth.False,
        { Qualifier: SetQualifier.ForAllValues } => Truth.True,
        // "If the key is not present, evaluate the condition element as true."
        { IfExists: true } => Truth.True,
        // "If the policy condition requires that the key is not matched, such as StringNotLike or ArnNotLike, and the right key is not
        // present, the condition is true."
        _ => @operator.IsNegated.ToTruth(),
    };

    // "Multivalued context keys require a condition set operator." EventBridge's tables show what becomes of one without: a pattern with
    // one source is compared, and of several none matches, not even where the policy lists all of them
    // (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html). What negated operators do then is not documented.
    private static Truth WhenSeveral(PolicyCondition condition) => condition.Operator.IsNegated ? Truth.Unknown : Truth.False;

    private static Truth WhenPresent(PolicyCondition condition)
    {
        if (condition.LacksQualifier)
        {
            return condition.Values.All(value => value.Comparand is { IsValid: false }) && !condition.Operator.IsNegated
                ? Truth.False : Truth.Unknown;
        }

        if (condition.Values.Any(value => value.Comparand is { MatchesEverything: true }))
            return (!condition.Operator.IsNegated).ToTruth();
        return condition.Values.All(value => value.Comparand is { IsValid: false })
            ? condition.Operator.IsNegated.ToTruth() : Truth.Unknown;
    }

    // "Use either true (the key doesn't exist - it is null) or false (the key exists and its value is not null)"; with the set qualifiers
    // the operator always returns true (ForAllValues) or false (ForAnyValue):
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-null-with-qualifier
    private static Truth EvaluateNull(PolicyCondition condition, ContextValue value)
    {
        if (condition.Operator.Qualifier != SetQualifier.None)
            return (condition.Operator.Qualifier == SetQualifier.ForAllValues).ToTruth();
        var whenNull = condition.Values.Any(expected => expected.Comparand!.IsMatch("true")).ToTruth();
        var whenPresent = condition.Values.Any(expected => expected.Comparand!.IsMatch("false")).ToTruth();
        return whenNull == whenPresent ? whenNull
            : value.IsUnknown && value.Names is null ? Truth.Unknown
            : value.IsNull ? whenNull : whenPresent;
    }

    private static Truth EvaluateForeign(PolicyCondition condition, ForeignOwner owner, EvaluationContext context, MissingKeys? missing)
    {
        var truth =
            condition.Values.Aggregate(Truth.False, (any, value) =>
            any.Or(CompareForeign(condition.Operator, value, owner, context, missing)))
            .NotIf(condition.Operator.IsNegated);
        if (condition.LacksQualifier && condition.Operator.IsNegated)
            return Truth.Unknown;
        return owner.MayBeAbsent && WhenAbsent(condition.Operator) != truth ? Truth.Unknown : truth;
    }

    private static Truth CompareForeign(
        ConditionOperator @operator, ConditionValue value, ForeignOwner owner, EvaluationContext context, MissingKeys? missing)
    {
        if (@operator.Kind is not (ConditionOperatorKind.StringEquals or ConditionOperatorKind.StringEqualsIgnoreCase
            or ConditionOperatorKind.StringLike))
            return Truth.Unknown;
        if (value.Comparand is { } comparand)
            return comparand.MatchesEverything ? Truth.True : owner.Differs(value.Text) ? Truth.False : Truth.Unknown;
        if (value.Template.Parts is [{ Kind: TemplatePartKind.Variable, Default: null } variable]
            && owner.DiffersFromVariable(variable.Text))
            return Truth.False;
        var unknownKeys = new List<string>();
        var parts = value.Template.Resolve(context, out var isUnknown, unknownKeys);
        missing?.AddVariables(unknownKeys, value.Text);
        if (parts is null)
            return isUnknown ? Truth.Unknown : Truth.False;
        return owner.Differs(PolicyTemplate.Join(parts)) ? Truth.False : Truth.Unknown;
    }

    // Several values of the policy are alternatives; negated operators hold when none of them matches.
    private static Truth Compare(PolicyCondition condition, string requestValue, EvaluationContext context, MissingKeys? missing) =>
        Compare(condition, comparand => comparand.IsMatch(requestValue).ToTruth(), context, missing);

    private static Truth Compare(
        PolicyCondition condition, Func<ConditionComparand, Truth> compare, EvaluationContext context, MissingKeys? missing)
    {
        var truth = Truth.False;
        foreach (var value in condition.Values)
        {
            if (truth == Truth.True)
                break;
            truth = truth.Or(Compare(condition.Operator, value, compare, context, missing));
        }

        return truth.NotIf(condition.Operator.IsNegated);
    }

    private static Truth Compare(ConditionOperator @operator, ConditionValue value, Func<ConditionComparand, Truth> compare,
        EvaluationContext context, MissingKeys? missing)
    {
        if (value.Comparand is not null)
            return compare(value.Comparand);
        var unknownKeys = new List<string>();
        var parts = value.Template.Resolve(context, out var isUnknown, unknownKeys);
        missing?.AddVariables(unknownKeys, value.Text);
        // "The value is effectively null. There is no equal or like value."
        if (parts is null)
            return isUnknown ? Truth.Unknown : Truth.False;
        return compare(ConditionComparand.Create(@operator.Kind, parts));
    }
}
