using System.Diagnostics;
using System.Net.Sockets;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Probing.Tests.Hostile;

/// <summary>
/// Messages that no server should send make that server's answer invalid, in words of this project, and the probe goes on: RFC 1035 section
/// 4, RFC 5452 section 9.
/// </summary>
public sealed class HostileDnsTests : IDisposable
{
    private const string Name = "sqs.test.invalid";
    private readonly DnsTestServer _good = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public HostileDnsTests() => _good.Add(Name, ["127.0.5.70"]);

    /// <summary>The bytes that a query is answered with.</summary>
    public static TheoryData<string> Messages { get; } = [.. Bytes.Keys];

    private static Dictionary<string, Func<byte[], byte[]>> Bytes => new(StringComparer.Ordinal)
    {
        ["another id"] = query => [(byte)~query[0], query[1], .. RawDnsServer.Answer(query, 1, A())[2..]],
        ["another name in the question"] = query => Change(RawDnsServer.Answer(query, 1, A()), 13, (byte)'x'),
        ["another type in the question"] = query =>
            Change(RawDnsServer.Answer(query, 1, A()), 12 + RawDnsServer.Question(query).Length - 3, 16),
        ["no question"] = query => [query[0], query[1], 0x81, 0x80, 0, 0, 0, 0, 0, 0, 0, 0],
        ["the query itself"] = query => query,
        ["a name that points at itself"] = query =>
            RawDnsServer.Answer(query, 1, [0xC0, (byte)(12 + RawDnsServer.Question(query).Length), 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 5,
                71]),
        ["names that point at each other"] = query =>
            RawDnsServer.Answer(query, 1, RawDnsServer.Record(5, 60, 1, (byte)'a', 0xC0,
                (byte)(12 + RawDnsServer.Question(query).Length + 12))),
        ["a pointer behind the end"] = query => RawDnsServer.Answer(query, 1, RawDnsServer.Record(5, 60, 0xFF, 0xFF)),
        ["a label without an end"] = query => RawDnsServer.Answer(query, 1, RawDnsServer.Record(5, 60, 63, (byte)'a')),
        ["an address of three bytes"] = query => RawDnsServer.Answer(query, 1, RawDnsServer.Record(1, 60, 127, 0, 5)),
        ["an address of five bytes"] = query => RawDnsServer.Answer(query, 1, RawDnsServer.Record(1, 60, 127, 0, 5, 71, 1)),
        ["more records than there are"] = query => RawDnsServer.Answer(query, 65_535, A()),
        ["half a header"] = query => query[..7],
        ["nothing"] = _ => [],
        ["one byte"] = _ => [0],
        ["garbage"] = query => [query[0], query[1], .. Enumerable.Range(0, 300).Select(i => (byte)(i * 37))],
        ["garbage of 60 KB"] = query => [query[0], query[1], 0x81, 0x80, .. Enumerable.Repeat((byte)0xC0, 60_000)],
        ["truncated, and TCP gives garbage"] = query =>
            [query[0], query[1], 0x83, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, .. RawDnsServer.Question(query)],
    };

    [Theory, MemberData(nameof(Messages))]
    public async Task A_message_that_is_none_is_the_fault_of_its_server_alone(string kind)
    {
        using var bad = new RawDnsServer(Bytes[kind]);

        var seen = await ProbeAsync(_good.Address, bad.Address);

        var answer = seen.DnsAnswers.Single(a => a.Server == bad.Address);
        Assert.True(answer.Outcome is DnsOutcome.Invalid or DnsOutcome.TimedOut, $"{answer.Outcome}: {answer.Detail}");
        Assert.Empty(answer.Records);
        Assert.DoesNotContain("Exception", answer.Detail ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("parse", answer.Detail ?? "", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("DnsClient", answer.Detail ?? "", StringComparison.Ordinal);
        Assert.Equal(["127.0.5.70"], seen.DnsAnswers.Single(a => a.Server == _good.Address).Addresses.Select(a => a.ToString()));
        Assert.Equal(["127.0.5.70"], seen.TcpAttempts.Select(t => t.Address.ToString()));
    }

    [Fact]
    public async Task What_is_invalid_is_said_to_be()
    {
        using var bad = new RawDnsServer(Bytes["another name in the question"]);

        var answer = (await ProbeAsync(bad.Address)).DnsAnswers.Single(a => a.Server == bad.Address);

        Assert.Equal((DnsOutcome.Invalid, "it answers another question than was asked"), (answer.Outcome, answer.Detail));
        using var loop = new RawDnsServer(Bytes["a name that points at itself"]);
        Assert.Equal(DnsOutcome.Invalid, (await ProbeAsync(loop.Address)).DnsAnswers.Single(a => a.Server == loop.Address).Outcome);
    }

    [Fact]
    public async Task A_time_to_live_beyond_31_bits_is_none()
    {
        using var server = new RawDnsServer(query => RawDnsServer.IsForFour(query)
            ? RawDnsServer.Answer(query, 1, RawDnsServer.Record(1, 0xFFFFFFFF, 127, 0, 5, 72)) : RawDnsServer.Answer(query, 0));

        Assert.Equal(["A 127.0.5.72 (0 s)"], (await ProbeAsync(server.Address)).DnsAnswers.Single(a =>
            a.Server == server.Address).Records.Select(r => r.ToString()));
    }

    [Fact]
    public async Task Records_of_names_that_the_question_does_not_lead_to_are_not_taken()
    {
        using var server = new RawDnsServer(query => RawDnsServer.IsForFour(query)
            ? RawDnsServer.Answer(query, 2, [5, .. "other"u8, 0, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 5, 73],
                RawDnsServer.Record(1, 60, 127, 0, 5, 74)) : RawDnsServer.Answer(query, 0));

        Assert.Equal(["127.0.5.74"], (await ProbeAsync(server.Address)).TcpAttempts.Select(t => t.Address.ToString()));
    }

    [Fact]
    public async Task Of_200_addresses_some_are_connected_to_and_the_rest_is_said()
    {
        _good.Add(Name, Enumerable.Range(1, 200).Select(n => $"127.0.7.{n}"));

        var seen = await ProbeAsync(_good.Address);

        Assert.Equal(ProbeLimits.Records, seen.TcpAttempts.Count);
        Assert.Contains(seen.Remarks, r => r.Contains("200 records", StringComparison.Ordinal)
            && r.Contains(_good.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_hundreds_of_names_and_addresses_some_are_connected_to_and_the_rest_is_said()
    {
        foreach (var n in Enumerable.Range(0, 20))
            _good.Add($"n{n}.test.invalid", Enumerable.Range(1, 30).Select(a => $"127.0.{20 + n}.{a}"));

        var seen = await ProbeAsync(r => r with
        {
            Names = [.. Enumerable.Range(0, 20)
            .Select(n => new ProbeName($"n{n}.test.invalid", NameKind.Given))],
            DnsServers = [_good.Address]
        });

        Assert.Equal(ProbeLimits.Connections, seen.TcpAttempts.Count);
        Assert.Contains(seen.Remarks, r => r.Contains("600 connections", StringComparison.Ordinal));
    }

    /// <summary>A server that sends message after message, or a byte now and then, holds nothing up.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_never_comes_to_an_end_is_given_up(bool floods)
    {
        using var server = new RawDnsServer(
            query => [query[0], query[1], 0x83, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, .. RawDnsServer.Question(query)],
            async (stream, query, stop) =>
            {
                var answer = RawDnsServer.Answer(query, 1, A());
                byte[] message = [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer];
                for (var i = 0; ; i++)
                {
                    await stream.WriteAsync(floods ? message : message.AsMemory(i % message.Length, 1), stop);
                    if (!floods)
                        await Task.Delay(300, stop);
                }
            });
        var watch = Stopwatch.StartNew();

        var seen = await ProbeAsync(_good.Address, server.Address);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        // Between two messages of the flood there may be time to take one.
        Assert.True(seen.DnsAnswers.Single(a => a.Server == server.Address).Outcome is DnsOutcome.TimedOut || floods);
    }

    /// <summary>Answers with some bytes turned: nothing in a message ends the probe.</summary>
    [Fact]
    public async Task Whatever_the_bytes_the_probe_goes_on() => Assert.Empty(await MutatedServices.DnsAsync(new Random(17), 40, Stop));

    public void Dispose() => _good.Dispose();

    private static byte[] A() => RawDnsServer.Record(1, 60, 127, 0, 5, 71);

    private static byte[] Change(byte[] message, int index, byte value)
    {
        message[index] = value;
        return message;
    }

    private static Task<ProbeObservation> ProbeAsync(params string[] servers) => ProbeAsync(r => r with { DnsServers = [.. servers] });

    private static async Task<ProbeObservation> ProbeAsync(Func<ProbeRequest, ProbeRequest> change)
    {
        var probe = new LocalProbe((_, _) => throw new SocketException((int)SocketError.HostNotFound), HostFacts.HostsFile,
            TlsTrust.OfPem(""));
        var request = new ProbeRequest
        {
            Names = [new(Name, NameKind.Service)], Port = 9, Protocol = ProbeProtocol.Tcp,
            Timeout = TimeSpan.FromSeconds(2), Count = 1
        };
        return Assert.Single(await probe.ProbeAsync(change(request), null, Stop));
    }
}
