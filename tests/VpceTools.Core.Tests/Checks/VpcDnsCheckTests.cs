using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class VpcDnsCheckTests
{
    private static VpcNetwork WithoutPrivateDns { get; } = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false });

    [Fact]
    public void Passes_when_both_attributes_are_on() => Assert.Equal(CheckStatus.Passed, World.Healthy.Check<VpcDnsCheck>().Status);

    [Fact]
    public void Fails_without_dns_support()
    {
        var finding = World.Healthy.WithDns(false, true).Check<VpcDnsCheck>().Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal("vpc-1", finding.ResourceId);
        Assert.Equal("enableDnsSupport is false", finding.Evidence.Rule);
        Assert.Equal("aws ec2 modify-vpc-attribute --vpc-id vpc-1 --enable-dns-support '{\"Value\":true}' --region us-east-1",
            finding.AwsCli);
        Assert.Equal("Edit-EC2VpcAttribute -VpcId vpc-1 -EnableDnsSupport $true -Region us-east-1", finding.PowerShell);
    }

    [Fact]
    public void Fails_without_host_names_when_private_dns_is_on()
    {
        var finding = World.Healthy.WithDns(true, false).Check<VpcDnsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("enableDnsHostnames is false", finding.Evidence.Rule);
        Assert.Equal("aws ec2 modify-vpc-attribute --vpc-id vpc-1 --enable-dns-hostnames '{\"Value\":true}' --region us-east-1",
            finding.AwsCli);
    }

    [Fact]
    public void Shows_both_at_once_support_first() =>
        Assert.Equal(["enableDnsSupport is false", "enableDnsHostnames is false"],
            World.Healthy.WithDns(false, false).Check<VpcDnsCheck>().Findings.Select(f => f.Evidence.Rule));

    [Fact]
    public void Needs_no_host_names_without_private_dns_or_for_a_gateway()
    {
        Assert.Equal(CheckStatus.Passed, WithoutPrivateDns.WithService(s => s with { PrivateDnsNames = [] }).WithDns(true, false)
            .Check<VpcDnsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, WithoutPrivateDns.WithAnother(WorldChanges.Endpoint("vpce-2", "sqs")).WithDns(true, false)
            .Check<VpcDnsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.WithDns(true, false).Check<VpcDnsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.WithDns(true, null).Check<VpcDnsCheck>().Status);
    }

    [Fact]
    public void Warns_when_host_names_keep_private_dns_from_being_switched_on()
    {
        var finding = WithoutPrivateDns.WithDns(true, false).Check<VpcDnsCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal("aws ec2 modify-vpc-attribute --vpc-id vpc-1 --enable-dns-hostnames '{\"Value\":true}' --region us-east-1",
            finding.AwsCli);
    }

    [Fact]
    public void A_gateway_needs_support_as_well() =>
        World.HealthyGateway.WithDns(false, true).Check<VpcDnsCheck>().Only(CheckStatus.Failed, Severity.Critical);

    [Fact]
    public void Resolvers_of_ones_own_can_do_for_public_names_but_not_for_private_ones()
    {
        var finding = World.HealthyGateway.WithDns(false, true).WithResolvers("10.0.9.9").Check<VpcDnsCheck>()
            .Only(CheckStatus.Warning, Severity.Low);
        Assert.Empty(finding.Repair);
        World.Healthy.WithDns(false, true).WithResolvers("10.0.9.9").Check<VpcDnsCheck>().Only(CheckStatus.Failed, Severity.Critical);
    }

    [Fact]
    public void Is_unknown_without_the_attributes()
    {
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.VpcAttribute).Check<VpcDnsCheck>(), "aws ec2 describe-vpc-attribute");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.VpcAttribute).Check<VpcDnsCheck>(), "ec2:DescribeVpcAttribute");
        WorldChanges.IsUnknown((World.Healthy with { VpcAttributes = [] }).Check<VpcDnsCheck>(),
            "--vpc-id vpc-1 --attribute enableDnsSupport");
        WorldChanges.IsUnknown(World.Healthy.WithDns(true, null).Check<VpcDnsCheck>(), "--vpc-id vpc-1");
        WorldChanges.IsUnknown(World.Healthy.WithDns(null, true).Check<VpcDnsCheck>(), "--vpc-id vpc-1");
    }

    [Fact]
    public void Reports_what_is_off_even_when_the_other_attribute_is_not_known()
    {
        var result = World.Healthy.WithDns(false, null).Check<VpcDnsCheck>();
        result.Only(CheckStatus.Failed, Severity.Critical);
        Assert.Contains("Not everything could be decided", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_unknown_when_host_names_are_off_and_private_dns_is_not_known() =>
        WorldChanges.IsUnknown(World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = null }).WithDns(true, false)
            .Check<VpcDnsCheck>(), "describe-vpc-endpoints");

    [Fact]
    public void Modifies_no_vpc_that_is_shared_from_another_account()
    {
        var finding = World.Healthy.WithDns(false, true).WithVpc(v => v with { OwnerId = "999999999999" }).Check<VpcDnsCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
        Assert.Empty(finding.Repair);
        Assert.Contains("999999999999", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_apply_to_gateway_load_balancer_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.WithEndpoint(e => e with { TypeName = "GatewayLoadBalancer" })
            .Check<VpcDnsCheck>().Status);
}
