using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>
/// A finding that is repaired brings the question that it answers: for that the network is read anew, with all that this question takes.
/// </summary>
public sealed class RereadingTests : IDisposable
{
    private const string Block = "10.1.0.21/32";
    private readonly LiveSession _live =
        new(Ec2World.FromSnapshot(Path.Combine(RepositoryFiles.Root, "samples", "spoke-propagation")));

    [Theory]
    [InlineData($"-ClientCidr {Block}")]
    [InlineData("-ClientInstanceId i-0c7e5a3d9f1b28460")]
    [InlineData("-IncludeRemoteClients")]
    public void A_repair_from_a_finding_reads_what_the_finding_took(string clients)
    {
        var found = Calls($"$global:f = Get-VpcEndpointFinding @live -Check TransitGateway {clients}; $f.Count");
        Assert.Contains("SearchTransitGatewayRoutes", found);

        var repaired = Calls("$global:r = $f | Repair-VpcEndpoint -WhatIf");

        Assert.Equal(found.Distinct(), found.Intersect(repaired));
        Assert.All(_live.Invoke("$r | ForEach-Object { \"$($_.Status) $($_.Error)\" }").Succeeded().Select(o => $"{o}"), line =>
            Assert.DoesNotContain("AlreadyDone", line, StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_read_any_more_is_not_taken_for_mended()
    {
        _live.Invoke($"$global:f = Get-VpcEndpointFinding @live -Check TransitGateway -ClientCidr {Block}").Succeeded();
        _live.Server.On("SearchTransitGatewayRoutes", Ec2Behaviour.Denied());

        var line = Assert.Single(_live.Invoke("$f | Repair-VpcEndpoint -Force | ForEach-Object { \"$($_.Status) $($_.Error)\" }").Output,
            o => $"{o}".Length > 0);

        Assert.StartsWith("Refused Whether the problem is still there is not known. ", $"{line}", StringComparison.Ordinal);
        Assert.Contains("ec2:SearchTransitGatewayRoutes", $"{line}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"Test-VpcEndpointPath -From {Block} -To secretsmanager @live")]
    [InlineData($"Test-VpcEndpoint @live -ClientCidr {Block} -Check TransitGateway")]
    public void A_block_that_is_named_as_client_has_what_lies_between_read(string command) =>
        Assert.Contains("SearchTransitGatewayRoutes", Calls(command));

    public void Dispose() => _live.Dispose();

    private List<string> Calls(string command)
    {
        _live.Server.Calls.Clear();
        Assert.Empty(_live.Invoke(command).Errors);
        return [.. _live.Server.Calls.All.Select(call => call.Operation).Order(StringComparer.Ordinal)];
    }
}
