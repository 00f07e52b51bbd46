using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class EndpointStateCheckTests
{
    [Theory]
    [InlineData("available")]
    [InlineData("Available")]
    [InlineData("AVAILABLE")]
    public void Passes_when_available_in_whatever_case(string state) =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithEndpoint(e => e with { StateName = state }).Check<EndpointStateCheck>().Status);

    [Theory]
    [InlineData("pendingAcceptance", "waits for the service's owner")]
    [InlineData("PendingAcceptance", "waits for the service's owner")]
    [InlineData("rejected", "rejected")]
    [InlineData("failed", "could not be created")]
    [InlineData("expired", "expired")]
    [InlineData("partial", "in part")]
    [InlineData("deleting", "being deleted")]
    [InlineData("deleted", "is deleted")]
    public void Fails_in_every_state_in_which_nobody_gets_through(string state, string says)
    {
        var finding = World.Healthy.WithEndpoint(e => e with { StateName = state }).Check<EndpointStateCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
        Assert.Contains(says, finding.Summary, StringComparison.Ordinal);
        Assert.Equal("BAD_STATE", finding.Evidence.ExplanationCode);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Warns_while_pending() =>
        World.Healthy.WithEndpoint(e => e with { StateName = "pending" }).Check<EndpointStateCheck>()
            .Only(CheckStatus.Warning, Severity.Medium);

    [Fact]
    public void Shows_last_error_and_failure_reason()
    {
        var result = World.Healthy.WithEndpoint(e =>
            e with { StateName = "failed", LastError = "InsufficientFreeAddresses: none left", FailureReason = "no address" })
            .Check<EndpointStateCheck>();
        Assert.Contains("InsufficientFreeAddresses: none left", result.Message, StringComparison.Ordinal);
        Assert.Contains("no address", result.Findings[0].Evidence.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_of_an_available_endpoint_whose_last_change_failed() =>
        World.Healthy.WithEndpoint(e => e with { LastError = "Other: it failed" }).Check<EndpointStateCheck>()
            .Only(CheckStatus.Warning, Severity.Low);

    [Fact]
    public void Says_how_the_owner_of_an_endpoint_service_accepts()
    {
        var finding = World.Healthy.WithEndpoint(e =>
            e with { StateName = "pendingAcceptance", ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-0abc" })
            .Check<EndpointStateCheck>().Only(CheckStatus.Failed, Severity.Critical);
        Assert.Contains("accept-vpc-endpoint-connections --service-id vpce-svc-0abc --vpc-endpoint-ids vpce-1", finding.Recommendation,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_of_a_state_that_it_does_not_know() =>
        Assert.Contains("'hibernating'", World.Healthy.WithEndpoint(e => e with { StateName = "hibernating" }).Check<EndpointStateCheck>()
            .Only(CheckStatus.Warning, Severity.Medium).Summary, StringComparison.Ordinal);

    [Fact]
    public void Is_unknown_without_a_state() =>
        WorldChanges.IsUnknown(World.Healthy.WithEndpoint(e => e with { StateName = "" }).Check<EndpointStateCheck>(),
            "Nobody described the state of vpce-1; this would tell: aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-1.");

    [Theory]
    [InlineData("GatewayLoadBalancer")]
    [InlineData("ServiceNetwork")]
    [InlineData("Tunnel")]
    public void Applies_to_types_of_every_kind(string type) =>
        World.Healthy.WithEndpoint(e => e with { TypeName = type, StateName = "failed" }).Check<EndpointStateCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
}
