using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>An allow rule of a security group with exactly one peer: a CIDR block, a prefix list or a group.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html</remarks>
public sealed record SecurityGroupRule
{
    /// <summary>The protocol as EC2 writes it: <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, a number, or <c>-1</c> for all.</summary>
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
        (Protocol == "-1" ? "all traffic" : FromPort is null or -1 ? Protocol : FromPort == ToPort ? $"{Protocol} {FromPort}" : $"{Protocol} {FromPort}-{ToPort}") + " " + Peer;
}
