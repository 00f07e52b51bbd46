namespace VpceTools.Probing;

/// <summary>How opening a connection ended.</summary>
public enum TcpOutcome : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The connection was opened.</summary>
    Connected,

    /// <summary>The other side answered with a reset: nothing listens there.</summary>
    Refused,

    /// <summary>No answer in time: something drops the packets.</summary>
    TimedOut,

    /// <summary>The machine, or a router, knows no way.</summary>
    Unreachable,

    /// <summary>Another failure.</summary>
    Failed,
}
