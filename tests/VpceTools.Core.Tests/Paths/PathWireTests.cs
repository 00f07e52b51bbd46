using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;
using VpceTools.Probing;
using Xunit;

namespace VpceTools.Core.Tests.Paths;

/// <summary>Where the wire is not what was computed, it is named; where either cannot tell, nothing is.</summary>
public sealed class PathWireTests
{
    private static readonly EndpointPath Computed = Find(World.Healthy);

    [Fact]
    public void What_agrees_has_no_difference_and_the_client_is_recognised()
    {
        var wire = PathWire.From(Computed, Seen(Computed.Given!.Addresses[0].ToString(), TcpOutcome.Connected, TlsOutcome.Completed));
        Assert.Equal((CheckStatus.Passed, true), (wire.Status, wire.IsClient));
        Assert.Empty(wire.Differences);
    }

    [Theory]
    [InlineData("52.94.1.1", TcpOutcome.Connected, TlsOutcome.Completed, "on the wire leads to 52.94.1.1")]
    [InlineData(null, TcpOutcome.TimedOut, null, "does not answer in time")]
    [InlineData(null, TcpOutcome.Connected, TlsOutcome.NameMismatch, "shows a certificate for")]
    public void A_difference_says_both(string? address, TcpOutcome tcp, TlsOutcome? tls, string expected) =>
        Assert.Contains(expected, Assert.Single(PathWire.From(Computed,
            Seen(address ?? Computed.Given!.Addresses[0].Address.ToString(), tcp, tls)).Differences), StringComparison.Ordinal);

    [Fact]
    public void What_is_computed_to_be_blocked_and_connects_is_a_difference()
    {
        var blocked = Find(World.Healthy.WithGroup(World.Group(World.EndpointGroup, [], [])));
        Assert.Equal(PathVerdict.Blocked, blocked.Verdict);
        Assert.Contains("connects", Assert.Single(PathWire.From(blocked,
            Seen(blocked.Given!.Addresses[0].Address.ToString(), TcpOutcome.Connected, null)).Differences), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_probed_is_unknown_and_no_difference()
    {
        var seen = Seen("10.0.11.10", TcpOutcome.Connected, null);
        var wire = PathWire.From(Computed, seen with { Vantage = seen.Vantage with { Failure = "The instance is not managed." } });
        Assert.Equal(CheckStatus.Unknown, wire.Status);
        Assert.Equal(["The instance is not managed."], wire.Remarks);
        Assert.Empty(wire.Differences);
        var elsewhere = seen with { Vantage = seen.Vantage with { Addresses = [IpAddress.Parse("192.0.2.1")] } };
        Assert.False(PathWire.From(Computed, elsewhere).IsClient);
    }

    private static EndpointPath Find(VpcNetwork network)
    {
        var finder = new PathFinder([network], new());
        return finder.Find(network, finder.Clients().First(c => c.Client.Id == World.AppInterfaceA).Client,
            PathDestination.Parse("sqs", "us-east-1")!);
    }

    private static ProbeObservation Seen(string address, TcpOutcome tcp, TlsOutcome? tls)
    {
        var at = IpAddress.Parse(address.Split(' ')[0]);
        return new()
        {
            Request = new() { Names = [new("sqs.us-east-1.amazonaws.com", NameKind.Given)] },
            Vantage = new() { Name = "machine", Addresses = [IpAddress.Parse(Computed.Client!.Addresses.Minimum.ToString())] },
            DnsAnswers = [new() { Name = "sqs.us-east-1.amazonaws.com", Outcome = DnsOutcome.Answered,
                Records = [new("sqs.us-east-1.amazonaws.com", "A", at.ToString(), null)] }],
            TcpAttempts = [new() { Address = at, Port = 443, Outcome = tcp }],
            TlsAttempts = tls is { } outcome ? [new() { Address = at, ServerName = "sqs.us-east-1.amazonaws.com", Outcome = outcome,
                CertificateNames = ["other.example.com"] }] : [],
        };
    }
}
