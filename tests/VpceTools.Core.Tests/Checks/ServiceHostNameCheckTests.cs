using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class ServiceHostNameCheckTests
{
    private static VpcNetwork Sts { get; } = OfService("sts", "sts.us-east-1.amazonaws.com");

    [Fact]
    public void While_hosted_zones_are_not_known_it_says_what_would_tell()
    {
        var finding = Check(Sts.WithZonesUnknown()).Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("list-hosted-zones-by-vpc", finding.Recommendation, StringComparison.Ordinal);
    }

    private static VpcNetwork S3 { get; } = OfService("s3", "s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com",
        "*.s3-control.us-east-1.amazonaws.com", "*.s3-accesspoint.us-east-1.amazonaws.com")
        .WithEndpoint(e => e with { PrivateDnsOnlyForInboundResolverEndpoint = false });

    private static VpcNetwork OfService(string code, params string[] names) => World.Healthy.OfService(code).WithNames((code, names))
        .WithoutZones();

    private static EndpointTestResult Check(VpcNetwork network) => network.Check<ServiceHostNameCheck>();

    [Fact]
    public void Warns_that_the_global_name_of_sts_leads_elsewhere_when_clients_have_no_way_there()
    {
        var finding = Check(Sts).Only(CheckStatus.Warning, Severity.High);
        Assert.Equal("Endpoint vpce-1 has no private name that covers sts.amazonaws.com, and 6 clients have no other way to it.",
            finding.Summary);
        Assert.Contains("AWS_STS_REGIONAL_ENDPOINTS=regional", finding.Recommendation, StringComparison.Ordinal);
        Assert.Contains("released before 31 July 2025", finding.Evidence.Detail, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Passes_and_says_so_when_clients_have_another_way()
    {
        var network = Sts.WithNat();
        // The subnet of the NAT gateway has no workload, and one that comes to it may have no public address.
        var result = network.Check<ServiceHostNameCheck>(WorldChanges.Subnets(World.AppSubnetA, World.AppSubnetB));
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Contains("sts.amazonaws.com", result.Message, StringComparison.Ordinal);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Is_unknown_beyond_a_transit_gateway() => WorldChanges.IsUnknown(
        Check(Sts.WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "tgw-1"))), "what lies beyond tgw-1 is not seen");

    [Fact]
    public void A_peer_is_no_way_out() =>
        Assert.Single(Check(Sts.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.1.0.0/16", "pcx-1"))).Findings);

    [Theory]
    [InlineData("sts.amazonaws.com")]
    [InlineData("*.amazonaws.com")]
    public void Passes_when_aws_lists_the_name_among_the_services_private_names(string name) =>
        Assert.Empty(Check(OfService("sts", "sts.us-east-1.amazonaws.com", name)).Findings);

    [Fact]
    public void A_hosted_zone_of_ones_own_can_cover_the_name()
    {
        var covered = Sts with
        {
            HostedZones = [new() { Id = "Z1", Name = "sts.amazonaws.com.", IsPrivate = true, OwnerId = "123456789012",
                Vpcs = [new(World.VpcId, "us-east-1")] }],
            HostedZonesOfVpcs = [new(World.VpcId, [new("Z1", "sts.amazonaws.com.", "123456789012")])],
            HostedZoneRecords =
            [
                new() { HostedZoneId = "Z1", RecordSets =
                    [new() { Name = "sts.amazonaws.com.", Type = "A", Ttl = 60, Values = ["10.0.11.5"] }] },
            ],
        };
        var result = Check(covered);
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Legacy_names_that_only_old_programs_take_are_worth_knowing_only()
    {
        var finding = Check(World.Healthy).Only(CheckStatus.Passed, Severity.Information);
        Assert.Contains("queue.amazonaws.com", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("sqs.us-east-1.amazonaws.com", finding.Recommendation, StringComparison.Ordinal);
        Assert.Contains("before 1.26.0", finding.Evidence.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Global_and_dual_stack_names_of_s3_are_not_covered_by_an_interface_endpoint_and_are_taken_by_a_gateway()
    {
        var result = Check(S3);
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Contains("s3.amazonaws.com", result.Findings[0].Summary, StringComparison.Ordinal);
        Assert.Contains("al2023-repos-us-east-1-de612dc2.s3.dualstack.us-east-1.amazonaws.com", result.Findings[0].Summary,
            StringComparison.Ordinal);
        Assert.Contains("Amazon Linux 2023 (dnf)", result.Findings[0].Evidence.Detail, StringComparison.Ordinal);

        var gateway = WorldChanges.Endpoint("vpce-gw", "s3", "Gateway");
        Assert.Empty(Check(S3.WithAnother(gateway with { RouteTableIds = [World.MainTable] })).Findings);
        // One that no table of the clients leads to takes nothing.
        Assert.Equal(CheckStatus.Warning, Check(S3.WithAnother(gateway)).Status);
        Assert.Equal(CheckStatus.Warning, Check(
            S3.WithAnother(gateway with { RouteTableIds = [World.MainTable], StateName = "deleted" })).Status);
    }

    [Fact]
    public void Fips_names_count_where_they_are_the_rule()
    {
        Assert.Equal(CheckStatus.Passed, Check(OfService("secretsmanager", "secretsmanager.us-east-1.amazonaws.com")).Status);
        Assert.Empty(Check(OfService("secretsmanager", "secretsmanager.us-east-1.amazonaws.com")).Findings);
        var gov = OfService("secretsmanager", "secretsmanager.us-gov-west-1.amazonaws.com").WithEndpoint(e => e with
        {
            ServiceName = "com.amazonaws.us-gov-west-1.secretsmanager",
        }) with
        {
            Region = "us-gov-west-1",
            Services = [new() { ServiceName = "com.amazonaws.us-gov-west-1.secretsmanager",
                PrivateDnsNames = ["secretsmanager.us-gov-west-1.amazonaws.com"] }],
        };
        Assert.Contains("secretsmanager-fips.us-gov-west-1.amazonaws.com",
            Check(gov).Only(CheckStatus.Warning, Severity.High).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Private_names_of_execute_api_take_public_apis_as_well()
    {
        var finding = Check(OfService("execute-api", "*.execute-api.us-east-1.amazonaws.com").WithNat())
            .Only(CheckStatus.Passed, Severity.Information);
        Assert.Contains("403", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Account_based_names_of_dynamodb_are_asked_by_default()
    {
        Assert.Contains("123456789012.ddb.us-east-1.amazonaws.com", Check(OfService("dynamodb", "dynamodb.us-east-1.amazonaws.com"))
            .Only(CheckStatus.Warning, Severity.High).Summary, StringComparison.Ordinal);
        Assert.Empty(Check(OfService("dynamodb", "dynamodb.us-east-1.amazonaws.com", "*.ddb.us-east-1.amazonaws.com")).Findings);
    }

    [Theory]
    [InlineData("sns", "sns.us-east-1.amazonaws.com")]
    [InlineData("ecr.api", "api.ecr.us-east-1.amazonaws.com")]
    [InlineData("ecr.dkr", "*.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData("kms", "kms.us-east-1.amazonaws.com")]
    [InlineData("logs", "logs.us-east-1.amazonaws.com")]
    [InlineData("ssm", "ssm.us-east-1.amazonaws.com")]
    public void Passes_for_services_whose_names_are_covered(string code, string name) =>
        Assert.Equal(CheckStatus.Passed, Check(OfService(code, name)).Status);

    [Fact]
    public void Does_not_apply_without_private_dns_or_known_names()
    {
        Assert.Equal(CheckStatus.NotApplicable, Check(Sts.WithEndpoint(e => e with { PrivateDnsEnabled = false })).Status);
        Assert.Equal(CheckStatus.NotApplicable,
            Check(World.Healthy.WithEndpoint(e => e with { ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-1" })).Status);
    }

    [Fact]
    public void Is_unknown_without_names_or_route_tables()
    {
        WorldChanges.IsUnknown(Check(Sts.Without(ResourceKind.VpcEndpointService)), "aws ec2 describe-vpc-endpoint-services");
        WorldChanges.IsUnknown(Check(Sts.Denied(ResourceKind.VpcEndpointService)), "ec2:DescribeVpcEndpointServices");
        WorldChanges.IsUnknown(Check(Sts.WithEndpoint(e => e with { PrivateDnsEnabled = null })), "private DNS of vpce-1");
        WorldChanges.IsUnknown(Check(Sts.Without(ResourceKind.RouteTable)), "aws ec2 describe-route-tables");
        WorldChanges.IsUnknown(Check(Sts.Denied(ResourceKind.RouteTable)), "ec2:DescribeRouteTables");
    }
}
