using VpceTools.Model;
using VpceTools.Naming;
using Xunit;
using static VpceTools.Core.Tests.Naming.NameWorld;

namespace VpceTools.Core.Tests.Naming;

/// <summary>
/// Endpoints whose private names come from elsewhere than AWS's services: customers' services, shared resources, Profiles.
/// </summary>
public sealed class EndpointKindTests
{
    private const string Db = "db.example.internal";

    [Theory]
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptions.html
    [InlineData("ALL_DOMAINS", NameStatus.Resolved)]
    [InlineData("SPECIFIED_DOMAINS_ONLY", NameStatus.Public)]
    [InlineData("SPECIFIED_DOMAINS_ONLY", NameStatus.Resolved, "example.internal")]
    [InlineData("SPECIFIED_DOMAINS_ONLY", NameStatus.Resolved, "*.example.internal")]
    [InlineData("SPECIFIED_DOMAINS_ONLY", NameStatus.Resolved, Db)]
    [InlineData("SPECIFIED_DOMAINS_ONLY", NameStatus.Public, "other.internal")]
    [InlineData("VERIFIED_DOMAINS_ONLY", NameStatus.Unknown)]
    [InlineData("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", NameStatus.Unknown)]
    [InlineData("VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS", NameStatus.Resolved, "example.internal")]
    [InlineData(null, NameStatus.Unknown)]
    public void Preference_of_a_resource_endpoint_decides_which_names_are_private(string? preference, NameStatus status,
        string? domain = null)
    {
        var answer = Resource(e =>
            e with { PrivateDnsPreference = preference, PrivateDnsSpecifiedDomains = domain is null ? [] : [domain] }).Ask(Hub, Db);

        Assert.Equal(status, answer.Status);
        if (status == NameStatus.Resolved)
        {
            // Which of the interfaces' addresses stand for the resource is not in the evidence.
            Assert.Equal("vpce-0res", answer.EndpointId);
            Assert.False(answer.HasAllAddresses);
            Assert.True(answer.LeadsTo("vpce-0res"));
        }
    }

    [Fact]
    public void Resource_endpoint_without_its_associations_may_hold_any_name()
    {
        var network = Resource(e => e) with { EndpointAssociations = [] };

        var answer = network.Without(NameEvidenceKind.VpcEndpointAssociation).Ask(Hub, "b.s3.us-east-1.amazonaws.com");

        Assert.Equal("aws ec2 describe-vpc-endpoint-associations --vpc-endpoint-ids vpce-0res", Assert.Single(answer.Missing).Command);
        Assert.Equal(NameStatus.Resolved, network.Without(NameEvidenceKind.VpcEndpointAssociation).Ask(Hub, SqsName).Status);
    }

    [Fact]
    public void A_resources_own_name_leads_to_its_endpoint() =>
        Assert.Equal("vpce-0res", Resource(e => e).Ask(Spoke, "vpce-0res-snra-1.rcfg-1.vpc-lattice-rsc.us-east-1.on.aws").EndpointId);

    [Theory]
    // https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
    [InlineData("verified", NameStatus.Resolved)]
    [InlineData("pendingVerification", NameStatus.Public)]
    [InlineData("failed", NameStatus.Public)]
    public void Private_name_of_a_customers_service_counts_once_verified(string state, NameStatus status)
    {
        var network = Base.WithEndpoint("vpce-0cust", Hub, "com.amazonaws.vpce.us-east-1.vpce-svc-1",
            "vpce-0cust-abcd1234.vpce-svc-1.us-east-1.vpce.amazonaws.com", "10.0.1.8");
        network = network with
        {
            Services = network.Services.Add(new()
            {
                ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-1",
                PrivateDnsNames = ["api.example.com"], PrivateDnsNameVerificationState = state, Owner = "999"
            })
        };

        Assert.Equal(status, network.Ask(Hub, "api.example.com").Status);
    }

    [Theory]
    [InlineData("Available", NameStatus.Resolved)]
    [InlineData("pending", NameStatus.Unknown)]
    [InlineData("partial", NameStatus.Unknown)]
    [InlineData("", NameStatus.Unknown)]
    [InlineData("rejected", NameStatus.Public)]
    [InlineData("deleted", NameStatus.Public)]
    public void State_of_the_endpoint_counts(string state, NameStatus status) =>
        Assert.Equal(status, Base.WithEndpoint(Sqs, e => e with { StateName = state }).Ask(Hub, SqsName).Status);

    [Fact]
    public void What_a_Profile_makes_of_an_endpoint_without_private_DNS_is_not_known()
    {
        var answer = Base.WithEndpoint(Sqs, e => e with { PrivateDnsEnabled = false }).WithProfile("rp-1", Spoke, null, Sqs)
            .Ask(Spoke, SqsName);

        Assert.Equal((NameStatus.Unknown, NameSource.Profile, "rp-1"), (answer.Status, answer.Source, answer.ResourceId));
        Assert.Equal(NameStatus.Public, Base.WithEndpoint(Sqs, e => e with { PrivateDnsEnabled = false, StateName = "deleted" })
            .WithProfile("rp-1", Spoke, null, Sqs).Ask(Spoke, SqsName).Status);
    }

    [Theory]
    [InlineData("Z0NE")]
    [InlineData("rslvr-rr-none")]
    [InlineData("vpce-0none")]
    public void A_Profiles_resource_that_nobody_describes_may_decide_any_name(string resource)
    {
        var network = Base.WithProfile("rp-1", Spoke, null, resource);

        Assert.Equal(resource, Assert.Single(network.Ask(Spoke, SqsName).Missing).ResourceId);
    }

    [Fact]
    public void The_zone_behind_private_names_is_the_endpoint_itself()
    {
        var listed = Base.WithEndpoint(Sqs, e => e with { DnsEntries = e.DnsEntries.Add(new(SqsName, "ZLOCAL")) }) with
        {
            HostedZonesOfVpcs = [new(Hub,
                [new("ZLOCAL", SqsName + ".", OwningService: "vpce.amazonaws.com"),
                new("ZOTHER", "s3.us-east-1.amazonaws.com.", OwningService: "vpce.amazonaws.com")]), new(Spoke, [])],
        };

        Assert.Equal(Sqs, listed.Ask(Hub, SqsName).EndpointId);
        Assert.Equal(S3, listed.Ask(Hub, "s3.us-east-1.amazonaws.com").EndpointId);
        // One whose endpoint is not in the evidence is a zone whose records cannot be read.
        var gone = listed with { Endpoints = [] };
        Assert.Equal((NameStatus.Unknown, "ZLOCAL"), (gone.Ask(Hub, SqsName).Status, gone.Ask(Hub, SqsName).ResourceId));
    }

    [Fact]
    public void A_delegation_in_a_private_zone_counts_only_with_a_DELEGATE_rule()
    {
        // https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverRule.html (DelegationRecord)
        var network = Base.WithZone("ZX", "x.internal", [Spoke],
            new ResourceRecordSet { Name = "sub.x.internal.", Type = "NS", Values = ["ns.example.com."] },
            A("a.sub.x.internal", SqsAddressA));

        Assert.Equal(NameStatus.Resolved, network.Ask(Spoke, "a.sub.x.internal").Status);
        var delegating = network with
        {
            ResolverRules = [new() { Id = "rslvr-rr-del", RuleType = "DELEGATE", DelegationRecord = "example.com", Status = "COMPLETE" }],
            ResolverRuleAssociations = [new("a", "rslvr-rr-del", Spoke, "COMPLETE")],
        };
        Assert.Equal(NameStatus.Unknown, delegating.Ask(Spoke, "a.sub.x.internal").Status);
        Assert.Equal(NameStatus.NoData, delegating.Ask(Spoke, "x.internal").Status);
    }

    private static VpcNetwork Resource(Func<VpcEndpoint, VpcEndpoint> change)
    {
        var network = Base.WithEndpoint("vpce-0res", Hub, "", "unused.example", "10.0.1.9")
            .WithEndpoint("vpce-0res", e => e with { TypeName = "Resource", DnsEntries = [], PrivateDnsPreference = "ALL_DOMAINS" });
        return network.WithEndpoint("vpce-0res", change) with
        {
            EndpointAssociations = [new("vpce-0res", new("vpce-0res-snra-1.rcfg-1.vpc-lattice-rsc.us-east-1.on.aws", "ZL"),
                new(Db, "ZLOCAL"))],
        };
    }
}
