using CsCheck;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Probing;

/// <summary>What each observation means, alone and with the configuration: the verdict's name, its status, and the cause that comes first.</summary>
public sealed class ConclusionTests
{
    private static readonly VpcNetwork PrivateDnsOff = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false });
    private static readonly VpcNetwork Closed = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [], egress: []));
    private static readonly ProbeObservation Public = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, "3.5.7.9"));

    [Fact]
    public void All_is_well()
    {
        var conclusion = Seen.Healthy.In(World.Healthy);

        Assert.Equal((VerdictName.EndpointAnswers, CheckStatus.Passed), (conclusion.Primary.Name, conclusion.Status));
        Assert.Equal([ProbeStep.Dns, ProbeStep.Tcp, ProbeStep.Tls, ProbeStep.Http], conclusion.Verdicts.Select(v => v.Step));
        Assert.All(conclusion.Verdicts, v => Assert.Empty(v.Contradictions));
        Assert.Contains("request id abc-123", conclusion.On(ProbeStep.Http)!.Reading, StringComparison.Ordinal);
        Assert.Equal(VerdictName.ServiceAnswers, Seen.Healthy.Alone().Primary.Name);
    }

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
            "stale cache" => Public.Resolving(Seen.Answer(Seen.Name, "3.5.7.9"), Seen.Answer(Seen.Name, Seen.A) with { Server = "10.0.0.2" }).In(World.Healthy),
            "inbound only" => Public.In(World.Healthy.WithEndpoint(e => e with { PrivateDnsOnlyForInboundResolverEndpoint = true })),
            "outside" => Public.From(Seen.Outside).In(World.Healthy),
            _ => Public.In(World.Healthy),
        };

        var verdict = conclusion.On(ProbeStep.Dns)!;
        Assert.Equal((name, status, cause), (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
        Assert.Equal(why != "nothing shown", verdict.Causes[0].IsConfirmed);
        Assert.Equal(why == "nothing shown" ? 1 : 0, verdict.Contradictions.Count);
        Assert.Same(conclusion.Verdicts.OrderBy(v => v.IsProblem ? 0 : v.Status == CheckStatus.Unknown ? 1 : 2).First(), conclusion.Primary);
    }

    [Fact]
    public void A_public_answer_for_a_bare_name_cannot_be_held_against_anybody_unless_an_instance_asked()
    {
        Assert.Equal((VerdictName.PrivateDnsNotInForce, CheckStatus.Unknown), (Public.Alone().Primary.Name, Public.Alone().On(ProbeStep.Dns)!.Status));
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
        Assert.Equal((name, CheckStatus.Unknown), (seen.From(Seen.Outside).In(World.Healthy).Primary.Name, seen.From(Seen.Outside).In(World.Healthy).Status));
        Assert.NotEmpty(seen.In(World.Healthy).Primary.Causes);
    }

    [Fact]
    public void Answers_that_split_between_addresses_resolvers_or_zones_are_said_to()
    {
        var addresses = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, Seen.A, "3.5.7.9")).In(World.Healthy);
        var resolvers = Seen.Healthy.Resolving(Seen.Answer(Seen.Name, Seen.A), Seen.Answer(Seen.Name, "3.5.7.9") with { Server = "10.9.9.9" }).In(World.Healthy);
        var (zoneA, zoneB) = ("vpce-1-abc-us-east-1a.sqs.us-east-1.vpce.amazonaws.com", "vpce-1-abc-us-east-1b.sqs.us-east-1.vpce.amazonaws.com");
        var zones = (Seen.Healthy with
        {
            Request = new() { Names = [new(Seen.Name, NameKind.Service), new(zoneA, NameKind.Zonal), new(zoneB, NameKind.Zonal)] },
            DnsAnswers = [Seen.Answer(Seen.Name, Seen.A, Seen.B), Seen.Answer(zoneA, Seen.A), Seen.Unanswered(DnsOutcome.NoSuchName) with { Name = zoneB }],
        }).In(World.Healthy);

        Assert.All([addresses, resolvers, zones], c => Assert.Equal((VerdictName.SplitAnswers, CheckStatus.Warning), (c.Primary.Name, c.Status)));
        Assert.Contains("10.9.9.9", resolvers.Primary.Causes[0].Text, StringComparison.Ordinal);
        Assert.Contains(zoneB, zones.Primary.Reading, StringComparison.Ordinal);
    }

    private const string ZoneA = "vpce-1-abc-us-east-1a.sqs.us-east-1.vpce.amazonaws.com";
    private const string ZoneB = "vpce-1-abc-us-east-1b.sqs.us-east-1.vpce.amazonaws.com";

    /// <summary>The healthy observation with the names of both zones, asked of the system and of a given server, in a network whose interfaces have zones.</summary>
    private static readonly ProbeObservation InZones = Seen.Healthy with
    {
        Request = new() { Names = [.. Seen.Healthy.Request.Names, new(ZoneA, NameKind.Zonal), new(ZoneB, NameKind.Zonal)], DnsServers = ["10.0.0.2"] },
        DnsAnswers =
        [
            Seen.Answer(Seen.Name, Seen.A, Seen.B), Seen.Answer(Seen.OwnName, Seen.A, Seen.B), Seen.Answer(ZoneA, Seen.A), Seen.Answer(ZoneB, Seen.B),
            Seen.Answer(Seen.Name, Seen.A, Seen.B) with { Server = "10.0.0.2" },
        ],
    };

    private static readonly VpcNetwork Zones = World.Healthy with
    {
        NetworkInterfaces = World.Healthy.NetworkInterfaces.Select(n => n with { AvailabilityZone = n.SubnetId.EndsWith('a') ? "us-east-1a" : "us-east-1b" }).ToValueList(),
    };

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
    public void A_wrong_answer_beside_a_right_one_is_a_warning_that_names_it(string who, string? address, DnsOutcome outcome, CauseKind cause)
    {
        var seen = InZones with
        {
            DnsAnswers = InZones.DnsAnswers.Select(a => who != (a.Server ?? a.Name) ? a : Seen.Answer(a.Name, address is null ? [] : [address]) with { Server = a.Server, Outcome = outcome }).ToValueList(),
        };

        Assert.Equal(CheckStatus.Passed, InZones.In(Zones).Status);
        var verdict = seen.In(Zones).Primary;
        Assert.Equal((VerdictName.SplitAnswers, CheckStatus.Warning, cause), (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
        Assert.Contains(who, verdict.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_another_name_does_not_hide_what_is_wrong_with_the_services()
    {
        var seen = InZones.Resolving([Seen.Answer(Seen.Name, "3.5.7.9"), .. InZones.DnsAnswers.Skip(1).Select(a => a.Name == ZoneB ? Seen.Unanswered(DnsOutcome.NoSuchName) with { Name = ZoneB } : a)]);
        Assert.Equal((VerdictName.PrivateDnsNotInForce, CheckStatus.Failed), (seen.In(Zones).Primary.Name, seen.In(Zones).Status));
    }

    [Fact]
    public void Without_the_interfaces_no_zone_and_no_private_address_is_found_wrong()
    {
        var network = Zones.Denied(ResourceKind.NetworkInterface);
        Assert.Equal(CheckStatus.Passed, InZones.In(network).Status);
        Assert.All(ConnectionResults.Of(InZones.In(network), new CheckRunner(network).ContextOf(network.Endpoints[0])), r => Assert.Equal(CheckStatus.Passed, r.Status));
    }

    [Fact]
    public void Alone_a_given_server_that_does_not_answer_is_a_warning() => Assert.All(
        Enum.GetValues<DnsOutcome>().Where(o => o != DnsOutcome.Answered),
        outcome => Assert.Equal(
            (VerdictName.SplitAnswers, CheckStatus.Warning),
            (Seen.Healthy.Resolving(Seen.Answer(Seen.Name, Seen.A), Seen.Unanswered(outcome) with { Server = "10.0.0.2" }).Alone() is var c ? c.Primary.Name : default, c.Status)));

    /// <summary>A pipeline looks at the verdict, a person at the rows: neither may say that all is well where the other does not.</summary>
    [Fact]
    public void Where_the_verdict_is_Passed_every_row_is_and_where_it_is_Failed_some_row_is()
    {
        static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
        var answers = Gen.OneOf(
            Any(Enum.GetValues<DnsOutcome>()).Where(o => o != DnsOutcome.Answered).Select(o => (o, Array.Empty<string>())),
            Any<string[]>([Seen.A, Seen.B], [Seen.A], [Seen.B], ["3.5.7.9"], [Seen.A, "3.5.7.9"], ["10.200.0.1"]).Select(a => (DnsOutcome.Answered, a)));
        var mostlyRight = Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false)));
        var cases = Gen.Select(
            Gen.Select(mostlyRight, answers).Array[InZones.DnsAnswers.Count],
            Gen.Select(mostlyRight, Any(Enum.GetValues<TcpOutcome>())).Array[2],
            Gen.Select(mostlyRight, Any(Enum.GetValues<TlsOutcome>()), Any(Seen.Name, ZoneA)).Array[2],
            Gen.Select(mostlyRight, Any(Enum.GetValues<HttpOutcome>())).Array[2],
            Any(Seen.Inside, Seen.Outside, Seen.Overlapping),
            Any(Zones, Closed, PrivateDnsOff, Zones.Denied(ResourceKind.NetworkInterface), null));
        cases.Sample((dns, tcp, tls, http, machine, network) =>
        {
            var seen = (InZones with
            {
                DnsAnswers = InZones.DnsAnswers.Select((a, i) => dns[i].Item1 ? a : Seen.Answer(a.Name, dns[i].Item2.Item2) with { Server = a.Server, Outcome = dns[i].Item2.Item1 }).ToValueList(),
                TcpAttempts = [.. tcp.Select((t, i) => Seen.Tcp(i == 0 ? Seen.A : Seen.B, t.Item1 ? TcpOutcome.Connected : t.Item2))],
                TlsAttempts = [.. tls.Select((t, i) => Seen.Tls(i == 0 ? Seen.A : Seen.B, t.Item1 ? TlsOutcome.Completed : t.Item2, t.Item3))],
                HttpAttempts = [.. http.Select((h, i) => Seen.Http(i == 0 ? Seen.A : Seen.B) with { Outcome = h.Item1 ? HttpOutcome.Answered : h.Item2 })],
            }).From(machine);
            var configuration = network is null ? null : new CheckRunner(network).ContextOf(network.Endpoints[0]);
            var rows = ConnectionResults.Of(Conclusions.Of(seen, configuration), configuration);
            var isTrue = rows[^1].Status switch
            {
                CheckStatus.Passed => rows.All(r => r.Status == CheckStatus.Passed),
                CheckStatus.Failed => rows.SkipLast(1).Any(r => r.Status == CheckStatus.Failed),
                _ => true,
            };
            Assert.True(isTrue, string.Join('\n', rows.Select(r => $"{r.Status} {r.Step} {r.HostName} {r.Address}: {r.Message}")));
        }, iter: 3000);
    }

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
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(World.Interface("eni-9", World.EndpointSubnetA, "10.0.11.99", World.EndpointGroup)),
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
        Assert.Equal(VerdictName.WrongAddress, seen.Resolving(Seen.Answer("s3.us-east-1.amazonaws.com", "8.8.8.8")).In(World.HealthyGateway).On(ProbeStep.Dns)!.Name);
        var unrouted = seen.Connecting(TcpOutcome.TimedOut, "52.216.1.1").In(World.HealthyGateway.WithEndpoint(e => e with { RouteTableIds = [] }).WithRoutes(World.Local("10.0.0.0/16")));
        Assert.Equal((VerdictName.ConnectionTimedOut, CauseKind.Route, true), (unrouted.Primary.Name, unrouted.Primary.Causes[0].Kind, unrouted.Primary.Causes[0].IsConfirmed));
    }

    [Theory]
    [InlineData(TcpOutcome.TimedOut, VerdictName.ConnectionTimedOut, CauseKind.HostFirewall)]
    [InlineData(TcpOutcome.Refused, VerdictName.ConnectionRefused, CauseKind.NotAnEndpoint)]
    [InlineData(TcpOutcome.Unreachable, VerdictName.ConnectionUnreachable, CauseKind.Route)]
    [InlineData(TcpOutcome.Failed, VerdictName.ConnectionFailed, CauseKind.HostFirewall)]
    public void A_connection_that_fails_against_an_open_configuration_shows_the_contradiction(TcpOutcome outcome, VerdictName name, CauseKind cause)
    {
        var verdict = Seen.Healthy.Connecting(outcome).In(World.Healthy).Primary;

        Assert.Equal((name, CheckStatus.Failed, cause), (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
        Assert.Contains("the wire says that it does not", Assert.Single(verdict.Contradictions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_out_is_blamed_on_exactly_the_rule_from_the_view_of_the_machine()
    {
        var group = Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(Closed).Primary;
        Assert.Equal((CauseKind.SecurityGroup, World.EndpointGroup, true), (group.Causes[0].Kind, group.Causes[0].ResourceId, group.Causes[0].IsConfirmed));
        Assert.Contains("10.0.1.10", group.Causes[0].Rule, StringComparison.Ordinal);
        Assert.Empty(group.Contradictions);

        var acl = Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB], World.AllowAll(100, true)))).Primary;
        Assert.Equal((CauseKind.NetworkAcl, World.EndpointAcl), (acl.Causes[0].Kind, acl.Causes[0].ResourceId));

        // Only the other client is shut out: not this machine's concern.
        var other = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "10.0.1.0/24", 443)], egress: []));
        Assert.Single(Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(other).Primary.Contradictions);
        Assert.DoesNotContain(Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(other).Primary.Causes, c => c.Kind == CauseKind.SecurityGroup);
    }

    [Fact]
    public void An_instance_is_judged_by_its_own_interface()
    {
        var seen = Seen.Healthy.Connecting(TcpOutcome.TimedOut).On(v => v with { Name = "i-a", InstanceId = "i-a", Addresses = [] });

        var verdict = seen.In(Closed).Primary;

        Assert.Equal((VerdictName.ConnectionTimedOut, CheckStatus.Failed, CauseKind.SecurityGroup), (verdict.Name, verdict.Status, verdict.Causes[0].Kind));
    }

    [Fact]
    public void Evidence_that_is_missing_leaves_the_cause_open_and_shows_no_contradiction()
    {
        var verdict = Seen.Healthy.Connecting(TcpOutcome.TimedOut).In(World.Healthy.Denied(ResourceKind.NetworkAcl)).Primary;

        Assert.Contains(verdict.Causes, c => c.Kind == CauseKind.Undecided && c.Check == "NetworkAcl");
        Assert.Empty(verdict.Contradictions);
    }

    [Fact]
    public void A_connection_that_opens_against_a_closed_configuration_shows_the_contradiction()
    {
        var conclusion = Seen.Healthy.In(Closed);

        Assert.Equal(CheckStatus.Passed, conclusion.Status);
        Assert.Contains("the wire says that it does:", Assert.Single(conclusion.On(ProbeStep.Tcp)!.Contradictions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_leads_to_the_endpoint_although_private_DNS_is_off_shows_the_contradiction() =>
        Assert.Single(Seen.Healthy.In(PrivateDnsOff).On(ProbeStep.Dns)!.Contradictions);

    [Theory]
    [InlineData(TcpOutcome.TimedOut, VerdictName.HostOutsideVpc, CheckStatus.Unknown)]
    [InlineData(TcpOutcome.Unreachable, VerdictName.HostOutsideVpc, CheckStatus.Unknown)]
    [InlineData(TcpOutcome.Refused, VerdictName.ConnectionRefused, CheckStatus.Unknown)]
    public void From_outside_the_VPC_neither_silence_nor_a_refusal_is_held_against_the_endpoint(TcpOutcome outcome, VerdictName name, CheckStatus status)
    {
        var network = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "0.0.0.0/0", 443)], egress: []));
        var verdict = Seen.Healthy.From(Seen.Outside).Connecting(outcome).In(network).On(ProbeStep.Tcp)!;

        Assert.Equal((name, status), (verdict.Name, verdict.Status));
        Assert.Contains("so this may say nothing about the endpoint.", verdict.Reading, StringComparison.Ordinal);
    }

    public static TheoryData<string, VerdictName, VerdictName> FromAnOverlappingNetwork { get; } = new()
    {
        { "public and silent", VerdictName.PrivateDnsNotInForce, VerdictName.ConnectionTimedOut },
        { "unanswered and refused", VerdictName.NameNotFound, VerdictName.ConnectionRefused },
        { "wrong and unreachable", VerdictName.WrongAddress, VerdictName.ConnectionUnreachable },
    };

    /// <summary>10.0.0.0/16 is the VPC's range, and that of many a home.</summary>
    [Theory, MemberData(nameof(FromAnOverlappingNetwork))]
    public void An_address_of_the_VPCs_range_that_no_interface_has_is_not_taken_for_one_in_the_VPC(string seen, VerdictName name, VerdictName connection)
    {
        var (answer, outcome) = seen switch
        {
            "public and silent" => (Seen.Answer(Seen.Name, "3.5.7.9"), TcpOutcome.TimedOut),
            "unanswered and refused" => (Seen.Unanswered(DnsOutcome.NoSuchName), TcpOutcome.Refused),
            _ => (Seen.Answer(Seen.Name, "10.200.0.1"), TcpOutcome.Unreachable),
        };
        var conclusion = Seen.Healthy.Resolving(answer).Connecting(outcome).From(Seen.Overlapping).In(World.Healthy);

        Assert.Null(conclusion.IsInVpc);
        Assert.Equal((CheckStatus.Unknown, name, connection), (conclusion.Status, conclusion.On(ProbeStep.Dns)!.Name, conclusion.On(ProbeStep.Tcp)!.Name));
        Assert.All(conclusion.Verdicts, v =>
        {
            Assert.Equal((CheckStatus.Unknown, CauseKind.HostOutsideVpc, false), (v.Status, v.Causes[0].Kind, v.Causes[0].IsConfirmed));
            Assert.Contains($"{Seen.Overlapping} of this machine (app-1) lies in the range of {World.VpcId}, but no interface there has it", v.Causes[0].Text, StringComparison.Ordinal);
            Assert.Empty(v.Contradictions);
        });
        Assert.All(ConnectionResults.Of(conclusion, new CheckRunner(World.Healthy).ContextOf(World.Healthy.Endpoints[0])), r => Assert.NotEqual(CheckStatus.Failed, r.Status));
    }

    [Fact]
    public void What_opens_from_an_overlapping_network_contradicts_nothing_and_what_the_configuration_shows_is_still_named()
    {
        Assert.All(Seen.Healthy.From(Seen.Overlapping).In(Closed).Verdicts, v => Assert.Empty(v.Contradictions));
        var blocked = Seen.Healthy.Connecting(TcpOutcome.TimedOut).From(Seen.Overlapping).In(Closed).On(ProbeStep.Tcp)!;
        Assert.Equal((CauseKind.SecurityGroup, true), (blocked.Causes[0].Kind, blocked.Causes[0].IsConfirmed));
        Assert.Contains(blocked.Causes, c => c.Kind == CauseKind.HostOutsideVpc);
    }

    [Fact]
    public void An_instance_that_is_known_in_another_VPC_is_outside_whatever_its_address()
    {
        var elsewhere = World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(World.Interface("eni-z", "subnet-z", Seen.Inside, "sg-z") with { VpcId = "vpc-9", InstanceId = "i-z" }),
        };
        Assert.False(Public.On(v => v with { Name = "i-z", InstanceId = "i-z" }).In(elsewhere).IsInVpc);
        Assert.True(Public.On(v => v with { Name = "i-a", InstanceId = "i-a", Addresses = [] }).In(elsewhere).IsInVpc);
    }

    [Fact]
    public void Some_addresses_that_fail_are_a_warning_that_names_them()
    {
        var seen = Seen.Healthy with { TcpAttempts = [Seen.Tcp(Seen.A), Seen.Tcp(Seen.B, TcpOutcome.TimedOut)] };

        Assert.Equal((VerdictName.SomeConnectionsFail, CheckStatus.Warning), (seen.In(World.Healthy).Primary.Name, seen.In(World.Healthy).Status));
        Assert.Contains(Seen.B, seen.In(World.Healthy).Primary.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void Alone_every_reason_that_fits_a_time_out_is_named_in_the_articles_order() => Assert.Equal(
        [CauseKind.SecurityGroup, CauseKind.NetworkAcl, CauseKind.Route, CauseKind.HostFirewall],
        Seen.Healthy.Connecting(TcpOutcome.TimedOut).Alone().Primary.Causes.Select(c => c.Kind));

    [Theory]
    [InlineData(TlsOutcome.TimedOut, VerdictName.HandshakeTimedOut, CauseKind.PathMtu)]
    [InlineData(TlsOutcome.Closed, VerdictName.HandshakeClosed, CauseKind.Middlebox)]
    [InlineData(TlsOutcome.Failed, VerdictName.HandshakeFailed, CauseKind.WrongPort)]
    [InlineData(TlsOutcome.NameMismatch, VerdictName.CertificateNameMismatch, CauseKind.InterceptingProxy)]
    [InlineData(TlsOutcome.Expired, VerdictName.CertificateExpired, CauseKind.HostTrust)]
    [InlineData(TlsOutcome.Untrusted, VerdictName.CertificateUntrusted, CauseKind.InterceptingProxy)]
    public void A_handshake_that_fails_has_a_verdict_of_its_own(TlsOutcome outcome, VerdictName name, CauseKind cause)
    {
        var seen = Seen.Healthy.Shaking(Seen.Tls(Seen.A, outcome), Seen.Tls(Seen.B, outcome));

        Assert.All([seen.In(World.Healthy), seen.Alone()], c => Assert.Equal((name, CheckStatus.Failed, cause), (c.Primary.Name, c.Primary.Status, c.Primary.Causes[0].Kind)));
    }

    [Theory]
    [InlineData(Seen.Outside, null)]
    [InlineData(Seen.Overlapping, CauseKind.HostOutsideVpc)]
    public void What_fails_after_the_connection_is_not_held_against_the_endpoint_from_outside(string machine, CauseKind? cause)
    {
        var fails = Enum.GetValues<TlsOutcome>().Where(o => o != TlsOutcome.Completed).Select(o => Seen.Healthy.Shaking(Seen.Tls(Seen.A, o)))
            .Concat(Enum.GetValues<HttpOutcome>().Where(o => o != HttpOutcome.Answered).Select(o => Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A) with { Outcome = o }] }))
            .Append(Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, 403, "because no VPC endpoint policy allows the action")] });

        Assert.All(fails.Select(seen => seen.From(machine).In(World.Healthy)), c =>
        {
            Assert.Equal(CheckStatus.Unknown, c.Status);
            var verdict = c.Verdicts.Single(v => v.Step is ProbeStep.Tls or ProbeStep.Http && v.Status != CheckStatus.Passed);
            Assert.Matches(@"(so this may say nothing about the endpoint|newer than the evidence)\.$", verdict.Reading);
            Assert.True(cause is null || (verdict.Causes[0].Kind, verdict.Causes[0].IsConfirmed) == (cause, false));
        });
    }

    [Fact]
    public void No_answer_outside_the_VPC_is_put_down_to_being_outside() => Assert.All(
        Enum.GetValues<DnsOutcome>().Where(o => o != DnsOutcome.Answered),
        outcome => Assert.Equal(CauseKind.HostOutsideVpc, Seen.Healthy.Resolving(Seen.Unanswered(outcome)).From(Seen.Outside).In(World.Healthy).On(ProbeStep.Dns)!.Causes[0].Kind));

    [Fact]
    public void A_certificate_that_lacks_the_endpoints_own_name_is_told_from_an_intercepting_proxy()
    {
        var own = Seen.Healthy.Shaking(Seen.Tls(Seen.A), Seen.Tls(Seen.A, TlsOutcome.NameMismatch, Seen.OwnName)).In(World.Healthy);
        Assert.Equal((VerdictName.CertificateNameMismatch, CheckStatus.Warning), (own.Primary.Name, own.Status));
        Assert.Equal((CauseKind.EndpointSpecificName, true), (own.Primary.Causes[0].Kind, own.Primary.Causes[0].IsConfirmed));
        Assert.Contains(Seen.Name, own.Primary.Advice, StringComparison.Ordinal);

        var unproven = Seen.Healthy.Shaking(Seen.Tls(Seen.A, TlsOutcome.NameMismatch, Seen.OwnName)).In(World.Healthy);
        Assert.Equal((CheckStatus.Failed, CauseKind.EndpointSpecificName, false), (unproven.Status, unproven.Primary.Causes[0].Kind, unproven.Primary.Causes[0].IsConfirmed));
    }

    [Fact]
    public void A_403_of_the_policy_is_blamed_on_it_and_any_other_status_is_an_answer()
    {
        const string Message = "because no VPC endpoint policy allows the sqs:ListQueues action";
        var seen = Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, 403, Message)] };
        var denyAll = World.Healthy.WithEndpoint(e => e with { PolicyDocument = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""" });

        Assert.Equal((VerdictName.EndpointPolicyDenies, CheckStatus.Failed), (seen.In(denyAll).Primary.Name, seen.In(denyAll).Status));
        Assert.Empty(seen.In(denyAll).Primary.Contradictions);
        Assert.Contains(denyAll.Endpoints[0].Id, seen.In(denyAll).Primary.Causes[0].ToString(), StringComparison.Ordinal);
        Assert.Single(seen.In(World.Healthy).Primary.Contradictions);
        Assert.All([200, 301, 403, 404, 500], status => Assert.Equal(CheckStatus.Passed, (Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A, status)] }).In(World.Healthy).Status));
    }

    [Theory]
    [InlineData(HttpOutcome.TimedOut)]
    [InlineData(HttpOutcome.Closed)]
    [InlineData(HttpOutcome.Failed)]
    public void A_request_without_an_answer_is_a_failure_unless_another_address_answers(HttpOutcome outcome)
    {
        var silent = Seen.Http(Seen.A) with { Outcome = outcome, StatusCode = null };

        Assert.Equal((VerdictName.RequestUnanswered, CheckStatus.Failed), ((Seen.Healthy with { HttpAttempts = [silent] }).In(World.Healthy).Primary.Name, (Seen.Healthy with { HttpAttempts = [silent] }).In(World.Healthy).Status));
        Assert.Equal(CheckStatus.Warning, (Seen.Healthy with { HttpAttempts = [silent, Seen.Http(Seen.B)] }).In(World.Healthy).Status);
    }

    [Fact]
    public void A_proxy_that_takes_the_requests_past_the_endpoint_is_a_warning_unless_the_name_is_exempt()
    {
        var proxied = Seen.Healthy.On(v => v with { Proxy = "http://proxy.corp:3128", NoProxy = "169.254.169.254" });

        Assert.Equal((VerdictName.ProxyBypassesEndpoint, CheckStatus.Warning), (proxied.In(World.Healthy).Primary.Name, proxied.In(World.Healthy).Status));
        Assert.Equal(CheckStatus.Passed, proxied.On(v => v with { NoProxy = ".amazonaws.com" }).In(World.Healthy).Status);
    }

    [Fact]
    public void The_first_step_that_fails_is_the_root_cause_and_the_others_follow_in_their_order()
    {
        var conclusion = Public.Connecting(TcpOutcome.TimedOut).On(v => v with { Proxy = "http://proxy:1" }).In(Closed.WithEndpoint(e => e with { PrivateDnsEnabled = false }));

        Assert.Equal([VerdictName.PrivateDnsNotInForce, VerdictName.ConnectionTimedOut, VerdictName.ProxyBypassesEndpoint], conclusion.Verdicts.Select(v => v.Name));
        Assert.Equal(CheckStatus.Failed, conclusion.Status);
    }

    [Fact]
    public void A_machine_that_did_not_probe_says_why_and_nothing_else()
    {
        var conclusion = Seen.Healthy.On(v => v with { Failure = "The agent is gone." }).In(World.Healthy);

        Assert.Equal((VerdictName.NotProbed, CheckStatus.Unknown, "The agent is gone."), (conclusion.Primary.Name, conclusion.Status, conclusion.Primary.Reading));
        Assert.Single(conclusion.Verdicts);
    }

    /// <summary>Every combination of what each step can come to, with and without a configuration, inside and outside: never an exception, never silence, never a pass of a failure.</summary>
    [Fact]
    public void Every_combination_has_a_verdict()
    {
        string[][] answers = [[Seen.A, Seen.B], ["3.5.7.9"], ["10.200.0.1"], ["169.254.1.1"], [Seen.A, "3.5.7.9"], ["fd00:ec2::1"], ["2600:1f00::1"]];
        var cases = (
            from dns in answers.Select(a => Seen.Answer(Seen.Name, a)).Concat(Enum.GetValues<DnsOutcome>().Where(o => o != DnsOutcome.Answered).Select(Seen.Unanswered))
            from tcp in Enum.GetValues<TcpOutcome>()
            from tls in tcp == TcpOutcome.Connected ? Enum.GetValues<TlsOutcome>().Cast<TlsOutcome?>() : [null]
            from http in tls == TlsOutcome.Completed ? Enum.GetValues<HttpOutcome>().Cast<HttpOutcome?>() : [null]
            from machine in new[] { Seen.Inside, Seen.Outside, Seen.Overlapping }
            from network in new[] { World.Healthy, Closed, PrivateDnsOff, null }
            select (dns, tcp, tls, http, machine, network)).ToList();

        Assert.All(cases, c =>
        {
            var seen = (Seen.Healthy with
            {
                DnsAnswers = [c.dns],
                TcpAttempts = [Seen.Tcp(Seen.A, c.tcp), Seen.Tcp(Seen.B, c.tcp)],
                TlsAttempts = c.tls is { } tls ? [Seen.Tls(Seen.A, tls)] : [],
                HttpAttempts = c.http is { } http ? [Seen.Http(Seen.A) with { Outcome = http }] : [],
            }).From(c.machine);
            var conclusion = c.network is null ? seen.Alone() : seen.In(c.network);
            Assert.All(conclusion.Verdicts, v => Assert.EndsWith(".", v.Reading, StringComparison.Ordinal));
            Assert.All(conclusion.Verdicts.Where(v => v.IsProblem), v => Assert.NotEmpty(v.Causes));
            if (c.machine == Seen.Overlapping && c.network is not null && c.tls is null)
                Assert.All(conclusion.Verdicts, v => Assert.True(v.Status != CheckStatus.Failed && v.Contradictions.All(text => !text.Contains("the wire says that it", StringComparison.Ordinal)), v.Reading));
            if (c.tcp != TcpOutcome.Connected || c.tls is not TlsOutcome.Completed || c.http is not HttpOutcome.Answered || c.dns.Outcome != DnsOutcome.Answered)
                Assert.NotEqual(CheckStatus.Passed, conclusion.Status);
        });
        Assert.Equal(13 * (4 + 6 + 4) * 3 * 4, cases.Count);
    }
}
