using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Tells which subnets of other VPCs send packets the same way, so that a spoke of many subnets is computed for the few ways that it has:
/// those with one route table, one network ACL and one zone. A subnet of an attachment or of a NAT gateway stands for itself, since no ACL
/// is between it and what it holds.
/// </summary>
internal static class ClientPlaces
{
    /// <summary>The clients with the place that they share with others.</summary>
    public static ClientSet Together(ClientSet clients, NetworkIndex index, string vpcId)
    {
        if (clients.Clients.All(c => c.VpcId is null || c.VpcId == vpcId || c.SubnetId is null))
            return clients;
        var apart = new HashSet<string>(index.NatGateways.Values.Select(g => g.SubnetId).OfType<string>(), StringComparer.Ordinal);
        var places = new Dictionary<(string Vpc, string Table, string Acl, string Zone), string>();
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var client in clients.Clients)
            if (client.SubnetId is { } id && client.VpcId is { } vpc && vpc != vpcId && !known.ContainsKey(id))
                known.Add(id, PlaceOf(id, vpc));
        return new([.. clients.Clients.Select(c => c.SubnetId is { } id && c.VpcId != vpcId && known.TryGetValue(id, out var place)
            && place is not null ? c with { PlaceId = place } : c)], clients.NotFound, clients.Outside);

        string? PlaceOf(string subnetId, string vpc)
        {
            foreach (var attachment in apart.Contains(subnetId) ? [] : index.Transit.VpcAttachmentsOfVpc[vpc])
                apart.UnionWith(attachment.SubnetIds);
            if (apart.Contains(subnetId) || !index.Subnets.TryGetValue(subnetId, out var subnet)
                || index.RouteTableOf(subnet) is not { } table || index.NetworkAclOf(subnetId) is not { } acl
                    || (subnet.AvailabilityZoneId ?? subnet.AvailabilityZone) is not { } zone)
                return null;
            var key = (vpc, table.Id, acl.Id, zone);
            if (!places.TryGetValue(key, out var place))
                places.Add(key, place = subnetId);
            return place;
        }
    }
}
