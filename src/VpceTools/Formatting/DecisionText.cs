using System.Management.Automation;
using VpceTools.Policies;

namespace VpceTools.Formatting;

/// <summary>What the views say of a decision about a call: hidden properties of it.</summary>
public static class DecisionText
{
    /// <summary>The lines above a table: the endpoint whose policy decides, or that it is a document.</summary>
    public static string Heading(PSObject decision) =>
        EndpointText.Endpoint(decision) is null ? "   Policy:   the document given" : EndpointText.Heading(decision);

    /// <summary>The call and why it is decided as it is.</summary>
    public static string Call(PSObject decision) => ObjectText.Lines(
        ObjectText.Text(decision, nameof(EndpointPolicyDecision.Action))
            + $" on {ObjectText.Text(decision, nameof(EndpointPolicyDecision.Resource))}",
        ObjectText.Text(decision, nameof(EndpointPolicyDecision.Principal)) is { } principal ? $"by {principal}" : null,
        ObjectText.Text(decision, nameof(EndpointPolicyDecision.Reason)));
}
