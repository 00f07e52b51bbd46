using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// Clients in joined VPCs, live: read where they are asked for, and again where a finding is repaired that was found for them.
/// </summary>
public sealed class RemoteClientsTests : IDisposable
{
    private readonly LiveSession _live = new();

    [Fact]
    public void Without_the_parameter_no_call_is_made_for_them() =>
        Assert.Equal(0, CallsOf("Test-VpcEndpoint vpce-0a1 @live -Check SecurityGroupIngress"));

    [Theory]
    [InlineData("Test-VpcEndpoint vpce-0a1 @live -Check SecurityGroupIngress -IncludeRemoteClients", 1)]
    [InlineData("Get-VpcEndpointFinding vpce-0c1 @live -IncludeRemoteClients", 1)]
    [InlineData("Repair-VpcEndpoint vpce-0c1 @live -IncludeRemoteClients -WhatIf", 1)]
    [InlineData("Get-VpcEndpointFinding vpce-0c1 @live -Check SecurityGroupIngress -IncludeRemoteClients | Repair-VpcEndpoint -WhatIf", 2)]
    [InlineData("Get-VpcEndpointFinding vpce-0c1 @live -Check SecurityGroupIngress | Repair-VpcEndpoint -WhatIf", 0)]
    public void Each_reading_asks_once_what_is_joined(string command, int readings) => Assert.Equal(readings, CallsOf(command));

    public void Dispose() => _live.Dispose();

    private int CallsOf(string command)
    {
        _live.Server.Calls.Clear();
        var result = _live.Invoke(command);
        Assert.Empty(result.Errors);
        return _live.Server.Calls.CountOf("DescribeTransitGatewayVpcAttachments");
    }
}
