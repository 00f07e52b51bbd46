using VpceTools.Core.Tests.Snapshots;
using VpceTools.Evidence;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Evidence;

/// <summary>What is derived from the rows.</summary>
public sealed class EvidenceKindsTests
{
    public static TheoryData<ResourceKind> Kinds => [.. Enum.GetValues<ResourceKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_row_with_a_document(ResourceKind kind)
    {
        var row = EvidenceKinds.For(kind);

        Assert.Equal(kind, row.Kind);
        Assert.Contains(row.Documents, document => document.Completes == kind);
        Assert.All(row.Documents, document => Assert.Contains(document, EvidenceKinds.DocumentsOf(document.Key)));
    }

    [Theory]
    [InlineData(ResourceKind.VpcEndpoint, "aws ec2 describe-vpc-endpoints", "ec2:DescribeVpcEndpoints")]
    [InlineData(ResourceKind.NetworkAcl, "aws ec2 describe-network-acls", "ec2:DescribeNetworkAcls")]
    [InlineData(ResourceKind.DhcpOptions, "aws ec2 describe-dhcp-options", "ec2:DescribeDhcpOptions")]
    [InlineData(ResourceKind.TransitGatewayRoute, "aws ec2 search-transit-gateway-routes", "ec2:SearchTransitGatewayRoutes")]
    [InlineData(ResourceKind.ResourceConfiguration, "aws vpc-lattice get-resource-configuration", "vpc-lattice:GetResourceConfiguration")]
    public void The_command_and_the_action_follow_from_the_operation(ResourceKind kind, string command, string action) =>
        Assert.Equal((command, action), (DescribeCall.For(kind).Command, DescribeCall.For(kind).IamAction));

    /// <summary>The CLI's own names: https://docs.aws.amazon.com/cli/latest/reference/route53/list-hosted-zones-by-vpc.html.</summary>
    [Theory]
    [InlineData("route53", "ListHostedZonesByVPC", "aws route53 list-hosted-zones-by-vpc")]
    [InlineData("route53resolver", "ListResolverEndpointIpAddresses", "aws route53resolver list-resolver-endpoint-ip-addresses")]
    [InlineData("route53profiles", "ListProfileResourceAssociations", "aws route53profiles list-profile-resource-associations")]
    public void A_call_of_another_service_has_its_command_and_action(string service, string operation, string command)
    {
        var call = new DescribeCall(ResourceKind.Vpc, service, operation);

        Assert.Equal((command, $"{service}:{operation}"), (call.Command, call.IamAction));
    }

    [Theory]
    [InlineData(ResourceKind.PrefixList, "pl-1", "aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-1")]
    [InlineData(ResourceKind.RouteTable, "subnet-1", "aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=subnet-1")]
    [InlineData(ResourceKind.RouteTable, "rtb-1", "aws ec2 describe-route-tables --route-table-ids rtb-1")]
    [InlineData(ResourceKind.VpcAttribute, "vpc-1",
        "aws ec2 describe-vpc-attribute --vpc-id vpc-1 --attribute enableDnsSupport (and enableDnsHostnames)")]
    public void What_is_missing_is_named_with_the_command_that_supplies_it(ResourceKind kind, string id, string command) =>
        Assert.Equal(command, MissingEvidence.Of(kind, id).Command);

    [Fact]
    public void Evidence_of_another_account_or_Region_says_whose()
    {
        var missing = MissingEvidence.Of(ResourceKind.RouteTable, "rtb-1").In("444455556666", "eu-west-1");

        Assert.Equal("aws ec2 describe-route-tables --route-table-ids rtb-1 --region eu-west-1 (in account 444455556666)", missing.Command);
    }

    [Fact]
    public void An_id_that_AWS_cannot_have_given_makes_its_resource_unreadable()
    {
        string[] hostile = ["vpc-1;id", "vpc-1\nid", "vpc-$(id)", "vpc-`id`", "vpc-1 && id", "vpc-1'", "../vpc-1", "vpc-\u001b[31m", "vpc-",
            "vpc-" + new string('0', 40)];
        Assert.All(hostile, id =>
        {
            var network = SnapshotFolder.ReadOne(
                System.Text.Json.JsonSerializer.Serialize(new { Vpcs = new[] { new { VpcId = id, CidrBlock = "10.0.0.0/16" } } }));

            Assert.Empty(network.Vpcs);
            Assert.Single(network.Unreadable);
            Assert.DoesNotContain(Assert.Single(network.Remarks), char.IsControl);
        });
    }

    [Theory]
    [InlineData("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcId": "vpc-1;id"}]}""")]
    [InlineData("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "RouteTableIds": ["rtb-$(id)"]}]}""")]
    [InlineData("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "com.amazonaws.`id`"}]}""")]
    [InlineData("""{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "OwnerId": "111122223333;id"}]}""")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-2|id"}]}]}]}""")]
    [InlineData("""{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": "1 id"}]}]}]}""")]
    [InlineData("""{"RouteTables": [{"RouteTableId": "rtb-1", "Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "GatewayId": "igw-1;id"}]}]}""")]
    [InlineData("""{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1>x"}]}""")]
    [InlineData("""{"Reservations": [{"Instances": [{"InstanceId": "i-1", "VpcId": "vpc-1&id"}]}]}""")]
    [InlineData("""{"NatGateways": [{"NatGatewayId": "nat-1", "SubnetId": "subnet-1\u0007"}]}""")]
    [InlineData("""{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": {"VpcId": "vpc-1", "Region": "us-east-1;id"}}]}""")]
    public void A_resource_that_refers_to_what_cannot_be_is_unreadable(string json)
    {
        var network = SnapshotFolder.ReadOne(json);

        Assert.Single(network.Unreadable);
        Assert.Contains("is left out", Assert.Single(network.Remarks), StringComparison.Ordinal);
        Assert.Equal(0, network.Endpoints.Count + network.SecurityGroups.Count + network.RouteTables.Count + network.NetworkInterfaces.Count
            + network.Instances.Count
            + network.NatGateways.Count + network.PeeringConnections.Count);
    }

    [Theory]
    [InlineData("vpce-0123456789abcdef0", true)]
    [InlineData("vpce-01234567", true)]
    [InlineData("vpce-0e9801d129EXAMPLE", true)]
    [InlineData("vpc-01234567", false)]
    [InlineData("vpce-", false)]
    [InlineData("vpce-0.1", false)]
    [InlineData("", false)]
    public void The_form_of_an_id(string id, bool isOne) => Assert.Equal(isOne, IdForm.VpcEndpoint.Matches(id));

    [Theory]
    [InlineData("111122223333", true)]
    [InlineData("11112222333", false)]
    [InlineData("1111222233334", false)]
    [InlineData("11112222333a", false)]
    public void The_form_of_an_account(string id, bool isOne) => Assert.Equal(isOne, IdForm.Account.Matches(id));
}
