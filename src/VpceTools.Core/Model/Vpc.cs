using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A VPC as DescribeVpcs gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html</remarks>
public sealed record Vpc
{
    /// <summary>The id, <c>vpc-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What CloudFormation's tags tell; null without them.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The associated CIDR blocks of both families: the primary one first, then secondary ones.</summary>
    public ValueList<CidrBlock> CidrBlocks { get; init; } = [];

    /// <summary>The DHCP option set; <c>default</c> means none of one's own.</summary>
    public string? DhcpOptionsId { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Whether this is the Region's default VPC.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The value of the <c>Name</c> tag.</summary>
    public string? Name { get; init; }
}

/// <summary>The DNS attributes of a VPC, from two DescribeVpcAttribute calls.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="EnableDnsSupport">Whether the Route 53 Resolver answers in the VPC; null where not known.</param>
/// <param name="EnableDnsHostnames">Whether the VPC has DNS host names; null where not known.</param>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html</remarks>
public sealed record VpcDnsAttributes(string VpcId, bool? EnableDnsSupport, bool? EnableDnsHostnames);
