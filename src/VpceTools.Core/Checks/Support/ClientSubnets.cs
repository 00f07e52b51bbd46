using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>The subnets of the endpoint's VPC that its clients are in.</summary>
internal static class ClientSubnets
{
    /// <summary>All clients inside the endpoint's VPC: named ones, else every workload and every subnet that could hold one.</summary>
    public static IEnumerable<Client> All(CheckContext context) =>
        context.Clients.Clients.Where(c => c.VpcId == context.Endpoint.VpcId && !string.IsNullOrEmpty(c.SubnetId)
            && c.Kind != ClientKind.NatGateway);

    /// <summary>
    /// Where clients run today: the named ones, else the workloads, else, where no workload is known or not all of them are, every subnet.
    /// </summary>
    public static IEnumerable<Client> ThatRun(CheckContext context)
    {
        var all = All(context).ToList();
        return context.Index.Has(ResourceKind.NetworkInterface)
            && all.Exists(c => !c.IsNamed && c.Kind == ClientKind.NetworkInterface) ? all.Where(c => c.Kind == ClientKind.NetworkInterface)
            : all;
    }

    /// <summary>
    /// The clients that are outside the endpoint's VPC for certain. Addresses of the VPC that no subnet has are nobody's.
    /// </summary>
    public static IEnumerable<Client> Outside(CheckContext context)
    {
        var own = IntervalSet<IpAddress>.Of(context.Vpc?.CidrBlocks.Select(b => b.Range) ?? []);
        return context.Clients.Clients.Where(c => c.VpcId != context.Endpoint.VpcId
            && !(c.VpcId is null && (context.Vpc is null || own.IsSupersetOf(c.Addresses))));
    }
}
