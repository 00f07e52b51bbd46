using System.Net;
using Amazon.EC2;
using Amazon.EC2.Model;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Ids choose resources, and EC2's own codes refuse those that are unknown or malformed.</summary>
public sealed class IdTests : SampleWorldTestBase
{
    [Fact]
    public async Task Ids_choose()
    {
        Assert.Equal("vpce-0b1", Assert.Single((
            await Client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { VpcEndpointIds = ["vpce-0b1"] },
                Token)).VpcEndpoints).VpcEndpointId);
        Assert.Equal("i-0f2", Assert.Single(Assert.Single(
            (await Client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = ["i-0f2"] },
                Token)).Reservations).Instances).InstanceId);
        Assert.Equal("endpoints", Assert.Single(
            (await Client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupNames = ["endpoints"] },
                Token)).SecurityGroups).GroupName);
        Assert.Equal("pl-0b1", Assert.Single((await Client.DescribeManagedPrefixListsAsync(
            new DescribeManagedPrefixListsRequest { PrefixListIds = ["pl-0b1"] }, Token)).PrefixLists).PrefixListId);
    }

    [Theory]
    [InlineData("DescribeVpcEndpoints", "VpcEndpointIds", "vpce-09f", "InvalidVpcEndpointId.NotFound",
        "The Vpc Endpoint Id 'vpce-09f' does not exist")]
    [InlineData("DescribeVpcEndpoints", "VpcEndpointIds", "vpce_9", "InvalidVpcEndpointId.Malformed",
        "Invalid Id: 'vpce_9' (expecting 'vpce-...; the Id may only contain lowercase alphanumeric characters and a single dash')")]
    [InlineData("DescribeVpcEndpointServices", "ServiceNames", "com.amazonaws.us-east-1.nope", "InvalidServiceName",
        "The Vpc Endpoint Service 'com.amazonaws.us-east-1.nope' does not exist")]
    [InlineData("DescribeSecurityGroups", "GroupIds", "sg-09f", "InvalidGroup.NotFound", "The security group 'sg-09f' does not exist")]
    [InlineData("DescribeSecurityGroups", "GroupIds", "group", "InvalidGroupId.Malformed", "Invalid id: \"group\" (expecting \"sg-...\")")]
    [InlineData("DescribeSubnets", "SubnetIds", "subnet-09f", "InvalidSubnetID.NotFound", "The subnet ID 'subnet-09f' does not exist")]
    [InlineData("DescribeSubnets", "SubnetIds", "net", "InvalidSubnetID.Malformed", "Invalid id: \"net\" (expecting \"subnet-...\")")]
    [InlineData("DescribeVpcs", "VpcIds", "vpc-09f", "InvalidVpcID.NotFound", "The vpc ID 'vpc-09f' does not exist")]
    [InlineData("DescribeNetworkAcls", "NetworkAclIds", "acl-09f", "InvalidNetworkAclID.NotFound",
        "The networkAcl ID 'acl-09f' does not exist")]
    [InlineData("DescribeRouteTables", "RouteTableIds", "rtb-09f", "InvalidRouteTableID.NotFound",
        "The routeTable ID 'rtb-09f' does not exist")]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaceIds", "eni-09f", "InvalidNetworkInterfaceID.NotFound",
        "The networkInterface ID 'eni-09f' does not exist")]
    [InlineData("DescribeInstances", "InstanceIds", "i-09f", "InvalidInstanceID.NotFound", "The instance ID 'i-09f' does not exist")]
    [InlineData("DescribeInstances", "InstanceIds", "i09f", "InvalidInstanceID.Malformed", "Invalid id: \"i09f\"")]
    [InlineData("DescribePrefixLists", "PrefixListIds", "pl-09f", "InvalidPrefixListID.NotFound",
        "The prefix list ID 'pl-09f' does not exist")]
    [InlineData("DescribeDhcpOptions", "DhcpOptionsIds", "dopt-09f", "InvalidDhcpOptionID.NotFound",
        "The dhcpOption ID 'dopt-09f' does not exist")]
    [InlineData("DescribeVpcPeeringConnections", "VpcPeeringConnectionIds", "pcx-09f", "InvalidVpcPeeringConnectionID.NotFound",
        "The vpcPeeringConnection ID 'pcx-09f' does not exist")]
    [InlineData("DescribeTransitGateways", "TransitGatewayIds", "tgw-09f", "InvalidTransitGatewayID.NotFound",
        "Transit Gateway tgw-09f was deleted or does not exist.")]
    public async Task An_id_that_names_nothing_is_refused(string operation, string parameter, string id, string code, string message)
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            SdkCall.InvokeAsync(Client, operation, (parameter, new List<string> { id })));
        Assert.Equal(code, refusal.ErrorCode);
        Assert.Equal(message, refusal.Message);
        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.False(string.IsNullOrEmpty(refusal.RequestId));
    }

    [Fact]
    public async Task One_unknown_id_refuses_the_whole_list()
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            Client.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = ["subnet-0a1", "subnet-09f"] }, Token));
        Assert.Equal("The subnet ID 'subnet-09f' does not exist", refusal.Message);
    }
}
