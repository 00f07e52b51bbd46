namespace VpceTools.Policies;

/// <summary>The principal of a request, taken apart.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
internal sealed record RequestPrincipal(
    RequestPrincipalKind Kind, string Text, string? Account = null, string? Partition = null, string? Name = null, string? Session = null)
{
    private static readonly RequestPrincipal Nobody = new(RequestPrincipalKind.Unknown, "");

    /// <summary>Whether IAM knows the principal, as a user, role, session or root.</summary>
    public bool IsIam => Account is not null;

    /// <summary>Whether the principal acts through a role.</summary>
    public bool IsRole => Kind is RequestPrincipalKind.Role or RequestPrincipalKind.RoleSession;

    public static RequestPrincipal Parse(string? text)
    {
        if (text is null || text.Length == 0 || text == "*")
            return Nobody;
        if (IsAccountId(text))
            return new(RequestPrincipalKind.Root, $"arn:aws:iam::{text}:root", text, "aws");
        var arn = Arn.TryParse(text);
        if (arn is null)
            return new(
                text.EndsWith(".amazonaws.com", StringComparison.Ordinal) || text.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal)
                ? RequestPrincipalKind.Service : RequestPrincipalKind.Other, text);
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

    /// <summary>
    /// What the principal implies for a context key; unknown where it implies nothing. A session's ARN leaves out the path of its role, so
    /// that <c>aws:PrincipalArn</c> is the ARN of the role with any path.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable</remarks>
    public ContextValue Implies(string key)
    {
        if (Kind is RequestPrincipalKind.Unknown or RequestPrincipalKind.Other)
            return ContextValue.Unknown;
        if (Is(key, "aws:PrincipalIsAWSService"))
            return ContextValue.Of([IsIam ? "false" : "true"]);
        if (Is(key, "aws:PrincipalServiceName"))
            return IsIam ? ContextValue.Absent : ContextValue.Of([Text]);
        if (!IsIam)
            return ContextValue.Unknown;
        if (Is(key, "aws:PrincipalAccount"))
            return ContextValue.Of([Account!]);
        if (Is(key, "aws:PrincipalArn"))
            return Kind == RequestPrincipalKind.RoleSession
                ? ContextValue.OneOf(RequestName.OfResource($"arn:{Partition}:iam::{Account}:role/{Name}"),
                    RequestName.OfResource($"arn:{Partition}:iam::{Account}:role/*/{Name}"))
                : ContextValue.Of([Text]);
        if (Is(key, "aws:username"))
            return Kind == RequestPrincipalKind.User ? ContextValue.Of([Name!]) : ContextValue.Absent;
        if (Is(key, "aws:PrincipalType"))
            return ContextValue.Of([IsRole ? "AssumedRole" : Kind == RequestPrincipalKind.Root ? "Account" : Kind.ToString()]);
        return ContextValue.Unknown;
    }

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

    /// <summary>A text that is not a principal.</summary>
    Other,
}
