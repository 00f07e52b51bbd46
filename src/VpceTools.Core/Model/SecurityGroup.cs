using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A security group as DescribeSecurityGroups gives it, one rule a source.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html</remarks>
public sealed record SecurityGroup
{
    /// <summary>The id, <c>sg-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What CloudFormation's tags tell; null without them.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The group's name, not its tag.</summary>
    public string? Name { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>What may come in.</summary>
    public ValueList<SecurityGroupRule> Ingress { get; init; } = [];

    /// <summary>What may go out.</summary>
    public ValueList<SecurityGroupRule> Egress { get; init; } = [];
}

/// <summary>An allow rule of a security group with exactly one peer: a CIDR block, a prefix list or a group.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html</remarks>
public sealed record SecurityGroupRule
{
    /// <summary>
    /// The protocol as EC2 writes it: <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, a number, or <c>-1</c> for all.
    /// </summary>
    public required string Protocol { get; init; }

    /// <summary>The first port, or the ICMP type; null or -1 means all.</summary>
    public int? FromPort { get; init; }

    /// <summary>The last port, or the ICMP code; null or -1 means all.</summary>
    public int? ToPort { get; init; }

    /// <summary>The peer as a CIDR block.</summary>
    public CidrBlock? Cidr { get; init; }

    /// <summary>The peer as a prefix list.</summary>
    public string? PrefixListId { get; init; }

    /// <summary>The peer as a security group.</summary>
    public SecurityGroupReference? Group { get; init; }

    /// <summary>The id of the rule, <c>sgr-…</c>; DescribeSecurityGroups does not give it, DescribeSecurityGroupRules does.</summary>
    public string? RuleId { get; init; }

    /// <summary>What the rule's author wrote.</summary>
    public string? Description { get; init; }

    /// <summary>The peer as text.</summary>
    public string Peer => Cidr?.ToString() ?? PrefixListId ?? Group?.GroupId ?? "nobody";

    /// <summary>For example <c>tcp 443 from sg-0abc</c> without the direction word.</summary>
    public override string ToString() =>
        (Protocol == "-1" ? "all traffic" : FromPort is null or -1 ? Protocol : FromPort == ToPort ? $"{Protocol} {FromPort}"
            : $"{Protocol} {FromPort}-{ToPort}") + " " + Peer;
}

/// <summary>A security group as the peer of a rule.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="UserId">The account that owns the group.</param>
/// <param name="VpcId">The group's VPC where it is not the rule's.</param>
/// <param name="VpcPeeringConnectionId">The peering connection over which the group is referenced.</param>
/// <param name="PeeringStatus">The status of that connection.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UserIdGroupPair.html</remarks>
public sealed record SecurityGroupReference(
    string GroupId, string? UserId = null, string? VpcId = null, string? VpcPeeringConnectionId = null, string? PeeringStatus = null);
