using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>A problem that the plan does not mend.</summary>
/// <param name="Finding">The problem.</param>
/// <param name="Kind">Why not.</param>
/// <param name="Reason">Why not, in one or two sentences, and what to do instead.</param>
/// <param name="Actions">The actions that were thought of; empty for none.</param>
public sealed record RefusedRepair(Finding Finding, RefusalKind Kind, string Reason, ValueList<RepairAction> Actions);
