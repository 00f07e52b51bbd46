using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>The changes that provably mend problems of a network, in an order in which nothing breaks in between.</summary>
/// <param name="Network">The network as it is.</param>
/// <param name="Result">The network as the actions make it.</param>
/// <param name="Repairs">The actions, in order.</param>
/// <param name="Refused">The problems that are not mended, and why.</param>
public sealed record RepairPlan(VpcNetwork Network, VpcNetwork Result, ValueList<PlannedRepair> Repairs, ValueList<RefusedRepair> Refused);
