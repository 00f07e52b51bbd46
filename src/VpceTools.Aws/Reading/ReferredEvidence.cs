using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;

namespace VpceTools.Aws.Reading;

/// <summary>What rules and routes refer to outside the VPCs. Nothing is called for where nothing is referred to.</summary>
internal static class ReferredEvidence
{
    /// <summary>Makes the calls.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="network">What was read so far.</param>
    /// <param name="readsGroups">Whether security groups are wanted at all.</param>
    public static async Task<IReadOnlyList<LiveAnswer>> ReadAsync(Ec2Calls calls, VpcNetwork network, bool readsGroups)
    {
        var rules = network.SecurityGroups.SelectMany(g => g.Ingress.Concat(g.Egress)).ToList();
        var references = rules.Select(r => r.Group).OfType<SecurityGroupReference>().ToList();
        var routes = network.RouteTables.SelectMany(t => t.Routes).ToList();
        var groupIds = readsGroups ? GroupsElsewhere(network, references) : [];
        var listIds = CustomerLists(network, rules.Select(r => r.PrefixListId).Concat(routes.Select(r => r.DestinationPrefixListId)));
        var peeringIds = Ids(
            references.Select(r => r.VpcPeeringConnectionId)
            .Concat(routes.Select(r => r.Target.StartsWith("pcx-", StringComparison.Ordinal) ? r.Target : null)));
        calls.Reporter.Expect((groupIds.Count > 0 ? 2 : 0) + listIds.Count + (peeringIds.Count > 0 ? 1 : 0));

        // What nothing refers to is known without a call.
        Task<LiveAnswer>[] reads =
        [
            LiveAnswer.ReadAsync(
                SecurityGroupEvidence.Row, () => Ask(groupIds, calls.SecurityGroupsByIdAsync), g => g.GroupId, SecurityGroupMapper.Map,
                isEvidence: false),
            LiveAnswer.ReadAsync(
                NetworkInterfaceEvidence.Row, () => Ask(groupIds, calls.NetworkInterfacesOfGroupsAsync), n => n.NetworkInterfaceId,
                    NetworkInterfaceMapper.Map, isEvidence: false),
            LiveAnswer.ReadAsync(
                PeeringConnectionEvidence.Row, () => Ask(peeringIds, calls.PeeringConnectionsAsync), p => p.VpcPeeringConnectionId,
                PeeringMapper.Map),
            .. listIds.Select(id => EntriesAsync(calls, id)),
        ];
        return await Task.WhenAll(reads).ConfigureAwait(false);
    }

    /// <summary>The entries of lists that routes of transit gateways refer to without a block of their own.</summary>
    public static Task<LiveAnswer[]> OfTransitRoutesAsync(Ec2Calls calls, VpcNetwork network)
    {
        var ids = CustomerLists(network, network.TransitGatewayRoutes.SelectMany(t => t.Routes).Where(r => r.Destination is null)
            .Select(r => r.PrefixListId));
        calls.Reporter.Expect(ids.Count);
        return Task.WhenAll(ids.Select(id => EntriesAsync(calls, id)));
    }

    private static Task<IReadOnlyList<T>> Ask<T>(List<string> ids, Func<IReadOnlyList<string>, Task<IReadOnlyList<T>>> call) =>
        ids.Count == 0 ? Task.FromResult<IReadOnlyList<T>>([]) : call(ids);

    /// <summary>A customer's list, which may well be empty; without an answer its entries are unknown.</summary>
    private static async Task<LiveAnswer> EntriesAsync(Ec2Calls calls, string id)
    {
        var (entries, error) = await LiveAnswer.TryAsync(() => calls.PrefixListEntriesAsync(id)).ConfigureAwait(false);
        var answer = await LiveAnswer.ReadAsync(
            PrefixListEvidence.Row, () => Task.FromResult<IReadOnlyList<string>>([id]), list => list,
            list => PrefixListMapper.Map(list, error is null ? entries : null), isEvidence: false).ConfigureAwait(false);
        return answer with { Call = PrefixListEvidence.Row.CallOfOne!, Error = error };
    }

    // Groups of the peer VPCs, for the addresses behind a group reference, and groups of other VPCs that serve here, which are known by the
    // interfaces and endpoints that carry them (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html); another
    // account's groups cannot be described, unless it shares them.
    private static List<string> GroupsElsewhere(VpcNetwork network, List<SecurityGroupReference> references)
    {
        var known = new HashSet<string>(network.SecurityGroups.Select(g => g.Id).Concat(network.Unreadable), StringComparer.Ordinal);
        return Ids(references.Where(r => string.IsNullOrEmpty(r.UserId) || network.AccountId is null || r.UserId == network.AccountId)
            .Select(r => r.GroupId).Concat(network.Endpoints.SelectMany(e => e.GroupIds))
            .Concat(network.NetworkInterfaces.SelectMany(n => n.GroupIds)).Where(id => !known.Contains(id)));
    }

    // DescribePrefixLists names the lists of AWS services; any other is a customer's. Without that answer there is no telling.
    private static List<string> CustomerLists(VpcNetwork network, IEnumerable<string?> ids)
    {
        if (!network.Described.Contains(ResourceKind.PrefixList))
            return [];
        var known = new HashSet<string>(network.PrefixLists.Select(l => l.Id).Concat(network.Unreadable), StringComparer.Ordinal);
        return Ids(ids.Where(id => id is not null && !known.Contains(id)));
    }

    private static List<string> Ids(IEnumerable<string?> ids) =>
        [.. ids.OfType<string>().Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)];
}
