using System.Text;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Takes a route that a repair added out of a route table.</summary>
/// <param name="RouteTableId">The route table.</param>
/// <param name="Block">The destination.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html</remarks>
public sealed record DeleteRoute(string RouteTableId, CidrBlock Block) : RepairAction
{
    /// <summary>The route that was added: somebody may have replaced it since by another one, which is not to be deleted.</summary>
    public required CreateRoute Added { get; init; }

    /// <summary>The destination as text.</summary>
    public string Cidr => Block.ToString();

    internal CidrBlock Block { get; } = Block;

    /// <inheritdoc/>
    public override string Operation => "DeleteRoute";

    /// <inheritdoc/>
    public override string ResourceId => RouteTableId;

    /// <inheritdoc/>
    public override string Description => $"delete the route {Added.Text}";

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public override string SideEffect => $"Packets to {Cidr} take the table's other routes from then on, those of open connections too.";

    internal override RepairPhase Phase => RepairPhase.Routes;

    internal override bool IsPresentIn(VpcNetwork network) => network.FindTable(RouteTableId) is not null;

    internal override string? OwnerIn(VpcNetwork network) => network.FindTable(RouteTableId)?.OwnerId;

    internal override bool IsDoneIn(VpcNetwork network) =>
        network.FindTable(RouteTableId) is { } table && !table.Routes.Any(Added.IsOfBlock);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (network.FindTable(RouteTableId) is not { } table)
            return $"Route table {RouteTableId} is not in the evidence.";
        return table.Routes.FirstOrDefault(Added.IsOfBlock) is { } route && route.Target != Added.Target
            ? $"The route to {Cidr} is another one now: {route}." : null;
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) =>
        network.WithRoutes(RouteTableId, routes => routes.Where(route => !Added.IsOfBlock(route)).ToValueList());

    internal override RepairAction Inverse(VpcNetwork before) => Added;

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(RouteTableId), RouteTableId);
        json.WriteString(Added.DestinationParameter, Cidr);
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"delete-route --route-table-id {CommandText.Posix(RouteTableId)} "
            + $"{Added.DestinationOption} {Cidr}");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"Remove-EC2Route -RouteTableId {CommandText.PowerShell(RouteTableId)} "
            + $"-{Added.DestinationParameter} {Cidr}");
}
