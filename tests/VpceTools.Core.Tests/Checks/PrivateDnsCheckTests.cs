using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class PrivateDnsCheckTests
{
    private static VpcNetwork Off { get; } = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false });

    /// <summary>An S3 interface endpoint; EC2 lists the service as a gateway and as an interface service under one name.</summary>
    private static VpcNetwork S3(bool? privateDns, bool? inboundOnly = null) => World.Healthy.OfService("s3")
        .WithEndpoint(e => e with { PrivateDnsEnabled = privateDns, PrivateDnsOnlyForInboundResolverEndpoint = inboundOnly }) with
    {
        Services =
        [
            new() { ServiceName = "com.amazonaws.us-east-1.s3", ServiceTypes = ["Interface"],
                PrivateDnsNames = ["s3.us-east-1.amazonaws.com"] },
            new() { ServiceName = "com.amazonaws.us-east-1.s3", ServiceTypes = ["Gateway"] },
        ],
    };

    [Fact]
    public void Passes_when_on() =>
        Assert.Equal("Private DNS is on: sqs.us-east-1.amazonaws.com resolves to the endpoint.",
            World.Healthy.Check<PrivateDnsCheck>().Message);

    [Fact]
    public void Needs_the_names_to_pass_when_on() =>
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.VpcEndpointService).Check<PrivateDnsCheck>(),
            "ec2:DescribeVpcEndpointServices");

    [Fact]
    public void Fails_when_off_and_switches_it_on()
    {
        var finding = Off.Check<PrivateDnsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("Private DNS of endpoint vpce-1 is off, so sqs.us-east-1.amazonaws.com leads to public addresses.", finding.Summary);
        Assert.Equal("aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --private-dns-enabled --region us-east-1", finding.AwsCli);
        Assert.Equal("Edit-EC2VpcEndpoint -VpcEndpointId vpce-1 -PrivateDnsEnabled $true -Region us-east-1", finding.PowerShell);
    }

    [Fact]
    public void Switches_the_vpcs_attributes_on_first_where_they_are_off()
    {
        var finding = Off.WithDns(false, false).Check<PrivateDnsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Equal(
            [
                "aws ec2 modify-vpc-attribute --vpc-id vpc-1 --enable-dns-support '{\"Value\":true}' --region us-east-1",
                "aws ec2 modify-vpc-attribute --vpc-id vpc-1 --enable-dns-hostnames '{\"Value\":true}' --region us-east-1",
                "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --private-dns-enabled --region us-east-1",
            ],
            finding.AwsCli.Split('\n'));
    }

    [Fact]
    public void Offers_no_repair_where_another_endpoint_holds_the_name()
    {
        var finding = Off.WithAnother(WorldChanges.Endpoint("vpce-other", "sqs")).Check<PrivateDnsCheck>()
            .Only(CheckStatus.Warning, Severity.Low);
        Assert.Contains("vpce-other", finding.Summary, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Takes_names_from_what_aws_lists_never_from_the_service_name()
    {
        var ecr = Off.OfService("ecr.dkr") with
        {
            Services = [new() { ServiceName = "com.amazonaws.us-east-1.ecr.dkr", ServiceTypes = ["Interface"],
                PrivateDnsNames = ["*.dkr.ecr.us-east-1.amazonaws.com"] }],
        };
        Assert.Contains("*.dkr.ecr.us-east-1.amazonaws.com", ecr.Check<PrivateDnsCheck>().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_apply_where_the_service_has_no_private_name() =>
        Assert.Equal(CheckStatus.NotApplicable, Off.WithService(s => s with { PrivateDnsNames = [] }).Check<PrivateDnsCheck>().Status);

    [Theory]
    [InlineData("pendingVerification")]
    [InlineData("failed")]
    public void A_name_that_its_owner_has_not_verified_cannot_be_used(string state)
    {
        var on = World.Healthy.WithService(s => s with { PrivateDnsNameVerificationState = state }).Check<PrivateDnsCheck>()
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Contains(state, on.Summary, StringComparison.Ordinal);
        var off = Off.WithService(s => s with { PrivateDnsNameVerificationState = state }).Check<PrivateDnsCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.Empty(off.Repair);
    }

    [Fact]
    public void S3_for_inbound_resolvers_only_is_on_purpose_beside_a_gateway_endpoint()
    {
        Assert.Equal(CheckStatus.Passed, S3(true, inboundOnly: true).WithAnother(WorldChanges.Endpoint("vpce-gw", "s3", "Gateway"))
            .Check<PrivateDnsCheck>().Status);
        var alone = S3(true, inboundOnly: true).Check<PrivateDnsCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("PrivateDnsOnlyForInboundResolverEndpoint=false", alone.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void S3_without_private_dns_is_well_beside_a_gateway_endpoint() =>
        Assert.Contains("vpce-gw", S3(false).WithAnother(WorldChanges.Endpoint("vpce-gw", "s3", "Gateway"))
            .Check<PrivateDnsCheck>().Message, StringComparison.Ordinal);

    [Fact]
    public void S3_without_a_gateway_endpoint_must_answer_the_vpc_too_or_ec2_refuses()
    {
        var finding = S3(false).Check<PrivateDnsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --private-dns-enabled --dns-options "
            + "PrivateDnsOnlyForInboundResolverEndpoint=false --region us-east-1", finding.AwsCli);
        Assert.EndsWith("-PrivateDnsEnabled $true -DnsOptions_PrivateDnsOnlyForInboundResolverEndpoint $false -Region us-east-1",
            finding.PowerShell, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_unknown_when_off_and_nothing_is_known_of_the_service()
    {
        WorldChanges.IsUnknown(Off.Without(ResourceKind.VpcEndpointService).Check<PrivateDnsCheck>(),
            "aws ec2 describe-vpc-endpoint-services");
        WorldChanges.IsUnknown(Off.Denied(ResourceKind.VpcEndpointService).Check<PrivateDnsCheck>(), "ec2:DescribeVpcEndpointServices");
        WorldChanges.IsUnknown((Off with { Services = [] }).Check<PrivateDnsCheck>(), "--service-names com.amazonaws.us-east-1.sqs");
    }

    [Fact]
    public void Is_unknown_when_ec2_did_not_say_but_a_private_dns_entry_says_it_is_on()
    {
        var silent = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = null });
        WorldChanges.IsUnknown(silent.Check<PrivateDnsCheck>(), "describe-vpc-endpoints");
        Assert.Equal(CheckStatus.Passed, silent.WithEndpoint(e => e with
        {
            DnsEntries = [new("vpce-1-abc.sqs.us-east-1.vpce.amazonaws.com", "Z1"), new("sqs.us-east-1.amazonaws.com", "Z2")],
        }).Check<PrivateDnsCheck>().Status);
    }

    [Fact]
    public void Modifies_no_endpoint_that_a_service_manages_or_another_account_owns()
    {
        var managed = Off.WithEndpoint(e => e with { RequesterManaged = true }).Check<PrivateDnsCheck>()
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Empty(managed.Repair);
        Assert.Contains("requester-managed", managed.Recommendation, StringComparison.Ordinal);
        var foreign = Off.WithEndpoint(e => e with { OwnerId = "999999999999" }).Check<PrivateDnsCheck>()
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Empty(foreign.Repair);
        Assert.Contains("999999999999", foreign.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_apply_to_gateway_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<PrivateDnsCheck>().Status);
}
