using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class CompanionEndpointsCheckTests
{
    private static VpcNetwork With(string code, params string[] others) =>
        others.Aggregate(World.Healthy.OfService(code), (n, other) =>
            n.WithAnother(WorldChanges.Endpoint("vpce-" + other, other, other == "s3" ? "Gateway" : "Interface")));

    private static VpcNetwork WithNat(VpcNetwork network) =>
        network.WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1"));

    [Theory]
    [InlineData("ecr.api", "ecr.dkr", "s3")]
    [InlineData("ecr.dkr", "ecr.api", "s3")]
    [InlineData("ssm", "ssmmessages", "ec2messages")]
    [InlineData("ecs-agent", "ecs-telemetry", "ecs")]
    [InlineData("codeartifact.api", "codeartifact.repositories", "s3")]
    [InlineData("codedeploy-commands-secure", "codedeploy")]
    public void Passes_when_all_are_there(string code, params string[] others) =>
        Assert.Equal(CheckStatus.Passed, With(code, others).Check<CompanionEndpointsCheck>().Status);

    [Theory]
    [InlineData("sqs")]
    [InlineData("ecs")]
    [InlineData("codedeploy")]
    public void Does_not_apply_where_none_is_needed(string code) =>
        Assert.Equal(CheckStatus.NotApplicable, With(code).Check<CompanionEndpointsCheck>().Status);

    [Theory]
    [InlineData("ecr.dkr, s3", "ecr.api")]
    [InlineData("s3", "ecr.dkr", "ecr.api")]
    [InlineData("ecr.api", "ecr.dkr", "s3")]
    [InlineData("ssm", "ssmmessages", "ec2messages")]
    [InlineData("codedeploy", "codedeploy-commands-secure")]
    public void Fails_when_one_is_missing_and_the_vpc_has_no_way_out(string lacking, string code, params string[] others)
    {
        var finding = With(code, others).Check<CompanionEndpointsCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("no endpoint for " + lacking, finding.Evidence.Rule);
        Assert.Contains("https://docs.aws.amazon.com/", finding.Evidence.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Evidence.AffectedClients);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Another_way_out_makes_it_hygiene() => WithNat(With("ecr.api")).Check<CompanionEndpointsCheck>()
        .Only(CheckStatus.Warning, Severity.Low);

    [Fact]
    public void Some_clients_without_a_way_out_are_affected()
    {
        var finding = With("ecr.api", "ecr.dkr").WithTable(new()
        {
            Id = "rtb-b", VpcId = World.VpcId, SubnetIds = [World.AppSubnetB],
            Routes = [World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1")],
        }).Check<CompanionEndpointsCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.DoesNotContain(finding.Evidence.AffectedClients, label => label.Contains(World.AppSubnetB, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "vpce-firewall", true)]
    [InlineData("10.0.0.0/8", "tgw-1", true)]
    public void Firewall_endpoints_and_transit_gateways_are_ways_out(string block, string target, bool isWayOut) =>
        Assert.Equal(isWayOut, With("ecr.api").WithRoutes(World.Local("10.0.0.0/16"), World.Route(block, target))
            .Check<CompanionEndpointsCheck>().Status == CheckStatus.Warning);

    [Fact]
    public void Gateway_endpoints_and_dead_routes_are_no_way_out() =>
        Assert.Equal(CheckStatus.Failed, With("ecr.api")
            .WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1", "blackhole"),
            new Route { DestinationPrefixListId = "pl-ddb", Target = "vpce-ddb" }).Check<CompanionEndpointsCheck>().Status);

    [Fact]
    public void Parameter_store_works_with_ssm_alone()
    {
        var result = With("ssm", "ec2messages").Check<CompanionEndpointsCheck>();
        Assert.Contains("Parameter Store needs ssm only", result.Only(CheckStatus.Warning, Severity.Medium).Summary,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_old_agents_need_ec2messages_and_new_regions_have_none()
    {
        var isolated = With("ssm", "ssmmessages");
        Assert.Contains("before version 3.3.40.0", isolated.Check<CompanionEndpointsCheck>()
            .Only(CheckStatus.Warning, Severity.Low).Summary, StringComparison.Ordinal);
        Assert.Contains("ec2messages", WithNat(isolated).Check<CompanionEndpointsCheck>().Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Passed, WithNat(isolated).Check<CompanionEndpointsCheck>().Status);
        Assert.Equal(CheckStatus.Passed, (isolated with { Region = "ap-southeast-5" }).Check<CompanionEndpointsCheck>().Status);
    }

    [Fact]
    public void Endpoints_that_are_gone_or_in_another_vpc_do_not_count()
    {
        var network = With("ecr.api", "ecr.dkr");
        network.WithAnother(WorldChanges.Endpoint("vpce-s3", "s3", "Gateway") with { StateName = "deleted" })
            .Check<CompanionEndpointsCheck>().Only(CheckStatus.Failed, Severity.High);
        network.WithAnother(WorldChanges.Endpoint("vpce-s3", "s3", "Gateway") with { VpcId = "vpc-2" }).Check<CompanionEndpointsCheck>()
            .Only(CheckStatus.Failed, Severity.High);
    }

    [Fact]
    public void Fips_endpoints_count_as_their_plain_ones() =>
        Assert.Equal(CheckStatus.Passed, With("ssmmessages-fips", "ssm-fips", "ec2messages").Check<CompanionEndpointsCheck>().Status);

    [Fact]
    public void Says_what_is_missing_to_judge_ways_out()
    {
        var denied = With("ecr.api").Denied(ResourceKind.RouteTable).Check<CompanionEndpointsCheck>();
        denied.Only(CheckStatus.Warning, Severity.Low);
        Assert.Contains("ec2:DescribeRouteTables", denied.Message, StringComparison.Ordinal);
        WorldChanges.IsUnknown(With("ssm", "ssmmessages").Without(ResourceKind.RouteTable).Check<CompanionEndpointsCheck>(),
            "aws ec2 describe-route-tables");
    }

    [Fact]
    public void Gateway_endpoints_ask_for_no_companions() =>
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<CompanionEndpointsCheck>().Status);

    [Fact]
    public void The_data_names_pages_of_aws_and_each_member_once() => Assert.All(CompanionSet.All, set =>
    {
        Assert.Equal("docs.aws.amazon.com", set.Page.Host);
        Assert.Equal(set.Members.Concat(set.Optional).Distinct().Count(), set.Members.Count + set.Optional.Count);
        Assert.True(set.Members.Count > set.NotTelling.Count);
        Assert.All(set.NotTelling.Concat(set.EnoughAlone), member => Assert.Contains(member, set.Members));
    });
}
