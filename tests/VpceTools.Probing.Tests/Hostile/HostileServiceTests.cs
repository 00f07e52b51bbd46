using System.Net.Sockets;
using System.Text;
using VpceTools.Addressing;
using VpceTools.Testing.Hostile;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Probing.Tests.Hostile;

/// <summary>What answers at an address may send what it likes, over TLS or in its place: the probe comes to an end and shows nothing that steers a terminal.</summary>
public sealed class HostileServiceTests
{
    private const string Name = "sqs.test.invalid";
    private const string Answer = "HTTP/1.1 403 Forbidden\r\nx-amzn-RequestId: 1111\r\nContent-Length: 70\r\n\r\n<Message>\"because no VPC endpoint policy allows the action\"</Message>";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_answered_over_TLS_the_probe_ends()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(Name);
        var random = new Random(18);
        for (var i = 0; i < 40; i++)
        {
            using var server = TlsTestServer.Start("127.0.5.80", certificate, answer: Changed(Answer, random) + " ");
            var seen = await ProbeAsync("127.0.5.80", server.Port, TlsTrust.OfPem(authority.Pem));

            Assert.All(seen.HttpAttempts, http => Assert.True(http.StatusCode is null or (>= 100 and <= 599)));
            Assert.All(seen.HttpAttempts.SelectMany(h => new[] { h.RequestId, h.PolicyMessage, h.Detail }).OfType<string>(), text => Assert.DoesNotContain(text, c => char.IsControl(c)));
        }
    }

    [Fact]
    public async Task Whatever_is_sent_in_place_of_TLS_the_probe_ends()
    {
        var random = new Random(19);
        for (var i = 0; i < 25; i++)
        {
            // The head of a record (RFC 8446 section 5.1) with a length that may lie, and anything behind it.
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0 && bytes.Length > 5)
                (bytes[0], bytes[1], bytes[2]) = ((byte)random.Next(20, 25), 3, (byte)random.Next(0, 5));
            using var server = TlsTestServer.Sending("127.0.5.81", bytes);

            var tls = Assert.Single((await ProbeAsync("127.0.5.81", server.Port, TlsTrust.OfPem(""))).TlsAttempts);

            Assert.True(tls.Outcome is TlsOutcome.Failed or TlsOutcome.Closed or TlsOutcome.TimedOut, $"{tls.Outcome}");
            Assert.True(tls.Detail is null or "what came back is no TLS, or no version of it is in common", tls.Detail);
        }
    }

    private static string Changed(string text, Random random)
    {
        // The server sends UTF-8, which has no halves of pairs.
        var changed = MutatingProxy.Mutated(text, random);
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(new string([.. changed.Where(c => !char.IsSurrogate(c))])));
    }

    private static async Task<ProbeObservation> ProbeAsync(string address, int port, TlsTrust trust)
    {
        var probe = new LocalProbe((_, _) => throw new SocketException((int)SocketError.HostNotFound), HostFacts.HostsFile, trust);
        var request = new ProbeRequest { Names = [new(Name, NameKind.Service)], Addresses = [IpAddress.Parse(address)], Port = port, Timeout = TimeSpan.FromSeconds(2), Count = 1 };
        return Assert.Single(await probe.ProbeAsync(request, null, Stop));
    }
}
