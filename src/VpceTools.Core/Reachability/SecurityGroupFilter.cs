using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>What a list of security groups lets through in one direction, over TCP.</summary>
/// <param name="Admitted">The pairs of peer address and destination port that some rule allows for certain.</param>
/// <param name="GroupPeers">The groups that rules name as peers, with the ports: a workload that carries one is admitted whatever its address.</param>
/// <param name="Unresolved">What could allow more but cannot be told from the evidence, each with the call that would tell.</param>
public sealed record SecurityGroupFilter(PacketSet Admitted, ValueList<GroupPeer> GroupPeers, ValueList<MissingEvidence> Unresolved);
