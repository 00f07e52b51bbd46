using VpceTools.Addressing;

namespace VpceTools.Reachability;

/// <summary>A security group that a rule admits, with the ports.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Ports">The destination ports.</param>
public sealed record GroupPeer(string GroupId, IntervalSet<Port> Ports);
