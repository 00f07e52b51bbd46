using System.Globalization;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html</summary>
internal static class NetworkAclMapper
{
    /// <summary>The ACL as the model has it.</summary>
    public static NetworkAcl Map(Sdk.NetworkAcl acl, MappingRemarks remarks) => new()
    {
        Id = acl.NetworkAclId,
        VpcId = acl.VpcId,
        IsDefault = acl.IsDefault ?? false,
        OwnerId = acl.OwnerId,
        SubnetIds = (acl.Associations ?? []).Select(a => a.SubnetId).Where(id => !string.IsNullOrEmpty(id)).ToValueList(),
        Entries = (acl.Entries ?? []).Select(e => Entry(e, acl.NetworkAclId, remarks)).OfType<NetworkAclEntry>().ToValueList(),
    };

    private static NetworkAclEntry? Entry(Sdk.NetworkAclEntry entry, string aclId, MappingRemarks remarks)
    {
        var number = entry.RuleNumber ?? NetworkAclEntry.ClosingRuleNumber;
        var owner = $"{aclId} rule {number}";
        if (remarks.Block(entry.CidrBlock ?? entry.Ipv6CidrBlock, owner) is not { } block)
            return null;
        if (!int.TryParse(entry.Protocol, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var protocol))
        {
            remarks.Add($"{owner}: '{entry.Protocol}' is not a protocol number; the rule was left out.");
            return null;
        }

        return new NetworkAclEntry(
            number, entry.Egress ?? false, entry.RuleAction == Amazon.EC2.RuleAction.Allow, protocol, block, entry.PortRange?.From, entry.PortRange?.To);
    }
}
