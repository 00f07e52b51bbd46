using System.Globalization;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>
/// Reads what the scripts of <see cref="InstanceScript"/> print: one line a fact, fields separated by tabs. What other programs print in
/// between is passed over. The instance is not trusted: a field is an address, a number or one of the known words, or else a text to be
/// shown.
/// </summary>
public static class InstanceOutput
{
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCommandInvocation.html gives the first 24,000 characters; more
    // is not from there.
    private const int LongestOutput = 24_000;

    /// <summary>The observation.</summary>
    /// <param name="text">The output.</param>
    /// <param name="request">The request that the script was made for.</param>
    /// <param name="instanceId">The instance that it ran on.</param>
    public static ProbeObservation Read(string text, ProbeRequest request, string instanceId)
    {
        var lines = (text.Length > LongestOutput ? text.Substring(0, LongestOutput) : text).Split('\n')
            .Select(line => line.TrimEnd('\r').Split('\t')).ToList();
        var vantage = new ProbeVantage { Name = instanceId, InstanceId = instanceId };
        if (!lines.Exists(f => f is ["vpcetools", "1"]))
            return new() { Request = request, Vantage = vantage with { Failure = "The instance printed nothing that a probe prints." } };
        var curls = lines.Where(f => f is ["curl", _, _, _, ..] && f.Length >= 19).Select(CurlOutput.Read).OfType<CurlOutput>().ToList();
        return new()
        {
            Request = request,
            Vantage = vantage with
            {
                Addresses =
                    [.. lines.Where(f => f is ["address", _]).Select(f => Address(f[1])).OfType<IpAddress>()
                    .Where(a => !IsOwn(a)).Distinct()],
                Resolvers = [.. lines.Where(f => f is ["resolver", _]).Select(f => ShownText.Line(f[1])).Distinct()],
                HostsEntries = [.. lines.Where(f => f is ["hosts", _, _])
                    .Select(f => new HostsEntry(ShownText.Line(f[1]), ShownText.Line(f[2])))],
                Proxy = lines.Where(f => f is ["proxy", _, ..]).Select(f => ShownText.LineOrNull(ProxyRules.WithoutCredentials(f[1])))
                    .FirstOrDefault(),
                NoProxy = lines.Where(f => f is ["proxy", _, { Length: > 0 }]).Select(f => ShownText.Line(f[2])).FirstOrDefault(),
            },
            DnsAnswers = [.. lines.Where(f => f is ["dns", _, _, _, _, _]).Select(Dns)],
            TcpAttempts =
                [.. lines.Where(f => f is ["tcp", _, _, _, ..]).Select(f => Tcp(f, request)).OfType<TcpAttempt>()
                .Concat(curls.Select(c => c.Tcp(request.Port))).GroupBy(t => t.Address).Select(Best)],
            TlsAttempts =
                [.. lines.Where(f => f is ["tls", _, _, _, _, ..] && f.Length >= 9).Select(Tls).OfType<TlsAttempt>()
                .Concat(curls.Select(c => c.Tls()).OfType<TlsAttempt>())],
            HttpAttempts =
                [.. lines.Where(f => f is ["http", _, _, _, _, ..] && f.Length >= 8).Select(Http).OfType<HttpAttempt>()
                .Concat(curls.Select(c => c.Http(request.Protocol)).OfType<HttpAttempt>())],
            Remarks =
            [
                .. request.Remarks,
                .. lines.Where(f => f is ["missing", _]).Select(f => ShownText.Line(f[1])).Distinct().Take(ProbeLimits.Records),
                .. lines.Exists(f => f is ["end"]) ? Array.Empty<string>() : ["The output of the instance was cut off."],
            ],
        };
    }

    /// <summary>Microseconds as a latency.</summary>
    internal static Latency? Micros(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var micros) ? Latency.Of([micros / 1000.0]) : null;

    internal static IpAddress? Address(string text) => IpAddress.TryParse(text, out var address) ? address : null;

    internal static T Outcome<T>(string text, T otherwise)
        where T : struct, Enum => text.Length > 0 && char.IsLetter(text[0]) && Enum.TryParse<T>(text, out var value)
            && value.ToString() == text ? value : otherwise;

    internal static string? Given(string text) => text.Trim().Length == 0 ? null : ShownText.Line(text.Trim());

    private static DnsAnswer Dns(string[] f)
    {
        var answer = new DnsAnswer
        {
            Name = ShownText.Line(f[1]),
            Server = f[2] == "-" ? null : ShownText.Line(f[2]),
            Outcome = Outcome(f[3], DnsOutcome.Failed),
            Latency = Micros(f[4]),
            Records = [.. f[5].Split([','], StringSplitOptions.RemoveEmptyEntries)
                .Select(part => Record(ShownText.Line(f[1]), part.Split(' '))).OfType<DnsRecord>().Take(ProbeLimits.Records)],
        };
        return answer.Outcome == DnsOutcome.Answered && answer.Addresses.Count == 0 ? answer with { Outcome = DnsOutcome.NoAddress }
            : answer;
    }

    /// <summary>
    /// An address alone, or name, type, value and time to live. A record of another type, or an address that is none of its type, is no
    /// record.
    /// </summary>
    private static DnsRecord? Record(string name, string[] words) => words switch
    {
        [var address] when Address(address.Split('%')[0]) is { } a =>
            new(name, a.Family == IpFamily.IPv6 ? "AAAA" : "A", a.ToString(), null),
        [var owner, "CNAME", var canonical, var life] =>
            new(ShownText.Line(owner), "CNAME", ShownText.Line(canonical), DnsRecord.LifeOf(life)),
        [var owner, "A" or "AAAA", var value, var life] when Address(value) is { } a
            && (a.Family == IpFamily.IPv6) == (words[1] == "AAAA") =>
            new(ShownText.Line(owner), words[1], a.ToString(), DnsRecord.LifeOf(life)),
        _ => null,
    };

    private static TcpAttempt? Tcp(string[] f, ProbeRequest request) => Address(f[1]) is not { } address ? null : new()
    {
        Address = address,
        Port = request.Port,
        Outcome = Outcome(f[2], TcpOutcome.Failed),
        Latency = Micros(f[3]),
        LocalAddress = f.Length > 4 ? Address(f[4]) : null,
    };

    /// <summary>An address that was asked for several names was connected to several times.</summary>
    private static TcpAttempt Best(IEnumerable<TcpAttempt> attempts) =>
        attempts.OrderBy(t => t.Outcome == TcpOutcome.Connected ? 0 : 1).First();

    private static TlsAttempt? Tls(string[] f) => Address(f[1]) is not { } address ? null : new()
    {
        Address = address,
        ServerName = ShownText.Line(f[2]),
        Outcome = Outcome(f[3], TlsOutcome.Failed),
        Latency = Micros(f[4]),
        Protocol = f[5] switch { "Tls12" => "TLS 1.2", "Tls13" => "TLS 1.3", var other => Given(other) },
        Subject = Given(f[6]),
        Issuer = Given(f[7]),
        Expires = Time(f[8]),
        Begins = f.Length > 9 ? Time(f[9]) : null,
    };

    private static HttpAttempt? Http(string[] f) => Address(f[1]) is not { } address ? null : new()
    {
        Address = address,
        HostName = ShownText.Line(f[2]),
        Outcome = Outcome(f[3], HttpOutcome.Failed),
        Latency = Micros(f[4]),
        StatusCode = ServiceAnswer.Status(f[5]),
        RequestId = ServiceAnswer.RequestId(f[6]),
        PolicyMessage = ServiceAnswer.Status(f[5]) == 403 ? Given(f[7]) : null,
    };

    internal static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time) ? time : null;

    private static bool IsOwn(IpAddress address) =>
        new AddressClassifier().Classify(address).Kind is AddressKind.Loopback or AddressKind.LinkLocal;
}
