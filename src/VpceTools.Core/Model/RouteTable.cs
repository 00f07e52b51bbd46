namespace VpceTools.Model;

/// <summary>A route table as DescribeRouteTables gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html</remarks>
public sealed record RouteTable
{
    /// <summary>The id, <c>rtb-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Whether this is the VPC's main route table, which serves every subnet without an association of its own.</summary>
    public bool IsMain { get; init; }

    /// <summary>The subnets that are explicitly associated.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>The routes.</summary>
    public ValueList<Route> Routes { get; init; } = [];
}
