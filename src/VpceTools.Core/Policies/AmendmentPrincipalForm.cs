namespace VpceTools.Policies;

/// <summary>How a statement that is added says who may.</summary>
internal enum AmendmentPrincipalForm
{
    /// <summary><c>"Principal": "*"</c>.</summary>
    Everyone,

    /// <summary><c>"Principal": {"AWS": …}</c>.</summary>
    Aws,

    /// <summary><c>"Principal": {"Service": …}</c>.</summary>
    Service,

    /// <summary><c>"Principal": "*"</c> with a condition on <c>aws:PrincipalArn</c>.</summary>
    PrincipalArn,
}
