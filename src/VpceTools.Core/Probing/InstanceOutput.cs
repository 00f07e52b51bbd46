using System.Globalization;
using VpceTools.Addressing;

namespace VpceTools.Probing;

/// <summary>Reads what the scripts of <see cref="InstanceScript"/> print: one line a fact, fields separated by tabs. What other programs print in between is passed over.</summary>
public static class InstanceOutput
{
    /// <summary>The observation.</summary>
    /// <param name="text">The output.</param>
    /// <param name="request">The request that the script was made for.</param>
    /// <param name="instanceId">The instance that it ran on.</param>
    public static ProbeObservation Read(string text, ProbeRequest request, string instanceId)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r').Split('\t')).ToList();
        var vantage = new ProbeVantage { Name = instanceId, InstanceId = instanceId };
        if (!lines.Exists(f => f is ["vpcetools", "1"]))
            return new() { Request = request, Vantage = vantage with { Failure = "The instance printed nothing that a probe prints." } };
        var curls = lines.Where(f => f is ["curl", _, _, _, ..] && f.Length >= 19).Select(CurlOutput.Read).OfType<CurlOutput>().ToList();
        return new()
        {
            Request = request,
            Vantage = vantage with
            {
                Addresses = [.. lines.Where(f => f is ["address", _]).Select(f => Address(f[1])).OfType<IpAddress>().Where(a => !IsOwn(a)).Distinct()],
                Resolvers = [.. lines.Where(f => f is ["resolver", _]).Select(f => f[1]).Distinct()],
                HostsEntries = [.. lines.Where(f => f is ["hosts", _, _]).Select(f => new HostsEntry(f[1], f[2]))],
                Proxy = lines.Where(f => f is ["proxy", _, ..]).Select(f => ProxyRules.WithoutCredentials(f[1])).FirstOrDefault(),
                NoProxy = lines.Where(f => f is ["proxy", _, { Length: > 0 }]).Select(f => f[2]).FirstOrDefault(),
            },
            DnsAnswers = [.. lines.Where(f => f is ["dns", _, _, _, _, _]).Select(Dns)],
            TcpAttempts = [.. lines.Where(f => f is ["tcp", _, _, _, ..]).Select(f => Tcp(f, request)).OfType<TcpAttempt>().Concat(curls.Select(c => c.Tcp(request.Port))).GroupBy(t => t.Address).Select(Best)],
            TlsAttempts = [.. lines.Where(f => f is ["tls", _, _, _, _, ..] && f.Length >= 9).Select(Tls).OfType<TlsAttempt>().Concat(curls.Select(c => c.Tls()).OfType<TlsAttempt>())],
            HttpAttempts = [.. lines.Where(f => f is ["http", _, _, _, _, ..] && f.Length >= 8).Select(Http).OfType<HttpAttempt>().Concat(curls.Select(c => c.Http(request.Protocol)).OfType<HttpAttempt>())],
            Remarks =
            [
                .. lines.Where(f => f is ["missing", _]).Select(f => f[1]),
                // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCommandInvocation.html gives the first 24,000 characters.
                .. lines.Exists(f => f is ["end"]) ? Array.Empty<string>() : ["The output of the instance was cut off."],
            ],
        };
    }

    /// <summary>Microseconds as a latency.</summary>
    internal static Latency? Micros(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var micros) ? Latency.Of([micros / 1000]) : null;

    internal static IpAddress? Address(string text) => IpAddress.TryParse(text, out var address) ? address : null;

    internal static T Outcome<T>(string text, T otherwise)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && !int.TryParse(text, out _) ? value : otherwise;

    internal static string? Given(string text) => text.Length == 0 ? null : text;

    private static DnsAnswer Dns(string[] f) => new()
    {
        Name = f[1],
        Server = f[2] == "-" ? null : f[2],
        Outcome = Outcome(f[3], DnsOutcome.Failed),
        Latency = Micros(f[4]),
        Records = [.. f[5].Split([','], StringSplitOptions.RemoveEmptyEntries).Select(part => Record(f[1], part.Split(' '))).OfType<DnsRecord>()],
    };

    /// <summary>An address alone, or name, type, value and time to live.</summary>
    private static DnsRecord? Record(string name, string[] words) => words switch
    {
        [var address] when Address(address.Split('%')[0]) is { } a => new(name, a.Family == IpFamily.IPv6 ? "AAAA" : "A", a.ToString(), null),
        [var owner, var type, var value, var life] => new(owner, type, value, int.TryParse(life, out var seconds) ? seconds : null),
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
    private static TcpAttempt Best(IEnumerable<TcpAttempt> attempts) => attempts.OrderBy(t => t.Outcome == TcpOutcome.Connected ? 0 : 1).First();

    private static TlsAttempt? Tls(string[] f) => Address(f[1]) is not { } address ? null : new()
    {
        Address = address,
        ServerName = f[2],
        Outcome = Outcome(f[3], TlsOutcome.Failed),
        Latency = Micros(f[4]),
        Protocol = f[5] switch { "Tls12" => "TLS 1.2", "Tls13" => "TLS 1.3", "" => null, var other => other },
        Subject = Given(f[6]),
        Issuer = Given(f[7]),
        Expires = Time(f[8]),
    };

    private static HttpAttempt? Http(string[] f) => Address(f[1]) is not { } address ? null : new()
    {
        Address = address,
        HostName = f[2],
        Outcome = Outcome(f[3], HttpOutcome.Failed),
        Latency = Micros(f[4]),
        StatusCode = int.TryParse(f[5], out var code) ? code : null,
        RequestId = Given(f[6]),
        PolicyMessage = code == 403 ? Given(f[7]) : null,
    };

    internal static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static bool IsOwn(IpAddress address) => new AddressClassifier().Classify(address).Kind is AddressKind.Loopback or AddressKind.LinkLocal;
}
