namespace VpceTools.Probing;

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
