using VpceTools.Aws.Calling;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws;

/// <summary>What rules and routes refer to outside the VPCs. Nothing is called for where nothing is referred to.</summary>
internal sealed record ReferredEvidence(
    Evidence<Sdk.SecurityGroup> SecurityGroups,
    Evidence<Sdk.NetworkInterface> NetworkInterfaces,
    IReadOnlyList<ReferredPrefixList> PrefixLists,
    Evidence<Sdk.VpcPeeringConnection> PeeringConnections)
{
    /// <summary>Makes the calls.</summary>
    public static async Task<ReferredEvidence> ReadAsync(Ec2Calls calls, VpcEvidence vpc, string? accountId)
    {
        var permissions = vpc.SecurityGroups.Items.SelectMany(g => (g.IpPermissions ?? []).Concat(g.IpPermissionsEgress ?? [])).ToList();
        var pairs = permissions.SelectMany(p => p.UserIdGroupPairs ?? []).ToList();
        var routes = vpc.RouteTables.Items.SelectMany(t => t.Routes ?? []).ToList();
        var groupIds = GroupsElsewhere(vpc, pairs, accountId);
        var listIds = CustomerLists(vpc, permissions, routes);
        var peeringIds = Ids(pairs.Select(p => p.VpcPeeringConnectionId).Concat(routes.Select(r => r.VpcPeeringConnectionId)));
        calls.Reporter.Expect((groupIds.Count > 0 ? 2 : 0) + listIds.Count + (peeringIds.Count > 0 ? 1 : 0));

        var groups = Attempt.ReadAsync(ResourceKind.SecurityGroup, () => groupIds.Count == 0 ? Nothing<Sdk.SecurityGroup>() : calls.SecurityGroupsByIdAsync(groupIds));
        var interfaces = Attempt.ReadAsync(
            ResourceKind.NetworkInterface, () => groupIds.Count == 0 ? Nothing<Sdk.NetworkInterface>() : calls.NetworkInterfacesOfGroupsAsync(groupIds));
        var peerings = Attempt.ReadAsync(
            ResourceKind.VpcPeeringConnection, () => peeringIds.Count == 0 ? Nothing<Sdk.VpcPeeringConnection>() : calls.PeeringConnectionsAsync(peeringIds));
        var lists = Task.WhenAll(listIds.Select(async id =>
            new ReferredPrefixList(id, await Attempt.ReadAsync(ResourceKind.PrefixList, () => calls.PrefixListEntriesAsync(id)).ConfigureAwait(false))));
        await Task.WhenAll(groups, interfaces, peerings, lists).ConfigureAwait(false);
        return new(await groups.ConfigureAwait(false), await interfaces.ConfigureAwait(false), await lists.ConfigureAwait(false), await peerings.ConfigureAwait(false));
    }

    // Groups of the peer VPCs, for the addresses behind a group reference; another account's groups cannot be described.
    private static List<string> GroupsElsewhere(VpcEvidence vpc, List<Sdk.UserIdGroupPair> pairs, string? accountId)
    {
        var known = new HashSet<string>(vpc.SecurityGroups.Items.Select(g => g.GroupId), StringComparer.Ordinal);
        return Ids(pairs.Where(p => string.IsNullOrEmpty(p.UserId) || accountId is null || p.UserId == accountId)
            .Select(p => p.GroupId).Where(id => id is not null && !known.Contains(id)));
    }

    // DescribePrefixLists names the lists of AWS services; any other is a customer's. Without that answer there is no telling.
    private static List<string> CustomerLists(VpcEvidence vpc, List<Sdk.IpPermission> permissions, List<Sdk.Route> routes)
    {
        if (vpc.PrefixLists.Error is not null)
            return [];
        var known = new HashSet<string>(vpc.PrefixLists.Items.Select(l => l.PrefixListId), StringComparer.Ordinal);
        return Ids(permissions.SelectMany(p => p.PrefixListIds ?? []).Select(p => p.Id).Concat(routes.Select(r => r.DestinationPrefixListId))
            .Where(id => id is not null && !known.Contains(id)));
    }

    private static List<string> Ids(IEnumerable<string?> ids) =>
        [.. ids.OfType<string>().Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)];

    private static Task<IReadOnlyList<T>> Nothing<T>() => Task.FromResult<IReadOnlyList<T>>([]);
}
