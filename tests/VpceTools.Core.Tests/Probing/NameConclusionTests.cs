using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;
using static VpceTools.Core.Tests.Probing.Observed;

namespace VpceTools.Core.Tests.Probing;

/// <summary>What an answer to a name means: the right one, a public one, another private one, none, several that differ.</summary>
public sealed class NameConclusionTests
{
    public static TheoryData<string, VerdictName, CheckStatus, CauseKind> PublicAnswers { get; } = new()
    {
        { "private DNS off", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.PrivateDnsOff },
        { "attributes off", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.VpcDnsAttributes },
        { "custom resolver", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.CustomResolver },
        { "hosts file", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.HostsFile },
        { "hosts file outside", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.HostsFile },
        { "stale cache", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.StaleCache },
        { "inbound only", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.Configuration },
        { "outside", VerdictName.HostOutsideVpc, CheckStatus.Unknown, CauseKind.HostOutsideVpc },
        { "nothing shown", VerdictName.PrivateDnsNotInForce, CheckStatus.Failed, CauseKind.CustomResolver },
    };

    [Theory, MemberData(nameof(PublicAnswers))]
    public void A_public_answer_says_which_of_the_reasons_it_is(string why, VerdictName name, CheckStatus status, CauseKind cause)
    {
        ProbeObservation Hosts(ProbeObservation seen) => seen.On(v => v with { HostsEntries = [new("3.5.7.9", Seen.Name)] });
        var conclusion = why switch
        {
            "private DNS off" => Public.In(PrivateDnsOff),
            "attributes off" => Public.In(World.Healthy.WithDns(true, false)),
            "custom resolver" => Public.In(World.Healthy.WithResolvers("10.9.9.9")),
            "hosts file" => Hosts(Public).In(World.Healthy),
            "hosts file outside" => Hosts(Public).From(Seen.Outside).In(World.Healthy),
            "stale cache" => Public.Resolving(Seen.Answer(Seen.Name, "3.5.7.9"),
                Seen.Answer(Seen.Name, Seen.A) with { Server = "10.0.0.2" }).In(World.Healthy),
            "inbound only" => Public.In(World.Healthy.WithEndpoint(e => e with { PrivateDnsOnlyForInboundResolverEndpoint = true })),
            "outside" => Public.From(Seen.Outside).In(World.Healthy),
            _ => Public.In(World.Healthy),
        };

        var verdict = conclusion.On(ProbeStep.Dns)!;
        Assert.Equal((name, status, cause), (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
        Assert.Equal(why != "nothing shown", verdict.Causes[0].IsConfirmed);
        Assert.Equal(why == "nothing shown" ? 1 : 0, verdict.Contradictions.Count);
        Assert.Same(conclusion.Verdicts.OrderBy(v => v.IsProblem ? 0 : v.Status == CheckStatus.Unknown ? 1 : 2).First(),
            conclusion.Primary);
    }

    [Fact]
    public void What_the_resolver_said_is_held_against_the_record_that_the_configuration_names()
    {
        var central = PrivateDnsOff with
        {
            HostedZonesOfVpcs = [new(World.VpcId, [new("Z1", Seen.Name + ".", "123456789012")])],
            HostedZoneRecords = [new() { HostedZoneId = "Z1",
                RecordSets = [new() { Name = Seen.Name + ".", Type = "A", Ttl = 300, Values = [Seen.A, Seen.B] }] }],
        };
        Assert.Empty(Seen.Healthy.In(central).On(ProbeStep.Dns)!.Contradictions);

        var verdict = Public.In(central).On(ProbeStep.Dns)!;
        var text = Assert.Single(verdict.Contradictions);
        Assert.Contains($"is answered {Seen.A}, {Seen.B} for {Seen.Name}", text, StringComparison.Ordinal);
        Assert.Contains("Z1", text, StringComparison.Ordinal);
        Assert.Contains("its resolver said 3.5.7.9", text, StringComparison.Ordinal);
        Assert.Contains("300 s", verdict.Causes.Single(c => c.Kind == CauseKind.StaleCache).Text, StringComparison.Ordinal);
        Assert.Contains(verdict.Causes, c => c.Kind == CauseKind.HostedZone
            && c.Text.Contains("that the evidence does not hold", StringComparison.Ordinal));

        // The zone has no address, and yet an address comes: another zone, or a cache.
        var hole = central with { HostedZoneRecords = [new() { HostedZoneId = "Z1", RecordSets = [] }] };
        Assert.Contains("no data", Assert.Single(Seen.Healthy.In(hole).On(ProbeStep.Dns)!.Contradictions), StringComparison.Ordinal);
        // From outside the VPC, and where the records were not read, nothing tells what the answer should be.
        foreach (var open in new[] { Seen.Healthy.From(Seen.Outside).In(hole), Seen.Healthy.In(central with { HostedZoneRecords = [] }) })
            Assert.DoesNotContain(open.On(ProbeStep.Dns)!.Contradictions, c =>
                c.Contains("By the configuration", StringComparison.Ordinal));
    }

    [Fact]
    public void A_public_answer_for_a_bare_name_cannot_be_held_against_anybody_unless_an_instance_asked()
    {
        Assert.Equal((VerdictName.PrivateDnsNotInForce, CheckStatus.Unknown),
            (Public.Alone().Primary.Name, Public.Alone().On(ProbeStep.Dns)!.Status));
        Assert.Equal(
            [CauseKind.PrivateDnsOff, CauseKind.VpcDnsAttributes, CauseKind.CustomResolver, CauseKind.HostOutsideVpc, CauseKind.StaleCache],
            Public.Alone().On(ProbeStep.Dns)!.Causes.Select(c => c.Kind));
        Assert.Equal(CheckStatus.Failed, Public.On(v => v with { InstanceId = "i-a" }).Alone().On(ProbeStep.Dns)!.Status);
    }

    [Theory]
    [InlineData(DnsOutcome.NoSuchName, VerdictName.NameNotFound)]
    [InlineData(DnsOutcome.NoAddress, VerdictName.NameWithoutAddress)]
    [InlineData(DnsOutcome.ServerFailure, VerdictName.ResolverFailed)]
    [InlineData(DnsOutcome.Refused, VerdictName.ResolverRefused)]
    [InlineData(DnsOutcome.TimedOut, VerdictName.ResolverTimedOut)]
    [InlineData(DnsOutcome.Failed, VerdictName.ResolverTimedOut)]
    public void No_answer_has_a_verdict_of_its_own_inside_and_alone_and_is_open_outside(DnsOutcome outcome, VerdictName name)
    {
        var seen = Seen.Healthy.Resolving(Seen.Unanswered(outcome)) with { TcpAttempts = [], TlsAttempts = [], HttpAttempts = [] };

        Assert.Equal((name, CheckStatus.Failed), (seen.In(World.Healthy).Primary.Name, seen.In(World.Healthy).Status));
        Assert.Equal((name, CheckStatus.Failed), (seen.Alone().Primary.Name, seen.Alone().Status));
        Assert.Equal((name, CheckStatus.Unknown),
            (seen.From(Seen.Outside).In(World.Healthy).Primary.Name, seen.From(Seen.Outside).In(World.Healthy).Status));
        Assert.NotEmpty(seen.In(World.Healthy).Primary.Causes);
    }

    [Fact]
    public void Answers_that_split_between_addresses_resolvers_or_zones_are_said_to()
    {
        var addresses = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, Seen.A, "3.5.7.9")).In(World.Healthy);
        var resolvers = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, Seen.A),
            Seen.Answer(Seen.Name, "3.5.7.9") with { Server = "10.9.9.9" }).In(World.Healthy);
        var (zoneA, zoneB) = ("vpce-1-abc-us-east-1a.sqs.us-east-1.vpce.amazonaws.com",
            "vpce-1-abc-us-east-1b.sqs.us-east-1.vpce.amazonaws.com");
        var zones = (Seen.Healthy with
        {
            Request = new() { Names = [new(Seen.Name, NameKind.Service), new(zoneA, NameKind.Zonal), new(zoneB, NameKind.Zonal)] },
            DnsAnswers = [Seen.Answer(Seen.Name, Seen.A, Seen.B), Seen.Answer(zoneA, Seen.A),
                Seen.Unanswered(DnsOutcome.NoSuchName) with { Name = zoneB }],
        }).In(World.Healthy);

        Assert.All([addresses, resolvers, zones], c =>
            Assert.Equal((VerdictName.SplitAnswers, CheckStatus.Warning), (c.Primary.Name, c.Status)));
        Assert.Contains("10.9.9.9", resolvers.Primary.Causes[0].Text, StringComparison.Ordinal);
        Assert.Contains(zoneB, zones.Primary.Reading, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Seen.OwnName, null, DnsOutcome.NoSuchName, CauseKind.StaleCache)]
    [InlineData(ZoneB, null, DnsOutcome.ServerFailure, CauseKind.Resolver)]
    [InlineData(ZoneB, null, DnsOutcome.TimedOut, CauseKind.Resolver)]
    [InlineData(ZoneB, Seen.A, DnsOutcome.Answered, CauseKind.HostedZone)]
    [InlineData(ZoneB, "3.5.7.9", DnsOutcome.Answered, CauseKind.HostedZone)]
    [InlineData(Seen.OwnName, Seen.A, DnsOutcome.Answered, CauseKind.StaleCache)]
    [InlineData(Seen.Name, Seen.B, DnsOutcome.Answered, CauseKind.StaleCache)]
    [InlineData("10.0.0.2", null, DnsOutcome.NoSuchName, CauseKind.CustomResolver)]
    [InlineData("10.0.0.2", null, DnsOutcome.ServerFailure, CauseKind.Resolver)]
    [InlineData("10.0.0.2", null, DnsOutcome.TimedOut, CauseKind.Resolver)]
    public void A_wrong_answer_beside_a_right_one_is_a_warning_that_names_it(string who, string? address, DnsOutcome outcome,
        CauseKind cause)
    {
        var seen = InZones with
        {
            DnsAnswers = InZones.DnsAnswers.Select(a => who != (a.Server ?? a.Name) ? a
                : Seen.Answer(a.Name, address is null ? [] : [address]) with { Server = a.Server, Outcome = outcome }).ToValueList(),
        };

        Assert.Equal(CheckStatus.Passed, InZones.In(Zones).Status);
        var verdict = seen.In(Zones).Primary;
        Assert.Equal((VerdictName.SplitAnswers, CheckStatus.Warning, cause), (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
        Assert.Contains(who, verdict.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_another_name_does_not_hide_what_is_wrong_with_the_services()
    {
        var seen = InZones.Resolving([Seen.Answer(Seen.Name, "3.5.7.9"), .. InZones.DnsAnswers.Skip(1)
            .Select(a => a.Name == ZoneB ? Seen.Unanswered(DnsOutcome.NoSuchName) with { Name = ZoneB } : a)]);
        Assert.Equal((VerdictName.PrivateDnsNotInForce, CheckStatus.Failed), (seen.In(Zones).Primary.Name, seen.In(Zones).Status));
    }

    [Fact]
    public void Without_the_interfaces_no_zone_and_no_private_address_is_found_wrong()
    {
        var network = Zones.Denied(ResourceKind.NetworkInterface);
        Assert.Equal(CheckStatus.Passed, InZones.In(network).Status);
        Assert.All(ConnectionResults.Of(InZones.In(network), new CheckRunner(network).ContextOf(network.Endpoints[0])), r =>
            Assert.Equal(CheckStatus.Passed, r.Status));
    }

    [Fact]
    public void Alone_a_given_server_that_does_not_answer_is_a_warning() => Assert.All(
        Enum.GetValues<DnsOutcome>().Where(o => o != DnsOutcome.Answered),
        outcome => Assert.Equal(
            (VerdictName.SplitAnswers, CheckStatus.Warning),
            (Seen.Healthy.Resolving(Seen.Answer(Seen.Name, Seen.A), Seen.Unanswered(outcome) with { Server = "10.0.0.2" }).Alone() is var c
                ? c.Primary.Name : default, c.Status)));

    [Theory]
    [InlineData("10.0.2.10", VerdictName.WrongAddress, CheckStatus.Failed)]
    [InlineData("10.200.0.1", VerdictName.WrongAddress, CheckStatus.Failed)]
    [InlineData("169.254.1.1", VerdictName.WrongAddress, CheckStatus.Failed)]
    [InlineData("127.0.0.1", VerdictName.WrongAddress, CheckStatus.Failed)]
    public void A_private_address_that_is_no_endpoints_is_wrong(string address, VerdictName name, CheckStatus status)
    {
        var verdict = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, address)).In(World.Healthy).On(ProbeStep.Dns)!;
        Assert.Equal((name, status), (verdict.Name, verdict.Status));
    }

    [Fact]
    public void A_name_that_another_endpoint_answers_is_a_warning()
    {
        var network = World.Healthy.WithAnother(WorldChanges.Endpoint("vpce-9", "sqs") with { NetworkInterfaceIds = ["eni-9"] }) with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(World.Interface("eni-9", World.EndpointSubnetA, "10.0.11.99",
                World.EndpointGroup)),
        };
        var verdict = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, "10.0.11.99")).In(network).On(ProbeStep.Dns)!;
        Assert.Equal((VerdictName.OtherEndpointAnswers, CheckStatus.Warning), (verdict.Name, verdict.Status));
        Assert.Contains("vpce-9", verdict.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_interfaces_an_endpoint_is_not_accused_of_a_private_answer() =>
        Assert.Equal(CheckStatus.Passed, Seen.Healthy.In(World.Healthy.Denied(ResourceKind.NetworkInterface)).On(ProbeStep.Dns)!.Status);

    [Fact]
    public void A_gateway_endpoint_is_reached_by_public_addresses_of_its_prefix_list()
    {
        var seen = new ProbeObservation
        {
            Request = new() { Names = [new("s3.us-east-1.amazonaws.com", NameKind.Service)] },
            Vantage = Seen.Healthy.Vantage,
            DnsAnswers = [Seen.Answer("s3.us-east-1.amazonaws.com", "52.216.1.1")],
            TcpAttempts = [Seen.Tcp("52.216.1.1")],
        };
        Assert.Equal(CheckStatus.Passed, seen.In(World.HealthyGateway).Status);
        Assert.Equal(VerdictName.WrongAddress, seen.Resolving(Seen.Answer("s3.us-east-1.amazonaws.com", "8.8.8.8")).In(World.HealthyGateway)
            .On(ProbeStep.Dns)!.Name);
        var unrouted = seen.Connecting(TcpOutcome.TimedOut, "52.216.1.1")
            .In(World.HealthyGateway.WithEndpoint(e => e with { RouteTableIds = [] }).WithRoutes(World.Local("10.0.0.0/16")));
        Assert.Equal((VerdictName.ConnectionTimedOut, CauseKind.Route, true),
            (unrouted.Primary.Name, unrouted.Primary.Causes[0].Kind, unrouted.Primary.Causes[0].IsConfirmed));
    }
}
