namespace VpceTools.Policies;

/// <summary>The comparisons that condition operators make, negation and qualifiers apart.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
public enum ConditionOperatorKind
{
    /// <summary>Exact text.</summary>
    StringEquals,

    /// <summary>Text without regard to case.</summary>
    StringEqualsIgnoreCase,

    /// <summary>Text with wildcards.</summary>
    StringLike,

    /// <summary>Equal numbers.</summary>
    NumericEquals,

    /// <summary>A number below the value.</summary>
    NumericLessThan,

    /// <summary>A number not above the value.</summary>
    NumericLessThanEquals,

    /// <summary>A number above the value.</summary>
    NumericGreaterThan,

    /// <summary>A number not below the value.</summary>
    NumericGreaterThanEquals,

    /// <summary>The same point in time.</summary>
    DateEquals,

    /// <summary>Before the value.</summary>
    DateLessThan,

    /// <summary>Not after the value.</summary>
    DateLessThanEquals,

    /// <summary>After the value.</summary>
    DateGreaterThan,

    /// <summary>Not before the value.</summary>
    DateGreaterThanEquals,

    /// <summary>The same truth value.</summary>
    Bool,

    /// <summary>The same bytes, both in base64.</summary>
    BinaryEquals,

    /// <summary>An address in the block.</summary>
    IpAddress,

    /// <summary>An ARN with wildcards, compared field by field; ArnEquals means the same.</summary>
    ArnLike,

    /// <summary>Whether the key is absent.</summary>
    Null,
}
