using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Repairs.Running;

namespace VpceTools.Formatting;

/// <summary>What the views say of an action of a repair: hidden properties of it.</summary>
public static class RepairText
{
    /// <summary>The checks whose findings it closes, one a line.</summary>
    public static string? Closes(PSObject result) => ObjectText.Lines(ObjectText.Items(result, nameof(EndpointRepairResult.ClosesFinding))
        .Select(finding => ObjectText.Text(finding, nameof(Finding.Check)) ?? finding?.ToString()).Distinct());

    /// <summary>The resource, what is changed of it, and why it was not.</summary>
    public static string Summary(PSObject result) => ObjectText.Lines(
        ObjectText.Text(result, nameof(EndpointRepairResult.ResourceId)),
        ObjectText.Text(result, nameof(EndpointRepairResult.Description)),
        ObjectText.Text(result, nameof(EndpointRepairResult.Error)));
}
