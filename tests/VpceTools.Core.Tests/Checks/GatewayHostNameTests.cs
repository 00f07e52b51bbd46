using VpceTools.Checks;
using VpceTools.Core.Tests.Naming;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;
using static VpceTools.Core.Tests.Naming.NameWorld;

namespace VpceTools.Core.Tests.Checks;

/// <summary>
/// A gateway endpoint takes what is sent to public addresses of its service, so it serves who is led to these:
/// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-dns
/// </summary>
public sealed class GatewayHostNameTests
{
    private const string S3 = "s3.us-east-1.amazonaws.com";

    private static VpcNetwork Healthy { get; } = World.HealthyGateway;

    private static EndpointTestResult Check(VpcNetwork network, CheckOptions? options = null) =>
        network.Check<ServiceHostNameCheck>(options);

    [Fact]
    public void Public_names_lead_to_what_the_routes_take()
    {
        var result = Check(Healthy);
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Contains("to public addresses, which the endpoint's routes take", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-east-1.amazonaws.com")]
    [InlineData("s3.us-east-1.amazonaws.com")]
    [InlineData("amazonaws.com")]
    public void A_zone_that_hides_the_service_is_at_fault(string domain)
    {
        var finding = Check(Healthy.WithZone("Z1HIDES", domain, [World.VpcId], A("other." + domain, "10.0.1.9")))
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Equal(("Z1HIDES", "AWS::Route53::HostedZone"), (finding.ResourceId, finding.ResourceType));
        Assert.Contains(S3, finding.Summary, StringComparison.Ordinal);
        Assert.Contains("aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id Z1HIDES", finding.Recommendation,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_of_another_service_hides_nothing() =>
        Assert.Equal(CheckStatus.Passed, Check(Healthy.WithZone("Z1", "sqs.us-east-1.amazonaws.com", [World.VpcId],
            A("sqs.us-east-1.amazonaws.com", "10.0.1.9"))).Status);

    [Fact]
    public void A_record_past_the_gateway_is_a_warning()
    {
        var finding = Check(Healthy.WithZone("Z1", S3, [World.VpcId], A(S3, "10.9.1.9"), A("*." + S3, "10.9.1.9")))
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("10.9.1.9", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("past gateway endpoint", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_with_addresses_of_the_prefix_list_is_as_good_as_public() =>
        Assert.Equal(CheckStatus.Passed, Check(Healthy.WithZone("Z1", S3, [World.VpcId], A(S3, "52.216.1.1"),
            A("*." + S3, "54.231.0.9"))).Status);

    [Fact]
    public void A_firewall_rule_that_blocks_the_service_is_at_fault()
    {
        var finding = Check(Healthy.WithFirewall("rslvr-frg-1", World.VpcId, 101, (Block(), ["*.amazonaws.com"])))
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("rslvr-frg-1", finding.ResourceId);
    }

    [Fact]
    public void What_a_rule_forwards_is_not_passed()
    {
        var result = Check(Healthy.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", [World.VpcId], "192.168.1.1"));
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("192.168.1.1", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_resolver_of_the_clients_answers_public_names() =>
        Assert.Equal(CheckStatus.Passed, Check(Healthy with
        {
            DhcpOptions =
            [.. Healthy.DhcpOptions.Select(d => d with { DomainNameServers = ["10.0.9.9"] })]
        }).Status);

    [Fact]
    public void Without_evidence_on_names_nothing_is_passed() =>
        WorldChanges.IsUnknown(Check(Healthy.WithZonesUnknown()), "list-hosted-zones-by-vpc");

    [Fact]
    public void Does_not_apply_to_services_without_known_names() => Assert.Equal(CheckStatus.NotApplicable,
        Check(Healthy with { Endpoints = [Healthy.Endpoints[0] with { ServiceName = "com.amazonaws.us-east-1.nobody-knows" }] }).Status);
}
