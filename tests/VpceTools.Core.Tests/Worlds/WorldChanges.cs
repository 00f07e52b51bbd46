using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Worlds;

/// <summary>Further changes to a world, and what tests of checks ask of a result again and again.</summary>
internal static class WorldChanges
{
    public static VpcNetwork WithInterface(this VpcNetwork network, string id, Func<NetworkInterface, NetworkInterface> change) =>
        network with { NetworkInterfaces = network.NetworkInterfaces.Replacing(n => n.Id == id, change) };

    public static VpcNetwork WithoutInterface(this VpcNetwork network, string id) =>
        network with { NetworkInterfaces = network.NetworkInterfaces.Where(n => n.Id != id).ToValueList() };

    public static VpcNetwork WithSubnet(this VpcNetwork network, string id, Func<Subnet, Subnet> change) =>
        network with { Subnets = network.Subnets.Replacing(s => s.Id == id, change) };

    public static VpcNetwork WithoutSubnet(this VpcNetwork network, string id) =>
        network with { Subnets = network.Subnets.Where(s => s.Id != id).ToValueList() };

    public static VpcNetwork WithService(this VpcNetwork network, Func<VpcEndpointService, VpcEndpointService> change) =>
        network with { Services = network.Services.Replacing(s => s.ServiceName == network.Endpoints[0].ServiceName, change) };

    public static VpcNetwork WithVpc(this VpcNetwork network, Func<Vpc, Vpc> change) =>
        network with { Vpcs = network.Vpcs.Replacing(_ => true, change) };

    public static VpcNetwork WithDns(this VpcNetwork network, bool? support, bool? hostNames) =>
        network with { VpcAttributes = [new(World.VpcId, support, hostNames)] };

    public static VpcNetwork WithResolvers(this VpcNetwork network, params string[] servers) =>
        network with { DhcpOptions = [new() { Id = "dopt-1", DomainNameServers = [.. servers] }] };

    public static VpcNetwork WithAnother(this VpcNetwork network, VpcEndpoint endpoint) =>
        network with { Endpoints = network.Endpoints.Add(endpoint) };

    public static VpcNetwork WithTable(this VpcNetwork network, RouteTable table) => network with
    {
        RouteTables = network.RouteTables.Any(t => t.Id == table.Id)
            ? network.RouteTables.Replacing(t => t.Id == table.Id, _ => table) : network.RouteTables.Add(table),
    };

    /// <summary>The world with its endpoint for another service of the Region; what AWS says about that service is taken away.</summary>
    public static VpcNetwork OfService(this VpcNetwork network, string code) =>
        (network with { Services = [] }).WithEndpoint(e => e with { ServiceName = "com.amazonaws.us-east-1." + code });

    public static VpcEndpoint Endpoint(string id, string code, string type = "Interface") => new()
    {
        Id = id, TypeName = type, ServiceName = "com.amazonaws.us-east-1." + code, VpcId = World.VpcId, StateName = "available",
        PrivateDnsEnabled = type == "Interface", OwnerId = "123456789012",
    };

    public static CheckOptions Subnets(params string[] ids) => new() { Clients = new() { SubnetIds = [.. ids] } };

    public static CheckOptions Clients(ClientSelection clients) => new() { Clients = clients };

    /// <summary>The result is Unknown, has no finding and says how the evidence is had.</summary>
    public static void IsUnknown(EndpointTestResult result, string says)
    {
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Empty(result.Findings);
        Assert.Contains(says, result.Message, StringComparison.Ordinal);
    }

    /// <summary>The result has the status and exactly one finding, which is returned.</summary>
    public static Finding Only(this EndpointTestResult result, CheckStatus status, Severity severity)
    {
        Assert.Equal(status, result.Status);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(severity, finding.Severity);
        Assert.Equal(result.Check, finding.Check);
        Assert.NotEmpty(finding.Summary);
        Assert.NotEmpty(finding.Recommendation);
        Assert.NotNull(finding.Evidence.Component);
        return finding;
    }
}
