using System.Globalization;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html</summary>
internal static class NetworkAclMapper
{
    /// <summary>The ACL as the model has it.</summary>
    public static NetworkAcl Map(Sdk.NetworkAcl acl) => new()
    {
        Id = acl.NetworkAclId,
        VpcId = acl.VpcId,
        IsDefault = acl.IsDefault ?? false,
        OwnerId = acl.OwnerId,
        Stack = Read.StackOf(acl.Tags),
        SubnetIds = (acl.Associations ?? []).Select(a => a.SubnetId).Where(id => !string.IsNullOrEmpty(id)).ToValueList(),
        Entries = (acl.Entries ?? []).Select(Entry).ToValueList(),
    };

    private static NetworkAclEntry Entry(Sdk.NetworkAclEntry entry) => new(
        entry.RuleNumber ?? throw new FormatException("an entry has no rule number."),
        entry.Egress ?? throw new FormatException($"rule {entry.RuleNumber} has no direction."),
        entry.RuleAction?.Value switch
        {
            "allow" => true,
            "deny" => false,
            var action => throw new FormatException($"the action '{action}' of rule {entry.RuleNumber} is neither allow nor deny."),
        },
        int.TryParse(entry.Protocol, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var protocol)
            ? protocol : throw new FormatException($"the protocol '{entry.Protocol}' of rule {entry.RuleNumber} is not a number."),
        Read.Block(entry.CidrBlock) ?? Read.Block(entry.Ipv6CidrBlock)
            ?? throw new FormatException($"rule {entry.RuleNumber} has no CIDR block."),
        entry.PortRange?.From,
        entry.PortRange?.To);
}
