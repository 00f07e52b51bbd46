using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>Makes the network of a partition from what its files hold: its resources, and the Region and account that they tell.</summary>
internal static class NetworkBuilder
{
    public static VpcNetwork Build(EvidenceContents contents, SnapshotPartition partition)
    {
        var network = WithVpcs(contents.ToNetwork());
        var regions = RegionsOf(network, contents.ArnRegions);
        if (partition.Region is null && regions.Count > 1)
            contents.Remarks.Add(
                $"The files describe several Regions ({string.Join(", ", regions)}) as if they were one; put each Region's files in a "
                    + "folder named for it.");
        return network with
        {
            Region = partition.Region ?? (regions.Count > 0 ? regions[0] : null) ?? partition.OuterRegion,
            AccountId = partition.AccountId ?? AccountOf(network, partition.NamedAccountId),
            Remarks = contents.Remarks.Distinct(StringComparer.Ordinal).ToValueList(),
        };
    }

    /// <summary>
    /// What one answer leaves out and another says: the VPC of a subnet, by its ACL or an interface in it, and of an interface, by its
    /// subnet.
    /// </summary>
    private static VpcNetwork WithVpcs(VpcNetwork network)
    {
        if (network.Subnets.All(s => s.VpcId.Length > 0) && network.NetworkInterfaces.All(n => n.VpcId.Length > 0))
            return network;
        var vpcs = network.NetworkAcls.SelectMany(acl => acl.SubnetIds, (acl, subnet) => (subnet, Vpc: acl.VpcId))
            .Concat(network.NetworkInterfaces.Select(n => (subnet: n.SubnetId, Vpc: (string?)n.VpcId)))
            .Concat(network.Subnets.Select(s => (subnet: s.Id, Vpc: (string?)s.VpcId))).Where(p => !string.IsNullOrEmpty(p.Vpc))
            .ToLookup(p => p.subnet, p => p.Vpc!, StringComparer.Ordinal);
        return network with
        {
            Subnets = network.Subnets.Select(s => s.VpcId.Length > 0 || vpcs[s.Id].FirstOrDefault() is not { } vpc ? s
                : s with { VpcId = vpc }).ToValueList(),
            NetworkInterfaces = network.NetworkInterfaces.Select(n => n.VpcId.Length > 0 || vpcs[n.SubnetId].FirstOrDefault() is not { } vpc
                ? n : n with { VpcId = vpc }).ToValueList(),
        };
    }

    /// <summary>
    /// The account: the one that the folder is named for, where the evidence knows it (other names may have twelve digits too), else the
    /// one that owns most of the resources, else the owner of the transit gateways whose route tables are shown, which only he is.
    /// </summary>
    private static string? AccountOf(VpcNetwork network, string? named)
    {
        var owners = ByFrequency(
            network.Vpcs.Select(v => v.OwnerId)
                .Concat(network.Endpoints.Select(e => e.OwnerId))
                .Concat(network.Subnets.Select(s => s.OwnerId))
                .Concat(network.SecurityGroups.Select(g => g.OwnerId))
                .Concat(network.NetworkAcls.Select(a => a.OwnerId))
                .Concat(network.RouteTables.Select(t => t.OwnerId))
                .Concat(network.NetworkInterfaces.Select(n => n.OwnerId))).FindAll(IdForm.Account.Matches);
        var shown = network.TransitGatewayRouteTables.Select(t => t.TransitGatewayId).ToList();
        var gateways = ByFrequency(network.TransitGateways.Where(g => shown.Contains(g.Id)).Select(g => g.OwnerId))
            .FindAll(IdForm.Account.Matches);
        if (named is not null && (owners.Contains(named) || gateways.Contains(named)))
            return named;
        return owners.Concat(gateways).FirstOrDefault();
    }

    /// <summary>
    /// The Regions that the resources lie in, the most frequent first. Zones say it exactly; without one there is at most one answer,
    /// from ARNs or else from the names of services, which come last because an endpoint can reach a service of another Region.
    /// </summary>
    private static List<string> RegionsOf(VpcNetwork network, IEnumerable<string> arnRegions)
    {
        var zones = ByFrequency(network.Subnets.Select(s => AwsRegion.OfZone(s.AvailabilityZone))
            .Concat(network.NetworkInterfaces.Select(n => AwsRegion.OfZone(n.AvailabilityZone))));
        if (zones.Count > 0)
            return zones;
        return new[]
        {
            ByFrequency(arnRegions),
            ByFrequency(network.Endpoints.Where(e => e.ServiceRegion is null).Select(e => AwsRegion.OfServiceName(e.ServiceName))
                .Concat(network.PrefixLists.Select(p => AwsRegion.OfServiceName(p.Name)))),
            ByFrequency(network.Services.Select(s => AwsRegion.OfServiceName(s.ServiceName))),
            ByFrequency(network.Endpoints.Select(e => AwsRegion.OfServiceName(e.ServiceName))),
        }.Select(names => names.Take(1).ToList()).FirstOrDefault(names => names.Count > 0) ?? [];
    }

    private static List<string> ByFrequency(IEnumerable<string?> values) =>
    [
        .. values.Where(v => !string.IsNullOrEmpty(v)).GroupBy(v => v!, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key),
    ];
}
