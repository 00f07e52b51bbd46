namespace VpceTools.Policies;

/// <summary>The principal of a request, taken apart.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
internal sealed record RequestPrincipal(
    RequestPrincipalKind Kind, string Text, string? Account = null, string? Partition = null, string? Name = null, string? Session = null)
{
    /// <summary>The word for a caller without credentials.</summary>
    public const string AnonymousName = "anonymous";

    private static readonly RequestPrincipal Nobody = new(RequestPrincipalKind.Unknown, "");

    // "Calling AssumeRoleWithWebIdentity does not require the use of AWS security credentials":
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html,
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html.
    private static readonly HashSet<string> UnsignedActions =
        new(StringComparer.OrdinalIgnoreCase) { "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML" };

    /// <summary>An identity provider's user who asks for a role: no AWS principal.</summary>
    public static RequestPrincipal Federated { get; } = new(RequestPrincipalKind.Federated, "");

    /// <summary>An account of AWS's own, as the one that signs the addresses of ECR's image layers.</summary>
    public static RequestPrincipal AwsAccount { get; } = new(RequestPrincipalKind.AwsAccount, "");

    /// <summary>A caller without credentials.</summary>
    public static RequestPrincipal Anonymous { get; } = new(RequestPrincipalKind.Anonymous, AnonymousName);

    /// <summary>Whether IAM knows the principal, as a user, role, session or root.</summary>
    public bool IsIam => Account is not null;

    /// <summary>Whether the principal acts through a role.</summary>
    public bool IsRole => Kind is RequestPrincipalKind.Role or RequestPrincipalKind.RoleSession;

    /// <summary>Whether the principal may have a permissions boundary, as users and roles may.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html</remarks>
    public bool CanHaveBoundary => IsRole || Kind is RequestPrincipalKind.User or RequestPrincipalKind.FederatedUser;

    /// <summary>The principal of a request; what calls without a signature say of one does not count.</summary>
    public static RequestPrincipal Of(PolicyRequest request) =>
        UnsignedActions.Contains(request.Action) ? Federated : Parse(request.Principal);

    public static RequestPrincipal Parse(string? text)
    {
        if (text is null || text.Length == 0 || text == "*")
            return Nobody;
        if (string.Equals(text, AnonymousName, StringComparison.OrdinalIgnoreCase))
            return Anonymous;
        if (IsAccountId(text))
            return new(RequestPrincipalKind.Root, $"arn:aws:iam::{text}:root", text, "aws");
        var arn = Arn.TryParse(text);
        if (arn is null)
        {
            var isService = text.EndsWith(".amazonaws.com", StringComparison.Ordinal)
                || text.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal);
            return new(isService ? RequestPrincipalKind.Service : RequestPrincipalKind.Other, text);
        }

        if (!IsAccountId(arn.Account))
            return new(RequestPrincipalKind.Other, text);
        var path = arn.Resource.Split('/');
        var kind = (arn.Service, path[0], path.Length) switch
        {
            ("iam", "root", 1) => RequestPrincipalKind.Root,
            ("iam", "user", > 1) => RequestPrincipalKind.User,
            ("iam", "role", > 1) => RequestPrincipalKind.Role,
            ("sts", "assumed-role", 3) => RequestPrincipalKind.RoleSession,
            ("sts", "federated-user", 2) => RequestPrincipalKind.FederatedUser,
            _ => RequestPrincipalKind.Other,
        };
        return kind == RequestPrincipalKind.RoleSession
            ? new(kind, text, arn.Account, arn.Partition, path[1], path[2])
            : new(kind, text, kind == RequestPrincipalKind.Other ? null : arn.Account, arn.Partition, path[path.Length - 1]);
    }

    /// <summary>Whether a text is the twelve digits of an account.</summary>
    public static bool IsAccountId(string text) => text.Length == 12 && text.All(character => character is >= '0' and <= '9');

    /// <summary>What the principal implies for a context key; unknown where it implies nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="ownAccounts">The accounts that are the user's own.</param>
    /// <remarks>
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable,
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
    /// </remarks>
    public ContextValue Implies(string key, IReadOnlyCollection<string> ownAccounts) => Kind switch
    {
        RequestPrincipalKind.Unknown or RequestPrincipalKind.Other => ContextValue.Unknown,
        RequestPrincipalKind.Anonymous => AnonymousImplies(key),
        RequestPrincipalKind.Federated => FederatedImplies(key),
        RequestPrincipalKind.AwsAccount => AwsAccountImplies(key, ownAccounts),
        RequestPrincipalKind.Service => ServiceImplies(key),
        _ => IamImplies(key),
    };

    // "For anonymous requests, the request context returns anonymous"; the other keys are not in them.
    private static ContextValue AnonymousImplies(string key) =>
        Is(key, "aws:PrincipalAccount") || Is(key, "aws:userid") ? ContextValue.Of([AnonymousName])
        : Is(key, "aws:PrincipalType") ? ContextValue.Of(["Anonymous"])
        : IsOfCaller(key) ? ContextValue.Absent : ContextValue.Unknown;

    private static ContextValue FederatedImplies(string key) =>
        IsOfCaller(key) && !Is(key, "aws:FederatedProvider") ? ContextValue.Absent : ContextValue.Unknown;

    private static ContextValue AwsAccountImplies(string key, IReadOnlyCollection<string> ownAccounts) =>
        Is(key, "aws:PrincipalAccount") ? ContextValue.OfForeign(new(ownAccounts, MayBeAbsent: false, IsCallersToo: true))
        : Is(key, "aws:PrincipalOrgID") || Is(key, "aws:PrincipalOrgPaths")
            ? ContextValue.OfForeign(new(null, MayBeAbsent: true, IsCallersToo: true))
        : Is(key, "aws:PrincipalIsAWSService") ? ContextValue.Of(["false"])
        : Is(key, "aws:PrincipalServiceName") ? ContextValue.Absent
        : ContextValue.Unknown;

    // A service principal is in no organization and has no tags.
    private ContextValue ServiceImplies(string key) =>
        Is(key, "aws:PrincipalIsAWSService") ? ContextValue.Of(["true"])
        : Is(key, "aws:PrincipalServiceName") ? ContextValue.Of([Text])
        : Is(key, "aws:PrincipalOrgID") || Is(key, "aws:PrincipalOrgPaths") || Is(key, "aws:username")
            || key.StartsWith("aws:PrincipalTag/", StringComparison.OrdinalIgnoreCase) ? ContextValue.Absent
        : ContextValue.Unknown;

    // A session's ARN leaves out the path of its role, so that aws:PrincipalArn is the ARN of the role with any path.
    private ContextValue IamImplies(string key) =>
        Is(key, "aws:PrincipalIsAWSService") ? ContextValue.Of(["false"])
        : Is(key, "aws:PrincipalServiceName") || Is(key, "aws:PrincipalServiceNamesList") ? ContextValue.Absent
        : Is(key, "aws:PrincipalAccount") ? ContextValue.Of([Account!])
        : Is(key, "aws:PrincipalArn") ? Kind == RequestPrincipalKind.RoleSession
            ? ContextValue.OneOf(
                RequestName.OfResource($"arn:{Partition}:iam::{Account}:role/{Name}"),
                RequestName.OfResource($"arn:{Partition}:iam::{Account}:role/*/{Name}"))
            : ContextValue.Of([Text])
        : Is(key, "aws:username") ? Kind == RequestPrincipalKind.User ? ContextValue.Of([Name!]) : ContextValue.Absent
        : Is(key, "aws:PrincipalType")
            ? ContextValue.Of([IsRole ? "AssumedRole" : Kind == RequestPrincipalKind.Root ? "Account" : Kind.ToString()])
        : ContextValue.Unknown;

    private static bool IsOfCaller(string key) => GlobalConditionKeys.Find(key) is { IsOfCaller: true };

    private static bool Is(string key, string expected) => string.Equals(key, expected, StringComparison.OrdinalIgnoreCase);
}

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

    /// <summary>Nobody whom AWS knows: the request is not signed.</summary>
    Anonymous,

    /// <summary>Somebody whom an identity provider knows, and AWS not yet.</summary>
    Federated,

    /// <summary>A principal of an account of AWS's own.</summary>
    AwsAccount,

    /// <summary>A text that is not a principal.</summary>
    Other,
}
