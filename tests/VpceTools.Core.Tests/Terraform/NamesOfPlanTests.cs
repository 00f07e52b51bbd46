using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Planned;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>
/// Hosted zones, records, Resolver rules and Profiles of a plan decide names as those that are there do. The plan was made by Terraform
/// 1.11.4 with hashicorp/aws 5.100.0; no id in it is known.
/// </summary>
public sealed class NamesOfPlanTests
{
    private readonly PlanDiagnosis _diagnosis =
        PlanDiagnosis.OfPlan(Path.Combine(Repository.Root, "tests", "VpceTools.Core.Tests", "Terraform", "Plans", "names.plan.json"));

    private VpcNetwork Network => _diagnosis.Networks.Single(network => network.Region == "eu-west-1");

    [Theory]
    [InlineData("sqs.eu-west-1.amazonaws.com", "hub", "aws_vpc_endpoint.this[\"sqs\"]")]
    [InlineData("sns.eu-west-1.amazonaws.com", "spoke", "aws_vpc_endpoint.this[\"sns\"]")]
    [InlineData("a.sqs2.example.com", "hub", "aws_vpc_endpoint.this[\"sqs\"]")]
    [InlineData("a.sqs2.example.com", "spoke", "aws_vpc_endpoint.this[\"sqs\"]")]
    [InlineData("c.sqs2.example.com", "hub", "aws_vpc_endpoint.this[\"sqs\"]")]
    public void A_record_leads_to_the_endpoint_that_it_refers_to(string name, string vpc, string endpoint)
    {
        var answer = Ask(name, vpc);

        Assert.Equal(NameStatus.Resolved, answer.Status);
        Assert.Equal(endpoint, AddressOf(answer.EndpointId!));
        Assert.Equal(2, answer.Addresses.Count);
    }

    /// <summary>The names of single zones come in no order that is known.</summary>
    [Fact]
    public void A_record_of_another_than_the_first_name_leads_nobody_knows_where()
    {
        var answer = Ask("z.sqs2.example.com", "hub");
        Assert.Equal(NameStatus.Unknown, answer.Status);
    }

    [Fact]
    public void A_zone_answers_that_the_rest_of_its_names_do_not_exist() =>
        Assert.Equal(NameStatus.NxDomain, Ask("b.sqs2.example.com", "hub").Status);

    [Fact]
    public void A_rule_forwards_in_the_VPC_that_it_is_associated_with()
    {
        Assert.Equal(NameSource.ResolverRule, Ask("db.corp.example.com", "spoke").Source);
        Assert.Equal(NameStatus.Public, Ask("db.corp.example.com", "hub").Status);
    }

    /// <summary>Private DNS is off on purpose where a zone takes its place: it must not fail, and a record that leads elsewhere must.</summary>
    [Fact]
    public void Private_DNS_by_a_zone_of_ones_own_passes()
    {
        var results = Results(Network with { Services = [Service("sqs"), Service("sns")] }, "PrivateDns");

        Assert.All(results, result => Assert.Equal(CheckStatus.Passed, result.Status));
        Assert.Contains(results, result => result.Message.Contains("aws_route53_zone.this[\"sqs\"]"));
    }

    [Fact]
    public void A_record_that_leads_to_another_endpoint_fails()
    {
        var network = Network;
        var wrong = network.HostedZoneRecords.Select(zone => zone with
        {
            RecordSets = zone.RecordSets.Select(set => set.Name != "sqs.eu-west-1.amazonaws.com" || set.AliasTarget is not { } alias ? set
                : set with { AliasTarget = alias with { DnsName = OwnName("sns") } }).ToValueList(),
        }).ToValueList();
        var results = Results(network with { HostedZoneRecords = wrong, Services = [Service("sqs"), Service("sns")] }, "PrivateDns");

        Assert.Equal(CheckStatus.Failed, results.Single(result => result.ServiceName.EndsWith("sqs", StringComparison.Ordinal)).Status);
        Assert.Equal(CheckStatus.Passed, results.Single(result => result.ServiceName.EndsWith("sns", StringComparison.Ordinal)).Status);
    }

    [Fact]
    public void Ids_that_are_made_up_are_told_by_their_addresses()
    {
        var zone = Network.HostedZones.Single(zone => zone.Name == "sqs2.example.com");
        Assert.Equal("aws_route53_zone.one", AddressOf(zone.Id));
        Assert.Equal(["aws_vpc.hub", "aws_vpc.spoke"], zone.Vpcs!.Select(vpc => AddressOf(vpc.VpcId)));
    }

    [Fact]
    public void A_Profile_holds_what_is_put_into_it()
    {
        var association = Assert.Single(Network.ProfileAssociations);
        Assert.Equal("aws_vpc.spoke", AddressOf(association.VpcId));
        var resources = Network.ProfileResources.Single(profile => profile.ProfileId == association.ProfileId);
        Assert.False(resources.IsTruncated);
        Assert.Equal("aws_route53_zone.one", AddressOf(Assert.Single(resources.Resources).ResourceId));
    }

    [Fact]
    public void A_Resolver_endpoint_lies_in_the_VPC_of_its_subnets()
    {
        var endpoint = Assert.Single(Network.ResolverEndpoints);
        Assert.Equal("aws_vpc.hub", AddressOf(endpoint.HostVpcId!));
        // EC2 chooses its addresses.
        Assert.Empty(Network.ResolverEndpointAddresses);
    }

    private NameAnswer Ask(string name, string vpc) => NameResolver.Resolve(
        NameIndex.From(Network), NameClient.InVpc(Network.Vpcs.Single(v => AddressOf(v.Id) == $"aws_vpc.{vpc}").Id), DomainName.Parse(name));

    private string AddressOf(string id) => Network.Plan!.OriginOf(id)?.Address ?? id;

    private string OwnName(string service) => PlannedId.DnsNameOf(
        Network.Endpoints.Single(endpoint => endpoint.ServiceName.EndsWith(service, StringComparison.Ordinal)).Id);

    private static VpcEndpointService Service(string name) => new()
    {
        ServiceName = $"com.amazonaws.eu-west-1.{name}",
        ServiceTypes = ["Interface"],
        PrivateDnsNames = [$"{name}.eu-west-1.amazonaws.com"],
        Owner = "amazon",
    };

    private static List<EndpointTestResult> Results(VpcNetwork network, string check) =>
    [
        .. network.Endpoints.SelectMany(endpoint => new CheckRunner(network).Run(endpoint)).Where(result => result.Check == check
            && result.Status != CheckStatus.NotApplicable),
    ];
}
