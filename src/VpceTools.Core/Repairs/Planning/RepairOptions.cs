using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>What may be repaired, and how far.</summary>
public sealed record RepairOptions
{
    /// <summary>What the diagnosis asks: clients, ports, quotas.</summary>
    public CheckOptions Checks { get; init; } = new();

    /// <summary>Whether a problem is to be repaired.</summary>
    public Func<Finding, bool> IsWanted { get; init; } = static _ => true;

    /// <summary>
    /// The most care that an action may need. <see cref="RepairRisk.Manual"/> is the same as <see cref="RepairRisk.Caution"/>: that is for
    /// people.
    /// </summary>
    public RepairRisk MaximumRisk { get; init; } = RepairRisk.Caution;

    /// <summary>
    /// Whether clients may be sent to an endpoint whose policy is not the default although nobody said which calls it has to allow.
    /// </summary>
    public bool AllowRedirectOverPolicy { get; init; }

    /// <summary>
    /// Whether a change may be added to the fix of a wanted problem because that fix does not hold without it; by default whatever is
    /// wanted itself.
    /// </summary>
    public Func<Finding, bool>? MayAdd { get; init; }

    /// <summary>Network ACLs, by id, whose deny entries an allow entry may go in front of.</summary>
    public ValueList<string> AllowOverrideDeny { get; init; } = [];
}
