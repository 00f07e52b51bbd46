namespace VpceTools.Probing;

/// <summary>
/// How much a probe does at most, since answers can hold as much as somebody likes. An endpoint has an interface in each of six
/// Availability Zones, of either family, and a name for each and for all of them: real ones stay below. What is left out is said.
/// </summary>
public static class ProbeLimits
{
    /// <summary>The records of an answer that are taken.</summary>
    public const int Records = 32;

    /// <summary>The names of an endpoint that are asked for.</summary>
    public const int Names = 24;

    /// <summary>The pairs of an address and a name that are connected to; addresses of the endpoint itself come first.</summary>
    public const int Connections = 64;

    /// <summary>The connections that an instance has open at a time.</summary>
    public const int AtOnce = 32;
}
