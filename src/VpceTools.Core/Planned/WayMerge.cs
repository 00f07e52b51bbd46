using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Lays peering connections, gateways and transit gateways of code over those that are there.</summary>
internal static class WayMerge
{
    /// <summary>The network as it is, with the ways beyond its VPCs that the code makes in it.</summary>
    /// <param name="was">The network as it is, without what the code takes away.</param>
    /// <param name="will">What the code describes.</param>
    /// <param name="transit">How its transit gateways were put together.</param>
    public static VpcNetwork Over(VpcNetwork was, VpcNetwork will, TransitAssembly transit)
    {
        var drafts = transit.Tables.ToDictionary(table => table.Id, StringComparer.Ordinal);
        var moved = new HashSet<string>(will.TransitGatewayAssociations.SelectMany(table => table.Associations)
            .Select(one => one.AttachmentId), StringComparer.Ordinal);
        return was with
        {
            PeeringConnections = PlannedMerge.Over(was.PeeringConnections, will.PeeringConnections, one => one.Id,
                (before, after) => before with { Status = after.Status ?? before.Status }),
            NatGateways = PlannedMerge.Over(was.NatGateways, will.NatGateways, one => one.Id, (before, _) => before),
            VpnGateways = PlannedMerge.Over(was.VpnGateways, will.VpnGateways, one => one.Id, (before, after) => before with
            {
                VpcAttachments = PlannedMerge.Over(before.VpcAttachments, after.VpcAttachments, one => one.VpcId),
            }),
            TransitGateways = PlannedMerge.Over(was.TransitGateways, will.TransitGateways, one => one.Id, (before, _) => before),
            TransitGatewayVpcAttachments = PlannedMerge.Over(was.TransitGatewayVpcAttachments, will.TransitGatewayVpcAttachments,
                one => one.Id, (before, after) => after with { VpcOwnerId = before.VpcOwnerId, State = before.State }),
            TransitGatewayAttachments = PlannedMerge.Over(was.TransitGatewayAttachments.Select(one => WithoutTable(one, drafts))
                .ToValueList(), will.TransitGatewayAttachments, one => one.Id,
                (before, after) => before with { Association = after.Association ?? before.Association }),
            TransitGatewayPeeringAttachments = PlannedMerge.Over(was.TransitGatewayPeeringAttachments,
                will.TransitGatewayPeeringAttachments, one => one.Id, (before, _) => before),
            TransitGatewayRouteTables = PlannedMerge.Over(was.TransitGatewayRouteTables, will.TransitGatewayRouteTables, one => one.Id,
                (before, _) => before),
            TransitGatewayAssociations = Associations(was, will, drafts, moved),
            TransitGatewayPropagations = Propagations(was, will, drafts),
            TransitGatewayRoutes = Routes(was, will, drafts),
        };
    }

    private static TransitGatewayAttachment WithoutTable(
        TransitGatewayAttachment attachment, Dictionary<string, TransitTableDraft> drafts) =>
        attachment.Association is { } association && drafts.TryGetValue(association.RouteTableId, out var draft)
            && draft.RemovedAssociations.Contains(attachment.Id) ? attachment with { Association = null } : attachment;

    private static ValueList<TransitGatewayAssociations> Associations(VpcNetwork was, VpcNetwork will,
        Dictionary<string, TransitTableDraft> drafts, HashSet<string> moved)
    {
        var before = was.TransitGatewayAssociations.Select(table => table with
        {
            Associations = table.Associations.Where(one => !moved.Contains(one.AttachmentId)
                && !(drafts.TryGetValue(table.RouteTableId, out var draft) && draft.RemovedAssociations.Contains(one.AttachmentId)))
                .ToValueList(),
        }).ToValueList();
        return PlannedMerge.Over(before, Seen(will.TransitGatewayAssociations, one => one.RouteTableId,
            was.TransitGatewayAssociations.Select(one => one.RouteTableId), drafts), one => one.RouteTableId,
            (old, added) => old with { Associations = old.Associations.Concat(added.Associations).ToValueList() });
    }

    private static ValueList<TransitGatewayPropagations> Propagations(VpcNetwork was, VpcNetwork will,
        Dictionary<string, TransitTableDraft> drafts) => PlannedMerge.Over(
            was.TransitGatewayPropagations.Where(table => !IsOpen(table.RouteTableId, drafts)).Select(table => table with
            {
                Propagations = table.Propagations.Where(one => !(drafts.TryGetValue(table.RouteTableId, out var draft)
                    && draft.RemovedPropagations.Contains(one.AttachmentId))).ToValueList(),
            }).ToValueList(),
            Seen(will.TransitGatewayPropagations, one => one.RouteTableId, was.TransitGatewayPropagations.Select(one => one.RouteTableId),
                drafts), one => one.RouteTableId, (old, added) => old with
                {
                    Propagations = PlannedMerge.Over(old.Propagations, added.Propagations, one => one.AttachmentId),
                });

    private static ValueList<TransitGatewayRoutes> Routes(VpcNetwork was, VpcNetwork will, Dictionary<string, TransitTableDraft> drafts) =>
        PlannedMerge.Over(was.TransitGatewayRoutes.Where(table => !IsOpen(table.RouteTableId, drafts)).Select(table => table with
        {
            Routes = table.Routes.Where(route => !(drafts.TryGetValue(table.RouteTableId, out var draft) && Goes(route, draft)))
                .ToValueList(),
        }).ToValueList(),
            Seen(will.TransitGatewayRoutes, one => one.RouteTableId, was.TransitGatewayRoutes.Select(one => one.RouteTableId), drafts),
            one => one.RouteTableId, (old, added) => old with
            {
                Routes = [.. old.Routes.Where(route => !added.Routes.Any(other => other.Destination == route.Destination
                    && other.PrefixListId == route.PrefixListId && other.Type == route.Type)), .. added.Routes],
            });

    private static bool Goes(TransitGatewayRoute route, TransitTableDraft draft) => route.Type == "propagated"
        ? route.Attachments.Count == 1 && draft.RemovedPropagations.Contains(route.Attachments[0].Id)
        : draft.RemovedDestinations.Contains(route.Destination?.ToString() ?? route.PrefixListId ?? "");

    private static bool IsOpen(string table, Dictionary<string, TransitTableDraft> drafts) =>
        drafts.TryGetValue(table, out var draft) && draft.IsOpen;

    /// <summary>What the code adds to a table of which nobody knows the rest is not all there is.</summary>
    private static ValueList<T> Seen<T>(ValueList<T> will, Func<T, string> table, IEnumerable<string> known,
        Dictionary<string, TransitTableDraft> drafts)
    {
        var seen = new HashSet<string>(known, StringComparer.Ordinal);
        return will.Where(one => seen.Contains(table(one)) || (drafts.TryGetValue(table(one), out var draft) && draft.IsWhole))
            .ToValueList();
    }
}
