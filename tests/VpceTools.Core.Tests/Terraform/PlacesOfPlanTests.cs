using VpceTools.Findings;
using VpceTools.Planned;
using VpceTools.Terraform;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>Resources of other Regions and accounts are in networks of their own; what is forgotten stays, and what waits will be.</summary>
public sealed class PlacesOfPlanTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("places").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    // One Region, and a role in another account.
    [InlineData("""{"region":{"constant_value":"eu-west-1"},"assume_role":[{"role_arn":{"constant_value":"arn:aws:iam::222222222222:role/x"}}]}""",
        "eu-west-1:, eu-west-1:222222222222")]
    [InlineData("""{"region":{"constant_value":"eu-west-1"},"profile":{"constant_value":"other"}}""", "eu-west-1:, eu-west-1:")]
    [InlineData("""{"region":{"constant_value":"eu-west-1"},"assume_role":[{"role_arn":{"references":["var.role"]}}]}""",
        "eu-west-1:, eu-west-1:333333333333")]
    [InlineData("""{"region":{"constant_value":"eu-west-1"},"allowed_account_ids":{"constant_value":["444444444444"]}}""",
        "eu-west-1:, eu-west-1:444444444444")]
    [InlineData("""{"region":{"constant_value":"us-east-1"}}""", "eu-west-1:, us-east-1:")]
    [InlineData("""{"region":{"references":["var.region"]}}""", "ap-south-1:, eu-west-1:")]
    // The Region of a reference that nobody can follow is nobody's, and none of the others.
    [InlineData("""{"region":{"references":["local.region"]}}""", ":, eu-west-1:")]
    [InlineData("""{"region":{"constant_value":"eu-west-1"}}""", "eu-west-1:")]
    public void Providers_that_differ_in_place_or_credentials_make_networks_apart(string expressions, string expected)
    {
        var worlds = Worlds($$$$$"""
            {"format_version":"1.2","variables":{"region":{"value":"ap-south-1"},"role":{"value":"arn:aws:iam::333333333333:role/y"}},
             "resource_changes":[{{{{{Vpc("one", "aws_vpc")}}}}},{{{{{Vpc("other", "aws_vpc")}}}}}],
             "configuration":{"provider_config":{"aws":{"name":"aws","expressions":{"region":{"constant_value":"eu-west-1"}}},
               "aws.other":{"name":"aws","alias":"other","expressions":{{{{{expressions}}}}} }},
              "root_module":{"resources":[
               {"address":"aws_vpc.one","type":"aws_vpc","name":"one","provider_config_key":"aws","expressions":{}},
               {"address":"aws_vpc.other","type":"aws_vpc","name":"other","provider_config_key":"aws.other","expressions":{}}]}}}
            """);

        Assert.Equal(expected, string.Join(", ", worlds.Select(world => $"{world.Region}:{world.AccountId}")));
        Assert.Equal(2, worlds.Sum(world => world.Resources.Count));
    }

    /// <summary>hashicorp/aws 6 lets each resource name its Region.</summary>
    [Fact]
    public void A_resource_that_names_its_Region_is_there()
    {
        var worlds = Worlds("""
            {"format_version":"1.2","resource_changes":[
              {"address":"aws_vpc.one","type":"aws_vpc","name":"one","mode":"managed","change":{"actions":["create"],"before":null,
               "after":{"cidr_block":"10.0.0.0/16","region":"eu-central-1"},"after_unknown":{"id":true}}}]}
            """);
        Assert.Equal("eu-central-1", Assert.Single(worlds).Region);
    }

    /// <summary>A zone is Route 53's, which has no Region: it counts wherever its VPCs are.</summary>
    [Fact]
    public void A_zone_counts_in_every_Region()
    {
        var worlds = Worlds($$$$$"""
            {"format_version":"1.2","resource_changes":[{{{{{Vpc("one", "aws_vpc")}}}}},
              {"address":"aws_route53_zone.z","type":"aws_route53_zone","name":"z","mode":"managed","change":{"actions":["create"],"before":null,
               "after":{"name":"example.com","vpc":[{}]},"after_unknown":{"zone_id":true,"id":true,"vpc":[{"vpc_id":true}]}}}],
             "configuration":{"provider_config":{"aws":{"expressions":{"region":{"constant_value":"eu-west-1"}}},
               "aws.us":{"alias":"us","expressions":{"region":{"constant_value":"us-east-1"}}}},
              "root_module":{"resources":[
               {"address":"aws_vpc.one","type":"aws_vpc","name":"one","provider_config_key":"aws","expressions":{}},
               {"address":"aws_route53_zone.z","type":"aws_route53_zone","name":"z","provider_config_key":"aws.us","expressions":{
                 "name":{"constant_value":"example.com"},"vpc":[{"vpc_id":{"references":["aws_vpc.one.id","aws_vpc.one"]}}]}}]}}}
            """);

        var network = PlannedOverlay.Alone(Assert.Single(worlds));
        Assert.Equal(network.Vpcs[0].Id, Assert.Single(Assert.Single(network.HostedZones).Vpcs!).VpcId);
    }

    [Theory]
    [InlineData("""["forget"]""", "null", "vpc-0a000000000000001")]
    [InlineData("""["delete"]""", "null", "")]
    [InlineData("""["no-op"]""", """{"id":"vpc-0a000000000000001","cidr_block":"10.0.0.0/16"}""", "vpc-0a000000000000001")]
    // An import takes into the state what is there already.
    [InlineData("""["no-op"],"importing":{"id":"vpc-0a000000000000001"}""", """{"id":"vpc-0a000000000000001","cidr_block":"10.0.0.0/16"}""",
        "vpc-0a000000000000001")]
    public void What_is_forgotten_stays_and_what_is_deleted_goes(string actions, string after, string expected)
    {
        var worlds = Worlds($$$$$"""
            {"format_version":"1.2","resource_changes":[
              {"address":"aws_vpc.v","previous_address":"aws_vpc.old","type":"aws_vpc","name":"v","mode":"managed","change":{"actions":{{{{{actions}}}}},
               "before":{"id":"vpc-0a000000000000001","cidr_block":"10.0.0.0/16"},"after":{{{{{after}}}}},"after_unknown":{}}}]}
            """);
        Assert.Equal(expected, string.Join(' ', PlannedOverlay.Alone(Assert.Single(worlds)).Vpcs.Select(vpc => vpc.Id)));
    }

    /// <summary>What waits for a later plan will be there; nothing passes that depends on what is not known of it.</summary>
    [Fact]
    public void What_is_deferred_is_judged()
    {
        var diagnosis = Diagnosis($$$$$"""
            {"format_version":"1.2","complete":false,"resource_changes":[{{{{{Vpc("one", "aws_vpc")}}}}}],
             "deferred_changes":[{"reason":"provider_config_unknown","resource_change":
              {"address":"aws_vpc_endpoint.e","type":"aws_vpc_endpoint","name":"e","mode":"managed","change":{"actions":["create"],"before":null,
               "after":{"service_name":"com.amazonaws.eu-west-1.sqs","vpc_endpoint_type":"Interface"},
               "after_unknown":{"id":true,"vpc_id":true,"subnet_ids":true,"security_group_ids":true}}}}],
             "configuration":{"root_module":{"resources":[
               {"address":"aws_vpc_endpoint.e","type":"aws_vpc_endpoint","name":"e","expressions":{
                 "vpc_id":{"references":["aws_vpc.one.id","aws_vpc.one"]},"subnet_ids":{"references":["local.subnets"]},
                 "security_group_ids":{"references":["local.groups"]}}}]}}}
            """);

        Assert.Equal(CheckStatus.Unknown, diagnosis["aws_vpc_endpoint.e", "SubnetCoverage"].Status);
        Assert.DoesNotContain(diagnosis.Results, result => result.Check is "SecurityGroupIngress" or "NetworkAcl"
            && result.Status == CheckStatus.Passed);
    }

    private static string Vpc(string name, string type) => $$$$$"""
        {"address":"{{{{{type}}}}}.{{{{{name}}}}}","type":"{{{{{type}}}}}","name":"{{{{{name}}}}}","mode":"managed","change":{"actions":["create"],"before":null,
         "after":{"cidr_block":"10.0.0.0/16"},"after_unknown":{"id":true}}}
        """;

    private IReadOnlyList<PlannedWorld> Worlds(string json) => TerraformFile.Read(Input(json), TestContext.Current.CancellationToken);

    private PlanDiagnosis Diagnosis(string json) => new(Input(json));

    private CodeInput Input(string json)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, json);
        return new(CodeKind.Plan, path);
    }
}
