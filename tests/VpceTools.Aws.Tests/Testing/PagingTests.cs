using Amazon.EC2;
using Amazon.EC2.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Pages as EC2 turns them: by MaxResults, by the server's own limit, and refused where EC2 refuses.</summary>
public sealed class PagingTests : IAsyncLifetime
{
    private Ec2TestServer _server = null!;
    private AmazonEC2Client _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var world = Ec2World.FromJson("""{ "Subnets": ["""
            + string.Join(',', Enumerable.Range(1, 12).Select(i => $$"""{ "SubnetId": "subnet-{{i:d2}}", "VpcId": "vpc-{{i % 2}}" }"""))
                + "]}")
            .Add(SampleWorld.Document());
        _server = await Ec2TestServer.StartAsync(world, cancellationToken: Token);
        _client = _server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task MaxResults_cuts_the_list_and_the_token_leads_on()
    {
        var pages = new List<string>();
        await foreach (var page in _client.Paginators.DescribeSubnets(new DescribeSubnetsRequest
        {
            MaxResults = 6,
            Filters = [new Filter("vpc-id", ["vpc-0", "vpc-1"])]
        }).Responses.WithCancellation(Token))
            pages.Add(string.Join(',', page.Subnets.Select(subnet => subnet.SubnetId[^2..])));
        Assert.Equal(["01,02,03,04,05,06", "07,08,09,10,11,12"], pages);
        Assert.Equal(2, _server.Calls.CountOf("DescribeSubnets"));
    }

    [Fact]
    public async Task The_server_can_be_told_to_turn_small_pages()
    {
        _server.Options = _server.Options with { PageSize = 1 };
        var services = new List<string>();
        var request = new DescribeVpcEndpointServicesRequest { MaxResults = 1000 };
        do
        {
            var page = await _client.DescribeVpcEndpointServicesAsync(request, Token);
            services.AddRange(page.ServiceDetails.Select(service => service.ServiceId));
            Assert.Single(page.ServiceNames);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        Assert.Equal(["vpce-svc-0a1", "vpce-svc-0b1", "vpce-svc-0c1"], services);
        Assert.Equal(3, _server.Calls.CountOf("DescribeVpcEndpointServices"));
    }

    [Fact]
    public async Task A_reservation_can_span_pages()
    {
        _server.Options = _server.Options with { PageSize = 1 };
        var instances = new List<string>();
        await foreach (var page in _client.Paginators.DescribeInstances(new DescribeInstancesRequest()).Responses.WithCancellation(Token))
            instances.Add(Assert.Single(Assert.Single(page.Reservations).Instances).InstanceId);
        Assert.Equal(["i-0f1", "i-0f2"], instances);
    }

    [Fact]
    public async Task The_last_page_has_an_empty_token_for_endpoints_and_none_elsewhere()
    {
        Assert.Equal("", (await _client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest(), Token)).NextToken);
        Assert.Null((await _client.DescribeVpcsAsync(new DescribeVpcsRequest(), Token)).NextToken);
    }

    [Fact]
    public async Task Pages_that_EC2_refuses_are_refused()
    {
        await Refused("InvalidParameterValue", "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.",
            SdkCall.InvokeAsync(_client, "DescribeSubnets", ("MaxResults", 4)));
        await Refused("InvalidParameterValue", "Value ( 101 ) for parameter maxResults is invalid. Expecting a value less than 100.",
            SdkCall.InvokeAsync(_client, "DescribeRouteTables", ("MaxResults", 101)));
        await Refused("InvalidNextToken", "The specified NextToken is not valid.",
            _client.DescribeSubnetsAsync(new DescribeSubnetsRequest { NextToken = "garbage" }, Token));
        await Refused("InvalidParameterCombination", "The parameter NetworkInterfaceIds cannot be used with the parameter MaxResults",
            _client.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest
            {
                NetworkInterfaceIds = ["eni-0a1"],
                MaxResults = 5
            }, Token));
    }

    [Fact]
    public async Task A_token_of_one_operation_is_no_token_of_another()
    {
        var token = (await _client.DescribeSubnetsAsync(new DescribeSubnetsRequest { MaxResults = 5 }, Token)).NextToken;
        await Refused("InvalidNextToken", "The specified NextToken is not valid.",
            _client.DescribeVpcsAsync(new DescribeVpcsRequest { NextToken = token }, Token));
    }

    private static async Task Refused(string code, string message, Task call)
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => call);
        Assert.Equal(code, refusal.ErrorCode);
        Assert.Equal(message, refusal.Message);
    }
}
