using VpceTools.Checks;
using VpceTools.Core.Tests.Probing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class TlsHandshakeCheckTests
{
    [Fact]
    public void Passes_where_the_probe_found_nothing()
    {
        var result = Run(Seen.Healthy, World.Healthy);
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void Does_not_apply_without_a_probe() =>
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.Check<TlsHandshakeCheck>().Status);

    [Fact]
    public void Fails_with_the_most_probable_cause_first()
    {
        var finding = Run(Seen.Healthy.Shaking(Seen.Tls(Seen.A, TlsOutcome.Untrusted)), World.Healthy)
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Contains("leads to no authority", finding.Summary, StringComparison.Ordinal);
        Assert.Equal(["app-1"], finding.Evidence.AffectedClients);
    }

    [Fact]
    public void Says_what_stopped_the_probe_and_not_what_else_is_wrong()
    {
        var result = Run(Seen.Healthy.Resolving(Seen.Answer(Seen.Name, "3.5.7.9")).Connecting(TcpOutcome.TimedOut),
            World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false }));
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Matches(@"^The probe ended before this step: Connections to .* time out\.$", result.Message);
    }

    [Fact]
    public void Does_not_apply_where_the_protocol_does_not_begin_with_TLS() => Assert.Equal(
        CheckStatus.NotApplicable,
        Run(Seen.Healthy.Shaking() with { Request = Seen.Healthy.Request with { Port = 587, Protocol = ProbeProtocol.Tcp } },
            World.Healthy).Status);

    [Fact]
    public void Cannot_tell_from_outside_the_VPC()
    {
        var open = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "0.0.0.0/0", 443)], egress: []));
        Assert.Equal(CheckStatus.Unknown, Run(Seen.Healthy.From(Seen.Outside).Connecting(TcpOutcome.TimedOut), open).Status);
        Assert.Equal(CheckStatus.Unknown, Run(Seen.Healthy.From(Seen.Outside).Shaking(Seen.Tls(Seen.A, TlsOutcome.NameMismatch)),
            open).Status);
    }

    [Fact]
    public void Says_why_where_nothing_could_be_probed() =>
        WorldChanges.IsUnknown(Run(Seen.Healthy.On(v => v with { Failure = "The agent is gone." }), World.Healthy), "The agent is gone.");

    private static EndpointTestResult Run(ProbeObservation seen, VpcNetwork network) =>
        new CheckRunner(network, null, [new TlsHandshakeCheck()]).Run(network.Endpoints[0], seen).Single();
}
