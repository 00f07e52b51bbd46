using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A subnet as DescribeSubnets gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html</remarks>
public sealed record Subnet
{
    /// <summary>The id, <c>subnet-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What CloudFormation's tags tell; null without them.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The VPC.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The Availability Zone's name in this account, for example <c>us-east-1a</c>.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>The Availability Zone's id, the same in every account, for example <c>use1-az4</c>.</summary>
    public string? AvailabilityZoneId { get; init; }

    /// <summary>The CIDR blocks of both families.</summary>
    public ValueList<CidrBlock> CidrBlocks { get; init; } = [];

    /// <summary>The number of free IPv4 addresses; null where EC2 did not say.</summary>
    public int? AvailableIpAddressCount { get; init; }

    /// <summary>
    /// Whether the Resolver makes up IPv6 addresses (DNS64) for names that have none; null where EC2 did not say, which means no.
    /// </summary>
    public bool? EnableDns64 { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The state: <c>available</c>, <c>pending</c>, …</summary>
    public string? State { get; init; }

    /// <summary>The value of the <c>Name</c> tag.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the subnet has addresses of the family.</summary>
    public bool Has(IpFamily family) => CidrBlocks.Any(c => c.Family == family);
}
