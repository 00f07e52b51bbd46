using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>How many API calls a diagnosis costs.</summary>
public sealed class CallBudgetTests
{
    private const int BudgetOfOneVpc = 12;

    [Theory]
    [InlineData("vpce-0a1")]
    [InlineData("vpce-0b1")]
    public async Task One_endpoint_takes_at_most_12_calls(string endpointId)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);

        await server.ReadAsync(new NetworkQuery { EndpointIds = [endpointId] });

        Assert.InRange(server.Calls.Count, 10, BudgetOfOneVpc);
        Assert.All(server.Calls.CountByOperation, operation =>
            Assert.Equal(operation.Key == "DescribeVpcAttribute" ? 2 : 1, operation.Value));
    }

    /// <summary>Each check alone makes the calls that its verdict can depend on, and no other.</summary>
    [Theory]
    [InlineData("EndpointState", "DescribeVpcEndpoints")]
    [InlineData("EndpointPolicy", "DescribeNetworkInterfaces DescribeSubnets DescribeVpcEndpoints")]
    [InlineData("SecurityGroupIngress", "DescribeNetworkInterfaces DescribePrefixLists DescribeRouteTables DescribeSecurityGroups "
        + "DescribeSubnets DescribeVpcEndpoints DescribeVpcs")]
    [InlineData("SubnetCoverage", "DescribeNetworkInterfaces DescribeRouteTables DescribeSubnets DescribeVpcEndpointServices "
        + "DescribeVpcEndpoints DescribeVpcs")]
    [InlineData("VpcDns", "DescribeDhcpOptions DescribeNetworkInterfaces DescribeRouteTables DescribeSubnets DescribeVpcAttribute "
        + "DescribeVpcEndpointServices DescribeVpcEndpoints DescribeVpcs")]
    public async Task One_check_makes_only_its_calls(string check, string operations)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        var whole = await server.ReadAsync(new NetworkQuery { EndpointIds = ["vpce-0a1"] });
        server.Calls.Clear();

        var network = await server.ReadAsync(new NetworkQuery
        {
            EndpointIds = ["vpce-0a1"],
            Kinds = ReadKinds.Of([CheckCatalog.Find(check)!], ClientSelection.None)
        });

        Assert.Equal(operations.Split(' '), server.Calls.CountByOperation.Keys.Order());
        Assert.Equal(Judge(whole), Judge(network));

        List<EndpointTestResult> Judge(VpcNetwork read) =>
            [.. new CheckRunner(read, checks: [CheckCatalog.Find(check)!]).Run(read.Endpoints.Single(e => e.Id == "vpce-0a1"))];
    }

    [Fact]
    public async Task Two_hundred_endpoints_in_20_VPCs_take_two_more_calls_for_each_further_VPC_and_nothing_else()
    {
        var world = new GeneratedWorld { Vpcs = 20, EndpointsPerVpc = 10 };
        await using var server = await Ec2TestServer.StartAsync(world.Create(), cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync();

        Assert.Equal(200, network.Endpoints.Count);
        Assert.Equal(20, network.Vpcs.Count);
        Assert.Equal(BudgetOfOneVpc + (2 * 19), server.Calls.Count);
        Assert.DoesNotContain(server.Calls.All, call => call.ErrorCode is not null);
    }

    [Fact]
    public async Task A_named_endpoint_narrows_every_call_about_its_VPC_to_that_VPC()
    {
        await using var server = await Ec2TestServer.StartAsync(new GeneratedWorld { Vpcs = 3 }.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        var named = (await server.ReadAsync()).Endpoints[^1];
        server.Calls.Clear();

        var network = await server.ReadAsync(new NetworkQuery { EndpointIds = [named.Id] });

        string[] operations = ["DescribeVpcs", "DescribeSubnets", "DescribeSecurityGroups", "DescribeNetworkAcls", "DescribeRouteTables",
            "DescribeNetworkInterfaces"];
        Assert.All(operations, operation => Assert.Equal([named.VpcId], Assert.Single(server.Calls.Of(operation)).Filter("vpc-id")));
        Assert.Equal([named.VpcId], network.Vpcs.Select(v => v.Id));
    }

    [Fact]
    public async Task A_named_VPC_narrows_the_endpoints_too()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);

        await server.ReadAsync(new NetworkQuery { VpcIds = ["vpc-0a1"] });

        Assert.Equal(["vpc-0a1"], Assert.Single(server.Calls.Of("DescribeVpcEndpoints")).Filter("vpc-id"));
    }

    [Fact]
    public async Task More_VPCs_than_a_filter_takes_are_asked_for_in_portions()
    {
        var world = new GeneratedWorld { Vpcs = 230, EndpointsPerVpc = 1, WorkloadsPerVpc = 1, GroupsPerVpc = 1 };
        await using var server = await Ec2TestServer.StartAsync(world.Create(), cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync();

        Assert.Equal(230, network.Vpcs.Count);
        Assert.Equal([30, 200], server.Calls.Of("DescribeSubnets").Select(call => call.Filter("vpc-id").Count).Order());
    }

    [Fact]
    public async Task A_world_without_endpoints_takes_one_call()
    {
        await using var server = await Ec2TestServer.StartAsync(new Ec2World(), cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync();

        Assert.Empty(network.Endpoints);
        Assert.Equal([ResourceKind.VpcEndpoint], network.Described);
        Assert.Equal(1, server.Calls.Count);
    }

    [Fact]
    public async Task What_rules_and_routes_refer_to_outside_the_VPC_takes_one_call_for_each_kind()
    {
        await using var server = await Ec2TestServer.StartAsync(ReferringWorld(), cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync(new NetworkQuery { EndpointIds = ["vpce-0d1"] });

        Assert.Equal(["sg-0p1"], server.Calls.Of("DescribeSecurityGroups")[^1].Filter("group-id"));
        Assert.Equal(["sg-0p1"], server.Calls.Of("DescribeNetworkInterfaces")[^1].Filter("group-id"));
        Assert.Equal(["pcx-0d1", "pcx-0d2"], Assert.Single(server.Calls.Of("DescribeVpcPeeringConnections"))
            .Filter("vpc-peering-connection-id"));
        Assert.Single(server.Calls.Of("GetManagedPrefixListEntries"));
        Assert.Contains(network.SecurityGroups, g => g.Id == "sg-0p1" && g.VpcId == "vpc-0p1");
        Assert.Contains(network.NetworkInterfaces, n => n.VpcId == "vpc-0p1" && n.GroupIds.Contains("sg-0p1"));
        Assert.Equal(["eni-0p1"], network.NetworkInterfaces.Where(n => n.VpcId == "vpc-0p1").Select(n => n.Id));
    }

    [Fact]
    public async Task Calls_about_one_VPC_run_in_parallel()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("*", Ec2Behaviour.Slow(TimeSpan.FromSeconds(1)));

        await server.ReadAsync();

        Assert.InRange(server.Calls.PeakConcurrency, 8, 12);
    }

    // The detailed world with the peer's group where it belongs: in the peer VPC, on an interface there.
    private static Ec2World ReferringWorld() => DetailedWorld.Create().Add("""
        {
          "SecurityGroups": [{ "GroupId": "sg-0p1", "GroupName": "peer", "OwnerId": "111122223333", "VpcId": "vpc-0p1", "IpPermissions": [], "IpPermissionsEgress": [] }],
          "NetworkInterfaces": [{ "NetworkInterfaceId": "eni-0p1", "VpcId": "vpc-0p1", "SubnetId": "subnet-0p1", "InterfaceType": "interface", "Status": "in-use", "Groups": [{ "GroupId": "sg-0p1", "GroupName": "peer" }], "PrivateIpAddress": "10.9.0.5", "OwnerId": "111122223333" }]
        }
        """);
}
