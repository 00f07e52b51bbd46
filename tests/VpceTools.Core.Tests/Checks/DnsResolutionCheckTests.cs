using VpceTools.Checks;
using VpceTools.Core.Tests.Probing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class DnsResolutionCheckTests
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
        Assert.Equal(CheckStatus.NotApplicable, World.Healthy.Check<DnsResolutionCheck>().Status);

    [Fact]
    public void Fails_with_the_most_probable_cause_first()
    {
        var finding = Run(Seen.Healthy.Resolving(Seen.Answer(Seen.Name, "3.5.7.9")),
            World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false })).Only(CheckStatus.Failed, Severity.High);
        Assert.Contains("private DNS is not in force", finding.Summary, StringComparison.Ordinal);
        Assert.Equal(["app-1"], finding.Evidence.AffectedClients);
    }

    [Fact]
    public void Cannot_tell_from_outside_the_VPC()
    {
        var open = World.Healthy.WithGroup(World.Group(World.EndpointGroup, ingress: [World.Allow("tcp", "0.0.0.0/0", 443)], egress: []));
        Assert.Equal(CheckStatus.Unknown, Run(Seen.Healthy.Resolving(Seen.Answer(Seen.Name, "3.5.7.9")).From(Seen.Outside), open).Status);
    }

    [Fact]
    public void Says_why_where_nothing_could_be_probed() =>
        WorldChanges.IsUnknown(Run(Seen.Healthy.On(v => v with { Failure = "The agent is gone." }), World.Healthy), "The agent is gone.");

    private static EndpointTestResult Run(ProbeObservation seen, VpcNetwork network) =>
        new CheckRunner(network, null, [new DnsResolutionCheck()]).Run(network.Endpoints[0], seen).Single();
}
