using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>A call through an endpoint, as its policy sees it.</summary>
public sealed record PolicyRequest
{
    /// <summary>
    /// The action, for example <c>s3:GetObject</c>. With wildcards it stands for all actions that match, and what holds for only some of
    /// them is conditional.
    /// </summary>
    public required string Action { get; init; }

    /// <summary>The ARN of the resource. With wildcards it stands for all resources that match; <c>*</c> for any.</summary>
    public string Resource { get; init; } = "*";

    /// <summary>
    /// The ARN of the user, role or session, an account id for its root user, or a service principal; null when it is not known.
    /// </summary>
    public string? Principal { get; init; }

    /// <summary>
    /// What is known of the request's context. What <see cref="Principal"/> implies (<c>aws:PrincipalArn</c> …) need not be repeated.
    /// </summary>
    public PolicyContext Context { get; init; } = PolicyContext.Empty;

    /// <summary>
    /// Values that the caller did not give and the endpoint fixes (<see cref="EndpointContext"/>). What <see cref="Context"/> says wins; a
    /// decision lists the values of these that it was made with.
    /// </summary>
    public PolicyContext AssumedContext { get; init; } = PolicyContext.Empty;

    /// <summary>Whether the endpoint is a gateway, for which a principal that names an account means the account's root user.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway</remarks>
    public bool IsGatewayEndpoint { get; init; }

    /// <summary>The accounts that are the user's own: that of the endpoint and of its VPC.</summary>
    internal ValueList<string> OwnAccounts { get; init; } = [];

    /// <summary>Whether it is the part of a call through an access point that is about one of its two resources.</summary>
    internal bool IsPartOfCall { get; init; }

    /// <summary>Who calls, where <see cref="Principal"/> cannot say it.</summary>
    internal RequestPrincipal? Caller { get; init; }

    public override string ToString() => $"{Action} on {Resource}" + (Principal is { Length: > 0 } and not "*" ? $" by {Principal}" : "");
}
