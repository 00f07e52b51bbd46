using VpceTools.Checks;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Planned;
using Xunit;

namespace VpceTools.Core.Tests.Planned;

/// <summary>What code describes becomes a network with all that EC2 adds, and verdicts hold for all that it can come to.</summary>
public sealed class PlannedBuilderTests
{
    private const string Vpc = "vpc-0a000000000000001";
    private const string SubnetA = "subnet-0a000000000000001";
    private const string SubnetB = "subnet-0a000000000000002";
    private const string Group = "sg-0a000000000000001";
    private const string Endpoint = "vpce-0a000000000000001";

    [Fact]
    public void What_comes_with_a_VPC_comes_with_a_planned_one()
    {
        var network = Build(World());

        Assert.Equal(["10.0.0.0/16 -> local"], network.RouteTables.Single(t => t.IsMain).Routes.Select(r => r.ToString()));
        Assert.Equal([SubnetA, SubnetB], network.NetworkAcls.Single(acl => acl.IsDefault).SubnetIds);
        Assert.Single(network.SecurityGroups, g => g.Name == "default");
        Assert.Equal("AmazonProvidedDNS", network.DhcpOptions.Single(o => o.Id == network.Vpcs[0].DhcpOptionsId).DomainNameServers[0]);
        var n = Assert.Single(network.NetworkInterfaces);
        Assert.True(n.IsPlanned);
        Assert.Equal((SubnetA, "10.0.0.4"), (n.SubnetId, n.Addresses[0].ToString()));
    }

    [Fact]
    public void All_is_well_where_the_code_is()
    {
        var results = Diagnose(World());

        Assert.Equal(CheckStatus.Passed, results["SecurityGroupIngress"].Status);
        Assert.Equal(CheckStatus.Passed, results["NetworkAcl"].Status);
        Assert.Equal(CheckStatus.Passed, results["Route"].Status);
        // Whether it comes up shows only then.
        Assert.Equal(CheckStatus.NotApplicable, results["EndpointState"].Status);
        Assert.Equal("aws_vpc_endpoint.e", results["Route"].Address);
    }

    /// <summary>An interface gets any address of its subnet: a verdict has to hold for each part that a rule tells from the rest.</summary>
    [Theory]
    [InlineData("10.0.0.0/24", CheckStatus.Passed)]
    [InlineData("10.0.0.0/25", CheckStatus.Unknown)]
    [InlineData("10.9.0.0/24", CheckStatus.Failed)]
    public void A_rule_for_a_part_of_the_subnet_decides_nothing(string outbound, CheckStatus expected)
    {
        var acl = Resource(PlannedTypes.NetworkAcl, "acl-0a000000000000001", ("VpcId", Text(Vpc)), ("SubnetIds", List(SubnetB)),
            ("Entries", PlannedValue.Of(
            [
                Entry(100, isEgress: true, outbound), Entry(110, isEgress: false, "0.0.0.0/0"), Entry(120, isEgress: false, "10.0.0.0/16"),
            ])));
        var result = Diagnose(World(acl))["NetworkAcl"];

        Assert.Equal(expected, result.Status);
        if (expected == CheckStatus.Unknown)
            Assert.Contains("the IPv4 address in", result.Message);
    }

    /// <summary>A verdict fails only where it fails under every candidate, and passes only where it passes under every one.</summary>
    [Theory]
    [InlineData(443, 443, CheckStatus.Passed)]
    [InlineData(80, 80, CheckStatus.Failed)]
    [InlineData(443, 80, CheckStatus.Unknown)]
    public void Which_of_two_groups_it_has_is_open(int portOfOne, int portOfOther, CheckStatus expected)
    {
        const string Other = "sg-0a000000000000002";
        var open = new OpenValue(Endpoint, "aws_vpc_endpoint.e", "security_group_ids") { Candidates = ["one", "other"] };
        var groups = new PlannedChoice(open, [List(Group), List(Other)]);
        var result = Diagnose(World(EndpointResource(groups: groups), GroupResource(Group, portOfOne), GroupResource(Other, portOfOther)))
            ["SecurityGroupIngress"];

        Assert.Equal(expected, result.Status);
        if (expected == CheckStatus.Unknown)
            Assert.Contains("aws_vpc_endpoint.e.security_group_ids", result.Message);
    }

    [Fact]
    public void What_nobody_knows_neither_passes_nor_fails()
    {
        var open = new PlannedOpen(new(Endpoint, "aws_vpc_endpoint.e", "policy"));
        var result = Diagnose(World(EndpointResource(policy: open)))["EndpointPolicy"];

        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.StartsWith("aws_vpc_endpoint.e.policy is not known before it is deployed.", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_combinations_than_can_be_looked_at_decide_nothing()
    {
        var choices = Enumerable.Range(0, 7).Select(i => new PlannedChoice(new($"r{i}", $"r{i}", "a"), [Text("x"), Text("y")]));

        Assert.Equal(64, Choices.Combinations(choices).Count);
        Assert.Equal(6, Choices.Combinations(choices)[0].Taken.Count);
        Assert.IsType<PlannedOpen>(PlannedChoice.AnyOf(new("r", "r", "a"), [.. Enumerable.Range(0, 7).Select(i => Text($"s{i}"))]));
    }

    /// <summary>A rule of a group that is elsewhere says nothing of the rest of the group.</summary>
    [Fact]
    public void What_the_code_only_adds_to_is_not_seen()
    {
        const string Elsewhere = "sg-0a000000000000009";
        var result = Diagnose(World(EndpointResource(groups: List(Elsewhere)), Rule(Elsewhere, 80, "10.0.0.0/16")))["SecurityGroupIngress"];

        Assert.Equal(CheckStatus.Unknown, result.Status);
    }

    [Fact]
    public void A_subnet_with_a_table_that_is_elsewhere_has_not_the_main_one()
    {
        var result = Diagnose(World(Resource(PlannedTypes.SubnetRouteTableAssociation, "tf-a", ("SubnetId", Text(SubnetA)),
            ("RouteTableId", Text("rtb-0a000000000000009")))))["Route"];

        Assert.Equal(CheckStatus.Unknown, result.Status);
    }

    [Fact]
    public void A_plan_over_a_broken_snapshot_is_the_network_that_it_mends()
    {
        var broken = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, "security-group")));
        var healthy = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, "healthy")));
        var rule = Rule("sg-02198deb71333b428", 443, "10.0.0.0/16");

        var over = Assert.Single(PlannedOverlay.Over([broken], new() { Resources = [rule] }));

        Assert.Equal(Verdicts(healthy), Verdicts(over));
    }

    [Fact]
    public void A_plan_that_takes_a_rule_away_breaks_what_it_let_in()
    {
        var healthy = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, "healthy")));
        var over = Assert.Single(PlannedOverlay.Over([healthy],
            new() { Resources = [Rule("sg-02198deb71333b428", 443, "10.0.0.0/16") with { IsRemoved = true }] }));

        Assert.Contains(("SecurityGroupIngress", CheckStatus.Failed), Verdicts(over));
    }

    [Fact]
    public void A_plan_that_takes_an_endpoint_away_leaves_none_and_no_interface()
    {
        var healthy = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, "healthy")));
        var id = healthy.Endpoints[0].Id;
        var over = Assert.Single(PlannedOverlay.Over([healthy],
            new() { Resources = [new(PlannedTypes.VpcEndpoint, id, new("gone")) { IsRemoved = true, IsDeployed = true }] }));

        Assert.Empty(over.Endpoints);
        Assert.DoesNotContain(over.NetworkInterfaces, n => healthy.Endpoints[0].NetworkInterfaceIds.Contains(n.Id));
    }

    [Fact]
    public void The_fix_of_a_planned_network_is_no_call_to_EC2()
    {
        var finding = Diagnose(World(GroupResource(Group, 80)))["SecurityGroupIngress"].Findings[0];

        Assert.False(finding.CanRepair);
        Assert.Equal("", finding.AwsCli);
        Assert.NotEmpty(finding.PlannedRepair);
    }

    private static List<(string Check, CheckStatus Status)> Verdicts(VpcNetwork network) =>
        [.. network.Endpoints.SelectMany(endpoint => new CheckRunner(network).Run(endpoint)).Select(r => (r.Check, r.Status))];

    private static Dictionary<string, EndpointTestResult> Diagnose(PlannedWorld world)
    {
        var network = Build(world);
        return new CheckRunner(network).Run(network.Endpoints[0]).ToDictionary(r => r.Check);
    }

    private static VpcNetwork Build(PlannedWorld world)
    {
        var network = PlannedOverlay.Alone(world);
        Assert.Empty(network.Remarks);
        return network;
    }

    private static PlannedWorld World(params PlannedResource[] resources) => new()
    {
        Resources =
        [
            .. new[]
            {
                Resource(PlannedTypes.Vpc, Vpc, ("CidrBlock", Text("10.0.0.0/16")), ("EnableDnsSupport", PlannedValue.Of(true)),
                    ("EnableDnsHostnames", PlannedValue.Of(true))),
                SubnetResource(SubnetA, "10.0.0.0/24", "us-east-1a"), SubnetResource(SubnetB, "10.0.1.0/24", "us-east-1b"),
                GroupResource(Group, 443), EndpointResource(),
            }.Where(standard => !resources.Any(own => own.Id == standard.Id)),
            .. resources,
        ],
    };

    private static PlannedResource SubnetResource(string id, string block, string zone) => Resource(PlannedTypes.Subnet, id,
        ("VpcId", Text(Vpc)), ("CidrBlock", Text(block)), ("AvailabilityZone", Text(zone)));

    private static PlannedResource EndpointResource(PlannedValue? groups = null, PlannedValue? policy = null) => Resource(
        PlannedTypes.VpcEndpoint, Endpoint, ("VpcId", Text(Vpc)), ("ServiceName", Text("com.amazonaws.us-east-1.sqs")),
        ("VpcEndpointType", Text("Interface")), ("SubnetIds", List(SubnetA)), ("SecurityGroupIds", groups ?? List(Group)),
        ("PrivateDnsEnabled", PlannedValue.Of(true)), ("PolicyDocument", policy)) with
    { Origin = new("aws_vpc_endpoint.e") };

    private static PlannedResource GroupResource(string id, int port) => Resource(PlannedTypes.SecurityGroup, id, ("VpcId", Text(Vpc)),
        ("GroupName", Text("of " + port)), ("SecurityGroupIngress", PlannedValue.Of(
        [
            PlannedValue.Of(("IpProtocol", Text("tcp")), ("FromPort", Text($"{port}")), ("ToPort", Text($"{port}")),
                ("CidrIp", Text("10.0.0.0/16"))),
        ])));

    private static PlannedResource Rule(string group, int port, string block) => Resource(PlannedTypes.SecurityGroupIngress, "tf-rule",
        ("GroupId", Text(group)), ("IpProtocol", Text("tcp")), ("FromPort", Text($"{port}")), ("ToPort", Text($"{port}")),
        ("CidrIp", Text(block)));

    private static PlannedValue Entry(int number, bool isEgress, string block) => PlannedValue.Of(("RuleNumber", Text($"{number}")),
        ("Egress", PlannedValue.Of(isEgress)), ("RuleAction", Text("allow")), ("Protocol", Text("-1")), ("CidrBlock", Text(block)));

    private static PlannedResource Resource(string type, string id, params (string Name, PlannedValue? Value)[] properties) =>
        new(type, id, new("code of " + id))
        {
            Properties = properties.Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value!),
        };

    private static PlannedValue Text(string text) => PlannedValue.Of(text);

    private static PlannedValue List(params string[] texts) => PlannedValue.Of(texts.AsEnumerable());
}
