using VpceTools.Model;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Compares networks of different sources.</summary>
internal static class NetworkAssert
{
    /// <summary>
    /// The same resources, in any order. A snapshot may hold more than a live source asks for: services that no endpoint is for, and
    /// customers' prefix lists that nothing refers to.
    /// </summary>
    public static void SameResources(VpcNetwork snapshot, VpcNetwork live)
    {
        Assert.Equal((snapshot.AccountId, snapshot.Region), (live.AccountId, live.Region));
        Assert.Equal(snapshot.Endpoints.OrderBy(e => e.Id), live.Endpoints.OrderBy(e => e.Id));
        Assert.Equal(snapshot.Services.Where(s => live.Endpoints.Any(e => e.ServiceName == s.ServiceName)).OrderBy(s => s.ServiceName),
            live.Services.OrderBy(s => s.ServiceName));
        Assert.Equal(snapshot.Vpcs.OrderBy(v => v.Id), live.Vpcs.OrderBy(v => v.Id));
        Assert.Equal(snapshot.VpcAttributes.OrderBy(a => a.VpcId), live.VpcAttributes.OrderBy(a => a.VpcId));
        Assert.Equal(snapshot.Subnets.OrderBy(s => s.Id), live.Subnets.OrderBy(s => s.Id));
        Assert.Equal(snapshot.SecurityGroups.OrderBy(g => g.Id), live.SecurityGroups.OrderBy(g => g.Id));
        Assert.Equal(snapshot.NetworkAcls.OrderBy(a => a.Id), live.NetworkAcls.OrderBy(a => a.Id));
        Assert.Equal(snapshot.RouteTables.OrderBy(t => t.Id), live.RouteTables.OrderBy(t => t.Id));
        Assert.Equal(snapshot.NetworkInterfaces.OrderBy(n => n.Id), live.NetworkInterfaces.OrderBy(n => n.Id));
        Assert.Equal(snapshot.PrefixLists.Where(p => p.Name is not null || IsNamed(live, p.Id)).OrderBy(p => p.Id),
            live.PrefixLists.OrderBy(p => p.Id));
        Assert.Equal(snapshot.DhcpOptions.OrderBy(d => d.Id), live.DhcpOptions.OrderBy(d => d.Id));
        Assert.Equal(snapshot.PeeringConnections.OrderBy(p => p.Id), live.PeeringConnections.OrderBy(p => p.Id));
        Assert.Empty(live.Remarks);
        Assert.Empty(live.Failures);
    }

    private static bool IsNamed(VpcNetwork network, string prefixListId) =>
        network.SecurityGroups.SelectMany(g => g.Ingress.Concat(g.Egress)).Any(r => r.PrefixListId == prefixListId)
        || network.RouteTables.SelectMany(t => t.Routes).Any(r => r.DestinationPrefixListId == prefixListId);
}
