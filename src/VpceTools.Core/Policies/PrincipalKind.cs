namespace VpceTools.Policies;

/// <summary>The keys of a principal map.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
public enum PrincipalKind
{
    /// <summary>Accounts, users, roles and sessions; also <c>"*"</c> without a map.</summary>
    Aws,

    /// <summary>An identity provider.</summary>
    Federated,

    /// <summary>An AWS service.</summary>
    Service,

    /// <summary>The canonical user id of an account, for S3.</summary>
    CanonicalUser,
}
