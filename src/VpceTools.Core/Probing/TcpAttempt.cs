using VpceTools.Addressing;

namespace VpceTools.Probing;

/// <summary>Opening a connection to an address.</summary>
public sealed record TcpAttempt
{
    /// <summary>The address.</summary>
    public required IpAddress Address { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>How it ended.</summary>
    public required TcpOutcome Outcome { get; init; }

    /// <summary>The address that the machine sent from; null where it is not known.</summary>
    public IpAddress? LocalAddress { get; init; }

    /// <summary>How long it took.</summary>
    public Latency? Latency { get; init; }

    /// <summary>What the system said where it failed.</summary>
    public string? Detail { get; init; }
}
