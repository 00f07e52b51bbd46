using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class EndpointManagerCheckTests
{
    [Fact]
    public void Passes_when_the_account_manages_the_endpoint() => Assert.Equal(CheckStatus.Passed, World.Healthy.Check<EndpointManagerCheck>().Status);

    [Fact]
    public void Warns_when_a_service_manages_it()
    {
        var finding = World.Healthy.WithEndpoint(e => e with { RequesterManaged = true }).Check<EndpointManagerCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal(World.EndpointId, finding.ResourceId);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Does_not_apply_to_gateway_endpoints() => Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<EndpointManagerCheck>().Status);
}
