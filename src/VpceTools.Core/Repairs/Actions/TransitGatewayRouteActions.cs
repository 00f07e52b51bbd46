using System.Text;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Adds a static route to a transit gateway route table, beside the routes that it has; it replaces none.</summary>
/// <param name="TransitGatewayRouteTableId">The route table.</param>
/// <param name="Block">The destination.</param>
/// <param name="TransitGatewayAttachmentId">The attachment that it leads to.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRoute.html</remarks>
public sealed record CreateTransitGatewayRoute(string TransitGatewayRouteTableId, CidrBlock Block, string TransitGatewayAttachmentId)
    : TransitGatewayTableAction(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
{
    /// <summary>The destination as text.</summary>
    public string Cidr => Block.ToString();

    internal CidrBlock Block { get; } = Block;

    /// <inheritdoc/>
    public override string Operation => "CreateTransitGatewayRoute";

    /// <inheritdoc/>
    public override string Description => $"add the static route {Text}";

    /// <inheritdoc/>
    public override string SideEffect =>
        $"Every network whose attachment is associated with {TransitGatewayRouteTableId} can then send to {Cidr}, as far as its own "
            + "routes lead to the transit gateway.";

    internal string Text => $"{Cidr} -> {TransitGatewayAttachmentId}";

    private protected override string CliCommand => $"create-transit-gateway-route --destination-cidr-block {Cidr}";

    private protected override string Cmdlet => $"New-EC2TransitGatewayRoute -DestinationCidrBlock {Cidr}";

    internal override bool IsDoneIn(VpcNetwork network) =>
        network.FindTransitRoutes(TransitGatewayRouteTableId)?.Routes.Any(IsOwn) == true;

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (base.ObstacleIn(network, quotas) is { } obstacle)
            return obstacle;
        if (network.FindTransitRoutes(TransitGatewayRouteTableId) is not { } table)
            return $"The routes of transit gateway route table {TransitGatewayRouteTableId} are not in the evidence.";
        return table.Routes.FirstOrDefault(IsOfBlock) is { } same
            ? $"Transit gateway route table {TransitGatewayRouteTableId} already has the route {same}, which is not replaced." : null;
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network)
    {
        var to = network.RouteTo(TransitGatewayAttachmentId);
        return network.WithTransitRoutes(TransitGatewayRouteTableId, routes => routes.Add(new()
        {
            Destination = Block, Type = "static", State = "active", Attachments = [to],
        }));
    }

    internal override RepairAction Inverse(VpcNetwork before) =>
        new DeleteTransitGatewayRoute(TransitGatewayRouteTableId, Block) { Added = this, Region = Region, AccountId = AccountId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    internal bool IsOfBlock(TransitGatewayRoute route) => route.Destination == Block;

    internal bool IsOwn(TransitGatewayRoute route) => IsOfBlock(route) && route.Type == "static"
        && route.Attachments.Any(a => a.Id == TransitGatewayAttachmentId);

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("DestinationCidrBlock", Cidr);
        base.WriteParameters(json);
    }
}

/// <summary>Takes a static route that a repair added out of a transit gateway route table.</summary>
/// <param name="TransitGatewayRouteTableId">The route table.</param>
/// <param name="Block">The destination.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRoute.html</remarks>
public sealed record DeleteTransitGatewayRoute(string TransitGatewayRouteTableId, CidrBlock Block) : RepairAction
{
    /// <summary>The route that was added: somebody may have replaced it since by another one, which is not to be deleted.</summary>
    public required CreateTransitGatewayRoute Added { get; init; }

    /// <summary>The destination as text.</summary>
    public string Cidr => Block.ToString();

    internal CidrBlock Block { get; } = Block;

    /// <inheritdoc/>
    public override string Operation => "DeleteTransitGatewayRoute";

    /// <inheritdoc/>
    public override string ResourceId => TransitGatewayRouteTableId;

    /// <inheritdoc/>
    public override string Description => $"delete the static route {Added.Text}";

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public override string SideEffect => $"Packets to {Cidr} take the table's other routes from then on, those of open connections too.";

    internal override RepairPhase Phase => RepairPhase.TransitGateways;

    internal override bool IsPresentIn(VpcNetwork network) => Added.IsPresentIn(network);

    internal override string? OwnerIn(VpcNetwork network) => Added.OwnerIn(network);

    internal override bool IsDoneIn(VpcNetwork network) =>
        network.FindTransitRoutes(TransitGatewayRouteTableId) is { } table
        && !table.Routes.Any(route => Added.IsOfBlock(route) && route.Type == "static");

    internal override UnsettledState? UnsettledIn(VpcNetwork network) => Added.UnsettledIn(network);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (network.FindTransitRoutes(TransitGatewayRouteTableId) is not { } table)
            return $"The routes of transit gateway route table {TransitGatewayRouteTableId} are not in the evidence.";
        return table.Routes.FirstOrDefault(route => Added.IsOfBlock(route) && route.Type == "static") is { } route && !Added.IsOwn(route)
            ? $"The route to {Cidr} is another one now: {route}." : null;
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) =>
        network.WithTransitRoutes(TransitGatewayRouteTableId, routes => routes.Where(route => !Added.IsOwn(route)).ToValueList());

    internal override RepairAction Inverse(VpcNetwork before) => Added;

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("DestinationCidrBlock", Cidr);
        json.WriteString(nameof(TransitGatewayRouteTableId), TransitGatewayRouteTableId);
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"delete-transit-gateway-route --destination-cidr-block {Cidr} "
            + $"--transit-gateway-route-table-id {CommandText.Posix(TransitGatewayRouteTableId)}");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"Remove-EC2TransitGatewayRoute -DestinationCidrBlock {Cidr} "
            + $"-TransitGatewayRouteTableId {CommandText.PowerShell(TransitGatewayRouteTableId)}");
}
