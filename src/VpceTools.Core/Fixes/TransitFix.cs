using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Fixes;

/// <summary>
/// What a transit gateway lacks: a route to exactly the addresses that packets are for, a route table for an attachment, a subnet of an
/// attachment in a zone. An attachment propagates where every subnet behind it is needed; else a static route opens less.
/// </summary>
internal static class TransitFix
{
    /// <summary>More routes than this would make a worse table than a block that a person chooses.</summary>
    private const int MostRoutes = 16;

    /// <summary>The routes of a transit gateway route table that lead on.</summary>
    public static WayFix Routes(EndpointView view, IReadOnlyList<(BlockedHop Blocked, WayFault Fault)> faults)
    {
        var (index, gateway, table) = (view.Index, faults[0].Fault.Remedy!.TransitGatewayId!, faults[0].Fault.Remedy!.Id);
        var needed = new Dictionary<string, (string Vpc, IntervalSet<IpAddress> Addresses)>(StringComparer.Ordinal);
        foreach (var (blocked, fault) in faults)
        {
            if (ToVpc(blocked) is not { } vpc || AttachmentTo(index, gateway, vpc) is not { } attachment)
                return WayFix.None;
            var known = needed.TryGetValue(attachment, out var others) ? others.Addresses : IntervalSet<IpAddress>.Empty;
            needed[attachment] = (vpc, known.Union(Lacking(index, table, Destinations(blocked, fault))));
        }

        var owner = index.Transit.OwnerOf(gateway);
        var actions = needed.SelectMany(to => Actions(index, table, to.Key, to.Value.Vpc, to.Value.Addresses)).ToList();
        return actions.Count is 0 or > MostRoutes
            || actions.OfType<CreateTransitGatewayRoute>().Any(a => FixBlocks.IsPublic(a.Block)) ? WayFix.None
            : WayFix.In(RepairPlace.Of(index.Network, owner, n => n.TransitGatewayRoutes.Any(t => t.RouteTableId == table)), owner,
                place => actions.Select(action => action with { AccountId = place.AccountId, Region = place.Region }));
    }

    /// <summary>
    /// The route table for an attachment that has none: the one whose routes lead packets on, the default one before others.
    /// </summary>
    public static WayFix Association(EndpointView view, IReadOnlyList<(BlockedHop Blocked, WayFault Fault)> faults)
    {
        var (index, gateway, attachment) = (view.Index, faults[0].Fault.Remedy!.TransitGatewayId!, faults[0].Fault.Remedy!.Id);
        var destinations = faults.Aggregate(IntervalSet<IpAddress>.Empty, (all, f) => all.Union(Destinations(f.Blocked, f.Fault)));
        var tables = index.Transit.TablesOf(gateway).Where(t => TransitGatewayRouteEvaluator.Of(t.Id, index) is { } routes
            && routes.Evaluate(destinations)
                .All(part => part is { Unresolved: null, Route: { IsBlackhole: false, Attachments.Count: > 0 } })).ToList();
        var table = tables.Count == 1 ? tables[0] : tables.Find(t => t.IsDefaultAssociation == true);
        var owner = index.Transit.OwnerOf(gateway);
        return table is null ? WayFix.None
            : WayFix.In(RepairPlace.Of(index.Network, owner, n => n.TransitGatewayRouteTables.Any(t => t.Id == table.Id)), owner, place =>
            [
                new AssociateTransitGatewayRouteTable(table.Id, attachment) { AccountId = place.AccountId, Region = place.Region },
            ]);
    }

    /// <summary>
    /// The subnet in a further zone of an attachment: one whose route table and ACL judge what those of its other subnets do, so that
    /// nothing that arrives elsewhere now meets another rule. Without workloads before with, small before large.
    /// </summary>
    public static WayFix Subnet(EndpointView view, IReadOnlyList<(BlockedHop Blocked, WayFault Fault)> faults)
    {
        var (index, remedy) = (view.Index, faults[0].Fault.Remedy!);
        if (!index.Transit.VpcAttachments.TryGetValue(remedy.Id, out var attachment) || attachment.VpcId is not { } vpc)
            return WayFix.None;
        var known = attachment.SubnetIds.Where(index.Subnets.ContainsKey).Select(id => index.Subnets[id]).ToList();
        var subnet = index.SubnetsOfVpc[vpc].Where(s => (s.AvailabilityZoneId ?? s.AvailabilityZone) == remedy.Zone
                && s.AvailableIpAddressCount is null or > 0 && known.TrueForAll(other => IsAlike(s, other, index)))
            .OrderBy(s => index.InterfacesOfVpc[vpc].Any(n => n.SubnetId == s.Id))
            .ThenByDescending(s => s.CidrBlocks.Select(b => b.PrefixLength).DefaultIfEmpty().Max())
            .ThenBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault();
        return subnet is null || known.Count < attachment.SubnetIds.Count ? WayFix.None
            : WayFix.In(
                RepairPlace.Of(index.Network, attachment.VpcOwnerId, n => n.TransitGatewayVpcAttachments.Any(a => a.Id == attachment.Id)),
                attachment.VpcOwnerId, place =>
                [
                    new ModifyTransitGatewayVpcAttachment(attachment.Id)
                    {
                        AddSubnetId = subnet.Id, AccountId = place.AccountId, Region = place.Region,
                    },
                ]);
    }

    private static bool IsAlike(Subnet one, Subnet other, NetworkIndex index) =>
        index.RouteTableOf(one) is { } table && index.RouteTableOf(other)?.Id == table.Id
        && index.NetworkAclOf(one.Id) is { } acl && index.NetworkAclOf(other.Id) is { } otherAcl
        && (acl.Id == otherAcl.Id || Array.TrueForAll([true, false], egress =>
            NetworkAclEvaluator.Evaluate(acl, egress).Equals(NetworkAclEvaluator.Evaluate(otherAcl, egress))));

    private static IEnumerable<RepairAction> Actions(
        NetworkIndex index, string table, string attachment, string vpc, IntervalSet<IpAddress> addresses)
    {
        if (CanPropagate(index, table, attachment, vpc, addresses))
            return [new EnableTransitGatewayRouteTablePropagation(table, attachment)];
        return CidrBlock.Cover(addresses).Select(block => new CreateTransitGatewayRoute(table, block, attachment));
    }

    /// <summary>
    /// Whether it is the VPC's own attachment that does not propagate yet, and nobody behind it is a host that need not be reached.
    /// </summary>
    private static bool CanPropagate(NetworkIndex index, string table, string attachment, string vpc, IntervalSet<IpAddress> addresses)
    {
        var subnets = IntervalSet<IpAddress>.Of(index.SubnetsOfVpc[vpc].SelectMany(s => s.CidrBlocks).Select(b => b.Range));
        return index.Transit.VpcAttachments.TryGetValue(attachment, out var known) && known.VpcId == vpc
            && !subnets.IsEmpty && addresses.IsSupersetOf(subnets)
            && index.Transit.Propagations.TryGetValue(table, out var list) && !list.Propagations.Any(p => p.AttachmentId == attachment);
    }

    /// <summary>The attachment that leads to a VPC: its own, else the only peering with a transit gateway that it is attached to.</summary>
    private static string? AttachmentTo(NetworkIndex index, string gateway, string vpc)
    {
        var own = index.Transit.VpcAttachmentsOfVpc[vpc].Where(a => Joins.IsAvailable(a.State)).ToList();
        if (own.Find(a => a.TransitGatewayId == gateway) is { } attachment)
            return attachment.Id;
        var peerings = index.Transit.Peerings.Values.Where(p => Joins.IsAvailable(p.State)
            && p.Beyond(gateway)?.TransitGatewayId is { } other && own.Exists(a => a.TransitGatewayId == other)).ToList();
        return peerings.Count == 1 ? peerings[0].Id : null;
    }

    private static IntervalSet<IpAddress> Lacking(NetworkIndex index, string table, IntervalSet<IpAddress> destinations) =>
        TransitGatewayRouteEvaluator.Of(table, index) is not { } routes ? IntervalSet<IpAddress>.Empty
            : routes.Evaluate(destinations).Where(part => part.Route is null)
                .Aggregate(IntervalSet<IpAddress>.Empty, (all, part) => all.Union(part.Addresses));

    private static bool IsReturn(BlockedHop blocked) => blocked.Hop.Kind == HopKind.TransitGatewayToClient;

    private static string? ToVpc(BlockedHop blocked) => IsReturn(blocked) ? blocked.Class.Shared.VpcId : blocked.Target.VpcId;

    private static IntervalSet<IpAddress> Destinations(BlockedHop blocked, WayFault fault) =>
        IsReturn(blocked) ? WayFix.DroppedClients(blocked, fault) : blocked.Target.Addresses;
}
