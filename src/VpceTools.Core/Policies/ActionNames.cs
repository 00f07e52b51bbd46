namespace VpceTools.Policies;

/// <summary>Says of a text whether it is an action, and one that AWS knows.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html</remarks>
public static class ActionNames
{
    /// <summary>Why the text cannot be an action or a pattern of actions; null where it can.</summary>
    public static string? WhyNone(string text) => new ActionPattern(text, default).IsWellFormed
        ? null
        : $"'{text}' is no action: an action is a service prefix, a colon and a name, such as s3:GetObject.";

    /// <summary>
    /// Why no service has such an action, as far as the list goes that is built in; null where one has it. AWS adds actions, so that this is a reason to look again and not
    /// to refuse.
    /// </summary>
    public static string? WhyUnknown(string text)
    {
        var pattern = new ActionPattern(text, default);
        if (pattern.ServicePattern is not { } prefix || prefix.IndexOfAny(['*', '?']) >= 0)
            return null;
        return !ServiceAuthorization.IsPrefix(prefix) ? $"IAM knows no service prefix '{prefix}'."
            : ServiceAuthorization.HasAction(prefix.ToLowerInvariant(), pattern.Pattern) ? null
            : $"The service '{prefix}' has no action that '{text}' matches.";
    }
}
