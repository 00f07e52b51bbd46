using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class PrivateDnsConflictCheckTests
{
    [Fact]
    public void Passes_when_no_other_endpoint_claims_the_name()
    {
        Assert.Equal(CheckStatus.Passed, World.Healthy.Check<PrivateDnsConflictCheck>().Status);
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithAnother(WorldChanges.Endpoint("vpce-2", "sns"))
            .Check<PrivateDnsConflictCheck>().Status);
    }

    [Fact]
    public void Fails_when_two_endpoints_claim_one_name()
    {
        var finding = World.Healthy.WithAnother(WorldChanges.Endpoint("vpce-2", "sqs")).Check<PrivateDnsConflictCheck>()
            .Only(CheckStatus.Failed, Severity.High);
        Assert.Equal("vpce-2", finding.ResourceId);
        Assert.Equal("Names of both: sqs.us-east-1.amazonaws.com.", finding.Evidence.Detail);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Finds_the_same_name_of_different_services()
    {
        // An endpoint service of a customer may have any private name that its owner verified.
        var other = WorldChanges.Endpoint("vpce-2", "x") with
        {
            ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-1",
            DnsEntries = [new("vpce-2-abc.vpce-svc-1.us-east-1.vpce.amazonaws.com", "Z1"), new("SQS.us-east-1.amazonaws.com.", "Z2")],
        };
        World.Healthy.WithAnother(other).Check<PrivateDnsConflictCheck>().Only(CheckStatus.Failed, Severity.High);
    }

    [Fact]
    public void Warns_when_private_dns_is_off_here_and_another_endpoint_answers()
    {
        var finding = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false })
            .WithAnother(WorldChanges.Endpoint("vpce-2", "sqs"))
            .Check<PrivateDnsConflictCheck>().Only(CheckStatus.Warning, Severity.Low);
        Assert.Equal("Clients that use sqs.us-east-1.amazonaws.com are sent to endpoint vpce-2, not to vpce-1.", finding.Summary);
    }

    [Theory]
    [InlineData("available", false, "vpc-1", "Interface")]
    [InlineData("deleted", true, "vpc-1", "Interface")]
    [InlineData("failed", true, "vpc-1", "Interface")]
    [InlineData("available", true, "vpc-2", "Interface")]
    [InlineData("available", true, "vpc-1", "Gateway")]
    public void Endpoints_without_private_dns_gone_or_elsewhere_claim_nothing(string state, bool privateDns, string vpc, string type) =>
        Assert.Equal(CheckStatus.Passed,
            World.Healthy.WithAnother(WorldChanges.Endpoint("vpce-2", "sqs",
                type) with
            { StateName = state, PrivateDnsEnabled = privateDns, VpcId = vpc })
            .Check<PrivateDnsConflictCheck>().Status);

    [Fact]
    public void Is_unknown_when_on_and_no_name_is_known()
    {
        WorldChanges.IsUnknown(World.Healthy.Without(ResourceKind.VpcEndpointService).Check<PrivateDnsConflictCheck>(),
            "aws ec2 describe-vpc-endpoint-services");
        WorldChanges.IsUnknown(World.Healthy.Denied(ResourceKind.VpcEndpointService).Check<PrivateDnsConflictCheck>(),
            "ec2:DescribeVpcEndpointServices");
    }

    [Fact]
    public void Passes_without_the_service_when_private_dns_is_off() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false })
            .Without(ResourceKind.VpcEndpointService)
            .Check<PrivateDnsConflictCheck>().Status);

    [Fact]
    public void Does_not_apply_to_gateway_endpoints() =>
        Assert.Equal(CheckStatus.NotApplicable, World.HealthyGateway.Check<PrivateDnsConflictCheck>().Status);
}
