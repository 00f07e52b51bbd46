using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A route table as DescribeRouteTables gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html</remarks>
public sealed record RouteTable
{
    /// <summary>The id, <c>rtb-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What CloudFormation's tags tell; null without them.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Whether this is the VPC's main route table, which serves every subnet without an association of its own.</summary>
    public bool IsMain { get; init; }

    /// <summary>The subnets that are explicitly associated.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>The gateways whose arriving packets the table leads (ingress routing).</summary>
    public ValueList<string> GatewayIds { get; init; } = [];

    /// <summary>The routes.</summary>
    public ValueList<Route> Routes { get; init; } = [];
}

/// <summary>A route of a route table.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html</remarks>
public sealed record Route
{
    /// <summary>The destination as a CIDR block.</summary>
    public CidrBlock? Destination { get; init; }

    /// <summary>The destination as a prefix list.</summary>
    public string? DestinationPrefixListId { get; init; }

    /// <summary>
    /// Where the packet goes: <c>local</c>, <c>igw-…</c>, <c>nat-…</c>, <c>vpce-…</c>, <c>pcx-…</c>, <c>tgw-…</c>, <c>eni-…</c>,
    /// <c>vgw-…</c>, …
    /// </summary>
    public required string Target { get; init; }

    /// <summary><c>active</c>, <c>blackhole</c> or <c>filtered</c>; null counts as active.</summary>
    public string? State { get; init; }

    /// <summary>
    /// <c>CreateRouteTable</c>, <c>CreateRoute</c>, <c>EnableVgwRoutePropagation</c> (propagated) or <c>Advertisement</c>.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Whether the route leads to the VPC itself.</summary>
    public bool IsLocal => Target == "local";

    /// <summary>Whether packets that take this route are dropped.</summary>
    public bool IsBlackhole => string.Equals(State, "blackhole", StringComparison.OrdinalIgnoreCase);

    /// <summary>For example <c>10.0.0.0/16 → local</c>.</summary>
    public override string ToString() =>
        $"{Destination?.ToString() ?? DestinationPrefixListId ?? "nothing"} -> {Target}{(IsBlackhole ? " (blackhole)" : "")}";
}
