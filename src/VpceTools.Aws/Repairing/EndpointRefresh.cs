using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Repairing;

/// <summary>
/// Reads an endpoint anew, with its VPC's other endpoints (which may hold its private names), its interfaces and the route tables in
/// question.
/// </summary>
internal sealed class EndpointRefresh(Ec2Calls calls)
{
    /// <summary>The network with these resources as they are now.</summary>
    /// <exception cref="CallFailedException">They could not be read.</exception>
    /// <exception cref="FormatException">One of them cannot be understood.</exception>
    public async Task<VpcNetwork> ReadAsync(VpcNetwork network, ModifyVpcEndpoint action)
    {
        var before = network.Endpoints.FirstOrDefault(e => e.Id == action.EndpointId);
        var read = before is { VpcId.Length: > 0 } ? calls.VpcEndpointsAsync([before.VpcId])
            : calls.VpcEndpointByIdAsync(action.EndpointId);
        var now = (await read.ConfigureAwait(false)).Select(EndpointMapper.Map).ToList();
        network = network with { Endpoints = Replaced(network, before?.VpcId, action.EndpointId, now) };
        var tableIds = action.AddRouteTableIds.Concat(action.RemoveRouteTableIds).ToList();
        var interfaceIds = (before?.NetworkInterfaceIds ?? []).Concat(now.Find(e => e.Id == action.EndpointId)?.NetworkInterfaceIds ?? [])
            .Distinct(StringComparer.Ordinal).ToList();
        return await WithInterfacesAsync(await WithTablesAsync(network, tableIds).ConfigureAwait(false), interfaceIds)
            .ConfigureAwait(false);
    }

    private static ValueList<VpcEndpoint> Replaced(VpcNetwork network, string? vpcId, string endpointId, List<VpcEndpoint> now)
    {
        var ids = network.Endpoints.Where(e => e.VpcId == vpcId).Select(e => e.Id).Concat(now.Select(e => e.Id)).Append(endpointId)
            .Distinct(StringComparer.Ordinal);
        return ids.Aggregate(network.Endpoints, (all, id) => all.With(id, now.Find(e => e.Id == id), e => e.Id));
    }

    private async Task<VpcNetwork> WithTablesAsync(VpcNetwork network, List<string> ids)
    {
        if (ids.Count == 0)
            return network;
        var now = (await calls.RouteTablesByIdAsync(ids).ConfigureAwait(false)).Select(RouteTableMapper.Map).ToList();
        var tables = ids.Aggregate(network.RouteTables, (all, id) => all.With(id, now.Find(t => t.Id == id), t => t.Id));
        return network with { RouteTables = tables };
    }

    private async Task<VpcNetwork> WithInterfacesAsync(VpcNetwork network, List<string> ids)
    {
        if (ids.Count == 0)
            return network;
        var now = (await calls.NetworkInterfacesByIdAsync(ids).ConfigureAwait(false)).Select(NetworkInterfaceMapper.Map).ToList();
        var interfaces = ids.Aggregate(network.NetworkInterfaces, (all, id) => all.With(id, now.Find(n => n.Id == id), n => n.Id));
        return network with { NetworkInterfaces = interfaces };
    }
}
