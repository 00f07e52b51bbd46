using System.Management.Automation;
using VpceTools.Repairs.Running;

namespace VpceTools.Formatting;

/// <summary>The views' texts of an action of a repair.</summary>
/// <param name="item">The action's result.</param>
public sealed class RepairView(PSObject item) : ItemView(item)
{
    public string Status => Painted(nameof(EndpointRepairResult.Status));

    public string Summary => Cell(nameof(RepairText.Summary));

    public string FlatSummary => FlatCell(nameof(RepairText.Summary));

    public string Change => Value(nameof(EndpointRepairResult.Description));

    public string SideEffect => Value(nameof(EndpointRepairResult.SideEffect));

    public string ClosesFinding => Value(nameof(EndpointRepairResult.ClosesFinding));

    public string ApiCall => Value(nameof(EndpointRepairResult.ApiCall));

    public string AwsCli => Commands(nameof(EndpointRepairResult.AwsCli), "\\");

    public string PermissionDetail => Value(nameof(EndpointRepairResult.PermissionDetail));

    public string Error => Value(nameof(EndpointRepairResult.Error));

    public string Undo => Value(nameof(EndpointRepairResult.Undo));

    /// <summary>The hidden property View.</summary>
    public static RepairView Of(PSObject item) => new(item);
}
