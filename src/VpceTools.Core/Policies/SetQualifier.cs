namespace VpceTools.Policies;

/// <summary>How an operator treats a context key that has several values.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html</remarks>
public enum SetQualifier
{
    /// <summary>It takes only one value.</summary>
    None,

    /// <summary>Every value of the request must match; a key without values does.</summary>
    ForAllValues,

    /// <summary>One value of the request must match; a key without values does not.</summary>
    ForAnyValue,
}
