using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Decides whether a statement's Principal or NotPrincipal is about the principal of a request.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
/// </remarks>
internal static class PrincipalMatcher
{
    private const string RequestPart = "Principal";

    public static Truth Match(PrincipalElement element, EvaluationContext context, MissingKeys? missing)
    {
        if (element.Principals.Count == 1 && element.Principals[0].IsEveryone)
            return (!element.IsNegated).ToTruth();
        var truth = element.IsNegated ? MatchNot(element, context) : MatchAny(element, context);
        if (truth == Truth.Unknown)
            missing?.Add(RequestPart, null, element.Principals.Select(principal => principal.ToString()).ToValueList());
        return truth;
    }

    private static Truth MatchAny(PrincipalElement element, EvaluationContext context)
    {
        var truth = Truth.False;
        foreach (var principal in element.Principals)
            truth = truth.Or(!element.IsNegated && IsNobody(principal, context) ? Truth.False : Covers(principal, context));
        return truth;
    }

    // "With gateway endpoints, the Principal element must be set to *": other principals than accounts are not matched, whoever calls. For
    // NotPrincipal nothing is documented, so that there it stays open.
    private static bool IsNobody(PolicyPrincipal named, EvaluationContext context) =>
        context.Request.IsGatewayEndpoint && named.Kind == PrincipalKind.Aws && !named.IsEveryone && AccountOf(named.Value) is null;

    // NotPrincipal lists each level on its own: "you must also specify the account ARN of the not-denied principal. Otherwise, the policy
    // might deny access to the entire account"; for sessions "AWS might validate the account first, then the role, and then the
    // assumed-role user". "Might" is unknown here.
    private static Truth MatchNot(PrincipalElement element, EvaluationContext context)
    {
        var principal = context.Principal;
        if (element.Principals.Any(named => named.IsEveryone))
            return Truth.False;
        if (!principal.IsIam)
            return MatchAny(element, context).Not();
        var others = element.Principals.Where(named => named.Kind != PrincipalKind.Aws)
            .Aggregate(Truth.False, (truth, named) => truth.Or(Covers(named, context)));
        var account = element.Principals.Any(named => named.Kind == PrincipalKind.Aws && IsAccount(named.Value, principal));
        var self = element.Principals
            .Where(named => named.Kind == PrincipalKind.Aws && AccountOf(named.Value) is null)
            .Select(named => MatchIdentity(RequestPrincipal.Parse(named.Value), principal))
            .Aggregate(Truth.False, TruthExtensions.Or);
        var session = !principal.IsRole
            || element.Principals.Any(named => string.Equals(named.Value, principal.Text, StringComparison.Ordinal)
            && principal.Kind == RequestPrincipalKind.RoleSession);
        var exempt = principal.Kind == RequestPrincipalKind.Root ? account.ToTruth()
            : self == Truth.True && !(account && session) ? Truth.Unknown
            : self;
        return exempt.Or(others).Not();
    }

    private static Truth Covers(PolicyPrincipal named, EvaluationContext context)
    {
        var principal = context.Principal;
        if (named.IsEveryone)
            return Truth.True;
        switch (named.Kind)
        {
            case PrincipalKind.Federated:
                // A web identity or SAML session is a role session; its provider is in the context.
                var provider = context.Lookup("aws:FederatedProvider");
                return principal.Kind != RequestPrincipalKind.Unknown && !principal.IsRole ? Truth.False
                    : provider.IsUnknown ? Truth.Unknown
                    : string.Equals(provider.SingleText, named.Value, StringComparison.Ordinal).ToTruth();
            case PrincipalKind.CanonicalUser:
                // An account's canonical user id cannot be told from its account id.
                return string.Equals(principal.Text, named.Value, StringComparison.Ordinal) ? Truth.True
                    : principal.IsIam || principal.Kind == RequestPrincipalKind.Unknown ? Truth.Unknown
                    : Truth.False;
        }

        if (principal.Kind == RequestPrincipalKind.Unknown)
            return Truth.Unknown;
        if (named.Kind == PrincipalKind.Service)
            return (principal.Kind == RequestPrincipalKind.Service
                && string.Equals(principal.Text, named.Value, StringComparison.Ordinal)).ToTruth();
        if (AccountOf(named.Value) is not null)
        {
            // Through a gateway endpoint "access is granted to the AWS account root user only, not all users and roles for the account".
            return (IsAccount(named.Value, principal)
                && (!context.Request.IsGatewayEndpoint || principal.Kind == RequestPrincipalKind.Root)).ToTruth();
        }

        return MatchIdentity(RequestPrincipal.Parse(named.Value), principal);
    }

    private static Truth MatchIdentity(RequestPrincipal named, RequestPrincipal principal)
    {
        if (string.Equals(named.Text, principal.Text, StringComparison.Ordinal) && named.IsIam)
            return Truth.True;
        var isSameRole = named.IsRole && principal.IsRole && named.Account == principal.Account && named.Partition == principal.Partition
            && string.Equals(named.Name, principal.Name, StringComparison.Ordinal);
        return (named.Kind, principal.Kind) switch
        {
            // Role names are unique in an account whatever their path, which a session's ARN leaves out.
            (RequestPrincipalKind.Role, RequestPrincipalKind.RoleSession) => isSameRole.ToTruth(),
            (RequestPrincipalKind.RoleSession, RequestPrincipalKind.Role) => isSameRole ? Truth.Unknown : Truth.False,
            _ => Truth.False,
        };
    }

    private static bool IsAccount(string value, RequestPrincipal principal) =>
        principal.IsIam && string.Equals(AccountOf(value), principal.Account, StringComparison.Ordinal);

    private static string? AccountOf(string value) =>
        RequestPrincipal.Parse(value) is { Kind: RequestPrincipalKind.Root } root ? root.Account : null;
}
