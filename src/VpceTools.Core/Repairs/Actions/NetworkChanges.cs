using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Copies of a network in which one resource is another.</summary>
internal static class NetworkChanges
{
    public static NetworkAcl? FindAcl(this VpcNetwork network, string id) => network.NetworkAcls.FirstOrDefault(a => a.Id == id);

    public static VpcNetwork WithAcl(this VpcNetwork network, string id, Func<NetworkAcl, NetworkAcl> change) =>
        network with { NetworkAcls = network.NetworkAcls.Select(a => a.Id == id ? change(a) : a).ToValueList() };

    public static VpcEndpoint? FindEndpoint(this VpcNetwork network, string id) => network.Endpoints.FirstOrDefault(e => e.Id == id);

    public static VpcNetwork WithEndpoint(this VpcNetwork network, string id, Func<VpcEndpoint, VpcEndpoint> change) =>
        network with { Endpoints = network.Endpoints.Select(e => e.Id == id ? change(e) : e).ToValueList() };

    public static VpcNetwork WithTables(this VpcNetwork network, IReadOnlyCollection<string> ids, Func<RouteTable, RouteTable> change) =>
        network with { RouteTables = network.RouteTables.Select(t => ids.Contains(t.Id) ? change(t) : t).ToValueList() };
}
