using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class DhcpOptionsCheckTests
{
    [Theory]
    [InlineData("AmazonProvidedDNS")]
    [InlineData("amazonprovideddns")]
    [InlineData("10.0.0.2")]
    [InlineData("169.254.169.253")]
    [InlineData("fd00:ec2::253")]
    [InlineData("fd00:0ec2:0:0:0:0:0:253")]
    public void Passes_when_clients_ask_the_vpcs_resolver(string server) =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithResolvers(server).Check<DhcpOptionsCheck>().Status);

    [Fact]
    public void Another_resolver_is_undetermined_for_private_names()
    {
        var finding = World.Healthy.WithResolvers("10.0.9.9", "10.0.9.10").Check<DhcpOptionsCheck>()
            .Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal("dopt-1", finding.ResourceId);
        Assert.Equal("Clients of vpc-1 ask 10.0.9.9, 10.0.9.10, which may or may not forward private names to the VPC's resolver.",
            finding.Summary);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void A_mix_is_undetermined_for_the_queries_that_go_astray() =>
        Assert.StartsWith("Some queries of clients in vpc-1 go to 10.0.9.9", World.Healthy.WithResolvers("10.0.0.2", "10.0.9.9")
            .Check<DhcpOptionsCheck>()
            .Only(CheckStatus.Warning, Severity.Low).Summary, StringComparison.Ordinal);

    [Fact]
    public void The_base_plus_two_of_a_secondary_range_is_no_resolver()
    {
        var network = World.Healthy.WithVpc(v => v with { CidrBlocks = [World.Cidr("10.0.0.0/16"), World.Cidr("10.9.0.0/16")] });
        Assert.Equal(CheckStatus.Warning, network.WithResolvers("10.9.0.2").Check<DhcpOptionsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, network.WithResolvers("10.0.0.2").Check<DhcpOptionsCheck>().Status);
    }

    [Fact]
    public void Any_resolver_will_do_for_public_names()
    {
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.WithResolvers("10.0.9.9").Check<DhcpOptionsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false }).WithResolvers("10.0.9.9")
            .Check<DhcpOptionsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithEndpoint(e => e with { PrivateDnsOnlyForInboundResolverEndpoint = true })
            .WithResolvers("10.0.9.9").Check<DhcpOptionsCheck>().Status);
    }

    [Fact]
    public void Warns_of_an_option_set_without_a_resolver() =>
        World.Healthy.WithResolvers().Check<DhcpOptionsCheck>().Only(CheckStatus.Warning, Severity.Medium);

    [Fact]
    public void Passes_a_vpc_without_an_option_set_and_says_who_is_left_out() =>
        Assert.Contains("Xen", World.Healthy.WithVpc(v => v with { DhcpOptionsId = "default" }).Check<DhcpOptionsCheck>().Message,
            StringComparison.Ordinal);

    [Fact]
    public void Is_unknown_without_the_evidence()
    {
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.Vpc).Check<DhcpOptionsCheck>(), "aws ec2 describe-vpcs");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.Vpc).Check<DhcpOptionsCheck>(), "ec2:DescribeVpcs");
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.DhcpOptions).Check<DhcpOptionsCheck>(), "aws ec2 describe-dhcp-options");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.DhcpOptions).Check<DhcpOptionsCheck>(), "ec2:DescribeDhcpOptions");
        WorldChanges.IsUnknown((World.Healthy with { DhcpOptions = [] }).Check<DhcpOptionsCheck>(), "--dhcp-options-ids dopt-1");
        WorldChanges.IsUnknown(World.Healthy.WithVpc(v => v with { DhcpOptionsId = null }).Check<DhcpOptionsCheck>(), "--vpc-ids vpc-1");
    }

    [Fact]
    public void Does_not_apply_to_gateway_load_balancer_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.WithEndpoint(e => e with { TypeName = "GatewayLoadBalancer" })
            .Check<DhcpOptionsCheck>().Status);
}
