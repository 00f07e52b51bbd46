using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>A call that fails costs its own kind of evidence and nothing else.</summary>
public sealed class DegradationTests
{
    private static readonly ResourceKind[] AllKinds =
    [
        ResourceKind.VpcEndpoint, ResourceKind.VpcEndpointService, ResourceKind.Vpc, ResourceKind.VpcAttribute, ResourceKind.Subnet,
        ResourceKind.SecurityGroup,
        ResourceKind.NetworkAcl, ResourceKind.RouteTable, ResourceKind.NetworkInterface, ResourceKind.PrefixList, ResourceKind.DhcpOptions,
        ResourceKind.VpcPeeringConnection,
        ResourceKind.VpcEndpointAssociation,
    ];

    public static TheoryData<ResourceKind> KindsBeyondEndpoints => [.. AllKinds.Where(kind => kind != ResourceKind.VpcEndpoint)];

    [Fact]
    public async Task Everything_answered_is_described()
    {
        await using var server = await Ec2TestServer.StartAsync(DetailedWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync();

        Assert.Equal(AllKinds.Order(), network.Described.Order());
        Assert.Empty(network.Failures);
    }

    [Theory]
    [MemberData(nameof(KindsBeyondEndpoints))]
    public async Task A_denied_call_costs_its_own_kind_only(ResourceKind kind)
    {
        var call = DescribeCall.For(kind);
        await using var server = await Ec2TestServer.StartAsync(DetailedWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On(call.Operation, Ec2Behaviour.Denied());

        var network = await server.ReadAsync();

        var failure = Assert.Single(network.Failures);
        Assert.Equal((kind, true, call.IamAction), (failure.Kind, failure.IsAccessDenied, failure.IamAction));
        Assert.Contains("UnauthorizedOperation", failure.Message);
        Assert.DoesNotContain("Encoded authorization failure message", failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(AllKinds.Where(k => k != kind).Order(), network.Described.Order());
        Assert.Equal(4, network.Endpoints.Count);
    }

    [Fact]
    public async Task AccessDenied_is_understood_as_well_as_UnauthorizedOperation()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeSubnets", Ec2Behaviour.Error("AccessDenied", "User is not authorized to perform: ec2:DescribeSubnets", 403));

        Assert.True(Assert.Single((await server.ReadAsync()).Failures).IsAccessDenied);
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData("InvalidXml")]
    [InlineData("CutOff")]
    [InlineData("Hang")]
    [InlineData("Throttled")]
    [InlineData("Html")]
    public async Task A_broken_answer_costs_its_own_kind_only(string fault)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeRouteTables", fault switch
        {
            "InternalError" => Ec2Behaviour.InternalError(),
            "InvalidXml" => Ec2Behaviour.InvalidXml(),
            "CutOff" => Ec2Behaviour.CutOff(),
            "Hang" => Ec2Behaviour.Hang(),
            "Throttled" => Ec2Behaviour.Throttled(int.MaxValue),
            _ => Ec2Behaviour.Error("InvalidParameterValue", "<html>oops</html>"),
        });

        var network = await Live.ReadAsync(
            Live.Connection(server.Url) with { RequestTimeout = TimeSpan.FromSeconds(1), MaximumRetries = 1 },
            cancellationToken: TestContext.Current.CancellationToken);

        var failure = Assert.Single(network.Failures);
        Assert.Equal((ResourceKind.RouteTable, false), (failure.Kind, failure.IsAccessDenied));
        Assert.Contains("DescribeRouteTables", failure.Message);
        Assert.DoesNotContain(ResourceKind.RouteTable, network.Described);
        Assert.Contains(ResourceKind.Subnet, network.Described);
    }

    [Fact]
    public async Task One_VPC_whose_attributes_fail_leaves_the_others_theirs()
    {
        await using var server = await Ec2TestServer.StartAsync(new GeneratedWorld { Vpcs = 3 }.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        var denied = (await server.ReadAsync()).Vpcs[1].Id;
        server.On("DescribeVpcAttribute", Ec2Behaviour.Denied().When(call => call.Parameters["VpcId"] == denied));

        var network = await server.ReadAsync();

        Assert.Equal(2, network.VpcAttributes.Count);
        Assert.DoesNotContain(network.VpcAttributes, a => a.VpcId == denied);
        Assert.Contains(ResourceKind.VpcAttribute, network.Described);
        Assert.Equal(ResourceKind.VpcAttribute, Assert.Single(network.Failures).Kind);
    }

    [Fact]
    public async Task One_attribute_that_fails_leaves_the_other()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeVpcAttribute", Ec2Behaviour.Denied().When(call => call.Parameters["Attribute"] == "enableDnsHostnames"));

        Assert.Equal([new VpcDnsAttributes("vpc-0a1", true, null)], (await server.ReadAsync()).VpcAttributes);
    }

    [Fact]
    public async Task A_service_that_the_account_cannot_see_does_not_hide_the_others()
    {
        var world = SampleWorld.Create().Add("""
            { "VpcEndpoints": [{ "VpcEndpointId": "vpce-0c1", "VpcEndpointType": "Interface", "VpcId": "vpc-0a1", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-0gone", "State": "available", "OwnerId": "111122223333" }] }
            """);
        await using var server = await Ec2TestServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync();

        Assert.Equal(2, server.Calls.CountOf("DescribeVpcEndpointServices"));
        Assert.Contains(network.Services, s => s.ServiceName == "com.amazonaws.us-east-1.sqs");
        Assert.All(network.Services, s => Assert.Contains(network.Endpoints, e => e.ServiceName == s.ServiceName));
        Assert.Contains(ResourceKind.VpcEndpointService, network.Described);
        Assert.Empty(network.Failures);
    }

    [Fact]
    public async Task Entries_of_a_customers_list_that_are_denied_are_unknown_not_empty()
    {
        await using var server = await Ec2TestServer.StartAsync(DetailedWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("GetManagedPrefixListEntries", Ec2Behaviour.Denied());

        var network = await server.ReadAsync();

        Assert.Null(Assert.Single(network.PrefixLists, l => l.Id == "pl-0d2").CidrBlocks);
        Assert.Contains(ResourceKind.PrefixList, network.Described);
        Assert.Equal("ec2:GetManagedPrefixListEntries", Assert.Single(network.Failures).IamAction);
    }

    [Fact]
    public async Task Denied_everywhere_but_for_the_endpoints_still_gives_the_endpoints()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("*", Ec2Behaviour.Denied().When(call => call.Operation != "DescribeVpcEndpoints"));

        var network = await server.ReadAsync();

        Assert.Equal(2, network.Endpoints.Count);
        Assert.Equal([ResourceKind.VpcEndpoint, ResourceKind.VpcPeeringConnection], network.Described);
        Assert.Equal(10, network.Failures.Count);
    }
}
