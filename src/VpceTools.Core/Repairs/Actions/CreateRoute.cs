using System.Text;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Repairs.Actions;

/// <summary>Adds a route to what joins two networks, beside the routes that a table has; it replaces none.</summary>
/// <param name="RouteTableId">The route table.</param>
/// <param name="Block">The destination.</param>
/// <param name="Target">Where packets go: a peering connection, a transit gateway or a virtual private gateway.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html</remarks>
public sealed record CreateRoute(string RouteTableId, CidrBlock Block, string Target) : RepairAction
{
    /// <summary>The destination as text, which ConvertTo-Json shows as a reader expects it.</summary>
    public string Cidr => Block.ToString();

    internal CidrBlock Block { get; } = Block;

    /// <inheritdoc/>
    public override string Operation => "CreateRoute";

    /// <inheritdoc/>
    public override string ResourceId => RouteTableId;

    /// <inheritdoc/>
    public override string Description => $"add the route {Text}";

    /// <summary>The subnets that use the table.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>The route that took the packets until now, which is less specific; null where none did.</summary>
    public string? FormerRoute { get; init; }

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public override string SideEffect =>
        $"It holds for every host of the subnets that use {RouteTableId}{(SubnetIds.Count == 0 ? "" : $" ({SubnetIds})")}: what they send "
            + $"to {Cidr} goes to {Target} from then on, and "
            + (FormerRoute is null ? "had no route before." : $"no longer by {FormerRoute}.");

    internal string Text => $"{Cidr} -> {Target}";

    internal override RepairPhase Phase => RepairPhase.Routes;

    internal override bool IsPresentIn(VpcNetwork network) => network.FindTable(RouteTableId) is not null;

    internal override string? OwnerIn(VpcNetwork network) => network.FindTable(RouteTableId)?.OwnerId;

    internal override bool IsDoneIn(VpcNetwork network) => network.FindTable(RouteTableId)?.Routes.Any(IsOwn) == true;

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (network.FindTable(RouteTableId) is not { } table)
            return $"Route table {RouteTableId} is not in the evidence.";
        if (table.Routes.FirstOrDefault(IsOfBlock) is { } same)
            return $"Route table {RouteTableId} already has the route {same}, which is not replaced.";
        // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html: such a route leads to an appliance, never out.
        if (table.Routes.FirstOrDefault(route => route.IsLocal && route.Destination?.Contains(Block) == true) is { } local)
            return $"EC2 takes no route within the VPC's own {local.Destination} to {Target}.";
        // A prefix list counts with its entries, for both: how many a table may hold of it is not known, one is certain.
        var ofFamily = table.Routes.Count(route => !RouteEvaluator.IsPropagated(route)
            && (route.Destination?.Family ?? Block.Family) == Block.Family);
        return ofFamily < quotas.RoutesPerRouteTable ? null
            : $"Route table {RouteTableId} would have more than {quotas.RoutesPerRouteTable} {Block.Family} routes, the account's quota.";
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) => network.WithRoutes(RouteTableId, routes => routes.Add(new()
    {
        Destination = Block,
        Target = Target,
        State = "active",
        Origin = "CreateRoute",
    }));

    internal override RepairAction Inverse(VpcNetwork before) =>
        new DeleteRoute(RouteTableId, Block) { Added = this, Region = Region, AccountId = AccountId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    internal bool IsOfBlock(Route route) => route.Destination == Block;

    internal bool IsOwn(Route route) =>
        IsOfBlock(route) && route.Target == Target && !route.IsBlackhole && route.Origin is null or "CreateRoute";

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(RouteTableId), RouteTableId);
        json.WriteString(DestinationParameter, Cidr);
        json.WriteString(TargetParameter, Target);
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"create-route --route-table-id {CommandText.Posix(RouteTableId)} "
            + $"{DestinationOption} {Cidr} "
            + $"--{(IsPeering ? "vpc-peering-connection-id" : IsTransit ? "transit-gateway-id" : "gateway-id")} "
            + CommandText.Posix(Target));

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"New-EC2Route -RouteTableId {CommandText.PowerShell(RouteTableId)} "
            + $"-{DestinationParameter} {Cidr} "
            + $"-{TargetParameter} {CommandText.PowerShell(Target)}");

    internal bool IsPeering => Target.StartsWith("pcx-", StringComparison.Ordinal);

    internal bool IsTransit => Target.StartsWith("tgw-", StringComparison.Ordinal);

    internal string DestinationParameter => Block.Family == IpFamily.IPv4 ? "DestinationCidrBlock" : "DestinationIpv6CidrBlock";

    internal string DestinationOption => Block.Family == IpFamily.IPv4 ? "--destination-cidr-block" : "--destination-ipv6-cidr-block";

    private string TargetParameter => IsPeering ? "VpcPeeringConnectionId" : IsTransit ? "TransitGatewayId" : "GatewayId";
}
