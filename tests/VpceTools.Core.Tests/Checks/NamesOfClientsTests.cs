using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Naming;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;
using static VpceTools.Core.Tests.Naming.NameWorld;

namespace VpceTools.Core.Tests.Checks;

/// <summary>The checks of names for clients of the endpoint's VPC, of another one, and of nowhere, by every way that leads there.</summary>
public sealed class NamesOfClientsTests
{
    private static readonly CheckOptions InSpoke = new() { Clients = new() { SubnetIds = ["subnet-spoke"] } };
    private static readonly CheckOptions Nowhere = new() { Clients = new() { CidrBlocks = [CidrBlock.Parse("192.168.7.7/32")] } };

    private static VpcNetwork On => Base;

    /// <summary>A central endpoint: private DNS off, names left to zones, Profiles and rules.</summary>
    private static VpcNetwork Off => Base.WithEndpoint(Sqs, e => e with { PrivateDnsEnabled = false });

    private static VpcNetwork Central => Off.WithZone("Z1CENTRAL", SqsName, [Hub, Spoke], Alias(SqsName, SqsOwnName));

    public static TheoryData<string> Broken => [.. BrokenWorlds.Keys];

    private static Dictionary<string, (VpcNetwork Network, CheckOptions? Options)> BrokenWorlds { get; } = new()
    {
        ["spoke"] = (On, InSpoke),
        ["nowhere"] = (On, Nowhere),
        ["off"] = (Off, null),
        ["hole"] = (Off.WithZone("Z1", "us-east-1.amazonaws.com", [Hub], A("kms.us-east-1.amazonaws.com", "10.0.1.9")), null),
        ["stale"] = (Off.WithZone("Z1", SqsName, [Hub], A(SqsName, "10.0.9.9")), null),
        ["not associated"] = (Off.WithZone("Z1", SqsName, [Hub], Alias(SqsName, SqsOwnName)), InSpoke),
        ["firewall"] = (On.WithFirewall("rslvr-frg-1", Hub, 101, (Block(), [SqsName])), null),
        ["hostnames off"] = (On.WithAttributes(Hub, true, false), null),
        ["rule of the name"] = (On.WithRule("rslvr-rr-1", "FORWARD", SqsName, [Hub], "192.168.1.1"), null),
    };

    [Fact]
    public void Private_dns_answers_in_the_endpoints_own_vpc_alone()
    {
        Assert.Equal(CheckStatus.Passed, On.Run<PrivateDnsCheck>().Status);
        var finding = On.Run<PrivateDnsCheck>(InSpoke).Only(CheckStatus.Failed, Severity.High);
        Assert.Equal(("vpc-spoke", "AWS::EC2::VPC"), (finding.ResourceId, finding.ResourceType));
        Assert.StartsWith("Clients of vpc-spoke are given public addresses for sqs.us-east-1.amazonaws.com", finding.Summary,
            StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Clients_of_a_place_that_is_not_known_are_not_passed()
    {
        foreach (var result in new[] { On.Run<PrivateDnsCheck>(Nowhere), On.Run<VpcDnsCheck>(Nowhere), On.Run<DhcpOptionsCheck>(Nowhere) })
        {
            Assert.Equal(CheckStatus.Unknown, result.Status);
            Assert.Contains("the VPC that 192.168.7.7/32 is in", result.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_zone_a_profile_or_a_rule_leads_there_as_well()
    {
        Assert.Equal(CheckStatus.Passed, Central.Run<PrivateDnsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, Central.Run<PrivateDnsCheck>(InSpoke).Status);
        Assert.Contains("Z1CENTRAL", Central.Run<PrivateDnsCheck>(InSpoke).Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Passed, Off.WithZone("Z1", SqsName, [Spoke], A(SqsName, SqsAddressA, SqsAddressB))
            .Run<PrivateDnsCheck>(InSpoke).Status);
        Assert.Equal(CheckStatus.Passed, On.WithProfile("rp-1", Spoke, null, Sqs).Run<PrivateDnsCheck>(InSpoke).Status);
        Assert.Equal(CheckStatus.Passed, On.WithRule("rslvr-rr-1", "FORWARD", SqsName, [Spoke], InboundAddress)
            .Run<PrivateDnsCheck>(InSpoke).Status);
    }

    [Fact]
    public void A_zone_that_is_not_associated_with_the_spoke_is_named_with_the_call_that_would_associate_it()
    {
        var finding = BrokenWorlds["not associated"].Network.Run<PrivateDnsCheck>(InSpoke).Only(CheckStatus.Failed, Severity.High);
        Assert.Equal(("Z1", "AWS::Route53::HostedZone"), (finding.ResourceId, finding.ResourceType));
        Assert.Contains("aws route53 associate-vpc-with-hosted-zone --hosted-zone-id Z1 --vpc VPCRegion=us-east-1,VPCId=vpc-spoke",
            finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_that_takes_the_name_and_has_no_record_is_at_fault()
    {
        var finding = BrokenWorlds["hole"].Network.Run<PrivateDnsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("Z1", finding.ResourceId);
        Assert.Contains("aws route53 change-resource-record-sets --hosted-zone-id Z1", finding.AwsCli, StringComparison.Ordinal);
        Assert.Contains(SqsOwnName, finding.AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wildcard_that_is_missing_beside_the_apex_is_found()
    {
        var s3 = Base.WithEndpoint(S3, e => e with { PrivateDnsEnabled = false })
            .WithZone("Z1", "s3.us-east-1.amazonaws.com", [Hub], A("s3.us-east-1.amazonaws.com", "10.0.1.6", "10.0.2.6"));
        var finding = s3.Run<PrivateDnsCheck>(null, S3).Only(CheckStatus.Failed, Severity.High);
        Assert.Contains("*.s3.us-east-1.amazonaws.com", finding.Summary, StringComparison.Ordinal);
        Assert.Equal("Z1", finding.ResourceId);
    }

    [Fact]
    public void Records_that_are_stale_or_lead_to_another_endpoint_or_region_are_at_fault()
    {
        Assert.Contains("10.0.9.9", BrokenWorlds["stale"].Network.Run<PrivateDnsCheck>().Only(CheckStatus.Failed, Severity.High).Summary,
            StringComparison.Ordinal);
        var partly = Off.WithZone("Z1", SqsName, [Hub], A(SqsName, SqsAddressA, "10.0.9.9"));
        partly.Run<PrivateDnsCheck>().Only(CheckStatus.Warning, Severity.Medium);
        var region = Off.WithZone("Z1", SqsName, [Hub], Alias(SqsName, "vpce-0eu-abcd1234.sqs.eu-west-1.vpce.amazonaws.com"))
            .Run<PrivateDnsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Contains("endpoint vpce-0eu in eu-west-1", region.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_firewall_and_its_rule_are_named()
    {
        var finding = BrokenWorlds["firewall"].Network.Run<PrivateDnsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Equal(("rslvr-frg-1", "AWS::Route53Resolver::FirewallRuleGroup"), (finding.ResourceId, finding.ResourceType));
    }

    [Fact]
    public void A_rule_that_sends_amazonaws_com_on_premises_matters_where_nothing_more_specific_answers()
    {
        var off = Off.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", [Hub], "192.168.1.1").Run<PrivateDnsCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal("rslvr-rr-1", off.ResourceId);
        Assert.Contains("192.168.1.1", off.Summary, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Passed, On.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", [Hub], "192.168.1.1")
            .Run<PrivateDnsCheck>().Status);
        On.WithRule("rslvr-rr-1", "FORWARD", SqsName, [Hub], "192.168.1.1").Run<PrivateDnsCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);
    }

    [Fact]
    public void Without_host_names_private_dns_is_not_passed() =>
        Assert.Equal("vpc-hub", On.WithAttributes(Hub, true, false).Run<PrivateDnsCheck>()
            .Only(CheckStatus.Failed, Severity.High).ResourceId);

    [Fact]
    public void Without_evidence_on_names_private_dns_that_is_off_is_no_fact_and_nothing_is_repaired()
    {
        var finding = Off.Without(NameEvidenceKind.ProfileAssociation).Run<PrivateDnsCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("aws route53profiles list-profile-associations", finding.Recommendation, StringComparison.Ordinal);
        Assert.Contains("Caution", finding.Recommendation, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
        WorldChanges.IsUnknown(On.Without(NameEvidenceKind.FirewallRuleGroupAssociation).Run<PrivateDnsCheck>(),
            "list-firewall-rule-group-associations");
    }

    [Theory]
    [InlineData(false, false, CheckStatus.Warning)]
    [InlineData(false, true, CheckStatus.Warning)]
    [InlineData(true, false, CheckStatus.Failed)]
    public void Attributes_that_are_off_do_not_make_up_for_evidence_that_is_missing(bool support, bool hostNames, CheckStatus expected)
    {
        var less = Off.WithAttributes(Hub, support, hostNames) with { HostedZonesOfVpcs = [] };
        var result = less.Run<PrivateDnsCheck>();
        Assert.Equal(expected, result.Status);
        Assert.Empty(Assert.Single(result.Findings).Repair);
        Assert.Equal(less.WithAttributes(Hub, true, true).Run<PrivateDnsConflictCheck>().Status,
            less.Run<PrivateDnsConflictCheck>().Status);
    }

    [Theory]
    [InlineData("pendingAcceptance")]
    [InlineData("rejected")]
    public void An_endpoint_that_is_not_available_gets_no_advice_on_private_dns(string state)
    {
        var result = Off.WithEndpoint(Sqs, e => e with { StateName = state }).Run<PrivateDnsCheck>();
        Assert.Equal(CheckStatus.NotApplicable, result.Status);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void The_clients_own_attributes_and_resolvers_decide()
    {
        Assert.Equal("vpc-spoke", Central.WithAttributes(Spoke, true, false).Run<VpcDnsCheck>(InSpoke)
            .Only(CheckStatus.Failed, Severity.High).ResourceId);
        Assert.Equal(CheckStatus.Passed, Central.WithAttributes(Hub, false, false).Run<VpcDnsCheck>(InSpoke).Status);
        Assert.Equal("dopt-vpc-spoke", Central.WithDhcp(Spoke, "192.168.1.1").Run<DhcpOptionsCheck>(InSpoke)
            .Only(CheckStatus.Warning, Severity.Low).ResourceId);
        Assert.Equal(CheckStatus.Passed, Central.WithDhcp(Hub, "192.168.1.1").Run<DhcpOptionsCheck>(InSpoke).Status);
        Assert.Equal(CheckStatus.Passed, On.WithDhcp(Spoke, InboundAddress).Run<DhcpOptionsCheck>(InSpoke).Status);
    }

    [Fact]
    public void Two_profiles_of_one_priority_that_claim_the_name_are_a_conflict()
    {
        var two = Off.WithZone("Z1", SqsName, [], Alias(SqsName, SqsOwnName)).WithZone("Z2", SqsName, [], A(SqsName, "10.0.1.9"))
            .WithProfile("rp-1", Spoke, 100, "Z1").WithProfile("rp-2", Spoke, 100, "Z2");
        Assert.Equal("Z2", two.Run<PrivateDnsConflictCheck>(InSpoke).Only(CheckStatus.Warning, Severity.Medium).ResourceId);
    }

    [Theory, MemberData(nameof(Broken))]
    public void Less_evidence_never_makes_a_pass(string world)
    {
        var (network, options) = BrokenWorlds[world];
        Assert.NotEqual(CheckStatus.Passed, network.Run<PrivateDnsCheck>(options).Status);
        foreach (var (what, rest) in LessEvidence.Of([network])
            .Where(less => less.Networks is [var only] && only.Endpoints.Any(e => e.Id == Sqs)))
        {
            var less = rest[0].Run<PrivateDnsCheck>(options);
            Assert.True(less.Status != CheckStatus.Passed, $"{world}, {what}: {less.Message}");
        }
    }
}

internal static class NamesOfClients
{
    public static EndpointTestResult Run<T>(this VpcNetwork network, CheckOptions? options = null, string endpoint = Sqs)
        where T : ICheck, new() =>
        new CheckRunner(network, options, [new T()]).Run(network.Endpoints.Single(e => e.Id == endpoint)).Single();
}
