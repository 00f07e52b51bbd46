using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Core.Tests.Probing;

/// <summary>Observations of the world's endpoint: all is well from the client in zone a, and a test changes one thing.</summary>
internal static class Seen
{
    public const string Name = "sqs.us-east-1.amazonaws.com";
    public const string OwnName = "vpce-1-abc.sqs.us-east-1.vpce.amazonaws.com";
    public const string A = "10.0.11.5";
    public const string B = "10.0.12.5";
    public const string Inside = "10.0.1.10";
    public const string Outside = "192.168.7.7";

    /// <summary>In the VPC's range, and no interface has it.</summary>
    public const string Overlapping = "10.0.0.99";

    public static ProbeObservation Healthy { get; } = new()
    {
        Request = new() { Names = [new(Name, NameKind.Service), new(OwnName, NameKind.Regional)] },
        Vantage = new() { Name = "app-1", Addresses = [Ip(Inside)], Resolvers = ["10.0.0.2"] },
        DnsAnswers = [Answer(Name, A, B), Answer(OwnName, A, B)],
        TcpAttempts = [Tcp(A), Tcp(B)],
        TlsAttempts = [Tls(A), Tls(B)],
        HttpAttempts = [Http(A), Http(B)],
    };

    public static IpAddress Ip(string address) => IpAddress.Parse(address);

    public static DnsAnswer Answer(string name, params string[] addresses) => new()
    {
        Name = name, Outcome = DnsOutcome.Answered,
        Records = [.. addresses.Select(a => new DnsRecord(name, a.Contains(':') ? "AAAA" : "A", a, null))],
    };

    public static DnsAnswer Unanswered(DnsOutcome outcome) => new() { Name = Name, Outcome = outcome };

    public static TcpAttempt Tcp(string address, TcpOutcome outcome = TcpOutcome.Connected, string from = Inside) => new()
    {
        Address = Ip(address), Port = 443, Outcome = outcome, LocalAddress = outcome == TcpOutcome.Connected ? Ip(from) : null,
        Latency = new(0.4, 0.5, 3),
    };

    public static TlsAttempt Tls(string address, TlsOutcome outcome = TlsOutcome.Completed, string name = Name) => new()
    {
        Address = Ip(address), ServerName = name, Outcome = outcome, Protocol = "TLS 1.3", Subject = Name, Issuer = "Amazon RSA 2048 M01",
        CertificateNames = [Name], Expires = new DateTimeOffset(2027, 5, 1, 0, 0, 0, TimeSpan.Zero),
    };

    public static HttpAttempt Http(string address, int status = 404, string? policy = null) => new()
    {
        Address = Ip(address), HostName = Name, Outcome = HttpOutcome.Answered, StatusCode = status, RequestId = "abc-123",
        PolicyMessage = policy,
    };

    public static ProbeObservation Resolving(this ProbeObservation seen, params DnsAnswer[] answers) =>
        seen with { DnsAnswers = [.. answers] };

    /// <summary>Every connection ends alike, and nothing follows.</summary>
    public static ProbeObservation Connecting(this ProbeObservation seen, TcpOutcome outcome, params string[] addresses) => seen with
    {
        TcpAttempts = [.. (addresses.Length == 0 ? [A, B] : addresses).Select(a => Tcp(a, outcome))],
        TlsAttempts = [],
        HttpAttempts = [],
    };

    public static ProbeObservation Shaking(this ProbeObservation seen, params TlsAttempt[] attempts) =>
        seen with { TlsAttempts = [.. attempts], HttpAttempts = [] };

    public static ProbeObservation From(this ProbeObservation seen, string address) => seen with
    {
        Vantage = seen.Vantage with { Addresses = [Ip(address)] },
        TcpAttempts = [.. seen.TcpAttempts.Select(t => t with { LocalAddress = t.LocalAddress is null ? null : Ip(address) })],
    };

    public static ProbeObservation On(this ProbeObservation seen, Func<ProbeVantage, ProbeVantage> change) =>
        seen with { Vantage = change(seen.Vantage) };

    /// <summary>The conclusion with the world's configuration.</summary>
    public static ProbeConclusion In(this ProbeObservation seen, VpcNetwork network) =>
        ProbeDiagnosis.Conclude(seen, new CheckRunner(network).ContextOf(network.Endpoints[0]));

    /// <summary>The conclusion where only a name is known.</summary>
    public static ProbeConclusion Alone(this ProbeObservation seen) => ProbeDiagnosis.Conclude(seen, null);
}
