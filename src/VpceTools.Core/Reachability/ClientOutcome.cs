namespace VpceTools.Reachability;

/// <summary>How a client fares at some hops towards all targets of an endpoint.</summary>
public enum ClientOutcome
{
    /// <summary>The hops do not concern it: no common address family, or groups that are open.</summary>
    NotConcerned,

    /// <summary>Everything passes.</summary>
    Full,

    /// <summary>Whether it passes depends on the security group or address that the workload will have.</summary>
    Conditional,

    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>Some ports, addresses or interfaces pass and some do not.</summary>
    Partial,

    /// <summary>Nothing passes.</summary>
    None,
}
