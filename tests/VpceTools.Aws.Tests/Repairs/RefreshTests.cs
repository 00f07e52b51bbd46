using VpceTools.Aws.Tests.Sources;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>Right before a change, what it touches is read again, and nothing else.</summary>
public sealed class RefreshTests
{
    public static TheoryData<string> Names => [.. SampleActions.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Where_nothing_has_changed_the_network_is_the_same(string name)
    {
        await using var server = await StartAsync();
        var network = await server.ReadAsync();
        // Of transit gateways a diagnosis without clients outside the VPC reads nothing.
        if (SampleActions.All[name] is TransitGatewayTableAction or DeleteTransitGatewayRoute or ModifyTransitGatewayVpcAttachment)
            network = await RefreshAsync(server, network, SampleActions.All[name]);

        Assert.Equal(network, WithoutRuleIds(await RefreshAsync(server, network, SampleActions.All[name])));
    }

    [Theory]
    [InlineData("ingress from IPv4", "DescribeSecurityGroups")]
    [InlineData("revoke egress", "DescribeSecurityGroups")]
    [InlineData("revoke egress by id", "DescribeSecurityGroupRules DescribeSecurityGroups")]
    [InlineData("create an inbound entry", "DescribeNetworkAcls")]
    [InlineData("create a route to a transit gateway", "DescribeRouteTables")]
    [InlineData("associate a transit gateway route table", "DescribeTransitGatewayAttachments")]
    [InlineData("propagate routes", "DescribeTransitGatewayAttachments GetTransitGatewayRouteTablePropagations SearchTransitGatewayRoutes")]
    [InlineData("create a transit gateway route", "DescribeTransitGatewayAttachments SearchTransitGatewayRoutes")]
    [InlineData("attach a further subnet", "DescribeTransitGatewayVpcAttachments")]
    [InlineData("DNS support off", "DescribeVpcAttribute DescribeVpcAttribute")]
    [InlineData("add a subnet", "DescribeNetworkInterfaces DescribeVpcEndpoints")]
    [InlineData("add a route table", "DescribeRouteTables DescribeVpcEndpoints")]
    public async Task Only_what_is_touched_is_read(string name, string operations)
    {
        await using var server = await StartAsync();
        var network = await server.ReadAsync();
        server.Calls.Clear();

        await RefreshAsync(server, network, SampleActions.All[name]);

        Assert.Equal(operations, string.Join(' ', server.Calls.All.Select(c => c.Operation).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Who_comes_with_a_journal_alone_learns_whose_the_VPC_is()
    {
        await using var server = await StartAsync();
        var network = await RefreshAsync(server, new() { AccountId = "111122223333" }, SampleActions.All["DNS support off"]);

        Assert.NotNull(SampleActions.All["DNS support off"].OwnerIn(network));
        Assert.Equal(["DescribeVpcAttribute", "DescribeVpcAttribute", "DescribeVpcs"], server.Calls.All.Select(c => c.Operation)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_somebody_changed_is_seen()
    {
        await using var server = await StartAsync();
        var network = await server.ReadAsync();
        RepairAction[] actions = [.. ((string[])["ingress from IPv4", "create an inbound entry", "DNS support off", "add a subnet",
            "add a route table"]).Select(name => SampleActions.All[name])];
        Assert.All(actions, action => Assert.False(action.IsDoneIn(network)));
        foreach (var action in actions)
            await server.ApplyAsync(action);
        var truth = await server.ReadAsync();

        foreach (var action in actions)
        {
            network = await RefreshAsync(server, network, action);
            Assert.True(action.IsDoneIn(network));
        }

        NetworkAssert.SameResources(truth with { Subnets = network.Subnets }, network);
    }

    [Theory]
    [InlineData("ingress from IPv4", "SecurityGroups", SampleActions.Group)]
    [InlineData("create an inbound entry", "NetworkAcls", SampleActions.Acl)]
    [InlineData("DNS support off", "Vpcs", SampleActions.Vpc)]
    [InlineData("add a subnet", "VpcEndpoints", SampleActions.Interface)]
    [InlineData("add a route table", "RouteTables", "rtb-0b1")]
    public async Task What_is_gone_is_in_the_network_no_longer(string name, string kind, string id)
    {
        await using var server = await StartAsync();
        var network = await server.ReadAsync();
        server.World.Remove(kind, id);
        server.World.Remove("VpcAttributes", id);
        server.World.Fragments.Clear();

        var now = await RefreshAsync(server, network, SampleActions.All[name]);

        Assert.NotEqual(network, now);
        Assert.DoesNotContain(now.SecurityGroups.Select(g => g.Id).Concat(now.NetworkAcls.Select(a => a.Id))
            .Concat(now.VpcAttributes.Select(a => a.VpcId))
            .Concat(now.Endpoints.Select(e => e.Id)).Concat(now.RouteTables.Select(t => t.Id)), found => found == id);
    }

    [Theory]
    [InlineData("ingress from IPv4", "DescribeSecurityGroups")]
    [InlineData("create an inbound entry", "DescribeNetworkAcls")]
    [InlineData("DNS support off", "DescribeVpcAttribute")]
    [InlineData("add a subnet", "DescribeNetworkInterfaces")]
    [InlineData("add a route table", "DescribeVpcEndpoints")]
    public async Task What_cannot_be_read_is_an_error_and_never_an_old_picture(string name, string operation)
    {
        await using var server = await StartAsync();
        var network = await server.ReadAsync();
        server.On(operation, Ec2Behaviour.Denied());

        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => RefreshAsync(server, network, SampleActions.All[name]));

        Assert.Equal("AccessDenied", error.ErrorId);
        Assert.Contains("ec2:" + operation, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_an_error_too()
    {
        await using var server = await StartAsync();
        var network = await server.ReadAsync();
        server.World.Change("NetworkAcls", SampleActions.Acl, acl => acl["Entries"]![0]!["Protocol"] = "odd");

        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => RefreshAsync(server, network, SampleActions.Entry));

        Assert.Equal("AnswerInvalid", error.ErrorId);
    }

    /// <summary>Ids of rules are asked for only where one is to go by its id.</summary>
    private static VpcNetwork WithoutRuleIds(VpcNetwork network) => network with
    {
        SecurityGroups = network.SecurityGroups.Select(group => group with
        {
            Ingress = group.Ingress.Select(rule => rule with { RuleId = null }).ToValueList(),
            Egress = group.Egress.Select(rule => rule with { RuleId = null }).ToValueList(),
        }).ToValueList(),
    };

    private static Task<Ec2TestServer> StartAsync() =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<VpcNetwork> RefreshAsync(Ec2TestServer server, VpcNetwork network, RepairAction action)
    {
        using var executor = Executors.Create(server.Url);
        return await executor.RefreshAsync(network, action, TestContext.Current.CancellationToken);
    }
}
