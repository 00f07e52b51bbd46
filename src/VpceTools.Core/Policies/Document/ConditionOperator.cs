namespace VpceTools.Policies;

/// <summary>A condition operator as a policy writes it, taken apart.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
/// <param name="Name">The operator in the capitals of the documentation, for example <c>ForAnyValue:StringLikeIfExists</c>.</param>
/// <param name="Kind">The comparison.</param>
/// <param name="IsNegated">Whether the comparison must fail: <c>StringNotEquals</c>, <c>NotIpAddress</c> …</param>
/// <param name="Qualifier">How several values are treated.</param>
/// <param name="IfExists">Whether a missing key fulfils the condition; <c>ForAnyValue</c> fails without the key all the same.</param>
public sealed record ConditionOperator(string Name, ConditionOperatorKind Kind, bool IsNegated, SetQualifier Qualifier, bool IfExists)
{
    private const string IfExistsSuffix = "IfExists";

    private static readonly Dictionary<string, (string Name, ConditionOperatorKind Kind, bool IsNegated)> Known = MakeKnown();

    /// <summary>
    /// Whether policy variables are replaced in the values: the string and ARN operators, and Bool, whose section says so
    /// (the page on variables leaves Bool out; a variable in it can be nothing but meant).
    /// </summary>
    public bool TakesVariables => Kind is ConditionOperatorKind.StringEquals or ConditionOperatorKind.StringEqualsIgnoreCase
        or ConditionOperatorKind.StringLike or ConditionOperatorKind.ArnLike or ConditionOperatorKind.Bool;

    /// <summary>Reads an operator without regard to case; null when there is no such operator.</summary>
    public static ConditionOperator? TryParse(string text)
    {
        var qualifier = SetQualifier.None;
        var name = text;
        var colon = text.IndexOf(':');
        if (colon >= 0)
        {
            if (!Enum.TryParse(text.Substring(0, colon), ignoreCase: true, out qualifier) || qualifier == SetQualifier.None
                || char.IsDigit(text[0]))
                return null;
            name = text.Substring(colon + 1);
        }

        var ifExists = name.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        if (ifExists)
            name = name.Substring(0, name.Length - IfExistsSuffix.Length);
        // "You can add IfExists to the end of any condition operator name except the Null condition."
        if (!Known.TryGetValue(name, out var known) || (ifExists && known.Kind == ConditionOperatorKind.Null))
            return null;
        var prefix = qualifier == SetQualifier.None ? "" : qualifier + ":";
        return new ConditionOperator(
            prefix + known.Name + (ifExists ? IfExistsSuffix : ""), known.Kind, known.IsNegated, qualifier, ifExists);
    }

    public override string ToString() => Name;

    private static Dictionary<string, (string Name, ConditionOperatorKind Kind, bool IsNegated)> MakeKnown()
    {
        (string Name, ConditionOperatorKind Kind, bool IsNegated)[] operators =
        [
            ("StringEquals", ConditionOperatorKind.StringEquals, false),
            ("StringNotEquals", ConditionOperatorKind.StringEquals, true),
            ("StringEqualsIgnoreCase", ConditionOperatorKind.StringEqualsIgnoreCase, false),
            ("StringNotEqualsIgnoreCase", ConditionOperatorKind.StringEqualsIgnoreCase, true),
            ("StringLike", ConditionOperatorKind.StringLike, false),
            ("StringNotLike", ConditionOperatorKind.StringLike, true),
            ("NumericEquals", ConditionOperatorKind.NumericEquals, false),
            ("NumericNotEquals", ConditionOperatorKind.NumericEquals, true),
            ("NumericLessThan", ConditionOperatorKind.NumericLessThan, false),
            ("NumericLessThanEquals", ConditionOperatorKind.NumericLessThanEquals, false),
            ("NumericGreaterThan", ConditionOperatorKind.NumericGreaterThan, false),
            ("NumericGreaterThanEquals", ConditionOperatorKind.NumericGreaterThanEquals, false),
            ("DateEquals", ConditionOperatorKind.DateEquals, false),
            ("DateNotEquals", ConditionOperatorKind.DateEquals, true),
            ("DateLessThan", ConditionOperatorKind.DateLessThan, false),
            ("DateLessThanEquals", ConditionOperatorKind.DateLessThanEquals, false),
            ("DateGreaterThan", ConditionOperatorKind.DateGreaterThan, false),
            ("DateGreaterThanEquals", ConditionOperatorKind.DateGreaterThanEquals, false),
            ("Bool", ConditionOperatorKind.Bool, false),
            ("BinaryEquals", ConditionOperatorKind.BinaryEquals, false),
            ("IpAddress", ConditionOperatorKind.IpAddress, false),
            ("NotIpAddress", ConditionOperatorKind.IpAddress, true),
            ("ArnEquals", ConditionOperatorKind.ArnLike, false),
            ("ArnLike", ConditionOperatorKind.ArnLike, false),
            ("ArnNotEquals", ConditionOperatorKind.ArnLike, true),
            ("ArnNotLike", ConditionOperatorKind.ArnLike, true),
            ("Null", ConditionOperatorKind.Null, false),
        ];
        return operators.ToDictionary(known => known.Name, StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>How an operator treats a context key that has several values.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
/// </remarks>
public enum SetQualifier
{
    /// <summary>It takes only one value.</summary>
    None,

    /// <summary>Every value of the request must match; a key without values does.</summary>
    ForAllValues,

    /// <summary>One value of the request must match; a key without values does not.</summary>
    ForAnyValue,
}

/// <summary>The comparisons that condition operators make, negation and qualifiers apart.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
public enum ConditionOperatorKind
{
    StringEquals,
    StringEqualsIgnoreCase,

    /// <summary>Text with wildcards.</summary>
    StringLike,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,

    /// <summary>The same truth value.</summary>
    Bool,

    /// <summary>The same bytes, both in base64.</summary>
    BinaryEquals,
    IpAddress,

    /// <summary>An ARN with wildcards, compared field by field; ArnEquals means the same.</summary>
    ArnLike,

    /// <summary>Whether the key is absent.</summary>
    Null,
}
