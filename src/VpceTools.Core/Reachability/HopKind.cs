namespace VpceTools.Reachability;

/// <summary>The places that judge a packet between client and endpoint, in the order in which it meets them, there and back.</summary>
public enum HopKind
{
    /// <summary>The client's security groups let the request out.</summary>
    ClientSecurityGroup,

    /// <summary>The ACL of the client's subnet lets the request out.</summary>
    ClientAclOutbound,

    /// <summary>The route table of the client's subnet leads to the endpoint.</summary>
    RouteToEndpoint,

    /// <summary>The ACL of the endpoint's subnet lets the request in.</summary>
    EndpointAclInbound,

    /// <summary>The endpoint's security groups let the request in.</summary>
    EndpointSecurityGroup,

    /// <summary>The ACL of the endpoint's subnet lets the answer out.</summary>
    EndpointAclOutbound,

    /// <summary>The route table of the endpoint's subnet leads back to the client.</summary>
    RouteToClient,

    /// <summary>The ACL of the client's subnet lets the answer in.</summary>
    ClientAclInbound,
}
