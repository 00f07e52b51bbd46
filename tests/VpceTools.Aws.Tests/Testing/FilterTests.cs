using Amazon.EC2;
using Amazon.EC2.Model;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Filters select as EC2's do, and a filter that EC2 does not know is refused.</summary>
public sealed class FilterTests : SampleWorldTestBase
{
    [Theory]
    [InlineData("vpc-id", "vpc-0a1", "vpce-0a1,vpce-0b1")]
    [InlineData("vpc-id", "vpc-0b2", "")]
    [InlineData("vpc-endpoint-id", "vpce-0b1", "vpce-0b1")]
    [InlineData("vpc-endpoint-type", "Gateway", "vpce-0b1")]
    [InlineData("vpc-endpoint-type", "gateway", "")]
    [InlineData("vpc-endpoint-state", "available", "vpce-0a1,vpce-0b1")]
    [InlineData("vpc-endpoint-state", "Available", "vpce-0a1,vpce-0b1")]
    [InlineData("service-name", "*.sqs", "vpce-0a1")]
    [InlineData("service-name", "com.amazonaws.us-east-?.s3", "vpce-0b1")]
    [InlineData("service-name", "com?amazonaws?us-east-1.s?s", "vpce-0a1")]
    [InlineData("service-name", "com.amazonaws.us.east.1.*", "")]
    [InlineData("tag:Name", "que*", "vpce-0a1")]
    [InlineData("tag-key", "Name", "vpce-0a1")]
    public async Task Endpoints_are_chosen_by(string filter, string value, string expected)
    {
        var response = await Client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { Filters = [new Filter(filter, [value])] },
            Token);
        Assert.Equal(expected, string.Join(',', (response.VpcEndpoints ?? []).Select(endpoint => endpoint.VpcEndpointId)));
    }

    [Fact]
    public async Task Values_of_a_filter_are_alternatives_and_filters_add_up()
    {
        var either = await Client.DescribeSubnetsAsync(
            new DescribeSubnetsRequest { Filters = [new Filter("subnet-id", ["subnet-0a1", "subnet-0c1"])] }, Token);
        Assert.Equal(["subnet-0a1", "subnet-0c1"], either.Subnets.Select(subnet => subnet.SubnetId));

        var both = await Client.DescribeSubnetsAsync(
            new DescribeSubnetsRequest
            {
                Filters = [new Filter("subnet-id", ["subnet-0a1", "subnet-0c1"]),
                new Filter("availability-zone", ["us-east-1b"])]
            }, Token);
        Assert.Equal(["subnet-0c1"], both.Subnets.Select(subnet => subnet.SubnetId));
    }

    [Fact]
    public async Task Nested_members_are_reached_through_lists()
    {
        var acls = await Client.DescribeNetworkAclsAsync(
            new DescribeNetworkAclsRequest { Filters = [new Filter("association.subnet-id", ["subnet-0b1"])] }, Token);
        Assert.Equal("acl-0a1", Assert.Single(acls.NetworkAcls).NetworkAclId);

        var tables = await Client.DescribeRouteTablesAsync(
            new DescribeRouteTablesRequest
            {
                Filters = [new Filter("route.gateway-id", ["vpce-0b1"]),
                new Filter("association.main", ["true"])]
            }, Token);
        Assert.Equal("rtb-0a1", Assert.Single(tables.RouteTables).RouteTableId);

        var groups = await Client.DescribeSecurityGroupsAsync(
            new DescribeSecurityGroupsRequest { Filters = [new Filter("egress.ip-permission.prefix-list-id", ["pl-0a1"])] }, Token);
        Assert.Equal("sg-0f1", Assert.Single(groups.SecurityGroups).GroupId);

        var interfaces = await Client.DescribeNetworkInterfacesAsync(
            new DescribeNetworkInterfacesRequest { Filters = [new Filter("group-id", ["sg-0e1"]), new Filter("tag-key", ["*"])] }, Token);
        Assert.Null(interfaces.NetworkInterfaces);
    }

    [Fact]
    public async Task Instances_are_filtered_one_by_one_and_answered_in_their_reservation()
    {
        var running = await Client.DescribeInstancesAsync(
            new DescribeInstancesRequest
            {
                Filters = [new Filter("instance-state-name", ["running"]),
                new Filter("owner-id", ["111122223333"])]
            }, Token);
        var reservation = Assert.Single(running.Reservations);
        Assert.Equal("r-0f1", reservation.ReservationId);
        Assert.Equal("i-0f1", Assert.Single(reservation.Instances).InstanceId);

        var all = await Client.DescribeInstancesAsync(new DescribeInstancesRequest(), Token);
        Assert.Equal(2, Assert.Single(all.Reservations).Instances.Count);
    }

    [Fact]
    public async Task An_unknown_filter_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            Client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { Filters = [new Filter("vpc", ["vpc-0a1"])] }, Token));
        Assert.Equal("InvalidParameterValue", refusal.ErrorCode);
        Assert.Equal("The filter 'vpc' is invalid", refusal.Message);
    }
}
