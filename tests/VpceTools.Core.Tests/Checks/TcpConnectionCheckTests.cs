using VpceTools.Checks;
using VpceTools.Core.Tests.Probing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class TcpConnectionCheckTests
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
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.Check<TcpConnectionCheck>().Status);

    [Fact]
    public void Fails_with_the_most_probable_cause_first()
    {
        var finding = Run(Seen.Healthy.Connecting(TcpOutcome.TimedOut),
            World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [], egress: []))).Only(CheckStatus.Failed, Severity.High);
        Assert.Contains("time out", finding.Summary, StringComparison.Ordinal);
        Assert.Equal(["app-1"], finding.Evidence.AffectedClients);
    }

    /// <summary>The message is all that the table of Test-VpcEndpoint shows.</summary>
    [Fact]
    public void Its_message_names_the_cause_with_the_rule_or_the_contradiction()
    {
        var blocked = Run(Seen.Healthy.Connecting(TcpOutcome.TimedOut),
            World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [], egress: []))).Message;
        Assert.Contains($"time out. Cause: Security group {World.EndpointGroup}", blocked, StringComparison.Ordinal);
        Assert.Contains("tcp 443 from 10.0.1.10", blocked, StringComparison.Ordinal);

        var open = Run(Seen.Healthy.Connecting(TcpOutcome.TimedOut), World.Healthy).Message;
        Assert.Contains("time out. Most probable: A firewall on this machine (app-1) drops the packets. The configuration says that "
            + "this machine (app-1) gets through", open, StringComparison.Ordinal);
        Assert.EndsWith("the wire says that it does not.", open, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_message_says_that_the_machine_may_be_elsewhere_once()
    {
        var message = Run(Seen.Healthy.Connecting(TcpOutcome.TimedOut).From(Seen.Overlapping), World.Healthy).Message;
        Assert.Equal(2, message.Split("but no interface there has it").Length);
    }

    [Fact]
    public void Cannot_tell_from_outside_the_VPC()
    {
        var open = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "0.0.0.0/0", 443)], egress: []));
        Assert.Equal(CheckStatus.Unknown, Run(Seen.Healthy.From(Seen.Outside).Connecting(TcpOutcome.TimedOut), open).Status);
    }

    [Fact]
    public void Says_why_where_nothing_could_be_probed() =>
        WorldChanges.IsUnknown(Run(Seen.Healthy.On(v => v with { Failure = "The agent is gone." }), World.Healthy), "The agent is gone.");

    private static EndpointTestResult Run(ProbeObservation seen, VpcNetwork network) =>
        new CheckRunner(network, null, [new TcpConnectionCheck()]).Run(network.Endpoints[0], seen).Single();
}
