using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class PrefixListRouteCheckTests
{
    private static Route ToEndpoint { get; } =
        new() { DestinationPrefixListId = World.S3PrefixList, Target = World.GatewayId, State = "active", Origin = "CreateRoute" };

    private static VpcNetwork With(params Route[] routes) => World.HealthyGateway.WithRoutes([World.Local("10.0.0.0/16"), .. routes]);

    [Fact]
    public void Passes_when_the_route_is_active_and_wins() =>
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.Check<PrefixListRouteCheck>().Status);

    [Fact]
    public void Fails_when_the_route_is_missing()
    {
        var finding = With().Check<PrefixListRouteCheck>().Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal("NO_ROUTE_TO_DESTINATION", finding.Evidence.ExplanationCode);
        Assert.Empty(finding.Repair);
    }

    [Theory]
    [InlineData("blackhole")]
    [InlineData("filtered")]
    public void Fails_when_the_route_is_not_active(string state) =>
        Assert.Equal("BAD_STATE_ROUTE", With(ToEndpoint with { State = state }).Check<PrefixListRouteCheck>()
            .Only(CheckStatus.Failed, Severity.Critical).Evidence.ExplanationCode);

    [Fact]
    public void Warns_of_a_more_specific_route_inside_the_list()
    {
        var finding = With(ToEndpoint, World.Route("52.216.8.0/22", "nat-1")).Check<PrefixListRouteCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal("MORE_SPECIFIC_ROUTE", finding.Evidence.ExplanationCode);
        Assert.Equal("52.216.8.0/22 -> nat-1", finding.Evidence.Rule);
        Assert.Equal("Overridden: 52.216.8.0/22 of prefix list pl-s3.", finding.Evidence.Detail);
        Assert.Contains("eni-appa (10.0.1.10, i-a)", finding.Evidence.AffectedClients);
    }

    [Fact]
    public void Fails_when_other_routes_take_everything()
    {
        var result = With(ToEndpoint, World.Route("52.216.0.0/16", "igw-1"), World.Route("52.217.0.0/16", "nat-1"),
            World.Route("54.231.0.0/16", "igw-1")).Check<PrefixListRouteCheck>();
        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Equal(["MORE_SPECIFIC_ROUTE", "MORE_SPECIFIC_ROUTE", "HIGHER_PRIORITY_ROUTE"],
            result.Findings.OrderBy(f => f.Evidence.Rule, StringComparer.Ordinal).Select(f => f.Evidence.ExplanationCode));
    }

    [Fact]
    public void A_static_route_with_the_very_block_of_the_list_comes_first() =>
        Assert.Equal("HIGHER_PRIORITY_ROUTE", With(ToEndpoint, World.Route("54.231.0.0/16", "igw-1")).Check<PrefixListRouteCheck>()
            .Only(CheckStatus.Warning, Severity.Medium).Evidence.ExplanationCode);

    [Fact]
    public void A_vpc_with_public_addresses_of_the_service_keeps_them_to_itself() =>
        Assert.Contains("-> local", With(ToEndpoint, World.Local("54.231.0.0/20")).Check<PrefixListRouteCheck>()
            .Only(CheckStatus.Warning, Severity.Medium).Evidence.Rule, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.0.0.0/0", "igw-1")]
    [InlineData("52.0.0.0/8", "nat-1")]
    [InlineData("10.0.0.0/8", "tgw-1")]
    [InlineData("3.0.0.0/15", "nat-1")]
    public void Less_specific_and_unrelated_routes_do_no_harm(string block, string target) =>
        Assert.Equal(CheckStatus.Passed, With(ToEndpoint, World.Route(block, target)).Check<PrefixListRouteCheck>().Status);

    [Fact]
    public void Judges_each_associated_table_and_fails_for_a_named_client_of_the_broken_one()
    {
        var network = World.HealthyGateway.WithTable(new()
        {
            Id = "rtb-b", VpcId = World.VpcId, SubnetIds = [World.AppSubnetB],
            Routes = [World.Local("10.0.0.0/16")]
        })
            .WithEndpoint(e => e with { RouteTableIds = [World.MainTable, "rtb-b"] });
        Assert.Equal("rtb-b", network.Check<PrefixListRouteCheck>().Only(CheckStatus.Warning, Severity.Medium).ResourceId);
        network.Check<PrefixListRouteCheck>(WorldChanges.Subnets(World.AppSubnetB)).Only(CheckStatus.Failed, Severity.High);
    }

    [Fact]
    public void Is_unknown_when_a_table_or_entries_that_could_decide_are_not_known()
    {
        WorldChanges.IsUnknown(World.HealthyGateway.Without(ResourceKind.RouteTable).Check<PrefixListRouteCheck>(),
            "aws ec2 describe-route-tables");
        WorldChanges.IsUnknown(World.HealthyGateway.Denied(ResourceKind.RouteTable).Check<PrefixListRouteCheck>(),
            "ec2:DescribeRouteTables");
        WorldChanges.IsUnknown(World.HealthyGateway.WithEndpoint(e => e with { RouteTableIds = [World.MainTable, "rtb-x"] })
            .Check<PrefixListRouteCheck>(),
            "aws ec2 describe-route-tables --route-table-ids rtb-x");
        var rival = With(ToEndpoint, World.Route("52.216.8.0/22", "nat-1"));
        WorldChanges.IsUnknown(rival.Without(ResourceKind.PrefixList).Check<PrefixListRouteCheck>(), "aws ec2 describe-prefix-lists");
        WorldChanges.IsUnknown(rival.Denied(ResourceKind.PrefixList).Check<PrefixListRouteCheck>(), "ec2:DescribePrefixLists");
        WorldChanges.IsUnknown(With(ToEndpoint, new Route { DestinationPrefixListId = "pl-own", Target = "tgw-1" })
            .Check<PrefixListRouteCheck>(), "get-managed-prefix-list-entries --prefix-list-id pl-own");
    }

    [Fact]
    public void Needs_no_entries_where_no_other_route_could_win() =>
        Assert.Equal(CheckStatus.Passed, With(ToEndpoint, World.Route("0.0.0.0/0", "nat-1")).Without(ResourceKind.PrefixList)
            .Check<PrefixListRouteCheck>().Status);

    [Fact]
    public void Does_not_apply_without_tables_or_to_interface_endpoints()
    {
        Assert.Equal(CheckStatus.NotApplicable, With().WithEndpoint(e => e with { RouteTableIds = [] })
            .Check<PrefixListRouteCheck>().Status);
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.Check<PrefixListRouteCheck>().Status);
    }
}
