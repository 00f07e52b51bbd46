using System.Management.Automation;
using VpceTools.Paths;

namespace VpceTools.Formatting;

/// <summary>The views' texts of the use of an endpoint.</summary>
/// <param name="item">The use.</param>
public sealed class UseView(PSObject item) : ItemView(item)
{
    public string Usage => Painted(nameof(EndpointUse.Usage));

    public string Use => Cell(nameof(UseText.Use));

    public string Message => Value(nameof(EndpointUse.Message));

    public string UsedBy => Value(nameof(EndpointUse.UsedBy));

    public string NeededBy => Value(nameof(EndpointUse.NeededBy));

    public string BlockedClients => Value(nameof(EndpointUse.BlockedClients));

    public string ServesSubnets => Value(nameof(EndpointUse.ServesSubnets));

    public string InferredTasks => Value(nameof(EndpointUse.InferredTasks));

    public string PossibleTasks => Value(nameof(EndpointUse.PossibleTasks));

    public string NotSeen => Value(nameof(EndpointUse.NotSeen));

    public string Cost => Value(nameof(EndpointUse.Cost));

    /// <summary>The hidden property View.</summary>
    public static UseView Of(PSObject item) => new(item);
}
