using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>The routes of a transit gateway route table, as SearchTransitGatewayRoutes gives them.</summary>
/// <param name="RouteTableId">The table, <c>tgw-rtb-…</c>.</param>
/// <param name="Routes">Its routes. A table that is not listed was not seen; one without routes has none.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html</remarks>
public sealed record TransitGatewayRoutes(string RouteTableId, ValueList<TransitGatewayRoute> Routes);

/// <summary>A route of a transit gateway route table.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRoute.html</remarks>
public sealed record TransitGatewayRoute
{
    /// <summary>The destination as a CIDR block.</summary>
    public CidrBlock? Destination { get; init; }

    /// <summary>The destination as a prefix list.</summary>
    public string? PrefixListId { get; init; }

    /// <summary><c>static</c> or <c>propagated</c>.</summary>
    public string? Type { get; init; }

    /// <summary><c>active</c>, <c>blackhole</c>, …</summary>
    public string? State { get; init; }

    /// <summary>Where packets go; none for a blackhole, several for routes of equal cost.</summary>
    public ValueList<TransitGatewayRouteAttachment> Attachments { get; init; } = [];

    /// <summary>Whether packets that take this route are dropped.</summary>
    public bool IsBlackhole => string.Equals(State, "blackhole", StringComparison.OrdinalIgnoreCase);

    /// <summary>For example <c>10.0.0.0/16 -> tgw-attach-0abc</c>.</summary>
    public override string ToString() => $"{Destination?.ToString() ?? PrefixListId ?? "nothing"} -> "
        + (IsBlackhole ? "blackhole" : Attachments.Count == 0 ? "an attachment" : string.Join(", ", Attachments.Select(a => a.Id)));
}

/// <summary>Where a route of a transit gateway leads.</summary>
/// <param name="Id">The attachment, <c>tgw-attach-…</c>.</param>
/// <param name="ResourceId">What is attached.</param>
/// <param name="ResourceType"><c>vpc</c>, <c>vpn</c>, <c>direct-connect-gateway</c>, <c>peering</c>, …</param>
public sealed record TransitGatewayRouteAttachment(string Id, string? ResourceId, string? ResourceType);

public sealed partial record VpcNetwork
{
    /// <summary>The routes of transit gateway route tables.</summary>
    public ValueList<TransitGatewayRoutes> TransitGatewayRoutes { get; init; } = [];
}
