using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What to probe.</summary>
public sealed record ProbeRequest
{
    /// <summary>The names, the most important first.</summary>
    public required ValueList<ProbeName> Names { get; init; }

    /// <summary>
    /// Addresses to connect to whatever the names resolve to: the endpoint's interfaces, so that a wrong answer of DNS does not hide
    /// whether they work.
    /// </summary>
    public ValueList<IpAddress> Addresses { get; init; } = [];

    /// <summary>The name to ask those addresses for; null asks for the first name.</summary>
    public string? ServerName { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; } = 443;

    /// <summary>How far to go.</summary>
    public ProbeProtocol Protocol { get; init; }

    /// <summary>DNS servers to ask beside the system's resolver: address, or address and port.</summary>
    public ValueList<string> DnsServers { get; init; } = [];

    /// <summary>How often to do each step, for its latency. A step that fails is not repeated.</summary>
    public int Count { get; init; } = 3;

    /// <summary>How long each step may take, its repetitions included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is not probed, and why: more names or addresses than a probe takes.</summary>
    public ValueList<string> Remarks { get; init; } = [];

    /// <summary>What an address is asked for that this name led to: the name itself, as a client would.</summary>
    public string NameForAddresses => ServerName ?? Names[0].HostName;
}

/// <summary>How far a probe goes on a connection.</summary>
public enum ProbeProtocol : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>TCP, TLS, and one HTTPS request.</summary>
    Https,

    /// <summary>TCP and TLS: services that speak another protocol over TLS.</summary>
    Tls,

    /// <summary>TCP alone.</summary>
    Tcp,
}
