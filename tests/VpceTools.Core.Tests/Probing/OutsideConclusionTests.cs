using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Probing;
using Xunit;
using static VpceTools.Core.Tests.Probing.Observed;

namespace VpceTools.Core.Tests.Probing;

/// <summary>What a machine outside the VPC, or in a network with the same addresses, can tell.</summary>
public sealed class OutsideConclusionTests
{
    [Theory]
    [InlineData(TcpOutcome.TimedOut, VerdictName.HostOutsideVpc, CheckStatus.Unknown)]
    [InlineData(TcpOutcome.Unreachable, VerdictName.HostOutsideVpc, CheckStatus.Unknown)]
    [InlineData(TcpOutcome.Refused, VerdictName.ConnectionRefused, CheckStatus.Unknown)]
    public void From_outside_the_VPC_neither_silence_nor_a_refusal_is_held_against_the_endpoint(TcpOutcome outcome, VerdictName name,
        CheckStatus status)
    {
        var network = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "0.0.0.0/0", 443)],
            egress: []));
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
    public void An_address_of_the_VPCs_range_that_no_interface_has_is_not_taken_for_one_in_the_VPC(string seen, VerdictName name,
        VerdictName connection)
    {
        var (answer, outcome) = seen switch
        {
            "public and silent" => (Seen.Answer(Seen.Name, "3.5.7.9"), TcpOutcome.TimedOut),
            "unanswered and refused" => (Seen.Unanswered(DnsOutcome.NoSuchName), TcpOutcome.Refused),
            _ => (Seen.Answer(Seen.Name, "10.200.0.1"), TcpOutcome.Unreachable),
        };
        var conclusion = Seen.Healthy.Resolving(answer).Connecting(outcome).From(Seen.Overlapping).In(World.Healthy);

        Assert.Null(conclusion.IsInVpc);
        Assert.Equal((CheckStatus.Unknown, name, connection),
            (conclusion.Status, conclusion.On(ProbeStep.Dns)!.Name, conclusion.On(ProbeStep.Tcp)!.Name));
        Assert.All(conclusion.Verdicts, v =>
        {
            Assert.Equal((CheckStatus.Unknown, CauseKind.HostOutsideVpc, false), (v.Status, v.Causes[0].Kind, v.Causes[0].IsConfirmed));
            Assert.Contains($"{Seen.Overlapping} of this machine (app-1) lies in the range of {World.VpcId}, but no interface there has it",
                v.Causes[0].Text, StringComparison.Ordinal);
            Assert.Empty(v.Contradictions);
        });
        Assert.All(ConnectionResults.Of(conclusion, new CheckRunner(World.Healthy).ContextOf(World.Healthy.Endpoints[0])), r =>
            Assert.NotEqual(CheckStatus.Failed, r.Status));
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
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(World.Interface("eni-z", "subnet-z", Seen.Inside,
                "sg-z") with
            { VpcId = "vpc-9", InstanceId = "i-z" }),
        };
        Assert.False(Public.On(v => v with { Name = "i-z", InstanceId = "i-z" }).In(elsewhere).IsInVpc);
        Assert.True(Public.On(v => v with { Name = "i-a", InstanceId = "i-a", Addresses = [] }).In(elsewhere).IsInVpc);
    }

    [Theory]
    [InlineData(Seen.Outside, null)]
    [InlineData(Seen.Overlapping, CauseKind.HostOutsideVpc)]
    public void What_fails_after_the_connection_is_not_held_against_the_endpoint_from_outside(string machine, CauseKind? cause)
    {
        var fails = Enum.GetValues<TlsOutcome>().Where(o => o != TlsOutcome.Completed)
            .Select(o => Seen.Healthy.Shaking(Seen.Tls(Seen.A, o)))
            .Concat(Enum.GetValues<HttpOutcome>().Where(o => o != HttpOutcome.Answered)
                .Select(o => Seen.Healthy with { HttpAttempts = [Seen.Http(Seen.A) with { Outcome = o }] }))
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
        outcome => Assert.Equal(CauseKind.HostOutsideVpc, Seen.Healthy.Resolving(Seen.Unanswered(outcome)).From(Seen.Outside)
            .In(World.Healthy).On(ProbeStep.Dns)!.Causes[0].Kind));
}
