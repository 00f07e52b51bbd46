using System.Management.Automation;
using VpceTools.Policies;

namespace VpceTools.Formatting;

/// <summary>The views' texts of a decision about a call.</summary>
/// <param name="item">The decision.</param>
public sealed class DecisionView(PSObject item) : ItemView(item)
{
    public string Decision => Painted(nameof(EndpointPolicyDecision.Decision));

    public string Call => Cell(nameof(DecisionText.Call));

    public string FlatCall => FlatCell(nameof(DecisionText.Call));

    public string Resource => Value(nameof(EndpointPolicyDecision.Resource));

    public string Principal => Value(nameof(EndpointPolicyDecision.Principal));

    public string Reason => Value(nameof(EndpointPolicyDecision.Reason));

    public string Statements => Value(nameof(EndpointPolicyDecision.Statements));

    public string OtherStatements => Value(nameof(EndpointPolicyDecision.OtherStatements));

    public string MissingKeys => Value(nameof(EndpointPolicyDecision.MissingContextKeys));

    public string AssumedKeys => Value(nameof(EndpointPolicyDecision.AssumedContextKeys));

    /// <summary>The hidden property View.</summary>
    public static DecisionView Of(PSObject item) => new(item);
}
