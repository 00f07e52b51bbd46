using VpceTools.Addressing;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Evidence;

/// <summary>Answers that do not name their parent, on the routes of transit gateway route tables.</summary>
public sealed class ParentIdTests
{
    private const string Routes = """
        "Routes": [
            {"DestinationCidrBlock": "10.0.0.0/16", "TransitGatewayAttachments": [{"ResourceId": "vpc-1", "TransitGatewayAttachmentId": "tgw-attach-1", "ResourceType": "vpc"}], "Type": "propagated", "State": "active"},
            {"DestinationCidrBlock": "192.168.0.0/16", "TransitGatewayAttachments": [{"ResourceId": "vpn-1(198.51.100.1)", "TransitGatewayAttachmentId": "tgw-attach-2", "ResourceType": "vpn"}], "Type": "static", "State": "active"},
            {"DestinationCidrBlock": "10.9.0.0/16", "Type": "static", "State": "blackhole"}], "AdditionalRoutesAvailable": false
        """;

    [Theory]
    [InlineData("a.json", "\"TransitGatewayRouteTableId\": \"tgw-rtb-1\", ")]
    [InlineData("search-transit-gateway-routes-tgw-rtb-1.json", "")]
    [InlineData("tgw-rtb-1/routes.json", "")]
    [InlineData("tgw-rtb-2/x/tgw-rtb-1/routes.json", "")]
    [InlineData("tgw-rtb-2/routes-of-tgw-rtb-1.json", "")]
    [InlineData("routes-of-tgw-rtb-2.json", "\"TransitGatewayRouteTableId\": \"tgw-rtb-1\", ")]
    public void The_parent_is_named_by_the_document_else_the_file_else_a_folder(string file, string key)
    {
        var network = SnapshotFolder.ReadOne("{" + key + Routes + "}", file);

        var table = Assert.Single(network.TransitGatewayRoutes);
        Assert.Equal("tgw-rtb-1", table.RouteTableId);
        Assert.Equal([CidrBlock.Parse("10.0.0.0/16"), CidrBlock.Parse("192.168.0.0/16"), CidrBlock.Parse("10.9.0.0/16")],
            table.Routes.Select(r => r.Destination!.Value));
        Assert.Equal([new TransitGatewayRouteAttachment("tgw-attach-2", "vpn-1", "vpn")], table.Routes[1].Attachments);
        Assert.Equal([ResourceKind.TransitGatewayRoute], network.Described);
        Assert.Empty(network.Remarks);
    }

    [Theory]
    [InlineData("routes.json", "")]
    [InlineData("tgw-rtb-1-tgw-rtb-2.json", "")]
    [InlineData("routes-tgw-rtb-1.json", "\"TransitGatewayRouteTableId\": \"tgw-rtb-1;id\", ")]
    public void Without_a_parent_the_contents_are_unseen_with_a_remark(string file, string key)
    {
        using var folder = new SnapshotFolder();

        var network = folder.Add("vpcs.json", """{"Vpcs": []}""").Add(file, "{" + key + Routes + "}").ReadOne();

        Assert.Empty(network.TransitGatewayRoutes);
        Assert.Equal([ResourceKind.Vpc], network.Described);
        Assert.Contains("does not say of which", Assert.Single(network.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_routes_has_none_where_it_is_named()
    {
        var table = Assert.Single(SnapshotFolder.ReadOne("""{"Routes": [], "AdditionalRoutesAvailable": false}""",
            "tgw-rtb-1.json").TransitGatewayRoutes);

        Assert.Empty(table.Routes);
    }

    [Theory]
    [InlineData("""{"Routes": [{"ClientVpnEndpointId": "cvpn-endpoint-1", "DestinationCidr": "10.0.0.0/16", "TargetSubnet": "subnet-1", "Type": "Nat", "Origin": "associate"}]}""")]
    [InlineData("""{"Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "Type": "static", "State": "active", "LocalGatewayRouteTableId": "lgw-rtb-1"}]}""")]
    [InlineData("""{"Routes": ["a"]}""")]
    [InlineData("""{"Routes": {"a": 1}}""")]
    [InlineData("""{"Entries": [{"Name": "a"}]}""")]
    public void Look_alikes_of_other_calls_are_left_alone(string json)
    {
        using var folder = new SnapshotFolder();

        var network = folder.Add("vpcs.json", """{"Vpcs": []}""").Add("tgw-rtb-1.json", json).ReadOne();

        Assert.Equal([ResourceKind.Vpc], network.Described);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void Pages_of_one_parent_are_joined_when_the_last_is_there()
    {
        using var folder = new SnapshotFolder();
        folder.Add("tgw-rtb-1-page1.json",
            """{"Routes": [{"DestinationCidrBlock": "10.1.0.0/16", "Type": "static", "State": "active"}], "NextToken": "more"}""")
            .Add("tgw-rtb-1-page2.json", """{"Routes": [{"DestinationCidrBlock": "10.2.0.0/16", "Type": "static", "State": "active"}]}""");

        var network = folder.ReadOne();

        Assert.Equal(["10.1.0.0/16", "10.2.0.0/16"],
            Assert.Single(network.TransitGatewayRoutes).Routes.Select(r => r.Destination.ToString()));
        Assert.Empty(network.Remarks);
    }

    [Theory]
    [InlineData("""{"Routes": [{"DestinationCidrBlock": "10.1.0.0/16", "Type": "static", "State": "active"}], "NextToken": "more"}""")]
    [InlineData("""{"Routes": [{"DestinationCidrBlock": "10.1.0.0/16", "Type": "static", "State": "active"}], "AdditionalRoutesAvailable": true}""")]
    public void A_part_of_the_routes_is_unseen(string json)
    {
        var network = SnapshotFolder.ReadOne(json, "tgw-rtb-1.json");

        Assert.Empty(network.TransitGatewayRoutes);
        Assert.Empty(network.Described);
        Assert.NotEmpty(network.Remarks);
    }
}
