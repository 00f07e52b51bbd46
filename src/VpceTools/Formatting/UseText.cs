using System.Management.Automation;
using VpceTools.Paths;

namespace VpceTools.Formatting;

/// <summary>What the views say of the use of an endpoint: hidden properties of it.</summary>
public static class UseText
{
    /// <summary>
    /// The service, why it is said to be of use or not, and, where somebody might think of deleting it, what was not seen.
    /// </summary>
    public static string Use(PSObject use) => ObjectText.Lines(
        [
            $"{ObjectText.Text(use, nameof(EndpointUse.ServiceName))} ({ObjectText.Text(use, nameof(EndpointUse.EndpointType))})",
            ObjectText.Text(use, nameof(EndpointUse.Message)),
            .. ObjectText.Items(use, nameof(EndpointUse.InferredTasks)).Select(task => $"for {task}"),
            .. ObjectText.Text(use, nameof(EndpointUse.Usage)) is nameof(EndpointUsage.Needed) or nameof(EndpointUsage.Used) ? []
                : ObjectText.Items(use, nameof(EndpointUse.NotSeen)).Select(item => $"not seen: {item}"),
        ]);
}
