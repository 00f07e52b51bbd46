namespace VpceTools.Policies;

/// <summary>The versions of the policy language.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html</remarks>
public enum PolicyVersion
{
    /// <summary><c>2008-10-17</c>, also what a policy without <c>Version</c> has: policy variables are plain text.</summary>
    V2008,

    /// <summary><c>2012-10-17</c>: policy variables are replaced.</summary>
    V2012,
}
