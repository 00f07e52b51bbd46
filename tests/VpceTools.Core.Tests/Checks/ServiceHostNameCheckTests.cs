using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class ServiceHostNameCheckTests
{
    private static VpcNetwork Sts { get; } = OfService("sts", "sts.us-east-1.amazonaws.com");

    private static VpcNetwork OfService(string code, params string[] names) => World.Healthy.OfService(code) with
    {
        Services = [new() { ServiceName = "com.amazonaws.us-east-1." + code, ServiceTypes = ["Interface"], PrivateDnsNames = [.. names] }],
    };

    private static VpcNetwork WithNat(VpcNetwork network) =>
        network.WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1"));

    [Fact]
    public void Warns_that_the_global_name_of_sts_leads_elsewhere_when_clients_have_no_way_there()
    {
        var finding = Sts.Check<ServiceHostNameCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal("Endpoint vpce-1 has no private name that covers sts.amazonaws.com, and 6 clients have no other way to it.",
            finding.Summary);
        Assert.Contains("AWS_STS_REGIONAL_ENDPOINTS=regional", finding.Recommendation, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Passes_and_says_so_when_clients_have_another_way()
    {
        var result = WithNat(Sts).Check<ServiceHostNameCheck>();
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Contains("sts.amazonaws.com", result.Message, StringComparison.Ordinal);
        Assert.Empty(result.Findings);
    }

    [Theory]
    [InlineData("sts.amazonaws.com")]
    [InlineData("*.amazonaws.com")]
    public void Passes_when_aws_lists_the_name_among_the_services_private_names(string name) =>
        Assert.Empty(OfService("sts", "sts.us-east-1.amazonaws.com", name).Check<ServiceHostNameCheck>().Findings);

    [Fact]
    public void Legacy_names_that_nobody_takes_by_default_are_worth_knowing_only()
    {
        var finding = World.Healthy.Check<ServiceHostNameCheck>().Only(CheckStatus.Passed, Severity.Information);
        Assert.Contains("queue.amazonaws.com, us-east-1.queue.amazonaws.com", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("sqs.us-east-1.amazonaws.com", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Global_and_dual_stack_names_of_s3_are_not_covered_by_an_interface_endpoint()
    {
        var s3 = OfService("s3", "s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com");
        Assert.Contains("s3.dualstack.us-east-1.amazonaws.com", s3.Check<ServiceHostNameCheck>()
            .Only(CheckStatus.Passed, Severity.Information).Summary, StringComparison.Ordinal);
        Assert.Empty(s3.WithAnother(WorldChanges.Endpoint("vpce-gw", "s3", "Gateway")).Check<ServiceHostNameCheck>().Findings);
    }

    [Theory]
    [InlineData("sns")]
    [InlineData("ecr.api")]
    public void Does_not_apply_to_services_without_such_names(string code) =>
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.OfService(code).Check<ServiceHostNameCheck>().Status);

    [Fact]
    public void Does_not_apply_without_private_dns_or_to_gateway_endpoints()
    {
        Assert.Equal(CheckStatus.NotApplicable, Sts.WithEndpoint(e => e with { PrivateDnsEnabled = false })
            .Check<ServiceHostNameCheck>().Status);
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<ServiceHostNameCheck>().Status);
    }

    [Fact]
    public void Is_unknown_without_names_or_route_tables()
    {
        WorldChanges.IsUnknown(Sts.Without(ResourceKind.VpcEndpointService).Check<ServiceHostNameCheck>(),
            "aws ec2 describe-vpc-endpoint-services");
        WorldChanges.IsUnknown(Sts.Denied(ResourceKind.VpcEndpointService).Check<ServiceHostNameCheck>(),
            "ec2:DescribeVpcEndpointServices");
        WorldChanges.IsUnknown(Sts.Without(ResourceKind.RouteTable).Check<ServiceHostNameCheck>(), "aws ec2 describe-route-tables");
        WorldChanges.IsUnknown(Sts.Denied(ResourceKind.RouteTable).Check<ServiceHostNameCheck>(), "ec2:DescribeRouteTables");
    }

    [Fact]
    public void The_data_names_pages_of_aws() => Assert.All(HostNameTrap.All, trap => Assert.Equal("docs.aws.amazon.com", trap.Page.Host));
}
