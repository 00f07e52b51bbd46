namespace VpceTools.Policies;

/// <summary>What makes a request.</summary>
internal enum RequestPrincipalKind
{
    /// <summary>The request does not say.</summary>
    Unknown,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>A role in a session that the request does not name.</summary>
    Role,

    /// <summary>A session of a role.</summary>
    RoleSession,

    /// <summary>A session of GetFederationToken.</summary>
    FederatedUser,

    /// <summary>An AWS service.</summary>
    Service,

    /// <summary>A text that is no principal.</summary>
    Other,
}
