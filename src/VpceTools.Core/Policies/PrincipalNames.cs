namespace VpceTools.Policies;

/// <summary>Says of a text whether it is a principal that can make a call.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
public static class PrincipalNames
{
    /// <summary>
    /// Why nobody who calls has that name; null where somebody can, and for <c>*</c>, which is anybody. No name of a user, role or session has a wildcard in it, so that one
    /// with wildcards would be compared as the name of nobody: a deny of one of the roles that are meant would not be seen.
    /// </summary>
    public static string? WhyNone(string text) =>
        text == "*" ? null
        : text.IndexOfAny(['*', '?']) >= 0 ? $"'{text}' is no principal: a wildcard cannot stand for a part of its name. Name one, or leave it out for anybody."
        : RequestPrincipal.Parse(text).Kind == RequestPrincipalKind.Other
            ? $"'{text}' is no principal: one is the ARN of a user, role or session, the 12 digits of an account, or a service such as ec2.amazonaws.com."
        : null;
}
