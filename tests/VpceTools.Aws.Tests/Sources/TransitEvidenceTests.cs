using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>What lies between VPCs is read where a client that is named is outside the endpoint's, and else nothing of it.</summary>
public sealed class TransitEvidenceTests
{
    private static readonly string[] OfTransit = ["Transit", "Vpn"];

    /// <summary>A hub with an endpoint, a spoke with a client behind a transit gateway, and a network on premises behind a VPN.</summary>
    internal const string World = """
        {
          "VpcEndpoints": [{ "VpcEndpointId": "vpce-0e1", "VpcEndpointType": "Interface", "VpcId": "vpc-0e1", "State": "available", "OwnerId": "111122223333",
            "ServiceName": "com.amazonaws.us-east-1.kms", "PrivateDnsEnabled": true, "SubnetIds": ["subnet-0e1"], "NetworkInterfaceIds": ["eni-0e1"], "Groups": [{ "GroupId": "sg-0e1" }] }],
          "ServiceDetails": [{ "ServiceName": "com.amazonaws.us-east-1.kms", "ServiceType": [{ "ServiceType": "Interface" }], "Owner": "amazon" }],
          "Vpcs": [
            { "VpcId": "vpc-0e1", "OwnerId": "111122223333", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [{ "CidrBlock": "10.0.0.0/16", "CidrBlockState": { "State": "associated" } }], "DhcpOptionsId": "dopt-0e1" },
            { "VpcId": "vpc-0e9", "OwnerId": "111122223333", "CidrBlock": "10.9.0.0/16", "CidrBlockAssociationSet": [{ "CidrBlock": "10.9.0.0/16", "CidrBlockState": { "State": "associated" } }], "DhcpOptionsId": "dopt-0e1" }],
          "Subnets": [
            { "SubnetId": "subnet-0e1", "VpcId": "vpc-0e1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1a", "AvailabilityZoneId": "use1-az1", "OwnerId": "111122223333" },
            { "SubnetId": "subnet-0e9", "VpcId": "vpc-0e9", "CidrBlock": "10.9.1.0/24", "AvailabilityZone": "us-east-1a", "AvailabilityZoneId": "use1-az1", "OwnerId": "111122223333" }],
          "SecurityGroups": [
            { "GroupId": "sg-0e1", "VpcId": "vpc-0e1", "GroupName": "endpoint", "OwnerId": "111122223333", "IpPermissions": [{ "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }, { "CidrIp": "192.168.0.0/16" }] }], "IpPermissionsEgress": [] },
            { "GroupId": "sg-0e9", "VpcId": "vpc-0e9", "GroupName": "client", "OwnerId": "111122223333", "IpPermissions": [], "IpPermissionsEgress": [{ "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] }] }],
          "NetworkAcls": [
            { "NetworkAclId": "acl-0e1", "VpcId": "vpc-0e1", "OwnerId": "111122223333", "Associations": [{ "SubnetId": "subnet-0e1" }], "Entries": [
              { "RuleNumber": 100, "Egress": true, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0" }, { "RuleNumber": 100, "Egress": false, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0" }] },
            { "NetworkAclId": "acl-0e9", "VpcId": "vpc-0e9", "OwnerId": "111122223333", "Associations": [{ "SubnetId": "subnet-0e9" }], "Entries": [
              { "RuleNumber": 100, "Egress": true, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0" }, { "RuleNumber": 100, "Egress": false, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0" }] }],
          "NetworkInterfaces": [
            { "NetworkInterfaceId": "eni-0e1", "VpcId": "vpc-0e1", "SubnetId": "subnet-0e1", "InterfaceType": "vpc_endpoint", "Status": "in-use", "Groups": [{ "GroupId": "sg-0e1" }], "PrivateIpAddresses": [{ "PrivateIpAddress": "10.0.1.5", "Primary": true }] },
            { "NetworkInterfaceId": "eni-0e9", "VpcId": "vpc-0e9", "SubnetId": "subnet-0e9", "InterfaceType": "interface", "Status": "in-use", "Groups": [{ "GroupId": "sg-0e9" }], "PrivateIpAddresses": [{ "PrivateIpAddress": "10.9.1.10", "Primary": true }],
              "Attachment": { "InstanceId": "i-0e9", "AttachmentId": "eni-attach-0e9" } }],
          "RouteTables": [
            { "RouteTableId": "rtb-0e1", "VpcId": "vpc-0e1", "Associations": [{ "Main": true }], "Routes": [
              { "DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable" },
              { "DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-0e1", "State": "active", "Origin": "CreateRoute" },
              { "DestinationCidrBlock": "192.168.0.0/17", "TransitGatewayId": "tgw-0e1", "State": "active", "Origin": "CreateRoute" },
              { "DestinationCidrBlock": "192.168.128.0/17", "GatewayId": "vgw-0e1", "State": "active", "Origin": "EnableVgwRoutePropagation" }] },
            { "RouteTableId": "rtb-0e9", "VpcId": "vpc-0e9", "Associations": [{ "Main": true }], "Routes": [
              { "DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable" },
              { "DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-0e1", "State": "active", "Origin": "CreateRoute" }] }],
          "TransitGatewayAttachments": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e1", "TransitGatewayId": "tgw-0e1", "TransitGatewayOwnerId": "111122223333", "ResourceOwnerId": "111122223333", "ResourceType": "vpc", "ResourceId": "vpc-0e1", "State": "available",
              "Association": { "TransitGatewayRouteTableId": "tgw-rtb-0e1", "State": "associated" } },
            { "TransitGatewayAttachmentId": "tgw-attach-0e9", "TransitGatewayId": "tgw-0e1", "TransitGatewayOwnerId": "111122223333", "ResourceOwnerId": "111122223333", "ResourceType": "vpc", "ResourceId": "vpc-0e9", "State": "available",
              "Association": { "TransitGatewayRouteTableId": "tgw-rtb-0e1", "State": "associated" } },
            { "TransitGatewayAttachmentId": "tgw-attach-0e7", "TransitGatewayId": "tgw-0e1", "TransitGatewayOwnerId": "111122223333", "ResourceOwnerId": "111122223333", "ResourceType": "vpn", "ResourceId": "vpn-0e7", "State": "available",
              "Association": { "TransitGatewayRouteTableId": "tgw-rtb-0e1", "State": "associated" } },
            { "TransitGatewayAttachmentId": "tgw-attach-0e5", "TransitGatewayId": "tgw-0e1", "TransitGatewayOwnerId": "111122223333", "ResourceOwnerId": "111122223333", "ResourceType": "peering", "ResourceId": "tgw-0e5", "State": "available",
              "Association": { "TransitGatewayRouteTableId": "tgw-rtb-0e1", "State": "associated" } }],
          "TransitGatewayVpcAttachments": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e1", "TransitGatewayId": "tgw-0e1", "VpcId": "vpc-0e1", "VpcOwnerId": "111122223333", "State": "available", "SubnetIds": ["subnet-0e1"],
              "Options": { "DnsSupport": "enable", "SecurityGroupReferencingSupport": "enable", "Ipv6Support": "disable", "ApplianceModeSupport": "disable" } },
            { "TransitGatewayAttachmentId": "tgw-attach-0e9", "TransitGatewayId": "tgw-0e1", "VpcId": "vpc-0e9", "VpcOwnerId": "111122223333", "State": "available", "SubnetIds": ["subnet-0e9"],
              "Options": { "DnsSupport": "enable", "SecurityGroupReferencingSupport": "enable", "Ipv6Support": "disable", "ApplianceModeSupport": "disable" } }],
          "TransitGatewayPeeringAttachments": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e5", "RequesterTgwInfo": { "TransitGatewayId": "tgw-0e1", "OwnerId": "111122223333", "Region": "us-east-1" },
              "AccepterTgwInfo": { "TransitGatewayId": "tgw-0e5", "OwnerId": "999988887777", "Region": "eu-west-1" }, "State": "available" }],
          "VpnGateways": [{ "VpnGatewayId": "vgw-0e1", "State": "available", "VpcAttachments": [{ "State": "attached", "VpcId": "vpc-0e1" }] }],
          "VpnConnections": [
            { "VpnConnectionId": "vpn-0e7", "State": "available", "TransitGatewayId": "tgw-0e1", "VgwTelemetry": [{ "Status": "UP" }, { "Status": "DOWN" }] },
            { "VpnConnectionId": "vpn-0e8", "State": "available", "VpnGatewayId": "vgw-0e1", "VgwTelemetry": [{ "Status": "UP" }] }],
          "TransitGatewayRouteTables": [
            { "TransitGatewayRouteTableId": "tgw-rtb-0e1", "TransitGatewayId": "tgw-0e1", "State": "available", "DefaultAssociationRouteTable": true, "DefaultPropagationRouteTable": true },
            { "TransitGatewayRouteTableId": "tgw-rtb-0e2", "TransitGatewayId": "tgw-0e1", "State": "available", "DefaultAssociationRouteTable": false, "DefaultPropagationRouteTable": false }],
          "TransitGatewayRouteTablePropagations": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e1", "ResourceId": "vpc-0e1", "ResourceType": "vpc", "State": "enabled" },
            { "TransitGatewayAttachmentId": "tgw-attach-0e7", "ResourceId": "vpn-0e7(198.51.100.1)", "ResourceType": "vpn", "State": "enabled" }],
          "TransitGatewayRouteTableId": "tgw-rtb-0e1",
          "Routes": [
            { "DestinationCidrBlock": "10.0.0.0/16", "Type": "propagated", "State": "active", "TransitGatewayAttachments": [{ "ResourceId": "vpc-0e1", "TransitGatewayAttachmentId": "tgw-attach-0e1", "ResourceType": "vpc" }] },
            { "DestinationCidrBlock": "10.9.0.0/16", "Type": "propagated", "State": "active", "TransitGatewayAttachments": [{ "ResourceId": "vpc-0e9", "TransitGatewayAttachmentId": "tgw-attach-0e9", "ResourceType": "vpc" }] },
            { "DestinationCidrBlock": "192.168.0.0/17", "Type": "propagated", "State": "active", "TransitGatewayAttachments": [{ "ResourceId": "vpn-0e7(198.51.100.1)", "TransitGatewayAttachmentId": "tgw-attach-0e7", "ResourceType": "vpn" }] },
            { "DestinationCidrBlock": "172.16.0.0/12", "Type": "static", "State": "active", "TransitGatewayAttachments": [{ "ResourceId": "tgw-0e5", "TransitGatewayAttachmentId": "tgw-attach-0e5", "ResourceType": "peering" }] },
            { "DestinationCidrBlock": "10.77.0.0/16", "Type": "static", "State": "blackhole" }]
        }
        """;

    [Fact]
    public async Task One_endpoint_without_outside_clients_makes_no_further_call()
    {
        var (_, alone) = await ReadAsync(new());
        var (_, inside) = await ReadAsync(new() { ClientIds = ["eni-0e1", "subnet-0e1"], ClientBlocks = [CidrBlock.Parse("10.0.1.0/24")] });

        Assert.DoesNotContain(alone.Keys, call => OfTransit.Any(word => call.Contains(word, StringComparison.Ordinal)));
        Assert.Equal(alone, inside);
    }

    [Fact]
    public async Task A_client_in_another_vpc_of_the_account_is_found_with_the_way_to_it()
    {
        var (network, calls) = await ReadAsync(new() { ClientIds = ["i-0e9"] });

        Assert.Equal(["vpc-0e1", "vpc-0e9"], network.Vpcs.Select(v => v.Id).Order(StringComparer.Ordinal));
        Assert.Equal((1, 1, 1), (calls["DescribeTransitGatewayVpcAttachments"], calls["DescribeTransitGatewayAttachments"],
            calls["SearchTransitGatewayRoutes"]));
        Assert.DoesNotContain("DescribeVpnConnections", calls.Keys);
        AllPass(network, new() { Clients = new() { InstanceIds = ["i-0e9"] } });
    }

    [Fact]
    public async Task The_entries_of_a_list_that_a_route_refers_to_are_asked_for()
    {
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(World),
            cancellationToken: TestContext.Current.CancellationToken);
        server.World.Add("""{ "PrefixListId": "pl-0e1", "Entries": [{ "Cidr": "10.9.0.0/16" }] }""");
        server.World.Change("TransitGatewayRoutes", "tgw-rtb-0e1", table =>
        {
            var route = table["Routes"]!.AsArray().Single(r => r!["DestinationCidrBlock"]!.ToString() == "10.9.0.0/16")!.AsObject();
            route.Remove("DestinationCidrBlock");
            (route["PrefixListId"], route["Type"]) = ("pl-0e1", "static");
        });

        var network = await server.ReadAsync(new() { ClientIds = ["i-0e9"] });

        Assert.Equal(1, server.Calls.CountOf("GetManagedPrefixListEntries"));
        AllPass(network, new() { Clients = new() { InstanceIds = ["i-0e9"] } });
    }

    /// <summary>The route that is not shown may be the one that wins.</summary>
    [Fact]
    public async Task A_table_that_is_shown_in_part_only_was_not_seen()
    {
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(World),
            cancellationToken: TestContext.Current.CancellationToken);
        server.World.Change("TransitGatewayRoutes", "tgw-rtb-0e1", table => table["AdditionalRoutesAvailable"] = true);

        var network = await server.ReadAsync(new() { ClientIds = ["i-0e9"] });

        Assert.Empty(network.TransitGatewayRoutes);
        Assert.Contains(network.Failures, f => f.Kind == ResourceKind.TransitGatewayRoute
            && f.Message.Contains("says that there are more", StringComparison.Ordinal));
        var result = new CheckRunner(network, new() { Clients = new() { InstanceIds = ["i-0e9"] } }, [CheckCatalog.Find("TransitGateway")!])
            .Run(network.Endpoints[0]).Single();
        Assert.True(result.Status == CheckStatus.Unknown, result.Message);
    }

    [Theory]
    [InlineData("192.168.7.0/24", "DescribeVpnConnections", "DescribeTransitGatewayAttachments")]
    [InlineData("192.168.200.0/24", "DescribeVpnConnections", "DescribeVpnGateways")]
    public async Task Of_clients_on_premises_the_VPN_is_asked_for(string block, params string[] expected)
    {
        var cidr = CidrBlock.Parse(block);
        var (network, calls) = await ReadAsync(new() { ClientBlocks = [cidr] });

        Assert.All(expected, call => Assert.Equal(1, calls[call]));
        AllPass(network, new() { Clients = new() { CidrBlocks = [cidr] } });
    }

    [Fact]
    public async Task A_peering_of_transit_gateways_leads_to_another_account_which_is_named()
    {
        var cidr = CidrBlock.Parse("172.16.1.0/24");
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(World),
            cancellationToken: TestContext.Current.CancellationToken);
        server.World.Change("RouteTables", "rtb-0e1", table => table["Routes"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse(
            """{ "DestinationCidrBlock": "172.16.0.0/12", "TransitGatewayId": "tgw-0e1", "State": "active", "Origin": "CreateRoute" }""")));
        var network = await server.ReadAsync(new() { ClientBlocks = [cidr] });

        Assert.Single(server.Calls.Of("DescribeTransitGatewayPeeringAttachments"));
        var result = new CheckRunner(network, new() { Clients = new() { CidrBlocks = [cidr] } }, [new TransitGatewayCheck()])
            .Run(network.Endpoints[0]).Single();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("in account 999988887777", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_call_leaves_the_way_unknown_and_is_named()
    {
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(World),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("SearchTransitGatewayRoutes", Ec2Behaviour.Denied());
        var network = await server.ReadAsync(new() { ClientIds = ["i-0e9"] });

        var result = new CheckRunner(network, new() { Clients = new() { InstanceIds = ["i-0e9"] } }, [new TransitGatewayCheck()])
            .Run(network.Endpoints[0]).Single();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("ec2:SearchTransitGatewayRoutes", result.Message, StringComparison.Ordinal);
    }

    private static void AllPass(VpcNetwork network, CheckOptions options)
    {
        foreach (var name in new[] { "SecurityGroupIngress", "NetworkAcl", "Route", "TransitGateway" })
        {
            var result = new CheckRunner(network, options, [CheckCatalog.Find(name)!]).Run(network.Endpoints[0]).Single();
            Assert.True(result.Status is CheckStatus.Passed or CheckStatus.NotApplicable, $"{name}: {result.Message}");
        }
    }

    private static async Task<(VpcNetwork Network, Dictionary<string, int> Calls)> ReadAsync(NetworkQuery query)
    {
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(World),
            cancellationToken: TestContext.Current.CancellationToken);
        var network = await server.ReadAsync(query);
        return (network, server.Calls.CountByOperation.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal));
    }
}
