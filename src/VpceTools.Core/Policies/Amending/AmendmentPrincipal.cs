using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Who may, in a statement that is added.</summary>
/// <param name="Form">How it is said.</param>
/// <param name="Values">The principals; none for everyone.</param>
internal sealed record AmendmentPrincipal(AmendmentPrincipalForm Form, ValueList<string> Values)
{
    /// <summary>
    /// The principal of a call. Gateway endpoints take only <c>*</c> with <c>aws:PrincipalArn</c>
    /// (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway); so is the root user
    /// named everywhere, because its ARN in a Principal element means the whole account
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts).
    /// </summary>
    public static AmendmentPrincipal Of(PolicyRequest call)
    {
        var principal = RequestPrincipal.Of(call);
        return principal.Kind switch
        {
            RequestPrincipalKind.Unknown or RequestPrincipalKind.Federated => new(AmendmentPrincipalForm.Everyone, []),
            RequestPrincipalKind.Service => new(AmendmentPrincipalForm.Service, [principal.Text]),
            _ => new(
                call.IsGatewayEndpoint || principal.Kind == RequestPrincipalKind.Root
                    ? AmendmentPrincipalForm.PrincipalArn
                    : AmendmentPrincipalForm.Aws,
                [principal.Text]),
        };
    }

    /// <summary>Why no statement can name the principal of a call and nobody else; null where one can.</summary>
    public static string? FindProblem(PolicyRequest call)
    {
        if (call.Principal is { Length: > 0 } text && CallNames.WhyNoPrincipal(text) is { } problem)
            return $"{problem} So no statement can name it.";
        return RequestPrincipal.Of(call).Kind switch
        {
            RequestPrincipalKind.Anonymous =>
                "A statement reaches callers without credentials only together with everybody else: require the call without a principal.",
            RequestPrincipalKind.RoleSession when call.IsGatewayEndpoint =>
                $"'{call.Principal}' is a session, whose ARN leaves out the path of its role; "
                    + "a gateway endpoint takes the role's own ARN only.",
            RequestPrincipalKind.Service when call.IsGatewayEndpoint =>
                $"'{call.Principal}' is an AWS service, which the policy of a gateway endpoint cannot name.",
            _ => null,
        };
    }
}

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
