using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>What is read only where a verdict turns out to depend on it.</summary>
public sealed class WantedEvidenceTests
{
    private const string Blocked = """
        { "VpcBlockPublicAccessExclusions": [{ "ExclusionId": "vpcbpa-exclude-0a1", "State": "create-complete",
            "ResourceArn": "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0c1", "InternetGatewayExclusionMode": "allow-egress" }] }
        """;

    private static string World(string service, string target) => $$"""
        {
          "VpcEndpoints": [{ "VpcEndpointId": "vpce-0c1", "VpcEndpointType": "Interface", "VpcId": "vpc-0c1", "State": "available", "OwnerId": "111122223333",
            "ServiceName": "com.amazonaws.us-east-1.{{service}}", "PrivateDnsEnabled": true, "SubnetIds": ["subnet-0c1"], "NetworkInterfaceIds": ["eni-0c1"] }],
          "ServiceDetails": [{ "ServiceName": "com.amazonaws.us-east-1.{{service}}", "ServiceType": [{ "ServiceType": "Interface" }], "Owner": "amazon",
            "PrivateDnsNames": [{ "PrivateDnsName": "{{service}}.us-east-1.amazonaws.com" }] }],
          "Vpcs": [{ "VpcId": "vpc-0c1", "OwnerId": "111122223333", "CidrBlock": "10.0.0.0/16", "DhcpOptionsId": "dopt-0c1" }],
          "Subnets": [{ "SubnetId": "subnet-0c1", "VpcId": "vpc-0c1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1a" }],
          "RouteTables": [{ "RouteTableId": "rtb-0c1", "VpcId": "vpc-0c1", "Associations": [{ "Main": true }], "Routes": [
            { "DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active" },
            { "DestinationCidrBlock": "0.0.0.0/0", "{{(target.StartsWith("nat", StringComparison.Ordinal) ? "NatGatewayId" : "TransitGatewayId")}}": "{{target}}", "State": "active" }] }],
          "NatGateways": [{ "NatGatewayId": "nat-0c1", "VpcId": "vpc-0c1", "State": "available", "ConnectivityType": "public", "AvailabilityMode": "regional" }]
        }
        """;

    private static async Task<(VpcNetwork Network, Dictionary<string, int> Further)> ReadAsync(string service, string target,
        string further = "{}")
    {
        await using var server = await Ec2TestServer.StartAsync(
            Ec2World.FromJson(World(service, target)).Add(further), cancellationToken: TestContext.Current.CancellationToken);
        var network = await server.ReadAsync();
        return (network, server.Calls.CountByOperation.Where(c => c.Key.Contains("NatGateway", StringComparison.Ordinal)
            || c.Key.Contains("BlockPublicAccess", StringComparison.Ordinal)).ToDictionary(c => c.Key, c => c.Value));
    }

    [Fact]
    public async Task A_NAT_gateway_is_asked_for_where_a_name_leads_past_the_endpoint()
    {
        var (network, further) = await ReadAsync("sts", "nat-0c1");
        Assert.Equal(1, further["DescribeNatGateways"]);
        Assert.Equal(1, further["DescribeVpcBlockPublicAccessOptions"]);
        Assert.Equal("nat-0c1", Assert.Single(network.NatGateways).Id);
    }

    [Theory]
    [InlineData("kms", "nat-0c1")]
    [InlineData("sts", "tgw-0c1")]
    public async Task Nothing_is_asked_for_where_no_verdict_depends_on_it(string service, string target) =>
        Assert.Empty((await ReadAsync(service, target)).Further);

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointAssociations.html</summary>
    [Theory]
    [InlineData("Resource", "Accessible", CheckStatus.Passed, 1)]
    [InlineData("Resource", "Inaccessible", CheckStatus.Failed, 1)]
    [InlineData("ServiceNetwork", "Inaccessible", CheckStatus.Failed, 1)]
    [InlineData("Resource", null, CheckStatus.Unknown, 1)]
    [InlineData("Interface", "Inaccessible", CheckStatus.Passed, 0)]
    public async Task What_an_endpoint_for_resources_leads_to_is_asked_for(string type, string? state, CheckStatus status, int calls)
    {
        var world = World("kms", "nat-0c1").Replace("\"VpcEndpointType\": \"Interface\"", $"\"VpcEndpointType\": \"{type}\"",
            StringComparison.Ordinal);
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(world).Add($$"""
            { "VpcEndpointAssociations": [{ "Id": "vpce-rsc-asc-0c1", "VpcEndpointId": "vpce-0c1", "AssociatedResourceAccessibility": "{{state}}",
                "AssociatedResourceArn": "arn:aws:vpc-lattice:us-east-1:111122223333:resourceconfiguration/rcfg-0c1" }] }
            """), cancellationToken: TestContext.Current.CancellationToken);
        if (state is null)
            server.On("DescribeVpcEndpointAssociations", Ec2Behaviour.Denied());
        var network = await server.ReadAsync();
        Assert.Equal(calls, server.Calls.Of("DescribeVpcEndpointAssociations").Count);
        Assert.Empty(network.Remarks);
        Assert.Equal(calls == 0 || state is null ? 0 : 1, network.EndpointAssociations.Count);
        var result = new CheckRunner(network).Run(Assert.Single(network.Endpoints))
            .Single(r => r.Check == new EndpointStateCheck().Descriptor.Name);
        Assert.Equal(status, result.Status);
        if (state is null)
            Assert.Contains("ec2:DescribeVpcEndpointAssociations", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_call_is_not_made_again()
    {
        await using var server = await Ec2TestServer.StartAsync(
            Ec2World.FromJson(World("sts", "nat-0c1")).Add(Blocked), cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeNatGateways", Ec2Behaviour.Denied());
        var network = await server.ReadAsync();
        Assert.Single(server.Calls.Of("DescribeNatGateways"));
        Assert.Contains(network.Failures, f => f.Kind == ResourceKind.NatGateway);
    }
}
