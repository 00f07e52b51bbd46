using VpceTools.Addressing;

namespace VpceTools.Probing;

/// <summary>One unauthenticated HTTPS request to an address, for a name.</summary>
public sealed record HttpAttempt
{
    /// <summary>The address.</summary>
    public required IpAddress Address { get; init; }

    /// <summary>The name in the request.</summary>
    public required string HostName { get; init; }

    /// <summary>How it ended.</summary>
    public required HttpOutcome Outcome { get; init; }

    /// <summary>The status code.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The request id that AWS gave it: the proof that an AWS service answered.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the answer says about a policy of the endpoint; null where it does not blame one.</summary>
    public string? PolicyMessage { get; init; }

    /// <summary>How long it took.</summary>
    public Latency? Latency { get; init; }

    /// <summary>What the system said where it failed.</summary>
    public string? Detail { get; init; }
}

/// <summary>How the HTTPS request ended.</summary>
public enum HttpOutcome : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>There is a response, whatever its status: an unauthenticated request is expected to be turned down.</summary>
    Answered,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The connection was closed without an answer.</summary>
    Closed,

    /// <summary>What came back is not HTTP.</summary>
    Failed,
}
