using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>AddSecurityGroupIds and RemoveSecurityGroupIds: the endpoint's groups are those of its interfaces.</summary>
internal static class EndpointGroups
{
    // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
    private const int GroupsPerInterface = 5;

    public static IEnumerable<Action> Plan(EndpointChange change)
    {
        const string OnlyInterfaces = "Security groups are only supported for Interface type VPC Endpoints.";
        change.Only("AddSecurityGroupIds", OnlyInterfaces, "Interface", "Resource", "ServiceNetwork");
        change.Only("RemoveSecurityGroupIds", OnlyInterfaces, "Interface", "Resource", "ServiceNetwork");
        var added = change.Context.Texts("AddSecurityGroupIds");
        var removed = change.Context.Texts("RemoveSecurityGroupIds");
        if (added.Count + removed.Count == 0)
            return [];

        var current = change.List("Groups").Select(group => group!["GroupId"]!.ToString()).ToList();
        foreach (var id in removed.Where(id => !current.Contains(id)))
            throw new Ec2Exception("InvalidParameter", $"The security group {id} is not associated with the VPC endpoint {change.Id}");
        var ids = current.Except(removed, StringComparer.Ordinal).Union(added, StringComparer.Ordinal).ToList();
        if (ids.Count > GroupsPerInterface)
            throw new Ec2Exception("SecurityGroupsPerInterfaceLimitExceeded",
                "The maximum number of security groups per interface has been reached.");
        if (ids.Count == 0)
            throw new Ec2Exception("InvalidParameter", "A VPC endpoint needs at least one security group.");
        var groups = ids.ConvertAll(id => Group(change, id));
        return [() => Set(change, groups)];
    }

    private static JsonObject Group(EndpointChange change, string id)
    {
        if (change.World.Get(Kinds.SecurityGroups, id) is not { } group)
            throw DescribeCatalogue.GroupIds.Refusal(id);
        return group["VpcId"]?.ToString() == change.VpcId
            ? group
            : throw new Ec2Exception("InvalidParameter",
                $"You have specified two resources that belong to different networks: {id} and {change.VpcId}.");
    }

    private static void Set(EndpointChange change, List<JsonObject> groups)
    {
        JsonArray Identifiers() => new([.. groups.Select(group =>
            new JsonObject { ["GroupId"] = group["GroupId"]!.ToString(), ["GroupName"] = group["GroupName"]?.ToString() })]);
        change.Endpoint["Groups"] = Identifiers();
        foreach (var id in change.List("NetworkInterfaceIds"))
        {
            if (change.World.Get(Kinds.NetworkInterfaces, id!.ToString()) is { } eni)
                eni["Groups"] = Identifiers();
        }
    }
}
