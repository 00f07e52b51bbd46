using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Whose the resource is that an action changes.</summary>
internal static class ResourceOwner
{
    /// <summary>The account; null where nothing names it.</summary>
    public static string? Of(RepairAction action, VpcNetwork network)
    {
        var owner = action switch
        {
            SecurityGroupRuleAction a => network.SecurityGroups.FirstOrDefault(g => g.Id == a.GroupId)?.OwnerId,
            CreateNetworkAclEntry or DeleteNetworkAclEntry => network.FindAcl(action.ResourceId)?.OwnerId,
            ModifyVpcAttribute a => network.Vpcs.FirstOrDefault(v => v.Id == a.VpcId)?.OwnerId,
            ModifyVpcEndpoint a => network.FindEndpoint(a.EndpointId)?.OwnerId,
            _ => null,
        };
        return string.IsNullOrEmpty(owner) ? null : owner;
    }

    /// <summary>Whether the network has the resource at all.</summary>
    public static bool Has(this VpcNetwork network, RepairAction action) => action switch
    {
        SecurityGroupRuleAction a => network.SecurityGroups.Any(g => g.Id == a.GroupId),
        CreateNetworkAclEntry or DeleteNetworkAclEntry => network.FindAcl(action.ResourceId) is not null,
        ModifyVpcAttribute a => network.VpcAttributes.Any(v => v.VpcId == a.VpcId),
        ModifyVpcEndpoint a => network.FindEndpoint(a.EndpointId) is not null,
        _ => true,
    };
}
