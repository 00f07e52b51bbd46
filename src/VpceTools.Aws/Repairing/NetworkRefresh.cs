using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;

namespace VpceTools.Aws.Repairing;

/// <summary>Reads what an action touches anew, and nothing else.</summary>
internal sealed class NetworkRefresh(Ec2Calls calls, ZoneRefresh? zones = null)
{
    /// <summary>The network with the touched resources as they are now.</summary>
    /// <exception cref="NetworkSourceException">They could not be read.</exception>
    public Task<VpcNetwork> ReadAsync(VpcNetwork network, RepairAction action) => GuardAsync(() => action switch
    {
        SecurityGroupRuleRemoval { RuleId: not null } rule => GroupAsync(network, rule.GroupId, withRuleIds: true),
        SecurityGroupRuleAction rule => GroupAsync(network, rule.GroupId, withRuleIds: false),
        CreateNetworkAclEntry entry => AclAsync(network, entry.NetworkAclId),
        DeleteNetworkAclEntry entry => AclAsync(network, entry.NetworkAclId),
        CreateRoute route => TableAsync(network, route.RouteTableId),
        DeleteRoute route => TableAsync(network, route.RouteTableId),
        TransitGatewayTableAction or DeleteTransitGatewayRoute or ModifyTransitGatewayVpcAttachment =>
            new TransitRefresh(calls).ReadAsync(network, action),
        ModifyVpcAttribute attribute => AttributesAsync(network, attribute.VpcId),
        HostedZoneAction zone when zones is not null => zones.ReadAsync(network, zone),
        ModifyVpcEndpoint endpoint => new EndpointRefresh(calls).ReadAsync(network, endpoint),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.Operation, "Not known what it touches."),
    });

    /// <summary>The endpoint as it is now; null where it is gone.</summary>
    /// <exception cref="NetworkSourceException">It could not be read.</exception>
    public Task<VpcEndpoint?> EndpointAsync(string endpointId) => GuardAsync<VpcEndpoint?>(async () =>
        (await calls.VpcEndpointByIdAsync(endpointId).ConfigureAwait(false)).Select(EndpointMapper.Map).FirstOrDefault());

    /// <summary>The endpoints of VPCs, and those of some ids, as they are now; those that are gone are left out.</summary>
    /// <exception cref="NetworkSourceException">They could not be read.</exception>
    public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds) =>
        GuardAsync<IReadOnlyList<VpcEndpoint>>(async () =>
        {
            var found = vpcIds.Count == 0 ? []
                : (await calls.VpcEndpointsAsync([.. vpcIds]).ConfigureAwait(false)).Select(EndpointMapper.Map).ToList();
            foreach (var id in endpointIds.Where(id => !found.Exists(e => e.Id == id)).ToList())
                found.AddRange((await calls.VpcEndpointByIdAsync(id).ConfigureAwait(false)).Select(EndpointMapper.Map));
            return found;
        });

    /// <summary>
    /// Whether the number of an ACL's entry, the destination of a route or the table of an attachment is the action's own; null where the
    /// read shows none.
    /// </summary>
    /// <exception cref="NetworkSourceException">It could not be read.</exception>
    public Task<bool?> IsTakenByOwnAsync(RepairAction action) => GuardAsync<bool?>(async () =>
    {
        if (action is CreateRoute route)
        {
            return (await TableAsync(new VpcNetwork(), route.RouteTableId).ConfigureAwait(false)).RouteTables
                .SelectMany(table => table.Routes).Where(route.IsOfBlock).Select(known => (bool?)route.IsOwn(known)).FirstOrDefault();
        }

        if (action is CreateTransitGatewayRoute transit)
        {
            return (await new TransitRefresh(calls).ReadAsync(new VpcNetwork(), action).ConfigureAwait(false)).TransitGatewayRoutes
                .SelectMany(table => table.Routes).Where(transit.IsOfBlock).Select(known => (bool?)transit.IsOwn(known)).FirstOrDefault();
        }

        if (action is AssociateTransitGatewayRouteTable)
        {
            var now = await new TransitRefresh(calls).ReadAsync(new VpcNetwork(), action).ConfigureAwait(false);
            return now.TransitGatewayAttachments.Any(a => a.Association is not null) ? action.IsDoneIn(now) : null;
        }

        var entry = (CreateNetworkAclEntry)action;
        return (await AclAsync(new VpcNetwork(), entry.NetworkAclId).ConfigureAwait(false)).NetworkAcls.SelectMany(acl => acl.Entries)
            .Where(known => known.RuleNumber == entry.RuleNumber && known.IsEgress == entry.IsEgress)
            .Select(known => (bool?)(known == entry.Entry)).FirstOrDefault();
    });

    /// <summary>Whether everything is as the action would make it.</summary>
    /// <exception cref="NetworkSourceException">It could not be read.</exception>
    public async Task<bool> IsDoneAsync(RepairAction action) => action is ModifyVpcEndpoint change
        ? await EndpointAsync(change.EndpointId).ConfigureAwait(false) is { } endpoint
        && action.IsDoneIn(new VpcNetwork { Endpoints = [endpoint] })
        : action.IsDoneIn(await ReadAsync(new VpcNetwork(), action).ConfigureAwait(false));

    private static async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (CallFailedException e)
        {
            throw NetworkErrors.Of(e.Error);
        }
        catch (FormatException e)
        {
            throw new NetworkSourceException(ErrorIds.AnswerInvalid, $"What AWS says about the resource cannot be read: {e.Message}");
        }
    }

    private async Task<VpcNetwork> GroupAsync(VpcNetwork network, string id, bool withRuleIds)
    {
        var now = (await calls.SecurityGroupsByIdAsync([id]).ConfigureAwait(false)).Select(SecurityGroupMapper.Map).FirstOrDefault();
        // Groups come without the ids of their rules. Where one is to go by its id, which rule that is must be known: ids come from a file.
        if (now is not null && withRuleIds)
            now = SecurityGroupMapper.WithRules(now, await calls.SecurityGroupRulesAsync(id).ConfigureAwait(false));
        return network with { SecurityGroups = network.SecurityGroups.With(id, now, g => g.Id) };
    }

    private async Task<VpcNetwork> AclAsync(VpcNetwork network, string id)
    {
        var now = (await calls.NetworkAclByIdAsync(id).ConfigureAwait(false)).Select(NetworkAclMapper.Map).FirstOrDefault();
        return network with { NetworkAcls = network.NetworkAcls.With(id, now, a => a.Id) };
    }

    private async Task<VpcNetwork> TableAsync(VpcNetwork network, string id)
    {
        var now = (await calls.RouteTablesByIdAsync([id]).ConfigureAwait(false)).Select(RouteTableMapper.Map).FirstOrDefault();
        return network with { RouteTables = network.RouteTables.With(id, now, t => t.Id) };
    }

    private async Task<VpcNetwork> AttributesAsync(VpcNetwork network, string vpcId)
    {
        var now = await calls.VpcDnsAttributesAsync(vpcId).ConfigureAwait(false);
        // Attributes do not say whose they are; who comes with a journal alone has to know.
        if (now is not null && network.AccountId is not null && !network.Vpcs.Any(v => v.Id == vpcId))
        {
            var vpc = (await calls.VpcsAsync([vpcId]).ConfigureAwait(false)).Select(VpcMapper.Map).FirstOrDefault();
            network = network with { Vpcs = network.Vpcs.With(vpcId, vpc, v => v.Id) };
        }

        return network with { VpcAttributes = network.VpcAttributes.With(vpcId, now, a => a.VpcId) };
    }
}

/// <summary>Puts a resource in the place of its former self: lists keep their order, so that what has not changed stays equal.</summary>
internal static class Replacing
{
    /// <summary>The list with the item of an id replaced, added where it is new, and left out where it is null.</summary>
    public static ValueList<T> With<T>(this ValueList<T> list, string id, T? now, Func<T, string> idOf)
        where T : class
    {
        if (now is null)
            return list.Any(item => idOf(item) == id) ? list.Where(item => idOf(item) != id).ToValueList() : list;
        return list.Any(item => idOf(item) == id) ? list.Select(item => idOf(item) == id ? now : item).ToValueList() : list.Add(now);
    }
}
