using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// What the evidence on a VPC names or holds without saying enough of it: it may be a client that does not get through, so that nothing
/// passes as long as it is not known.
/// </summary>
internal static class UnseenClients
{
    /// <summary>What would have to be known.</summary>
    public static IEnumerable<MissingEvidence> In(NetworkIndex index, string vpcId)
    {
        // A workload may start in any subnet, with none there today that shows it.
        if (!index.Has(ResourceKind.Subnet))
            yield return MissingEvidence.Of(ResourceKind.Subnet);
        if (index.Network.Plan?.PartlySeenVpcs.Contains(vpcId) == true)
            yield return MissingEvidence.Of(ResourceKind.Subnet) with { ResourceId = $"all subnets of {vpcId}" };
        foreach (var id in index.Network.Unreadable)
            if (id.StartsWith("eni-", StringComparison.Ordinal))
                yield return MissingEvidence.Of(ResourceKind.NetworkInterface, id);
            else if (id.StartsWith("subnet-", StringComparison.Ordinal))
                yield return MissingEvidence.Of(ResourceKind.Subnet, id);
        foreach (var n in index.Network.NetworkInterfaces.Where(n => n.VpcId.Length == 0 || (n.VpcId == vpcId && n.SubnetId.Length == 0)))
            yield return MissingEvidence.Of(ResourceKind.NetworkInterface, n.Id);
        foreach (var subnet in index.SubnetsOfVpc[vpcId].Where(s => s.CidrBlocks.Count == 0))
            yield return MissingEvidence.Of(ResourceKind.Subnet, subnet.Id);
        // EC2 lists every subnet with its ACL.
        if (index.Has(ResourceKind.Subnet))
            foreach (var subnet in index.Network.NetworkAcls.Where(acl => acl.VpcId == vpcId).SelectMany(acl => acl.SubnetIds)
                .Where(id => !index.Subnets.ContainsKey(id)))
                yield return MissingEvidence.Of(ResourceKind.Subnet, subnet);
        if (index.Has(ResourceKind.NetworkInterface))
            foreach (var id in index.Network.Instances.Where(i => i.VpcId == vpcId).SelectMany(i => i.NetworkInterfaceIds)
                .Where(id => !index.NetworkInterfaces.ContainsKey(id)))
                yield return MissingEvidence.Of(ResourceKind.NetworkInterface, id);
    }
}
