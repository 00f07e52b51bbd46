using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A network ACL as DescribeNetworkAcls gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html</remarks>
public sealed record NetworkAcl
{
    /// <summary>The id, <c>acl-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What CloudFormation's tags tell; null without them.</summary>
    public StackResource? Stack { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>Whether this is the VPC's default ACL, which serves every subnet without an association.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The subnets that the ACL guards.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>The entries of both directions in the order that EC2 listed them, which is not the order of evaluation.</summary>
    public ValueList<NetworkAclEntry> Entries { get; init; } = [];
}

/// <summary>A rule of a network ACL.</summary>
/// <param name="RuleNumber">The rule number; the lowest that matches decides. 32767 (IPv6: 32768) is the closing deny.</param>
/// <param name="IsEgress">Whether it judges packets that leave the subnet (otherwise those that enter).</param>
/// <param name="IsAllow">Whether it lets the packet through.</param>
/// <param name="Protocol">The IANA protocol number; -1 means all.</param>
/// <param name="Cidr">The source of a packet that enters, the destination of one that leaves.</param>
/// <param name="FromPort">The first destination port; null means all. Only TCP and UDP have ports.</param>
/// <param name="ToPort">The last destination port.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html</remarks>
public sealed record NetworkAclEntry(
    int RuleNumber, bool IsEgress, bool IsAllow, int Protocol, CidrBlock Cidr, int? FromPort = null, int? ToPort = null)
{
    /// <summary>The number of the closing deny of IPv4, which no user can write or remove.</summary>
    public const int ClosingRuleNumber = 32767;

    /// <summary>The number of the closing deny of IPv6; EC2 gives it to the ACLs of VPCs with an IPv6 block.</summary>
    public const int ClosingRuleNumberIPv6 = 32768;

    /// <summary>The highest rule number that a user can write.</summary>
    public const int MaximumRuleNumber = 32766;

    /// <summary>Whether this is the deny that EC2 closes every ACL with.</summary>
    public bool IsClosing => RuleNumber >= ClosingRuleNumber;

    /// <summary>For example <c>rule 100 inbound: deny tcp 443 10.0.0.0/16</c>.</summary>
    public override string ToString()
    {
        var number = IsClosing ? "*" : RuleNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var protocol = Protocol switch
        {
            -1 => "all traffic",
            1 => "icmp",
            6 => "tcp",
            17 => "udp",
            58 => "icmpv6",
            _ => "protocol " + Protocol,
        };
        var ports = FromPort is null || Protocol is not (6 or 17) ? "" : FromPort == ToPort ? $" {FromPort}" : $" {FromPort}-{ToPort}";
        return $"rule {number} {(IsEgress ? "outbound" : "inbound")}: {(IsAllow ? "allow" : "deny")} {protocol}{ports} {Cidr}";
    }
}
