using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What was seen from one machine: facts only, no judgement.</summary>
public sealed record ProbeObservation
{
    /// <summary>What was asked for.</summary>
    public required ProbeRequest Request { get; init; }

    /// <summary>The machine.</summary>
    public required ProbeVantage Vantage { get; init; }

    /// <summary>What the resolvers said.</summary>
    public ValueList<DnsAnswer> DnsAnswers { get; init; } = [];

    /// <summary>The connections, one an address.</summary>
    public ValueList<TcpAttempt> TcpAttempts { get; init; } = [];

    /// <summary>The handshakes, one for each address and name.</summary>
    public ValueList<TlsAttempt> TlsAttempts { get; init; } = [];

    /// <summary>The requests, one for each address and name.</summary>
    public ValueList<HttpAttempt> HttpAttempts { get; init; } = [];

    /// <summary>Tools that the machine lacks and what could not be done without them.</summary>
    public ValueList<string> Remarks { get; init; } = [];
}
