using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>What a query selects, and what comes with it.</summary>
public sealed class QueryTests
{
    [Fact]
    public async Task A_named_endpoint_comes_with_its_neighbours()
    {
        var query = new NetworkQuery { EndpointIds = ["vpce-0a1"] };

        var network = await ReadAsync(query);

        Assert.Equal(["vpce-0a1", "vpce-0b1"], network.Endpoints.Select(e => e.Id).Order());
        Assert.Equal(["vpce-0a1"], network.Endpoints.Where(query.Selects).Select(e => e.Id));
    }

    [Fact]
    public async Task Unknown_and_malformed_ids_are_told_and_the_others_go_on()
    {
        var network = await ReadAsync(new NetworkQuery { EndpointIds = ["vpce-0a1", "vpce-0fade", "vpce-0fade", "eni-0a1", "vpce-0A1"] });

        Assert.Equal(["vpce-0fade"], network.MissingEndpointIds);
        Assert.Equal(["eni-0a1", "vpce-0A1"], network.MalformedEndpointIds);
        Assert.Single(network.Vpcs);
    }

    [Fact]
    public async Task An_unknown_id_alone_gives_an_empty_network()
    {
        var network = await ReadAsync(new NetworkQuery { EndpointIds = ["vpce-0fade"] });

        Assert.Equal(["vpce-0fade"], network.MissingEndpointIds);
        Assert.Empty(network.Endpoints);
    }

    [Fact]
    public async Task A_service_selects_its_endpoints()
    {
        var query = new NetworkQuery { ServiceNames = ["com.amazonaws.us-east-1.s3"] };

        var network = await ReadAsync(query);

        Assert.Equal(["com.amazonaws.us-east-1.s3"], network.Endpoints.Where(query.Selects).Select(e => e.ServiceName));
        Assert.Single(network.Vpcs);
    }

    [Fact]
    public async Task The_network_knows_its_Region_and_account()
    {
        var network = await ReadAsync(new NetworkQuery());

        Assert.Equal(("us-east-1", "111122223333"), (network.Region, network.AccountId));
    }

    private static async Task<VpcNetwork> ReadAsync(NetworkQuery query)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        return await server.ReadAsync(query);
    }
}
