using CsCheck;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;
using static VpceTools.Core.Tests.Probing.Observed;

namespace VpceTools.Core.Tests.Probing;

/// <summary>
/// What each observation means, alone and with the configuration: the verdict's name, its status, and the cause that comes first.
/// </summary>
public sealed class ConclusionTests
{
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

    /// <summary>A pipeline looks at the verdict, a person at the rows: neither may say that all is well where the other does not.</summary>
    [Fact]
    public void Where_the_verdict_is_Passed_every_row_is_and_where_it_is_Failed_some_row_is()
    {
        static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
        var answers = Gen.OneOf(
            Any(Enum.GetValues<DnsOutcome>()).Where(o => o != DnsOutcome.Answered).Select(o => (o, Array.Empty<string>())),
            Any<string[]>([Seen.A, Seen.B], [Seen.A], [Seen.B], ["3.5.7.9"], [Seen.A, "3.5.7.9"], ["10.200.0.1"])
                .Select(a => (DnsOutcome.Answered, a)));
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
                DnsAnswers = InZones.DnsAnswers.Select((a, i) => dns[i].Item1 ? a
                    : Seen.Answer(a.Name, dns[i].Item2.Item2) with { Server = a.Server, Outcome = dns[i].Item2.Item1 }).ToValueList(),
                TcpAttempts = [.. tcp.Select((t, i) => Seen.Tcp(i == 0 ? Seen.A : Seen.B, t.Item1 ? TcpOutcome.Connected : t.Item2))],
                TlsAttempts = [.. tls.Select((t, i) => Seen.Tls(i == 0 ? Seen.A : Seen.B, t.Item1 ? TlsOutcome.Completed : t.Item2,
                    t.Item3))],
                HttpAttempts = [.. http.Select((h, i) =>
                    Seen.Http(i == 0 ? Seen.A : Seen.B) with { Outcome = h.Item1 ? HttpOutcome.Answered : h.Item2 })],
            }).From(machine);
            var configuration = network is null ? null : new CheckRunner(network).ContextOf(network.Endpoints[0]);
            var rows = ConnectionResults.Of(ProbeDiagnosis.Conclude(seen, configuration), configuration);
            var isTrue = rows[^1].Status switch
            {
                CheckStatus.Passed => rows.All(r => r.Status == CheckStatus.Passed),
                CheckStatus.Failed => rows.SkipLast(1).Any(r => r.Status == CheckStatus.Failed),
                _ => true,
            };
            Assert.True(isTrue, string.Join('\n', rows.Select(r => $"{r.Status} {r.Step} {r.HostName} {r.Address}: {r.Message}")));
        }, iter: 3000);
    }

    [Fact]
    public void The_first_step_that_fails_is_the_root_cause_and_the_others_follow_in_their_order()
    {
        var conclusion = Public.Connecting(TcpOutcome.TimedOut).On(v => v with { Proxy = "http://proxy:1" })
            .In(Closed.WithEndpoint(e => e with { PrivateDnsEnabled = false }));

        Assert.Equal([VerdictName.PrivateDnsNotInForce, VerdictName.ConnectionTimedOut, VerdictName.ProxyBypassesEndpoint],
            conclusion.Verdicts.Select(v => v.Name));
        Assert.Equal(CheckStatus.Failed, conclusion.Status);
    }

    [Fact]
    public void A_machine_that_did_not_probe_says_why_and_nothing_else()
    {
        var conclusion = Seen.Healthy.On(v => v with { Failure = "The agent is gone." }).In(World.Healthy);

        Assert.Equal((VerdictName.NotProbed, CheckStatus.Unknown, "The agent is gone."),
            (conclusion.Primary.Name, conclusion.Status, conclusion.Primary.Reading));
        Assert.Single(conclusion.Verdicts);
    }

    /// <summary>
    /// Every combination of what each step can come to, with and without a configuration, inside and outside: never an exception, never
    /// silence, never a pass of a failure.
    /// </summary>
    [Fact]
    public void Every_combination_has_a_verdict()
    {
        string[][] answers = [[Seen.A, Seen.B], ["3.5.7.9"], ["10.200.0.1"], ["169.254.1.1"], [Seen.A, "3.5.7.9"], ["fd00:ec2::1"],
            ["2600:1f00::1"]];
        var cases = (
            from dns in answers.Select(a => Seen.Answer(Seen.Name, a))
                .Concat(Enum.GetValues<DnsOutcome>().Where(o => o != DnsOutcome.Answered).Select(Seen.Unanswered))
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
                Assert.All(conclusion.Verdicts, v => Assert.True(v.Status != CheckStatus.Failed
                    && v.Contradictions.All(text => !text.Contains("the wire says that it", StringComparison.Ordinal)), v.Reading));
            if (c.tcp != TcpOutcome.Connected || c.tls is not TlsOutcome.Completed || c.http is not HttpOutcome.Answered
                || c.dns.Outcome != DnsOutcome.Answered)
                Assert.NotEqual(CheckStatus.Passed, conclusion.Status);
        });
        Assert.Equal(14 * (4 + 7 + 4) * 3 * 4, cases.Count);
    }
}
