using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A route of a route table.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html</remarks>
public sealed record Route
{
    /// <summary>The destination as a CIDR block.</summary>
    public CidrBlock? Destination { get; init; }

    /// <summary>The destination as a prefix list.</summary>
    public string? DestinationPrefixListId { get; init; }

    /// <summary>Where the packet goes: <c>local</c>, <c>igw-…</c>, <c>nat-…</c>, <c>vpce-…</c>, <c>pcx-…</c>, <c>tgw-…</c>, <c>eni-…</c>, <c>vgw-…</c>, …</summary>
    public required string Target { get; init; }

    /// <summary><c>active</c>, <c>blackhole</c> or <c>filtered</c>; null counts as active.</summary>
    public string? State { get; init; }

    /// <summary><c>CreateRouteTable</c>, <c>CreateRoute</c>, <c>EnableVgwRoutePropagation</c> (propagated) or <c>Advertisement</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether the route leads to the VPC itself.</summary>
    public bool IsLocal => Target == "local";

    /// <summary>Whether packets that take this route are dropped.</summary>
    public bool IsBlackhole => string.Equals(State, "blackhole", StringComparison.OrdinalIgnoreCase);

    /// <summary>For example <c>10.0.0.0/16 → local</c>.</summary>
    public override string ToString() => $"{Destination?.ToString() ?? DestinationPrefixListId ?? "nothing"} -> {Target}{(IsBlackhole ? " (blackhole)" : "")}";
}
