using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>
/// What a closed port means: of a port that the user named, that clients are blocked; of one that nobody knows, nothing
/// (https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html: an endpoint service listens where its load balancer
/// does).
/// </summary>
public sealed class PortJudgementTests
{
    private const string Arn = "arn:aws:vpc-lattice:us-east-1:111122223333:resourceconfiguration/rcfg-0f62969e106c8bebd";

    private static VpcNetwork Of(params int[] open) => Customers.WithGroup(
        World.Group(World.EndpointGroup, [.. open.Select(port => World.Allow("tcp", "10.0.0.0/16", port))], []));

    private static VpcNetwork Customers { get; } = World.Healthy.WithEndpoint(e => e with
    { ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0", PrivateDnsEnabled = false });

    private static VpcNetwork Resource(params int[] open) => Of(open).WithEndpoint(e => e with
    { TypeName = "Resource", ServiceName = "", ResourceConfigurationArn = Arn });

    [Fact]
    public void A_customers_service_is_unknown_and_lists_the_ports_that_are_open()
    {
        var result = Of(443, 1024).Check<SecurityGroupIngressCheck>();

        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Empty(result.Findings);
        Assert.Equal("Only the owner of the service knows on which TCP ports it listens. Security groups let clients in: for all clients on "
            + "TCP 443, 1024; not at all on TCP 1-442, 444-1023, 1025-65535. Name the ports with -Port (several if need be: -Port 443, 8443).",
            result.Message);
    }

    [Fact]
    public void Where_no_port_is_open_clients_are_blocked_for_certain_and_no_port_is_proposed()
    {
        var result = Of().Check<SecurityGroupIngressCheck>();

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Empty(Assert.Single(result.Findings).Repair);
        Assert.Contains("does not let clients in on any TCP port", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_every_port_is_open_the_port_does_not_matter() =>
        Assert.Equal("Any TCP port is open to all 6 clients.", Customers.WithGroup(
            World.Group(World.EndpointGroup, [World.Allow("-1", "10.0.0.0/16")], [])).Check<SecurityGroupIngressCheck>().Message);

    [Theory]
    [InlineData(new[] { 443, 8443 }, new[] { 443, 8443 }, CheckStatus.Passed)]
    [InlineData(new[] { 443 }, new[] { 443, 8443 }, CheckStatus.Failed)]
    [InlineData(new[] { 8443 }, new[] { 8443 }, CheckStatus.Passed)]
    public void Each_port_that_the_user_names_has_to_be_open(int[] open, int[] asked, CheckStatus status)
    {
        var result = Of(open).Check<SecurityGroupIngressCheck>(new() { Ports = [.. asked.Select(p => new Port(p))] });

        Assert.Equal(status, result.Status);
        if (status == CheckStatus.Failed)
        {
            Assert.EndsWith("Nothing is wrong on TCP 443.", result.Message, StringComparison.Ordinal);
            Assert.Contains("TCP 8443", Assert.Single(result.Findings).Summary, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("com.amazonaws.us-east-1.email-smtp", new[] { 587 }, CheckStatus.Passed)]
    [InlineData("com.amazonaws.us-east-1.email-smtp", new[] { 465 }, CheckStatus.Passed)]
    [InlineData("com.amazonaws.us-east-1.email-smtp", new[] { 443 }, CheckStatus.Failed)]
    [InlineData("com.amazonaws.us-east-1.cassandra", new[] { 9142 }, CheckStatus.Passed)]
    [InlineData("com.amazonaws.us-east-1.athena", new[] { 443 }, CheckStatus.Passed)]
    // https://docs.aws.amazon.com/storagegateway/latest/vgw/gateway-private-link.html: all of them.
    [InlineData("com.amazonaws.us-east-1.storagegateway", new[] { 443 }, CheckStatus.Failed)]
    [InlineData("com.amazonaws.us-east-1.storagegateway", new[] { 443, 1026, 1027, 1028, 1031, 2222 }, CheckStatus.Passed)]
    // https://docs.aws.amazon.com/datasync/latest/userguide/datasync-network.html: 443 and 1024 to 1064.
    [InlineData("com.amazonaws.us-east-1.datasync", new[] { 443, 1024 }, CheckStatus.Failed)]
    [InlineData("com.amazonaws.us-east-1.transfer.server", new[] { 22 }, CheckStatus.Passed)]
    [InlineData("com.amazonaws.us-east-1.transfer.server", new[] { 443 }, CheckStatus.Failed)]
    [InlineData("com.amazonaws.us-east-1.something-new", new[] { 443 }, CheckStatus.Passed)]
    [InlineData("com.amazonaws.us-east-1.something-new", new[] { 8443 }, CheckStatus.Failed)]
    public void One_of_the_ports_that_AWS_documents_is_enough(string service, int[] open, CheckStatus status) =>
        Assert.Equal(status, Of(open).WithEndpoint(e => e with { ServiceName = service }).Check<SecurityGroupIngressCheck>().Status);

    [Fact]
    public void A_documented_port_that_is_closed_is_said() =>
        Assert.Contains("That is not so on TCP 444", Of(443).WithEndpoint(e => e with { ServiceName = "com.amazonaws.us-east-1.athena" })
            .Check<SecurityGroupIngressCheck>().Message, StringComparison.Ordinal);

    [Fact]
    public void A_resource_is_unknown_with_the_call_that_tells_its_ports() =>
        Assert.Contains("aws vpc-lattice get-resource-configuration --resource-configuration-identifier rcfg-0f62969e106c8bebd",
            Resource(443).Check<SecurityGroupIngressCheck>().Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("5432", new[] { 5432 }, CheckStatus.Passed)]
    [InlineData("5432", new[] { 443 }, CheckStatus.Failed)]
    [InlineData("5432-5440", new[] { 5432 }, CheckStatus.Unknown)]
    [InlineData("5432-5440", new[] { 443 }, CheckStatus.Failed)]
    public void A_resource_configuration_tells_the_ports(string range, int[] open, CheckStatus status)
    {
        var ports = Array.ConvertAll(range.Split('-'), text =>
            new Port(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
        var network = Resource(open) with { ResourceConfigurations = [new(Arn, [new(ports[0], ports[^1])])] };

        Assert.Equal(status, network.Check<SecurityGroupIngressCheck>().Status);
    }

    [Fact]
    public void Network_ACLs_and_clients_groups_are_judged_on_every_part_of_the_ports()
    {
        var network = Customers.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
            World.Entry(100, false, true, 6, "0.0.0.0/0", 1024, 65535), World.AllowAll(100, true)));

        Assert.Equal(CheckStatus.Unknown, network.Check<NetworkAclCheck>().Status);
        Assert.Contains("for all clients on TCP 1024-65535", network.Check<NetworkAclCheck>().Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Passed, network.Check<ClientSecurityGroupEgressCheck>().Status);
        Assert.Equal(CheckStatus.Failed, network.Check<NetworkAclCheck>(new() { Ports = [new(443)] }).Status);
        Assert.Equal(CheckStatus.Passed, network.Check<NetworkAclCheck>(new() { Ports = [new(5432), new(8080)] }).Status);
    }
}
