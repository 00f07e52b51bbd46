using System.Diagnostics;
using VpceTools.Addressing;
using VpceTools.Sources;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Probing.Tests;

/// <summary>
/// The script for Linux, run by /bin/sh on this machine against loopback listeners, and read by the parser that reads an instance's output.
/// </summary>
public sealed class InstanceScriptTests : IDisposable
{
    private const string Name = "localhost"; // The one name that every system resolves without asking anybody.
    private readonly TestAuthority _authority = new();
    private readonly string _bundle = Path.GetTempFileName();
    private string _printed = "";

    public InstanceScriptTests() => File.WriteAllText(_bundle, _authority.Pem);

    [Fact]
    public void A_healthy_service_is_seen_as_from_this_machine()
    {
        using var certificate = _authority.Issue(Name);
        using var server = TlsTestServer.Start("127.0.6.1", certificate);

        var seen = Run(Request(server.Port, "127.0.6.1"));

        Assert.Null(seen.Vantage.Failure);
        Assert.Empty(seen.Remarks);
        Assert.Equal(("i-0f1", "i-0f1"), (seen.Vantage.Name, seen.Vantage.InstanceId));
        var answer = Assert.Single(seen.DnsAnswers);
        Assert.Equal((Name, DnsOutcome.Answered, true), (answer.Name, answer.Outcome, answer.IsSystem));
        Assert.Contains(answer.Addresses, a => a.ToString() is "127.0.0.1" or "::1");
        var tcp = seen.TcpAttempts.Single(t => t.Address.ToString() == "127.0.6.1");
        Assert.Equal(TcpOutcome.Connected, tcp.Outcome);
        Assert.NotNull(tcp.LocalAddress);
        var tls = Assert.Single(seen.TlsAttempts);
        Assert.Equal((TlsOutcome.Completed, Name, "CN=localhost"), (tls.Outcome, tls.ServerName, tls.Subject));
        Assert.StartsWith("TLS 1.", tls.Protocol, StringComparison.Ordinal);
        Assert.True(tls.Expires > DateTimeOffset.UtcNow.AddDays(80));
        var http = Assert.Single(seen.HttpAttempts);
        Assert.Equal((HttpOutcome.Answered, 404, "11111111-2222-3333-4444-555555555555"), (http.Outcome, http.StatusCode, http.RequestId));
        Assert.DoesNotContain(server.Received, r => r.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Refused_swallowed_half_open_and_closed_connections_are_told_apart()
    {
        using var hole = new FullBacklog("127.0.6.2");
        using var silent = TlsTestServer.Silent("127.0.6.3", hole.Port);
        using var closing = TlsTestServer.Closing("127.0.6.4", hole.Port);

        var seen = Run(Request(hole.Port, "127.0.6.2", "127.0.6.3", "127.0.6.4", "127.0.6.5"));

        TcpOutcome Tcp(string address) => seen.TcpAttempts.Single(t => t.Address.ToString() == address).Outcome;
        TlsOutcome Tls(string address) => seen.TlsAttempts.Single(t => t.Address.ToString() == address).Outcome;
        Assert.Equal((TcpOutcome.TimedOut, TcpOutcome.Refused), (Tcp("127.0.6.2"), Tcp("127.0.6.5")));
        Assert.Equal((TcpOutcome.Connected, TcpOutcome.Connected), (Tcp("127.0.6.3"), Tcp("127.0.6.4")));
        Assert.Equal((TlsOutcome.TimedOut, TlsOutcome.Closed), (Tls("127.0.6.3"), Tls("127.0.6.4")));
        Assert.Empty(seen.HttpAttempts);
    }

    [Theory]
    [InlineData("other name", TlsOutcome.NameMismatch)]
    [InlineData("expired", TlsOutcome.Expired)]
    [InlineData("self-signed", TlsOutcome.Untrusted)]
    [InlineData("not yet valid", TlsOutcome.NotYetValid)]
    [InlineData("for clients only", TlsOutcome.Untrusted)]
    public void A_bad_certificate_has_its_own_outcome(string kind, TlsOutcome expected)
    {
        using var certificate = kind switch
        {
            "other name" => _authority.Issue("other.test.invalid"),
            "expired" => _authority.Issue(Name, isExpired: true),
            "not yet valid" => _authority.Issue(Name, DateTimeOffset.UtcNow.AddDays(2), DateTimeOffset.UtcNow.AddDays(90)),
            "for clients only" => _authority.Issue(Name, DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(90),
                TestAuthority.ClientAuthentication),
            _ => TestAuthority.SelfSigned(Name),
        };
        using var server = TlsTestServer.Start("127.0.6.6", certificate);

        var tls = Run(Request(server.Port, "127.0.6.6")).TlsAttempts.Single(t => t.Address.ToString() == "127.0.6.6");

        Assert.Equal(expected, tls.Outcome);
        // Of a certificate that fails the validation some versions of curl tell no dates.
        if (tls.Begins is { } begin)
            Assert.Equal(certificate.NotBefore.ToUniversalTime(), begin.UtcDateTime);
    }

    [Fact]
    public void A_403_of_an_endpoints_policy_is_read()
    {
        using var certificate = _authority.Issue(Name);
        using var server = TlsTestServer.Start("127.0.6.7", certificate, answer:
            "HTTP/1.1 403 Forbidden\r\nx-amz-request-id: ABC\r\nContent-Length: 66\r\n\r\n<Message>because no VPC endpoint policy allows the action</Message>");

        var http = Assert.Single(Run(Request(server.Port, "127.0.6.7")).HttpAttempts);

        Assert.Equal((403, "ABC", "because no VPC endpoint policy allows the action"),
            (http.StatusCode, http.RequestId, http.PolicyMessage));
    }

    [Fact]
    public void The_environments_proxy_is_told_without_its_password_and_not_used()
    {
        using var certificate = _authority.Issue(Name);
        using var server = TlsTestServer.Start("127.0.6.8", certificate);

        var seen = Run(Request(server.Port, "127.0.6.8"), ("https_proxy", "http://user:hidden@127.0.6.9:3128"),
            ("no_proxy", "example.com"));

        Assert.Equal(("http://127.0.6.9:3128", "example.com"), (seen.Vantage.Proxy, seen.Vantage.NoProxy));
        Assert.Equal(HttpOutcome.Answered, Assert.Single(seen.HttpAttempts).Outcome);
    }

    /// <summary>Systems Manager keeps what a script prints, so the script itself must leave the password out.</summary>
    [Theory]
    [InlineData("http://user:hidden@127.0.6.9:3128", "http://127.0.6.9:3128")]
    [InlineData("user:hidden@127.0.6.9:3128", "127.0.6.9:3128")]
    [InlineData("http://user:hid/hidden@127.0.6.9:3128/", "http://127.0.6.9:3128/")]
    [InlineData("http://user:hid@hidden@127.0.6.9:3128", "http://127.0.6.9:3128")]
    [InlineData("user:hid://hidden@127.0.6.9:3128", "127.0.6.9:3128")]
    [InlineData("http://127.0.6.9:3128", "http://127.0.6.9:3128")]
    public void A_proxys_password_is_not_printed_however_it_is_written(string proxy, string shown)
    {
        var seen = Run(Request(9), ("https_proxy", proxy));

        Assert.Equal(shown, seen.Vantage.Proxy);
        Assert.DoesNotContain("hid", _printed, StringComparison.Ordinal);
    }

    /// <summary>A stand-in for dig that answers with the server and the port that it was told to ask.</summary>
    [Fact]
    public void A_given_server_is_asked_at_its_address_and_port()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "dig"),
                "#!/bin/sh\nprintf ';; status: NOERROR,\\nlocalhost. 5 IN CNAME %s.\\nx. 5 IN A 127.0.6.12\\n' \"$1#$3\"\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder.FullName, "dig"),
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            var seen = Run(Request(9) with { DnsServers = ["10.0.0.2", "10.0.0.2:5353", "fd00:ec2::253", "[fd00::2]:5353"] },
                ("PATH", $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"));

            Assert.Equal(
                ["10.0.0.2 @10.0.0.2#53", "10.0.0.2:5353 @10.0.0.2#5353", "[fd00::2]:5353 @fd00::2#5353",
                    "fd00:ec2::253 @fd00:ec2::253#53"],
                seen.DnsAnswers.Where(a => !a.IsSystem).Select(a => $"{a.Server} {a.CanonicalNames}").Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In a network namespace of its own, where no resolver can be reached: nothing leaves this machine.</summary>
    [Fact]
    public void Names_that_cannot_be_resolved_are_said_to()
    {
        Assert.SkipUnless(CanUnshare(), "network namespaces are not allowed here");

        var seen = Run("unshare", "-rn", Request(9) with { Names = [new("no-such-name.invalid", NameKind.Given)] });

        Assert.NotEqual(DnsOutcome.Answered, Assert.Single(seen.DnsAnswers).Outcome);
        Assert.Empty(seen.TcpAttempts);
    }

    [Fact]
    public void Only_TCP_is_tested_where_the_protocol_is_another()
    {
        using var server = TlsTestServer.Silent("127.0.6.10");

        var seen = Run(Request(server.Port, "127.0.6.10", "127.0.6.11") with { Protocol = ProbeProtocol.Tcp });

        Assert.Equal(TcpOutcome.Connected, seen.TcpAttempts.Single(t => t.Address.ToString() == "127.0.6.10").Outcome);
        Assert.Equal(TcpOutcome.Refused, seen.TcpAttempts.Single(t => t.Address.ToString() == "127.0.6.11").Outcome);
        Assert.Empty(seen.TlsAttempts);
    }

    [Fact]
    public void The_script_leaves_nothing_and_changes_nothing()
    {
        var script = InstanceScript.For(Request(443, "10.0.0.1"), isWindows: false);

        Assert.DoesNotContain("{{", script, StringComparison.Ordinal);
        Assert.All(script.Split('\n').Where(line => !line.StartsWith('#')), line =>
            Assert.DoesNotMatch(@"\b(rm|mv|cp|tee|touch|mkdir|chmod|install|apt|yum|dnf|sudo)\b|>\s*(?!/dev/null|/dev/tcp)[""/$\w]", line));
    }

    [Theory]
    [InlineData("a'; reboot; '")]
    [InlineData("$(reboot)")]
    [InlineData("a b")]
    [InlineData("-o")]
    [InlineData("10.0.0.2#53")]
    [InlineData("")]
    public void Nothing_that_is_no_host_name_gets_into_a_script(string name)
    {
        Assert.Throws<NetworkSourceException>(() =>
            InstanceScript.For(Request(443) with { Names = [new(name, NameKind.Given)] }, isWindows: false));
        Assert.Throws<NetworkSourceException>(() => InstanceScript.For(Request(443) with { DnsServers = [name] }, isWindows: true));
    }

    [Theory]
    [InlineData("", "nothing that a probe prints")]
    [InlineData("sh: 1: Syntax error", "nothing that a probe prints")]
    public void Output_that_is_none_of_a_probe_is_a_failure(string output, string says) =>
        Assert.Contains(says, InstanceOutput.Read(output, Request(443), "i-1").Vantage.Failure, StringComparison.Ordinal);

    [Fact]
    public void Output_that_was_cut_off_is_read_as_far_as_it_goes_and_remarked_upon()
    {
        var seen = InstanceOutput.Read(
            "banner\nvpcetools\t1\r\naddress\t10.0.1.5\r\ndns\tx.invalid\t-\tAnswered\t1500\t10.0.0.9,fd00::9\r\ntcp\t10.0.0.9\tRefu",
            Request(443), "i-1");

        Assert.Null(seen.Vantage.Failure);
        Assert.Equal(["10.0.0.9", "fd00::9"], Assert.Single(seen.DnsAnswers).Addresses.Select(a => a.ToString()));
        Assert.Equal(1.5, seen.DnsAnswers[0].Latency!.Median);
        Assert.Contains("cut off", Assert.Single(seen.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_of_a_given_server_have_their_chain_and_times()
    {
        var seen = InstanceOutput.Read(
            "vpcetools\t1\ndns\ta.invalid\t10.0.0.2\tAnswered\t900\ta.invalid CNAME b.invalid 30,b.invalid A 10.0.0.9 60\nmissing\tno tool\nend", Request(443), "i-1");

        var answer = Assert.Single(seen.DnsAnswers);
        Assert.Equal(("10.0.0.2", "CNAME b.invalid (30 s), A 10.0.0.9 (60 s)"), (answer.Server, answer.Records.ToString()));
        Assert.Equal(["no tool"], seen.Remarks);
    }

    public void Dispose()
    {
        _authority.Dispose();
        File.Delete(_bundle);
    }

    private static ProbeRequest Request(int port, params string[] addresses) => new()
    {
        Names = [new(Name, NameKind.Service)], Addresses = [.. addresses.Select(IpAddress.Parse)], Port = port,
        Timeout = TimeSpan.FromSeconds(3),
    };

    private static bool CanUnshare()
    {
        if (!File.Exists("/usr/bin/unshare"))
            return false;
        using var process = Process.Start(new ProcessStartInfo("unshare", ["-rn", "true"])
        {
            UseShellExecute = false,
            RedirectStandardError = true
        })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private ProbeObservation Run(ProbeRequest request, params (string Name, string Value)[] variables) =>
        Run("/bin/sh", null, request, variables);

    private ProbeObservation Run(string program, string? argument, ProbeRequest request, params (string Name, string Value)[] variables)
    {
        Assert.SkipUnless(File.Exists("/bin/sh") && File.Exists("/usr/bin/curl"), "/bin/sh or curl is not on this machine");
        var start = new ProcessStartInfo(program, argument is null ? [] : [argument, "/bin/sh"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        };
        foreach (var variable in new[] { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY" })
            start.Environment.Remove(variable);
        start.Environment["CURL_CA_BUNDLE"] = _bundle;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(InstanceScript.For(request, isWindows: false));
        process.StandardInput.Close();
        var output = _printed = process.StandardOutput.ReadToEnd();
        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return InstanceOutput.Read(output, request, "i-0f1");
    }
}
