using System.Management.Automation;
using VpceTools.Policies;

namespace VpceTools.Formatting;

/// <summary>The views' texts of calls that two policies decide differently.</summary>
/// <param name="item">The change.</param>
public sealed class ChangeView(PSObject item) : ItemView(item)
{
    public string ReferenceDecision => Painted(nameof(EndpointPolicyChange.ReferenceDecision));

    public string Decision => Painted(nameof(EndpointPolicyChange.Decision));

    public string Change => Cell(nameof(ChangeText.Change));

    public string Calls => Value(nameof(ChangeText.Calls));

    public string ReferenceReason => Value(nameof(EndpointPolicyChange.ReferenceReason));

    public string Reason => Value(nameof(EndpointPolicyChange.Reason));

    /// <summary>The hidden property View.</summary>
    public static ChangeView Of(PSObject item) => new(item);
}
