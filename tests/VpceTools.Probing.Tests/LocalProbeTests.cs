using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ARSoft.Tools.Net.Dns;
using VpceTools.Addressing;
using VpceTools.Sources;
using VpceTools.Testing;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Probing.Tests;

/// <summary>The probe against real servers on loopback addresses. Nothing else is contacted.</summary>
public sealed class LocalProbeTests : IDisposable
{
    private const string Name = "sqs.test.invalid";
    private readonly TestAuthority _authority = new();
    private readonly DnsTestServer _dns = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthy_service_is_resolved_connected_to_validated_and_answers_with_its_request_id()
    {
        using var server = TlsTestServer.Start("127.0.5.1", Certificate(Name));
        _dns.Add(Name, ["127.0.5.1"], 42, "alias.test.invalid", "target.test.invalid");

        var seen = await ProbeAsync(server.Port, r => r with { Count = 3 });

        var answer = Assert.Single(seen.DnsAnswers, a => !a.IsSystem);
        Assert.Equal((DnsOutcome.Answered, _dns.Address), (answer.Outcome, answer.Server));
        Assert.Equal(["CNAME alias.test.invalid (42 s)", "CNAME target.test.invalid (42 s)", "A 127.0.5.1 (42 s)"],
            answer.Records.Select(r => r.ToString()));
        Assert.Equal(["alias.test.invalid", "target.test.invalid"], answer.CanonicalNames);
        var tcp = Assert.Single(seen.TcpAttempts);
        Assert.Equal((TcpOutcome.Connected, 3), (tcp.Outcome, tcp.Latency!.Count));
        Assert.True(tcp.Latency.Minimum <= tcp.Latency.Median);
        Assert.NotNull(tcp.LocalAddress);
        var tls = Assert.Single(seen.TlsAttempts);
        Assert.Equal((TlsOutcome.Completed, Name, Name, "VpceTools test authority"),
            (tls.Outcome, tls.ServerName, tls.Subject, tls.Issuer));
        Assert.Equal([Name], tls.CertificateNames);
        Assert.True(tls.Expires > DateTimeOffset.UtcNow.AddDays(80));
        Assert.StartsWith("TLS 1.", tls.Protocol, StringComparison.Ordinal);
        var http = Assert.Single(seen.HttpAttempts);
        Assert.Equal((HttpOutcome.Answered, 404, "11111111-2222-3333-4444-555555555555"), (http.Outcome, http.StatusCode, http.RequestId));
        Assert.Equal(3, server.Received.Count(r => r == $"SNI {Name}"));
        Assert.All(server.Received.Where(r => r.StartsWith("GET", StringComparison.Ordinal)), r =>
            Assert.DoesNotContain("Authorization", r, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Both_families_are_asked_for()
    {
        _dns.Add(Name, ["127.0.5.1", "::1"]);

        var seen = await ProbeAsync(9, r => r with { Protocol = ProbeProtocol.Tcp });

        Assert.Equal(["127.0.5.1", "::1"], Assert.Single(seen.DnsAnswers, a => !a.IsSystem).Addresses.Select(a => a.ToString())
            .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ReturnCode.NxDomain, DnsOutcome.NoSuchName)]
    [InlineData(ReturnCode.ServerFailure, DnsOutcome.ServerFailure)]
    [InlineData(ReturnCode.Refused, DnsOutcome.Refused)]
    [InlineData(ReturnCode.NoError, DnsOutcome.NoAddress)]
    public async Task An_error_of_the_resolver_has_its_own_outcome(ReturnCode code, DnsOutcome expected)
    {
        _dns.Fail(Name, code);

        var seen = await ProbeAsync(443);

        Assert.Equal(expected, Assert.Single(seen.DnsAnswers, a => !a.IsSystem).Outcome);
        Assert.Empty(seen.TcpAttempts);
    }

    [Fact]
    public async Task A_slow_answer_is_waited_for_within_the_limit_and_not_beyond()
    {
        _dns.Delay(Name, "127.0.5.1", TimeSpan.FromMilliseconds(300)).Delay("late.test.invalid", "127.0.5.1", TimeSpan.FromMinutes(10));

        var slow = Assert.Single((await ProbeAsync(9, r => r with { Count = 1, Timeout = HangGuard.Limit })).DnsAnswers, a => !a.IsSystem);
        var watch = Stopwatch.StartNew();
        var late = Assert.Single((await ProbeAsync(9, r => r with { Names = [new("late.test.invalid", NameKind.Given)] })).DnsAnswers, a =>
            !a.IsSystem);

        Assert.Equal(DnsOutcome.Answered, slow.Outcome);
        Assert.InRange(slow.Latency!.Minimum, 250, HangGuard.Limit.TotalMilliseconds);
        Assert.Equal(DnsOutcome.TimedOut, late.Outcome);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), HangGuard.Limit);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_of_the_query_not_of_the_probe()
    {
        var seen = await ProbeAsync(9, r => r with { DnsServers = ["127.0.5.99:9"] });

        Assert.True(Assert.Single(seen.DnsAnswers, a => !a.IsSystem).Outcome is DnsOutcome.TimedOut or DnsOutcome.Failed);
    }

    [Fact]
    public async Task The_system_resolves_what_it_knows_and_says_where_it_does_not()
    {
        var seen = await ProbeAsync(9, r => r with
        {
            Names = [new("localhost", NameKind.Given),
            new("no-such-name.invalid", NameKind.Given)],
            DnsServers = [],
            Protocol = ProbeProtocol.Tcp
        });

        Assert.Contains(seen.DnsAnswers.Single(a => a.Name == "localhost").Addresses, a => a.ToString() is "127.0.0.1" or "::1");
        Assert.Equal(DnsOutcome.NoSuchName, seen.DnsAnswers.Single(a => a.Name == "no-such-name.invalid").Outcome);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, DnsOutcome.NoSuchName)]
    [InlineData(SocketError.NoData, DnsOutcome.NoAddress)]
    [InlineData(SocketError.TryAgain, DnsOutcome.ServerFailure)]
    [InlineData(SocketError.NoRecovery, DnsOutcome.ServerFailure)]
    [InlineData(SocketError.SystemNotReady, DnsOutcome.Failed)]
    public async Task An_error_of_the_system_has_its_own_outcome(SocketError error, DnsOutcome expected)
    {
        var probe = new LocalProbe((_, _) => throw new SocketException((int)error), HostFacts.HostsFile, TlsTrust.OfPem(""));

        Assert.Equal(expected, Assert.Single(Assert.Single(await probe.ProbeAsync(Request(9) with { DnsServers = [] }, null,
            Stop)).DnsAnswers).Outcome);
    }

    [Fact]
    public async Task Refused_and_swallowed_connections_are_told_apart_each_within_the_limit()
    {
        using var hole = new FullBacklog("127.0.5.2");
        _dns.Add(Name, ["127.0.5.2", "127.0.5.3"]);
        var watch = Stopwatch.StartNew();

        var seen = await ProbeAsync(hole.Port);

        Assert.Equal(
            [("127.0.5.2", TcpOutcome.TimedOut), ("127.0.5.3", TcpOutcome.Refused)],
            seen.TcpAttempts.Select(t => (t.Address.ToString(), t.Outcome)));
        // The machine's own address is known all the same: which of them it sends from decides whose rules apply.
        Assert.All(seen.TcpAttempts, t => Assert.Equal("127.0.0.1", t.LocalAddress?.ToString()));
        Assert.Empty(seen.TlsAttempts);
        // The system itself gives up after two minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), HangGuard.Limit);
    }

    public static TheoryData<string, TlsOutcome> BadCertificates { get; } = new()
    {
        { "other name", TlsOutcome.NameMismatch },
        { "expired", TlsOutcome.Expired },
        { "self-signed", TlsOutcome.Untrusted },
        { "another authority", TlsOutcome.Untrusted },
        { "not yet valid", TlsOutcome.NotYetValid },
        { "for clients only", TlsOutcome.Untrusted },
        { "for clients only, and expired", TlsOutcome.Untrusted },
    };

    [Theory, MemberData(nameof(BadCertificates))]
    public async Task A_bad_certificate_has_its_own_outcome_and_no_request_follows(string kind, TlsOutcome expected)
    {
        using var stranger = new TestAuthority("Somebody else");
        using var certificate = kind switch
        {
            "other name" => _authority.Issue("other.test.invalid"),
            "expired" => _authority.Issue(Name, isExpired: true),
            "self-signed" => TestAuthority.SelfSigned(Name),
            "not yet valid" => _authority.Issue(Name, DateTimeOffset.UtcNow.AddDays(2), DateTimeOffset.UtcNow.AddDays(90)),
            "for clients only" => _authority.Issue(Name, DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(90),
                TestAuthority.ClientAuthentication),
            "for clients only, and expired" => _authority.Issue(Name, DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(-2),
                TestAuthority.ClientAuthentication),
            _ => stranger.Issue(Name),
        };
        using var server = TlsTestServer.Start("127.0.5.4", certificate);
        _dns.Add(Name, ["127.0.5.4"]);

        var seen = await ProbeAsync(server.Port);

        var tls = Assert.Single(seen.TlsAttempts);
        Assert.Equal(expected, tls.Outcome);
        Assert.NotNull(tls.Issuer);
        Assert.Equal(kind == "other name" ? "other.test.invalid" : Name, tls.Subject);
        Assert.Empty(seen.HttpAttempts);
        Assert.DoesNotContain(server.Received, r => r.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_certificate_says_is_shown_without_what_steers_a_terminal()
    {
        using var certificate = _authority.Issue("other.test.invalid", DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(90),
            subject: "\u001b]0;x\u0007\nFailed: no\u202e");
        using var server = TlsTestServer.Start("127.0.5.41", certificate);
        _dns.Add(Name, ["127.0.5.41"]);

        Assert.Equal("\\u001B]0;x\\u0007\\u000AFailed: no\\u202E", Assert.Single((await ProbeAsync(server.Port)).TlsAttempts).Subject);
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden\r\nx-amzn-RequestId: a\u001b[2Jb\r\nContent-Length: 0\r\n\r\n", null)]
    [InlineData("HTTP/1.1 403 Forbidden\r\nx-amzn-RequestId: \u001b[2J\r\nContent-Length: 44\r\n\r\nno VPC endpoint policy allows \u001b]0;this\u0007 ever", "no VPC endpoint policy allows \\u001B]0;this\\u0007 ever")]
    [InlineData("HTTP/1.1 99999999 Odd\r\n\r\n", null)]
    public async Task What_an_answer_says_is_shown_without_what_steers_a_terminal(string answer, string? policy)
    {
        using var server = TlsTestServer.Start("127.0.5.42", Certificate(Name), answer: answer);
        _dns.Add(Name, ["127.0.5.42"]);

        var http = Assert.Single((await ProbeAsync(server.Port, r => r with { Count = 1 })).HttpAttempts);

        Assert.Null(http.RequestId);
        Assert.Equal(policy, http.PolicyMessage);
        Assert.True(http.StatusCode is null or 403);
    }

    [Fact]
    public async Task Half_open_closing_and_speechless_listeners_are_told_apart()
    {
        using var silent = TlsTestServer.Silent("127.0.5.5");
        using var closing = TlsTestServer.Closing("127.0.5.6", silent.Port);
        using var plain = TlsTestServer.Plain("127.0.5.7", silent.Port);
        _dns.Add(Name, ["127.0.5.5", "127.0.5.6", "127.0.5.7"]);

        var seen = await ProbeAsync(silent.Port);

        Assert.All(seen.TcpAttempts, t => Assert.Equal(TcpOutcome.Connected, t.Outcome));
        Assert.Equal([TlsOutcome.TimedOut, TlsOutcome.Closed, TlsOutcome.Failed], seen.TlsAttempts.OrderBy(t => t.Address)
            .Select(t => t.Outcome));
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden\r\nx-amz-request-id: ABC123\r\nContent-Length: 150\r\n\r\n<Error><Message>User is not authorized to perform: s3:ListBucket because no VPC endpoint policy allows the s3:ListBucket action</Message></Error>", 403, "ABC123", "because no VPC endpoint policy allows the s3:ListBucket action")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nX-Amzn-RequestId: abc\r\nContent-Length: 27\r\n\r\nMissing Authentication Token", 403, "abc",
        null)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nno VPC endpoint policy is mentioned in vain", 200, null, null)]
    public async Task A_403_that_blames_the_policy_of_an_endpoint_is_told_from_any_other(string answer, int status, string? requestId,
        string? message)
    {
        using var server = TlsTestServer.Start("127.0.5.8", Certificate(Name), answer: answer);
        _dns.Add(Name, ["127.0.5.8"]);

        var http = Assert.Single((await ProbeAsync(server.Port, r => r with { Count = 1 })).HttpAttempts);

        Assert.Equal((HttpOutcome.Answered, status, requestId), (http.Outcome, http.StatusCode, http.RequestId));
        if (message is null)
            Assert.Null(http.PolicyMessage);
        else
            Assert.EndsWith(message, http.PolicyMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_never_answers_the_request_is_given_up_after_the_handshake()
    {
        using var server = TlsTestServer.Start("127.0.5.9", Certificate(Name), answer: "");
        _dns.Add(Name, ["127.0.5.9"]);

        var seen = await ProbeAsync(server.Port);

        Assert.Equal(TlsOutcome.Completed, Assert.Single(seen.TlsAttempts).Outcome);
        Assert.Equal(HttpOutcome.TimedOut, Assert.Single(seen.HttpAttempts).Outcome);
    }

    [Fact]
    public async Task Addresses_are_connected_to_for_the_service_whatever_DNS_says()
    {
        using var server = TlsTestServer.Start("127.0.5.10", Certificate(Name));

        var seen = await ProbeAsync(server.Port, r => r with { Addresses = [IpAddress.Parse("127.0.5.10")], ServerName = Name });

        Assert.Equal((TlsOutcome.Completed, Name), (seen.TlsAttempts.Single().Outcome, seen.TlsAttempts.Single().ServerName));
    }

    [Theory]
    [InlineData(ProbeProtocol.Tcp, 0, 0)]
    [InlineData(ProbeProtocol.Tls, 1, 0)]
    [InlineData(ProbeProtocol.Https, 1, 1)]
    public async Task The_protocol_says_how_far_it_goes(ProbeProtocol protocol, int handshakes, int requests)
    {
        using var server = TlsTestServer.Start("127.0.5.11", Certificate(Name));
        _dns.Add(Name, ["127.0.5.11"]);

        var seen = await ProbeAsync(server.Port, r => r with { Protocol = protocol });

        Assert.Equal((1, handshakes, requests), (seen.TcpAttempts.Count, seen.TlsAttempts.Count, seen.HttpAttempts.Count));
    }

    [Fact]
    public async Task A_stop_ends_a_probe_that_waits()
    {
        using var hole = new FullBacklog("127.0.5.12");
        _dns.Add(Name, ["127.0.5.12"]);
        using var stop = new CancellationTokenSource(300);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Probe().ProbeAsync(Request(hole.Port) with { Timeout = TimeSpan.FromMinutes(10) }, null, stop.Token)
                .WaitAsync(HangGuard.Limit, Stop));
    }

    [Fact]
    public async Task A_stop_while_a_DNS_server_is_waited_for_is_a_stop_and_no_time_out_of_that_server()
    {
        for (var i = 0; i < 5; i++)
        {
            using var stop = new CancellationTokenSource();
            using var silent = new RawDnsServer(query =>
            {
                _ = stop.CancelAsync(); // Not on this thread, which would go on with the test.
                throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
            });

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe()
                .ProbeAsync(Request(9) with { DnsServers = [silent.Address], Timeout = TimeSpan.FromMinutes(10) }, null, stop.Token)
                .WaitAsync(HangGuard.Limit, Stop));
        }
    }

    [Fact]
    public async Task Addresses_are_probed_at_once_not_one_after_the_other()
    {
        using var first = new FullBacklog("127.0.5.13");
        var others = Enumerable.Range(14, 14).Select(n => new FullBacklog($"127.0.5.{n}", first.Port)).ToList();
        _dns.Add(Name, Enumerable.Range(13, 15).Select(n => $"127.0.5.{n}"));
        var watch = Stopwatch.StartNew();

        var seen = await ProbeAsync(first.Port);

        others.ForEach(o => o.Dispose());
        Assert.Equal(15, seen.TcpAttempts.Count(t => t.Outcome == TcpOutcome.TimedOut));
        // Two attempts of two and a half seconds at each would take 75 seconds.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), HangGuard.Limit);
    }

    [Fact]
    public async Task Every_step_is_reported()
    {
        using var server = TlsTestServer.Start("127.0.5.40", Certificate(Name));
        _dns.Add(Name, ["127.0.5.40"]);
        var lines = new List<SourceProgress>();

        await Probe().ProbeAsync(Request(server.Port), new Collected(lines), Stop);

        Assert.Equal(3, lines.Count);
        Assert.All(lines, l => Assert.Equal($"Probing {Name}", l.Activity));
        Assert.Equal((3, 3), (lines[^1].Completed, lines[^1].Total));
    }

    public void Dispose()
    {
        _dns.Dispose();
        _authority.Dispose();
    }

    private X509Certificate2 Certificate(string name) => _authority.Issue(name);

    private LocalProbe Probe() => new(LocalOnly, HostFacts.HostsFile, TlsTrust.OfPem(_authority.Pem));

    /// <summary>
    /// The system's own resolver for the one name that it knows without asking anybody: tests contact no server outside this machine.
    /// </summary>
    private static Task<IPAddress[]> LocalOnly(string name, CancellationToken cancellationToken) =>
        name == "localhost" ? SystemResolver.LookUpAsync(name, cancellationToken)
            : throw new SocketException((int)SocketError.HostNotFound);

    private ProbeRequest Request(int port) => new()
    {
        Names = [new(Name, NameKind.Service)], DnsServers = [_dns.Address], Port = port, Timeout = TimeSpan.FromSeconds(2.5), Count = 2,
    };

    private async Task<ProbeObservation> ProbeAsync(int port, Func<ProbeRequest, ProbeRequest>? change = null) =>
        Assert.Single(await Probe().ProbeAsync(change is null ? Request(port) : change(Request(port)), null, Stop));

    private sealed class Collected(List<SourceProgress> lines) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value) => lines.Add(value);
    }
}
