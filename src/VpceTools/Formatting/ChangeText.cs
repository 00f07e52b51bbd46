using System.Management.Automation;
using VpceTools.Policies;

namespace VpceTools.Formatting;

/// <summary>What the views say of calls that two policies decide differently: hidden properties of them.</summary>
public static class ChangeText
{
    private const int ActionsShown = 10;

    /// <summary>The calls; of a long list of actions the first ones.</summary>
    public static string Calls(PSObject change)
    {
        var actions = ObjectText.Items(change, nameof(EndpointPolicyChange.Action)).Select(action => action?.ToString()).ToList();
        var more = actions.Count - ActionsShown;
        var shown = string.Join(", ", actions.Take(ActionsShown)) + (more <= 0 ? "" : $" and {more} more");
        return $"{shown} on {ObjectText.Text(change, nameof(EndpointPolicyChange.Resource))}"
            + (ObjectText.Text(change, nameof(EndpointPolicyChange.Principal)) is { } principal ? $" by {principal}" : "");
    }

    /// <summary>The calls, and why each of the policies decides them as it does.</summary>
    public static string Change(PSObject change) => ObjectText.Lines(
        Calls(change),
        $"before: {ObjectText.Text(change, nameof(EndpointPolicyChange.ReferenceReason))}",
        $"after: {ObjectText.Text(change, nameof(EndpointPolicyChange.Reason))}");
}
