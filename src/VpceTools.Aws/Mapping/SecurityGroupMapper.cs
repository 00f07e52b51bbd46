using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: one permission has many peers, a rule of the model one.</summary>
internal static class SecurityGroupMapper
{
    /// <summary>The group as the model has it.</summary>
    public static SecurityGroup Map(Sdk.SecurityGroup group, MappingRemarks remarks) => new()
    {
        Id = group.GroupId,
        Name = group.GroupName,
        VpcId = group.VpcId,
        OwnerId = group.OwnerId,
        Ingress = Rules(group.IpPermissions, group.GroupId, remarks).ToValueList(),
        Egress = Rules(group.IpPermissionsEgress, group.GroupId, remarks).ToValueList(),
    };

    private static IEnumerable<SecurityGroupRule> Rules(List<Sdk.IpPermission>? permissions, string groupId, MappingRemarks remarks)
    {
        foreach (var permission in permissions ?? [])
        {
            var rule = new SecurityGroupRule { Protocol = permission.IpProtocol ?? "-1", FromPort = permission.FromPort, ToPort = permission.ToPort };
            var ranges = (permission.Ipv4Ranges ?? []).Select(r => (r.CidrIp, r.Description))
                .Concat((permission.Ipv6Ranges ?? []).Select(r => (r.CidrIpv6, r.Description)));
            foreach (var (cidr, description) in ranges)
            {
                if (remarks.Block(cidr, groupId) is { } block)
                    yield return rule with { Cidr = block, Description = description };
            }

            foreach (var list in permission.PrefixListIds ?? [])
                yield return rule with { PrefixListId = list.Id, Description = list.Description };
            foreach (var pair in permission.UserIdGroupPairs ?? [])
                yield return rule with { Group = Reference(pair), Description = pair.Description };
        }
    }

    private static SecurityGroupReference Reference(Sdk.UserIdGroupPair pair) =>
        new(pair.GroupId ?? pair.GroupName ?? "", pair.UserId, pair.VpcId, pair.VpcPeeringConnectionId, pair.PeeringStatus);
}
