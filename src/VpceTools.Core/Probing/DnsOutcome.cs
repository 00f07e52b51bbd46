namespace VpceTools.Probing;

/// <summary>How a DNS query ended: RFC 1035 section 4.1.1 and RFC 2308.</summary>
public enum DnsOutcome : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>There are addresses.</summary>
    Answered,

    /// <summary>NXDOMAIN: there is no such name.</summary>
    NoSuchName,

    /// <summary>The name exists, but has no address.</summary>
    NoAddress,

    /// <summary>SERVFAIL: the resolver could not find out.</summary>
    ServerFailure,

    /// <summary>REFUSED or another error code: the resolver does not want to answer.</summary>
    Refused,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>What came back is no answer: another id or question, or no DNS message at all.</summary>
    Invalid,

    /// <summary>The resolver could not be asked.</summary>
    Failed,
}
