using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Copies of a network in which one resource is another.</summary>
internal static class NetworkChanges
{
    public static NetworkAcl? FindAcl(this VpcNetwork network, string id) =>
        network.FindAnywhere(n => n.NetworkAcls, a => a.Id == id, a => a.OwnerId);

    public static VpcNetwork WithAcl(this VpcNetwork network, string id, Func<NetworkAcl, NetworkAcl> change) =>
        network.Everywhere(n => n.NetworkAcls.Any(a => a.Id == id),
            n => n with { NetworkAcls = n.NetworkAcls.Select(a => a.Id == id ? change(a) : a).ToValueList() });

    public static VpcEndpoint? FindEndpoint(this VpcNetwork network, string id) => network.Endpoints.FirstOrDefault(e => e.Id == id);

    public static VpcNetwork WithEndpoint(this VpcNetwork network, string id, Func<VpcEndpoint, VpcEndpoint> change) =>
        network with { Endpoints = network.Endpoints.Select(e => e.Id == id ? change(e) : e).ToValueList() };

    public static VpcNetwork WithTables(this VpcNetwork network, IReadOnlyCollection<string> ids, Func<RouteTable, RouteTable> change) =>
        network with { RouteTables = network.RouteTables.Select(t => ids.Contains(t.Id) ? change(t) : t).ToValueList() };

    /// <summary>A route table with other routes, in every description of it.</summary>
    public static VpcNetwork WithRoutes(this VpcNetwork network, string tableId, Func<ValueList<Route>, ValueList<Route>> change) =>
        network.Everywhere(n => n.RouteTables.Any(t => t.Id == tableId),
            n => n.WithTables([tableId], table => table with { Routes = change(table.Routes) }));

    /// <summary>A route table as its owner describes it, else as anybody does of those that the network was read with.</summary>
    public static RouteTable? FindTable(this VpcNetwork network, string id) =>
        network.FindAnywhere(n => n.RouteTables, t => t.Id == id, t => t.OwnerId);

    /// <summary>A resource as its owner describes it, else as anybody does of those that the network was read with.</summary>
    public static T? FindAnywhere<T>(
        this VpcNetwork network, Func<VpcNetwork, ValueList<T>> list, Func<T, bool> isIt, Func<T, string?> owner)
        where T : class
    {
        var found = network.WithJoined.SelectMany(n => list(n).Where(isIt), (n, item) => (Account: n.AccountId, Item: item)).ToList();
        return found.Where(f => f.Account is not null && f.Account == owner(f.Item)).Concat(found).Select(f => f.Item).FirstOrDefault();
    }

    /// <summary>
    /// The network after a change of every description of a resource, whichever of the networks that were read together has it.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="describes">Whether a network describes the resource.</param>
    /// <param name="change">The change.</param>
    public static VpcNetwork Everywhere(this VpcNetwork network, Func<VpcNetwork, bool> describes, Func<VpcNetwork, VpcNetwork> change)
    {
        var picture = network.Picture;
        if (!picture.Where((_, position) => position != network.Place.Position).Any(describes))
            return describes(network) ? change(network) : network;
        return JoinedNetworks.Rejoin([.. picture.Select(n => describes(n) ? change(n) : n)], network.Place.Position);
    }
}
