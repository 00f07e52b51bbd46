using VpceTools.Checks.Support;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>Whose evidence a folder holds, where most of what it shows is another account's.</summary>
public sealed class SnapshotAccountTests
{
    private const string Shared = """{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111", "CidrBlock": "10.0.0.0/16"}]}""";
    private const string Interface = """
        {"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "OwnerId": "222222222222", "Groups": []}]}
        """;

    [Fact]
    public void A_folder_named_for_an_account_that_has_part_in_it_is_that_accounts()
    {
        using var folder = new SnapshotFolder();
        folder.Add("222222222222/vpcs.json", Shared).Add("222222222222/interfaces.json", Interface);
        Assert.Equal("222222222222", Assert.Single(Snapshot.Read(Path.Combine(folder.Path, "222222222222"))).AccountId);
    }

    [Fact]
    public void A_name_of_twelve_digits_that_the_evidence_does_not_know_is_a_date_or_anything()
    {
        using var folder = new SnapshotFolder();
        folder.Add("202611300145/vpcs.json", Shared);
        Assert.Equal("111111111111", Assert.Single(Snapshot.Read(Path.Combine(folder.Path, "202611300145"))).AccountId);
    }

    [Fact]
    public void Route_tables_of_a_transit_gateway_are_shown_to_its_owner()
    {
        const string Gateways = """
            {"TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "333333333333", "State": "available"}]}
            """;
        using var folder = new SnapshotFolder();
        folder.Add("gateways.json", Gateways)
            .Add("tables.json", """{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}]}""");
        Assert.Equal("333333333333", folder.ReadOne().AccountId);
        // One that is shared is shown to participants as well.
        Assert.Null(SnapshotFolder.ReadOne(Gateways).AccountId);
    }

    /// <summary>The attachment that peers two transit gateways has one id, and an owner on either side.</summary>
    [Fact]
    public void A_table_belongs_to_the_owner_of_its_transit_gateway_whoever_attached()
    {
        TransitGatewayAttachment Side(string gateway, string owner) => new()
        {
            Id = "tgw-attach-p", TransitGatewayId = gateway, TransitGatewayOwnerId = owner, ResourceType = "peering", State = "available",
        };
        var network = World.Healthy with
        {
            AccountId = "111111111111",
            TransitGateways = [new() { Id = "tgw-1", OwnerId = "111111111111" }, new() { Id = "tgw-2", OwnerId = "222222222222" }],
            TransitGatewayAttachments = [Side("tgw-1", "111111111111"), Side("tgw-2", "222222222222")],
            TransitGatewayRouteTables = [new() { Id = "tgw-rtb-2", TransitGatewayId = "tgw-2" }],
        };
        var route = new CreateTransitGatewayRoute("tgw-rtb-2", World.Cidr("10.0.0.0/16"), "tgw-attach-p");
        Assert.Contains("222222222222", Ownership.WhyForeign(network, route), StringComparison.Ordinal);
    }
}
