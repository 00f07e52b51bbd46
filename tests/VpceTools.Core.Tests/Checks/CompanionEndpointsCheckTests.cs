using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class CompanionEndpointsCheckTests
{
    private static VpcNetwork With(string code, params string[] others)
    {
        var network = others.Aggregate(World.Healthy.OfService(code), (n, other) => n.WithAnother(
            WorldChanges.Endpoint("vpce-" + other, other, other == "s3" ? "Gateway" : "Interface") with
            {
                RouteTableIds = other == "s3" ? [World.MainTable] : [],
            }));
        return network.WithNames([.. others.Prepend(code).Where(c => c != "s3").Select(c => (c, NamesOf(c)))]).WithoutZones();
    }

    private static string[] NamesOf(string code) => code == "ecr.dkr" ? ["*.dkr.ecr.us-east-1.amazonaws.com"]
        : code == "codeartifact.repositories" ? ["*.d.codeartifact.us-east-1.amazonaws.com"]
        : ServiceCatalog.Find(code) is not { } service ? []
        : [.. ServiceCatalog.HostsOf(service.Code, "us-east-1").Where(h => h.Name.Use == NameUse.Default)
            .Select(h => h.HasVariables ? "*" + h.Text[h.Text.IndexOf('}', StringComparison.Ordinal)..].TrimStart('}') : h.Text)];

    private static EndpointTestResult Check(VpcNetwork network) => network.Check<CompanionEndpointsCheck>();

    private static VpcNetwork WithTask(VpcNetwork network, string description) =>
        network.WithInterface(World.AppInterfaceA, n => n with { Description = description, InstanceId = null });

    [Theory]
    [InlineData("ecr.api", "ecr.dkr", "s3")]
    [InlineData("ecr.dkr", "ecr.api", "s3")]
    [InlineData("ssm", "ssmmessages")]
    [InlineData("ecs-agent", "ecs-telemetry", "ecs", "ecr.api", "ecr.dkr", "s3")]
    [InlineData("codeartifact.api", "codeartifact.repositories", "s3")]
    [InlineData("codedeploy-commands-secure", "codedeploy", "s3")]
    public void Passes_when_all_are_there(string code, params string[] others) =>
        Assert.Equal(CheckStatus.Passed, Check(With(code, others)).Status);

    [Theory]
    [InlineData("sqs")]
    [InlineData("ecs")]
    [InlineData("codedeploy")]
    [InlineData("secretsmanager")]
    [InlineData("kms")]
    public void Does_not_apply_where_none_is_needed(string code) => Assert.Equal(CheckStatus.NotApplicable, Check(With(code)).Status);

    [Theory]
    [InlineData("ecr.dkr, s3", "ecr.api")]
    [InlineData("s3", "ecr.dkr", "ecr.api")]
    [InlineData("ecr.api", "ecr.dkr", "s3")]
    [InlineData("ssm", "ssmmessages")]
    [InlineData("codedeploy, s3", "codedeploy-commands-secure")]
    public void Fails_when_one_is_missing_and_the_vpc_has_no_way_out(string lacking, string code, params string[] others)
    {
        var result = Check(With(code, others));
        Assert.Equal(CheckStatus.Failed, result.Status);
        var finding = Assert.Single(result.Findings, f => f.Severity == Severity.High);
        Assert.Equal("no endpoint for " + lacking, finding.Evidence.Rule);
        Assert.Contains("https://docs.aws.amazon.com/", finding.Evidence.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Evidence.AffectedClients);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Another_way_out_makes_it_hygiene() => Check(With("ecr.api").WithNat()).Only(CheckStatus.Warning, Severity.Low);

    [Fact]
    public void Some_clients_without_a_way_out_are_affected()
    {
        var network = With("ecr.api", "ecr.dkr").WithNat();
        var way = network.RouteTables.Single(t => t.Id == World.MainTable).Routes;
        var finding = Check(network.WithRoutes(World.Local("10.0.0.0/16"))
            .WithTable(new() { Id = "rtb-b", VpcId = World.VpcId, SubnetIds = [World.AppSubnetB], Routes = way }))
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.DoesNotContain(finding.Evidence.AffectedClients, label => label.Contains(World.AppSubnetB, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0/0", "vpce-firewall", true)]
    [InlineData("0.0.0.0/0", "tgw-1", true)]
    [InlineData("0.0.0.0/0", "igw-1", false)]
    [InlineData("0.0.0.0/0", "pcx-1", false)]
    public void Firewall_endpoints_and_transit_gateways_may_be_ways_out(string block, string target, bool isWayOut) =>
        Assert.Equal(isWayOut, Check(With("ecr.api").WithRoutes(World.Local("10.0.0.0/16"), World.Route(block, target)))
            .Findings.Single().Severity == Severity.Low);

    [Fact]
    public void Gateway_endpoints_and_dead_routes_are_no_way_out() =>
        Assert.Equal(CheckStatus.Failed, Check(With("ecr.api")
            .WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1", "blackhole"),
            new Route { DestinationPrefixListId = "pl-ddb", Target = "vpce-ddb" })).Status);

    [Fact]
    public void Parameter_store_works_with_ssm_alone()
    {
        var result = Check(With("ssm"));
        Assert.Contains("Parameter Store needs ssm only", result.Only(CheckStatus.Passed, Severity.Information).Summary,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_old_agents_need_ec2messages_and_new_regions_have_none()
    {
        var finding = Check(With("ssmmessages", "ssm", "s3")).Only(CheckStatus.Passed, Severity.Information);
        Assert.Contains("SSM Agent is older than 3.3.40.0", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("ec2messages", finding.Summary, StringComparison.Ordinal);
        var there = Check(With("ssmmessages", "ssm", "s3", "ec2messages"));
        Assert.Equal(CheckStatus.Passed, there.Status);
        Assert.Empty(there.Findings);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("pending")]
    [InlineData("pendingAcceptance")]
    public void Endpoints_that_do_not_work_do_not_count(string state) =>
        Assert.Equal(CheckStatus.Failed, Check(With("ecr.api", "ecr.dkr").WithAnother(WorldChanges.Endpoint("vpce-s3", "s3", "Gateway") with
        {
            StateName = state,
            RouteTableIds = [World.MainTable],
        })).Status);

    [Fact]
    public void Endpoints_of_another_vpc_or_region_do_not_count()
    {
        var network = With("ecr.api", "ecr.dkr");
        var gateway = WorldChanges.Endpoint("vpce-s3", "s3", "Gateway") with { RouteTableIds = [World.MainTable] };
        Check(network.WithAnother(gateway with { VpcId = "vpc-2" })).Only(CheckStatus.Failed, Severity.High);
        Check(network.WithAnother(gateway with { ServiceName = "com.amazonaws.us-west-2.s3" })).Only(CheckStatus.Failed, Severity.High);
    }

    [Fact]
    public void A_gateway_endpoint_serves_the_clients_of_its_tables()
    {
        var network = With("ecr.api", "ecr.dkr")
            .WithAnother(WorldChanges.Endpoint("vpce-s3", "s3", "Gateway") with { RouteTableIds = ["rtb-b"] })
            .WithTable(new() { Id = "rtb-b", VpcId = World.VpcId, SubnetIds = [World.AppSubnetB], Routes = [World.Local("10.0.0.0/16")] });
        var finding = Check(network).Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("vpce-s3 is not associated with the route tables of all clients", finding.Evidence.Detail,
            StringComparison.Ordinal);
        Assert.DoesNotContain(finding.Evidence.AffectedClients, label => label.Contains(World.AppSubnetB, StringComparison.Ordinal));
    }

    [Fact]
    public void Subnets_that_hold_endpoints_only_need_no_route_to_a_gateway_endpoint() => Assert.Equal(CheckStatus.Passed, Check(
        With("ecr.api", "ecr.dkr").WithAnother(WorldChanges.Endpoint("vpce-s3", "s3", "Gateway") with { RouteTableIds = ["rtb-app"] })
            .WithTable(new()
            {
                Id = "rtb-app", VpcId = World.VpcId, SubnetIds = [World.AppSubnetA, World.AppSubnetB],
                Routes = [World.Local("10.0.0.0/16")],
            })).Status);

    [Fact]
    public void An_interface_endpoint_counts_for_the_names_that_it_answers()
    {
        var s3 = WorldChanges.Endpoint("vpce-s3", "s3") with { PrivateDnsOnlyForInboundResolverEndpoint = false };
        var network = With("ecr.api", "ecr.dkr").WithNames(("s3", ["s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com"]));
        Assert.Equal(CheckStatus.Passed, Check(network.WithAnother(s3)).Status);
        // What is not known of hosted zones leaves it open, but nothing passes.
        Assert.Equal(CheckStatus.Failed, Check(network.WithAnother(s3 with { PrivateDnsEnabled = false })).Status);
        var off = Check(network.WithAnother(s3 with { PrivateDnsEnabled = false }).WithZonesUnknown());
        Assert.Contains("private DNS of vpce-s3 is off", off.Only(CheckStatus.Warning, Severity.Medium).Evidence.Detail,
            StringComparison.Ordinal);
        Assert.Contains("list-hosted-zones-by-vpc", off.Findings[0].Recommendation, StringComparison.Ordinal);
        var inbound = network.WithAnother(s3 with { PrivateDnsOnlyForInboundResolverEndpoint = true });
        Assert.Contains("inbound Resolver", Check(inbound).Findings.Single().Evidence.Detail, StringComparison.Ordinal);
        WorldChanges.IsUnknown(Check(network.WithAnother(s3).Without(ResourceKind.VpcEndpointService)),
            "aws ec2 describe-vpc-endpoint-services");
    }

    [Fact]
    public void Fips_endpoints_go_with_fips_endpoints()
    {
        var fips = WorldChanges.Endpoint("vpce-dkr", "ecr.dkr");
        var network = With("ecr.api", "s3").WithAnother(fips).WithNames(("ecr.dkr", ["*.dkr.ecr-fips.us-east-1.amazonaws.com"]));
        Assert.Equal(CheckStatus.Failed, Check(network).Status);
    }

    [Fact]
    public void A_fargate_task_tells_what_it_may_need()
    {
        var network = WithTask(With("ecr.api", "ecr.dkr", "s3"),
            "arn:aws:ecs:us-east-1:123456789012:attachment/3f6c2b7e-42c5-4e2a-9e8a-70a4f5f3b6d1");
        var runner = new CheckRunner(network, null, [new CompanionEndpointsCheck()]);
        var results = network.Endpoints.SelectMany(e => runner.Run(e)).ToList();
        Assert.All(results, r => Assert.Equal(CheckStatus.Passed, r.Status));
        // Once a VPC.
        var finding = Assert.Single(results.SelectMany(r => r.Findings));
        Assert.Equal(Severity.Information, finding.Severity);
        Assert.Contains("log delivery needs logs when the task definition uses the awslogs log driver", finding.Summary,
            StringComparison.Ordinal);
        Assert.Contains("belongs to an Amazon ECS task", finding.Evidence.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_in_a_closed_vpc_needs_what_its_nodes_need()
    {
        var network = WithTask(With("logs"), "Amazon EKS orders");
        var finding = Assert.Single(Check(network).Findings, f => f.Severity == Severity.High);
        Assert.Contains("ec2", finding.Evidence.Rule, StringComparison.Ordinal);
        Assert.Contains("ecr.dkr", finding.Evidence.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_bedrock_may_be_listed() => Assert.Contains("bedrock when programs list models",
        Check(With("bedrock-runtime")).Only(CheckStatus.Passed, Severity.Information).Summary, StringComparison.Ordinal);

    [Fact]
    public void Says_what_is_missing_to_judge_ways_out()
    {
        var denied = Check(With("ecr.api").Denied(ResourceKind.RouteTable));
        denied.Only(CheckStatus.Warning, Severity.Low);
        Assert.Contains("ec2:DescribeRouteTables", denied.Message, StringComparison.Ordinal);
        WorldChanges.IsUnknown(Check(With("ecr.api", "ecr.dkr", "s3").Without(ResourceKind.RouteTable)), "aws ec2 describe-route-tables");
    }

    [Fact]
    public void Gateway_endpoints_ask_for_no_companions() => Assert.Equal(CheckStatus.NotApplicable, Check(World.HealthyGateway).Status);
}
