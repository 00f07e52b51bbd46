using Amazon.EC2;
using Amazon.EC2.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>
/// Modifying endpoints: subnets with interfaces, route tables with routes, groups, private DNS, policies, and the time it takes.
/// </summary>
public sealed class EndpointMutationTests : SampleWorldTestBase
{
    [Fact]
    public async Task An_added_subnet_has_an_interface_with_a_free_address_and_the_endpoints_groups()
    {
        await Modify(new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"] });
        var endpoint = await Endpoint("vpce-0a1");
        Assert.Equal(["subnet-0a1", "subnet-0b1"], endpoint.SubnetIds);
        Assert.Equal(2, endpoint.NetworkInterfaceIds.Count);
        var eni = Assert.Single((await Client.DescribeNetworkInterfacesAsync(
            new() { NetworkInterfaceIds = [endpoint.NetworkInterfaceIds[1]] }, Token)).NetworkInterfaces);
        Assert.Equal(("subnet-0b1", "us-east-1b", "10.0.2.4", "sg-0e1", true, "vpc_endpoint"),
            (eni.SubnetId, eni.AvailabilityZone, eni.PrivateIpAddress, Assert.Single(eni.Groups).GroupId, eni.RequesterManaged,
                eni.InterfaceType.Value));
        Assert.Equal(249, Assert.Single((await Client.DescribeSubnetsAsync(new() { SubnetIds = ["subnet-0b1"] },
            Token)).Subnets).AvailableIpAddressCount);
    }

    [Fact]
    public async Task A_removed_subnet_takes_its_interface_along_and_makes_room_for_another_of_its_zone()
    {
        await Modify(new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"] });
        await Modify(new() { VpcEndpointId = "vpce-0a1", RemoveSubnetIds = ["subnet-0b1"], AddSubnetIds = ["subnet-0c1"] });
        var endpoint = await Endpoint("vpce-0a1");
        Assert.Equal(["subnet-0a1", "subnet-0c1"], endpoint.SubnetIds);
        Assert.Null((await Client.DescribeNetworkInterfacesAsync(new() { Filters = [new Filter("subnet-id", ["subnet-0b1"])] },
            Token)).NetworkInterfaces);
    }

    [Fact]
    public async Task A_zone_takes_one_subnet_and_the_service_must_be_there()
    {
        await Modify(new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"] });
        Assert.StartsWith("Found another VPC endpoint subnet in the availability zone of subnet-0c1.",
            await Refused("DuplicateSubnetsInSameZone", new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0c1"] }),
            StringComparison.Ordinal);
        Server.World.Add("""{ "Subnets": [{ "SubnetId": "subnet-0d1", "VpcId": "vpc-0a1", "CidrBlock": "10.0.4.0/24", "AvailabilityZone": "us-east-1f" }] }""");
        Assert.Equal(
            "The VPC endpoint service com.amazonaws.us-east-1.sqs does not support the availability zone of the subnet: subnet-0d1.",
            await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0d1"] }));
        await Refused("InvalidSubnetId.NotFound", new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-09f"] });
    }

    [Fact]
    public async Task An_added_route_table_gets_the_route_and_a_removed_one_loses_it()
    {
        await Modify(new() { VpcEndpointId = "vpce-0b1", AddRouteTableIds = ["rtb-0b1"] });
        Assert.Equal(["rtb-0a1", "rtb-0b1"], (await Endpoint("vpce-0b1")).RouteTableIds);
        var route = Assert.Single(await Routes("rtb-0b1"), route => route.GatewayId == "vpce-0b1");
        Assert.Equal(("pl-0a1", RouteState.Active), (route.DestinationPrefixListId, route.State));

        await Modify(new() { VpcEndpointId = "vpce-0b1", RemoveRouteTableIds = ["rtb-0a1"] });
        Assert.Equal(["rtb-0b1"], (await Endpoint("vpce-0b1")).RouteTableIds);
        Assert.Equal("local", Assert.Single(await Routes("rtb-0a1")).GatewayId);
    }

    [Fact]
    public async Task A_table_takes_one_route_for_a_prefix_list()
    {
        Server.World.Change("RouteTables", "rtb-0b1", table => table["Routes"]!.AsArray()
            .Add(new System.Text.Json.Nodes.JsonObject { ["DestinationPrefixListId"] = "pl-0a1", ["GatewayId"] = "vpce-0f9" }));
        Assert.Equal("route table rtb-0b1 already has a route with destination-prefix-list-id pl-0a1",
            await Refused("RouteAlreadyExists", new() { VpcEndpointId = "vpce-0b1", AddRouteTableIds = ["rtb-0b1"] }));
        await Refused("InvalidRouteTableID.NotFound", new() { VpcEndpointId = "vpce-0b1", AddRouteTableIds = ["rtb-09f"] });
        await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", AddRouteTableIds = ["rtb-0b1"] });
        await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0b1", AddSubnetIds = ["subnet-0a1"] });
    }

    [Fact]
    public async Task Groups_change_on_the_endpoint_and_on_its_interfaces()
    {
        await Modify(new() { VpcEndpointId = "vpce-0a1", AddSecurityGroupIds = ["sg-0f1"], RemoveSecurityGroupIds = ["sg-0e1"] });
        Assert.Equal(("sg-0f1", "workloads"), (await Endpoint("vpce-0a1")).Groups.Select(group => (group.GroupId, group.GroupName))
            .Single());
        var eni = Assert.Single((await Client.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = ["eni-0a1"] },
            Token)).NetworkInterfaces);
        Assert.Equal("sg-0f1", Assert.Single(eni.Groups).GroupId);
        await Refused("InvalidGroup.NotFound", new() { VpcEndpointId = "vpce-0a1", AddSecurityGroupIds = ["sg-09f"] });
        await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", RemoveSecurityGroupIds = ["sg-0e1"] });
    }

    [Fact]
    public async Task Private_dns_goes_off_and_on_with_its_names()
    {
        await Modify(new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = false });
        Assert.Equal(["vpce-0a1-abcd.sqs.us-east-1.vpce.amazonaws.com"],
            (await Endpoint("vpce-0a1")).DnsEntries.Select(entry => entry.DnsName));
        await Modify(new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = true });
        var endpoint = await Endpoint("vpce-0a1");
        Assert.True(endpoint.PrivateDnsEnabled);
        Assert.Contains(endpoint.DnsEntries, entry => entry.DnsName == "sqs.us-east-1.amazonaws.com");
    }

    [Fact]
    public async Task Private_dns_needs_both_vpc_attributes_a_private_name_and_no_rival()
    {
        await Modify(new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = false });
        await Client.ModifyVpcAttributeAsync(new() { VpcId = "vpc-0a1", EnableDnsHostnames = false }, Token);
        Assert.Equal("Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-0a1",
            await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = true }));
        await Client.ModifyVpcAttributeAsync(new() { VpcId = "vpc-0a1", EnableDnsHostnames = true }, Token);

        Server.World.Add("""{ "VpcEndpoints": [{ "VpcEndpointId": "vpce-0c1", "VpcEndpointType": "Interface", "VpcId": "vpc-0a1", "ServiceName": "com.amazonaws.us-east-1.sqs", "State": "available", "PrivateDnsEnabled": true }] }""");
        Assert.Equal("private-dns-enabled cannot be set because there is already a conflicting DNS domain for sqs.us-east-1.amazonaws.com in the VPC vpc-0a1", await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = true }));

        Server.World.Change("ServiceDetails", "com.amazonaws.us-east-1.sqs/Interface", service => service.Remove("PrivateDnsNames"));
        Assert.Equal("Private DNS can't be enabled because the service com.amazonaws.us-east-1.sqs does not provide a private DNS name.",
            await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = true }));
    }

    [Fact]
    public async Task A_policy_is_set_and_reset_and_nonsense_is_refused()
    {
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}""";
        await Modify(new() { VpcEndpointId = "vpce-0a1", PolicyDocument = Policy });
        Assert.Equal(Policy, (await Endpoint("vpce-0a1")).PolicyDocument);
        await Modify(new() { VpcEndpointId = "vpce-0a1", ResetPolicy = true });
        Assert.Contains("\"Action\":\"*\"", (await Endpoint("vpce-0a1")).PolicyDocument, StringComparison.Ordinal);
        await Refused("InvalidPolicyDocument", new() { VpcEndpointId = "vpce-0a1", PolicyDocument = "{" });
        await Refused("InvalidPolicyDocument", new()
        {
            VpcEndpointId = "vpce-0a1",
            PolicyDocument = """{"Statement":[{"Effect":"Perhaps"}]}"""
        });
        await Refused("InvalidParameterCombination", new() { VpcEndpointId = "vpce-0a1", PolicyDocument = Policy, ResetPolicy = true });
    }

    [Fact]
    public async Task While_a_change_is_under_way_the_endpoint_is_pending_and_takes_no_other()
    {
        Server.Options = Server.Options with { ModificationDelay = TimeSpan.FromMilliseconds(300) };
        await Modify(new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"] });
        Assert.Equal(State.Pending, (await Endpoint("vpce-0a1")).State);
        Assert.Equal("VpcEndpoint modify operation in progress",
            await Refused("OperationInProgress", new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = false }));
        for (var i = 0; i < 100 && (await Endpoint("vpce-0a1")).State == State.Pending; i++)
            await Task.Delay(20, Token);
        Assert.Equal(State.Available, (await Endpoint("vpce-0a1")).State);
        await Modify(new() { VpcEndpointId = "vpce-0a1", PrivateDnsEnabled = false });
    }

    [Fact]
    public async Task Gateway_endpoints_and_policies_change_at_once()
    {
        Server.Options = Server.Options with { ModificationDelay = TimeSpan.FromMinutes(10) };
        await Modify(new() { VpcEndpointId = "vpce-0b1", AddRouteTableIds = ["rtb-0b1"] });
        await Modify(new() { VpcEndpointId = "vpce-0a1", ResetPolicy = true });
        Assert.Equal([State.Available, State.Available],
            (await Client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest(), Token)).VpcEndpoints.Select(endpoint =>
                endpoint.State));
    }

    [Fact]
    public async Task A_request_works_as_a_whole_or_not_at_all()
    {
        await Refused("InvalidGroup.NotFound", new()
        {
            VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"],
            AddSecurityGroupIds = ["sg-09f"], ResetPolicy = true
        });
        await Refused("DryRunOperation", new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"], DryRun = true });
        var endpoint = await Endpoint("vpce-0a1");
        Assert.Equal(["subnet-0a1"], endpoint.SubnetIds);
        Assert.Equal(SampleWorld.Document()["VpcEndpoints"]![0]!["PolicyDocument"]!.ToString(), endpoint.PolicyDocument);
    }

    [Fact]
    public async Task Endpoints_that_are_not_ones_own_or_not_available_are_left_alone()
    {
        await Refused("InvalidVpcEndpointId.NotFound", new() { VpcEndpointId = "vpce-09f", ResetPolicy = true });
        Server.World.Change("VpcEndpoints", "vpce-0a1", endpoint => endpoint["State"] = "failed");
        await Refused("IncorrectState", new() { VpcEndpointId = "vpce-0a1", ResetPolicy = true });
        Server.World.Change("VpcEndpoints", "vpce-0a1", endpoint => endpoint["RequesterManaged"] = true);
        Assert.Equal("Operation is not allowed for requester-managed VPC endpoints for the service com.amazonaws.us-east-1.sqs.",
            await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", ResetPolicy = true }));
    }

    [Fact]
    public async Task Address_type_and_dns_options_change_where_the_service_can()
    {
        await Modify(new()
        {
            VpcEndpointId = "vpce-0a1", IpAddressType = IpAddressType.Dualstack,
            DnsOptions = new DnsOptionsSpecification { DnsRecordIpType = DnsRecordIpType.Dualstack }
        });
        var endpoint = await Endpoint("vpce-0a1");
        Assert.Equal((IpAddressType.Dualstack, DnsRecordIpType.Dualstack), (endpoint.IpAddressType, endpoint.DnsOptions.DnsRecordIpType));
        await Refused("InvalidParameter", new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"] });
        Server.World.Change("Subnets", "subnet-0b1", subnet =>
            subnet["Ipv6CidrBlockAssociationSet"] = System.Text.Json.Nodes.JsonNode.Parse(
                """[{ "Ipv6CidrBlock": "2001:db8:0:2::/64" }]"""));
        await Modify(new() { VpcEndpointId = "vpce-0a1", AddSubnetIds = ["subnet-0b1"] });
        var eni = Assert.Single((await Client.DescribeNetworkInterfacesAsync(new() { Filters = [new Filter("subnet-id", ["subnet-0b1"])] },
            Token)).NetworkInterfaces);
        Assert.Equal("2001:db8:0:2::4", Assert.Single(eni.Ipv6Addresses).Ipv6Address);
    }

    [Fact]
    public async Task Accepting_a_connection_makes_the_endpoint_available()
    {
        Server.World.Add("""{ "VpcEndpointConnections": [{ "ServiceId": "vpce-svc-0z1", "VpcEndpointId": "vpce-0a1", "VpcEndpointState": "pendingAcceptance" }] }""");
        Server.World.Change("VpcEndpoints", "vpce-0a1", endpoint => endpoint["State"] = "pendingAcceptance");
        var answer = await Client.AcceptVpcEndpointConnectionsAsync(new()
        {
            ServiceId = "vpce-svc-0z1",
            VpcEndpointIds = ["vpce-0a1", "vpce-09f"]
        }, Token);
        Assert.Equal("vpce-09f", Assert.Single(answer.Unsuccessful).ResourceId);
        Assert.Equal(State.Available, (await Endpoint("vpce-0a1")).State);
    }

    private Task<ModifyVpcEndpointResponse> Modify(ModifyVpcEndpointRequest request) => Client.ModifyVpcEndpointAsync(request, Token);

    private Task<string> Refused(string code, ModifyVpcEndpointRequest request) =>
        RefusedAsync(code, Client.ModifyVpcEndpointAsync(request, Token));

    private async Task<VpcEndpoint> Endpoint(string id) =>
        Assert.Single((await Client.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, Token)).VpcEndpoints);

    private async Task<List<Route>> Routes(string tableId) =>
        Assert.Single((await Client.DescribeRouteTablesAsync(new() { RouteTableIds = [tableId] }, Token)).RouteTables).Routes;
}
