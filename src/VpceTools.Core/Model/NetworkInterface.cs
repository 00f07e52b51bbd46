using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A network interface as DescribeNetworkInterfaces gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html</remarks>
public sealed record NetworkInterface
{
    /// <summary>The id, <c>eni-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The VPC.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The subnet.</summary>
    public string SubnetId { get; init; } = "";

    /// <summary>The Availability Zone's name.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>The type as EC2 writes it: <c>interface</c>, <c>vpc_endpoint</c>, <c>lambda</c>, <c>nat_gateway</c>, …</summary>
    public string? InterfaceType { get; init; }

    /// <summary>The status: <c>in-use</c>, <c>available</c>, …</summary>
    public string? Status { get; init; }

    /// <summary>What its maker wrote.</summary>
    public string? Description { get; init; }

    /// <summary>The security groups.</summary>
    public ValueList<string> GroupIds { get; init; } = [];

    /// <summary>The private addresses of both families, the primary one first.</summary>
    public ValueList<IpAddress> Addresses { get; init; } = [];

    /// <summary>
    /// A public or Elastic IPv4 address that stands for the interface beyond an internet gateway; null where EC2 gave none, which means
    /// that there is none. A workload has no say in it: it is on one of its private addresses.
    /// </summary>
    public IpAddress? PublicAddress { get; init; }

    /// <summary>Delegated prefixes of both families, from which containers take their addresses.</summary>
    public ValueList<CidrBlock> Prefixes { get; init; } = [];

    /// <summary>The instance that it is attached to.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Whether it is only planned, so that EC2 has not chosen its addresses yet.</summary>
    internal bool IsPlanned { get; init; }

    /// <summary>Whether an AWS service manages it.</summary>
    public bool RequesterManaged { get; init; }
}
