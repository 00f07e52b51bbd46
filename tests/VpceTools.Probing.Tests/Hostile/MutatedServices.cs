using System.Net.Sockets;
using VpceTools.Addressing;
using VpceTools.Testing.Hostile;
using VpceTools.Testing.Probing;

namespace VpceTools.Probing.Tests.Hostile;

/// <summary>
/// Servers whose answers are changed at random, over DNS, over TLS and in its place. What should not have happened is told: a probe that
/// ends in an exception, an outcome that is none, or a text that steers a terminal.
/// </summary>
internal static class MutatedServices
{
    private const string Name = "sqs.test.invalid";

    private const string Answer = "HTTP/1.1 403 Forbidden\r\nx-amzn-RequestId: 1111\r\nContent-Length: 70\r\n\r\n"
        + "<Message>\"because no VPC endpoint policy allows the action\"</Message>";

    /// <summary>DNS messages with a few bytes turned, or cut off.</summary>
    public static async Task<IReadOnlyList<string>> DnsAsync(Random random, int count, CancellationToken cancellationToken)
    {
        using var server = new RawDnsServer(query => Message(query, random));
        var problems = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var request = Request(9) with
            {
                Addresses = [],
                DnsServers = [server.Address],
                Protocol = ProbeProtocol.Tcp,
                Timeout = TimeSpan.FromSeconds(0.4)
            };
            problems.AddRange(await ProbeAsync(request, TlsTrust.OfPem(""), cancellationToken));
        }

        return problems;
    }

    /// <summary>HTTP answers over a proper TLS connection.</summary>
    public static async Task<IReadOnlyList<string>> HttpAsync(Random random, int count, CancellationToken cancellationToken)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(Name);
        var problems = new List<string>();
        for (var i = 0; i < count; i++)
        {
            // The server sends UTF-8, which has no halves of pairs, and one that sends nothing would be waited for.
            var answer = new string([.. MutatingProxy.Mutated(Answer, random).Where(c => !char.IsSurrogate(c))]) + " ";
            using var server = TlsTestServer.Start("127.0.5.80", certificate, answer: answer);
            problems.AddRange(await ProbeAsync(Request(server.Port) with { Addresses = [IpAddress.Parse("127.0.5.80")] },
                TlsTrust.OfPem(authority.Pem), cancellationToken));
        }

        return problems;
    }

    /// <summary>Anything in place of TLS: often the head of a record (RFC 8446 section 5.1) with a length that may lie.</summary>
    public static async Task<IReadOnlyList<string>> TlsAsync(Random random, int count, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0 && bytes.Length > 5)
                (bytes[0], bytes[1], bytes[2]) = ((byte)random.Next(20, 25), 3, (byte)random.Next(0, 5));
            using var server = TlsTestServer.Sending("127.0.5.81", bytes);
            problems.AddRange(await ProbeAsync(Request(server.Port) with { Addresses = [IpAddress.Parse("127.0.5.81")] },
                TlsTrust.OfPem(""), cancellationToken));
        }

        return problems;
    }

    /// <summary>
    /// A proper answer with a few bytes that are not. Only addresses of this machine are in it, and the record that has them stays whole.
    /// </summary>
    private static byte[] Message(byte[] query, Random random)
    {
        lock (random)
        {
            var address = new byte[16];
            address[15] = 1;
            var answer = RawDnsServer.Answer(query, 2, RawDnsServer.Record(5, 60, 1, (byte)'a', 0xC0, 12),
                RawDnsServer.Record(28, 60, address));
            for (var i = random.Next(1, 6); i > 0; i--)
                answer[random.Next(answer.Length - 16)] = (byte)random.Next(256);
            return random.Next(4) > 0 ? answer : answer[..random.Next(answer.Length)];
        }
    }

    private static ProbeRequest Request(int port) =>
        new() { Names = [new(Name, NameKind.Service)], Port = port, Timeout = TimeSpan.FromSeconds(2), Count = 1 };

    private static async Task<IReadOnlyList<string>> ProbeAsync(ProbeRequest request, TlsTrust trust, CancellationToken cancellationToken)
    {
        var probe = new LocalProbe((_, _) => throw new SocketException((int)SocketError.HostNotFound), HostFacts.HostsFile, trust);
        try
        {
            var seen = (await probe.ProbeAsync(request, null, cancellationToken)).Single();
            var texts = seen.DnsAnswers.SelectMany(a => a.Records).SelectMany(r => new[] { r.Name, r.Value })
                .Concat(seen.DnsAnswers.Select(a => a.Detail)).Concat(seen.TcpAttempts.Select(t => t.Detail))
                .Concat(seen.TlsAttempts.SelectMany(t => new[] { t.Detail, t.Subject, t.Issuer }))
                .Concat(seen.HttpAttempts.SelectMany(h => new[] { h.RequestId, h.PolicyMessage, h.Detail })).OfType<string>();
            return
            [
                .. texts.Where(text => text.Any(char.IsControl) || text.Contains("Exception", StringComparison.Ordinal))
                    .Select(text => $"shown: {text}"),
                .. seen.HttpAttempts.Where(h => h.StatusCode is < 100 or > 599).Select(h => $"status {h.StatusCode}"),
                .. seen.DnsAnswers.Where(a => a.Outcome == DnsOutcome.Answered != a.Addresses.Count > 0)
                    .Select(a => $"{a.Outcome} with {a.Addresses.Count} addresses"),
            ];
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return [$"thrown: {e}"];
        }
    }
}
