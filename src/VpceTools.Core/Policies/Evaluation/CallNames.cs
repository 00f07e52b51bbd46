namespace VpceTools.Policies;

/// <summary>
/// Says of the texts that describe a call why they cannot: an action, a resource or a principal that nobody could ask with.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
/// </remarks>
public static class CallNames
{
    private const string S3Scheme = "s3://";

    /// <summary>Why the text cannot be an action or a pattern of actions; null where it can.</summary>
    public static string? WhyNoAction(string text) => new ActionPattern(text, default).IsWellFormed
        ? null
        : $"'{text}' is not an action: an action is a service prefix, a colon and a name, such as s3:GetObject.";

    /// <summary>
    /// Why no service has such an action, as far as the list goes that is built in; null where one has it. AWS adds actions, so that this
    /// is a reason to look again and not to refuse.
    /// </summary>
    public static string? WhyUnknownAction(string text)
    {
        var pattern = new ActionPattern(text, default);
        if (pattern.ServicePattern is not { } prefix || prefix.IndexOfAny(['*', '?']) >= 0)
            return null;
        return !ServiceAuthorization.IsPrefix(prefix) ? $"IAM knows no service prefix '{prefix}'."
            : ServiceAuthorization.HasAction(prefix.ToLowerInvariant(), pattern.Pattern) ? null
            : $"The service '{prefix}' has no action that '{text}' matches.";
    }

    /// <summary>
    /// Why no resource has that name; null for ARNs, also with wildcards, and for <c>*</c>, which is any. A statement about ARNs matches no
    /// other text, so that the answer to a call on one would be sure and say nothing.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="region">The Region of the call, for the ARN that is suggested; null where it is not known.</param>
    public static string? WhyNoResource(string text, string? region = null)
    {
        // A star at the end stands for the fields that are missing.
        if (text == "*" || Arn.TryParse(text) is not null
            || (text.StartsWith("arn:", StringComparison.Ordinal) && text.EndsWith("*", StringComparison.Ordinal)))
            return null;
        var path = text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase) ? text.Substring(S3Scheme.Length) : "my-bucket/*";
        return $"'{text}' is not a resource: one is * or an ARN, such as {new Arn(AwsPartition.Of(region ?? ""), "s3", "", "", path)}.";
    }

    /// <summary>
    /// Why nobody who calls has that name; null where somebody can, and for <c>*</c>, which is anybody. No name of a user, role or session
    /// has a wildcard in it, so that one with wildcards would be compared as the name of nobody: a deny of one of the roles that are meant
    /// would not be seen.
    /// </summary>
    public static string? WhyNoPrincipal(string text) =>
        text == "*" ? null
        : text.IndexOfAny(['*', '?']) >= 0
            ? $"'{text}' is not a principal: a wildcard cannot stand for a part of its name. Name one, or leave it out for anybody."
        : RequestPrincipal.Parse(text).Kind == RequestPrincipalKind.Other
            ? $"'{text}' is not a principal: one is the ARN of a user, role or session, the 12 digits of an account, or a service such as "
                + "ec2.amazonaws.com."
        : null;
}
