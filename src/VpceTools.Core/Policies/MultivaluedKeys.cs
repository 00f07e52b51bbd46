namespace VpceTools.Policies;

/// <summary>The context keys that can have several values. They need a set qualifier and are no policy variables.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html; the global
/// keys are those whose value type is "Multivalued" in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, the others
/// those of <see cref="ServiceAuthorization"/>.
/// </remarks>
internal static class MultivaluedKeys
{
    private const string GlobalPrefix = "aws:";

    private static readonly HashSet<string> Global = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:CalledVia", "aws:PrincipalOrgPaths", "aws:PrincipalServiceNamesList", "aws:ResourceOrgPaths", "aws:SourceOrgPaths", "aws:TagKeys", "aws:VpceOrgPaths",
    };

    /// <summary>Whether the key can have several values.</summary>
    public static bool Contains(string key) =>
        key.StartsWith(GlobalPrefix, StringComparison.OrdinalIgnoreCase) ? Global.Contains(key) : ServiceAuthorization.IsMultivalued(key);
}
