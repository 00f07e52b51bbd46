using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>Evidence that several checks read, for their descriptors.</summary>
internal static class ReadKinds
{
    /// <summary>Who the clients are, in which VPC, and by which routes they leave it.</summary>
    public static ValueList<ResourceKind> Clients { get; } =
        [ResourceKind.Vpc, ResourceKind.Subnet, ResourceKind.NetworkInterface, ResourceKind.RouteTable];

    /// <summary>What clients are answered for a name, beside the evidence of Route 53.</summary>
    public static ValueList<ResourceKind> Names { get; } =
        ClientsAnd(ResourceKind.VpcEndpointService, ResourceKind.VpcAttribute, ResourceKind.DhcpOptions);

    /// <summary>Clients, and further kinds.</summary>
    public static ValueList<ResourceKind> ClientsAnd(params ResourceKind[] kinds) => [.. Clients, .. kinds];

    /// <summary>All that checks can read of the kinds that every full diagnosis reads; null where one of them may read any.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="clients">The clients that are named: who they are is read whatever is checked.</param>
    public static ValueList<ResourceKind>? Of(IEnumerable<ICheck> checks, ClientSelection clients)
    {
        // Which VPCs are joined is found by what is read of all of them.
        if (clients.IncludesRemote)
            return null;
        var kinds = new HashSet<ResourceKind>(clients.IsEmpty ? [] : ClientsAnd(ResourceKind.SecurityGroup));
        foreach (var descriptor in checks.Select(check => check.Descriptor))
        {
            if (descriptor.Reads is not { } reads)
                return null;
            kinds.UnionWith(reads);
            kinds.UnionWith(descriptor.Requires);
            kinds.UnionWith(descriptor.ReadsOnDemand);
        }

        return kinds.OrderBy(kind => kind).ToValueList();
    }
}
