using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class VpcEndpointDocumentTests
{
    [Fact]
    public void An_interface_endpoint_is_read_with_all_that_the_checks_need()
    {
        var endpoint = Read("""
            {
                "VpcEndpointId": "vpce-0f89a33420c1931d7", "VpcEndpointType": "Interface", "VpcId": "vpc-0f5c774ac9c1b7b84",
                "ServiceName": "com.amazonaws.us-east-1.elasticloadbalancing", "ServiceRegion": "us-east-1", "State": "available",
                "PolicyDocument": "{\n  \"Statement\": []\n}", "RouteTableIds": [], "SubnetIds": ["subnet-0111", "subnet-0222"],
                "Groups": [{"GroupId": "sg-54e8bf31", "GroupName": "default"}], "IpAddressType": "dualstack",
                "DnsOptions": {"DnsRecordIpType": "service-defined", "PrivateDnsOnlyForInboundResolverEndpoint": true},
                "PrivateDnsEnabled": true, "RequesterManaged": true, "NetworkInterfaceIds": ["eni-2ec2b084", "eni-1b4a65cf"],
                "DnsEntries": [{"DnsName": "vpce-0f89.elasticloadbalancing.us-east-1.vpce.amazonaws.com", "HostedZoneId": "Z7HUB22UULQXV"}, {"DnsName": "elasticloadbalancing.us-east-1.amazonaws.com"}],
                "CreationTimestamp": "2017-09-05T17:55:27.123Z", "Tags": [{"Key": "Env", "Value": "x"}, {"Key": "Name", "Value": "elb"}], "OwnerId": "123456789012",
                "LastError": {"Message": "no room", "Code": "InsufficientFreeAddressesInSubnet"}, "FailureReason": "why"
            }
            """);

        Assert.Equal(
            new VpcEndpoint
            {
                Id = "vpce-0f89a33420c1931d7",
                TypeName = "Interface",
                VpcId = "vpc-0f5c774ac9c1b7b84",
                ServiceName = "com.amazonaws.us-east-1.elasticloadbalancing",
                ServiceRegion = "us-east-1",
                StateName = "available",
                PolicyDocument = "{\n  \"Statement\": []\n}",
                SubnetIds = ["subnet-0111", "subnet-0222"],
                GroupIds = ["sg-54e8bf31"],
                IpAddressType = "dualstack",
                DnsRecordIpType = "service-defined",
                PrivateDnsOnlyForInboundResolverEndpoint = true,
                PrivateDnsEnabled = true,
                RequesterManaged = true,
                NetworkInterfaceIds = ["eni-2ec2b084", "eni-1b4a65cf"],
                DnsEntries =
                [
                    new("vpce-0f89.elasticloadbalancing.us-east-1.vpce.amazonaws.com", "Z7HUB22UULQXV"),
                    new("elasticloadbalancing.us-east-1.amazonaws.com", null),
                ],
                Tags = [new("Env", "x"), new("Name", "elb")],
                OwnerId = "123456789012",
                LastError = "InsufficientFreeAddressesInSubnet: no room",
                FailureReason = "why",
            },
            endpoint);
    }

    [Theory]
    [InlineData("""{"VpcEndpointId": "vpce-1", "RouteTableIds": ["rtb-1"]}""", "Gateway")]
    [InlineData("""{"VpcEndpointId": "vpce-1", "SubnetIds": ["subnet-1"]}""", "Interface")]
    [InlineData("""{"VpcEndpointId": "vpce-1"}""", "")]
    [InlineData("""{"VpcEndpointId": "vpce-1", "VpcEndpointType": "SomethingNew"}""", "SomethingNew")]
    public void The_type_is_kept_as_written_and_inferred_for_outputs_that_predate_it(string json, string type) =>
        Assert.Equal(type, Read(json).TypeName);

    [Theory]
    [InlineData("available", EndpointState.Available)]
    [InlineData("Available", EndpointState.Available)]
    [InlineData("deleted", EndpointState.Deleted)]
    [InlineData("pendingAcceptance", EndpointState.PendingAcceptance)]
    public void Every_state_is_kept_as_written(string state, EndpointState expected)
    {
        var endpoint = Read($$"""{"VpcEndpointId": "vpce-1", "State": "{{state}}"}""");

        Assert.Equal((state, expected), (endpoint.StateName, endpoint.State));
    }

    [Fact]
    public void What_EC2_did_not_say_stays_unknown()
    {
        var endpoint = Read("""{"VpcEndpointId": "vpce-1", "PolicyDocument": null, "PrivateDnsEnabled": null}""");

        Assert.Null(endpoint.PolicyDocument);
        Assert.Null(endpoint.PrivateDnsEnabled);
        Assert.Null(endpoint.IpAddressType);
        Assert.Null(endpoint.LastError);
    }

    [Fact]
    public void A_policy_that_a_tool_has_unfolded_is_folded_again() =>
        Assert.Equal("""{"Statement": []}""", Read("""{"VpcEndpointId": "vpce-1", "PolicyDocument": {"Statement": []}}""").PolicyDocument);

    [Fact]
    public void Endpoints_of_OpenSearch_Service_are_no_endpoints_of_a_VPC()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", """{"Vpcs": []}""")
            .Add("opensearch.json", """{"VpcEndpoints": [{"VpcEndpointId": "aos-0123", "Status": "ACTIVE"}], "VpcEndpointErrors": []}""");

        var network = folder.ReadOne();

        Assert.Empty(network.Endpoints);
        Assert.Equal([ResourceKind.Vpc], network.Described);
        Assert.Contains("opensearch.json", Assert.Single(network.Remarks));
    }

    private static VpcEndpoint Read(string item) => Assert.Single(SnapshotFolder.ReadOne($$"""{"VpcEndpoints": [{{item}}]}""").Endpoints);
}
