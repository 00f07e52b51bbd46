using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Decides whether a statement's Principal or NotPrincipal is about the principal of a request.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html,
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
/// </remarks>
internal static class PrincipalMatcher
{
    private const string RequestPart = "Principal";

    public static Truth Match(PolicyStatement statement, EvaluationContext context, MissingKeys? missing)
    {
        var element = statement.Principal;
        if (element.Principals.Count == 1 && element.Principals[0].IsEveryone)
            return (!element.IsNegated).ToTruth();
        var truth = element.IsNegated ? MatchNot(statement, context) : MatchAny(element, statement.Effect, context);
        if (truth == Truth.Unknown && missing is not null)
        {
            if (IsOpenForBoundary(statement, context))
                missing.Add(PolicyContext.PermissionsBoundary, null, []);
            else
                missing.Add(RequestPart, null, element.Principals.Select(principal => principal.ToString()).ToValueList());
        }

        return truth;
    }

    /// <summary>
    /// Why it is open whether the element matches a principal that is known; null where it is not open, or only for want of one.
    /// </summary>
    public static string? WhyOpen(PolicyStatement statement, EvaluationContext context)
    {
        if (context.Principal.Kind == RequestPrincipalKind.Unknown || Match(statement, context, null) != Truth.Unknown)
            return null;
        if (IsOpenForBoundary(statement, context))
            return "a Deny with NotPrincipal denies every caller that has a permissions boundary, and whether this one has one is not "
                + "known";
        if (context.Principal.Kind == RequestPrincipalKind.FederatedUser && statement.Principal.Principals.Any(IsUserOfSameAccount))
            return "a session of GetFederationToken is that of a user, and its ARN does not tell which";
        return context.Request.IsGatewayEndpoint
            ? "AWS does not document whether the policy of a gateway endpoint denies principals that it names" : null;

        bool IsUserOfSameAccount(PolicyPrincipal named) =>
            RequestPrincipal.Parse(named.Value) is { Kind: RequestPrincipalKind.User } user && user.Account == context.Principal.Account;
    }

    private static Truth MatchAny(PrincipalElement element, PolicyEffect effect, EvaluationContext context) =>
        element.Principals.Aggregate(Truth.False, (truth, named) => truth.Or(MatchOne(named, effect, context)));

    // "With gateway endpoints, the Principal element must be set to *. … If you specify the principal in the following format, access is
    // granted to the AWS account root user only, not all users and roles for the account." That is said of what is granted; what is denied
    // is open.
    private static Truth MatchOne(PolicyPrincipal named, PolicyEffect effect, EvaluationContext context)
    {
        var truth = Covers(named, context);
        if (!context.Request.IsGatewayEndpoint || named.IsEveryone || named.Kind != PrincipalKind.Aws || truth == Truth.False)
            return truth;
        var isAccount = AccountOf(named.Value) is not null;
        if (isAccount && (context.Principal.Kind == RequestPrincipalKind.Root || truth == Truth.Unknown))
            return truth;
        return effect == PolicyEffect.Deny ? Truth.Unknown : Truth.False;
    }

    // NotPrincipal lists each level on its own: "you must also specify the account ARN of the not-denied principal. Otherwise, the policy
    // might deny access to the entire account"; for sessions "AWS might validate the account first, then the role, and then the
    // assumed-role user". "Might" is unknown here. "Resource-based policy statements that contain a NotPrincipal policy element with a Deny
    // effect will always deny any IAM principal that has a permissions boundary policy attached"
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
    private static Truth MatchNot(PolicyStatement statement, EvaluationContext context)
    {
        var exempt = Exempts(statement.Principal, context);
        if (exempt == Truth.True && context.Request.IsGatewayEndpoint && context.Principal.Kind != RequestPrincipalKind.Root)
            exempt = Truth.Unknown;
        if (exempt != Truth.False && statement.Effect == PolicyEffect.Deny && context.HasBoundary != false)
            exempt = context.HasBoundary == true ? Truth.False : Truth.Unknown;
        return exempt.Not();
    }

    private static bool IsOpenForBoundary(PolicyStatement statement, EvaluationContext context) =>
        statement is { Effect: PolicyEffect.Deny, Principal.IsNegated: true } && context.HasBoundary is null
            && !context.Request.IsGatewayEndpoint
        && Exempts(statement.Principal, context) == Truth.True;

    private static Truth Exempts(PrincipalElement element, EvaluationContext context)
    {
        var principal = context.Principal;
        if (element.Principals.Any(named => named.IsEveryone))
            return Truth.True;
        if (!principal.IsIam)
            return element.Principals.Aggregate(Truth.False, (truth, named) => truth.Or(Covers(named, context)));
        var others = element.Principals.Where(named => named.Kind != PrincipalKind.Aws)
            .Aggregate(Truth.False, (truth, named) => truth.Or(Covers(named, context)));
        var account = element.Principals.Any(named => named.Kind == PrincipalKind.Aws && IsAccount(named.Value, principal));
        var self = element.Principals
            .Where(named => named.Kind == PrincipalKind.Aws && AccountOf(named.Value) is null)
            .Select(named => MatchIdentity(RequestPrincipal.Parse(named.Value), principal))
            .Aggregate(Truth.False, TruthExtensions.Or);
        var session = !principal.IsRole || (principal.Kind == RequestPrincipalKind.RoleSession
            && element.Principals.Any(named => string.Equals(named.Value, principal.Text, StringComparison.Ordinal)));
        var exempt = principal.Kind == RequestPrincipalKind.Root ? account.ToTruth()
            : self == Truth.True && !(account && session) ? Truth.Unknown
            : self;
        return exempt.Or(others);
    }

    private static Truth Covers(PolicyPrincipal named, EvaluationContext context)
    {
        var principal = context.Principal;
        if (named.IsEveryone)
            return Truth.True;
        // "The Principal element must be *" for those who have no AWS principal yet, or none at all.
        if (principal.Kind is RequestPrincipalKind.Anonymous or RequestPrincipalKind.Federated)
            return Truth.False;
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
                    : principal.IsIam || principal.Kind is RequestPrincipalKind.Unknown or RequestPrincipalKind.AwsAccount ? Truth.Unknown
                    : Truth.False;
        }

        if (principal.Kind == RequestPrincipalKind.Unknown)
            return Truth.Unknown;
        if (named.Kind == PrincipalKind.Service)
            return (principal.Kind == RequestPrincipalKind.Service && string.Equals(principal.Text, named.Value, StringComparison.Ordinal))
                .ToTruth();
        var parsed = RequestPrincipal.Parse(named.Value);
        if (principal.Kind == RequestPrincipalKind.AwsAccount)
            return parsed.Account is not { } account || context.Request.OwnAccounts.Contains(account) ? Truth.False : Truth.Unknown;
        return parsed.Kind == RequestPrincipalKind.Root ? IsAccount(named.Value, principal).ToTruth() : MatchIdentity(parsed, principal);
    }

    private static Truth MatchIdentity(RequestPrincipal named, RequestPrincipal principal)
    {
        if (string.Equals(named.Text, principal.Text, StringComparison.Ordinal) && named.IsIam)
            return Truth.True;
        var isSameAccount = named.Account == principal.Account && named.Partition == principal.Partition;
        var isSameRole = isSameAccount && string.Equals(named.Name, principal.Name, StringComparison.Ordinal);
        return (named.Kind, principal.Kind) switch
        {
            // Role names are unique in an account whatever their path, which a session's ARN leaves out.
            (RequestPrincipalKind.Role, RequestPrincipalKind.RoleSession) => isSameRole.ToTruth(),
            (RequestPrincipalKind.RoleSession, RequestPrincipalKind.Role) => isSameRole ? Truth.Unknown : Truth.False,
            // A statement about a user is about the user's federated sessions as well, and they are called as their caller likes
            // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html).
            (RequestPrincipalKind.User, RequestPrincipalKind.FederatedUser) => isSameAccount ? Truth.Unknown : Truth.False,
            _ => Truth.False,
        };
    }

    private static bool IsAccount(string value, RequestPrincipal principal) =>
        principal.IsIam && string.Equals(AccountOf(value), principal.Account, StringComparison.Ordinal);

    private static string? AccountOf(string value) =>
        RequestPrincipal.Parse(value) is { Kind: RequestPrincipalKind.Root } root ? root.Account : null;
}
