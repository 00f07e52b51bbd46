using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Fixes;

/// <summary>What would carry the packets that a place between two networks drops, and nothing else.</summary>
/// <param name="Actions">The calls, where they can be made in one of the accounts that were read.</param>
/// <param name="Elsewhere">The calls as advice, where another account has to make them; null for none.</param>
internal sealed record WayFix(ValueList<RepairAction> Actions, string? Elsewhere = null)
{
    /// <summary>Nothing that could be proven.</summary>
    public static WayFix None { get; } = new(ValueList<RepairAction>.Empty);

    /// <summary>The fix of a fault that drops packets of some clients.</summary>
    public static WayFix For(EndpointView view, IReadOnlyList<(BlockedHop Blocked, WayFault Fault)> faults) =>
        faults[0].Fault.Remedy?.Kind switch
        {
            WayRemedyKind.Route => RouteFix.For(view, faults),
            WayRemedyKind.TransitRoute => TransitFix.Routes(view, faults),
            WayRemedyKind.Association => TransitFix.Association(view, faults),
            WayRemedyKind.AttachmentSubnet => TransitFix.Subnet(view, faults),
            _ => None,
        };

    /// <summary>The fix where its owner's account makes it, if that is among those that were read.</summary>
    public static WayFix In(RepairPlace? place, string? owner, Func<RepairPlace, IEnumerable<RepairAction>> actions)
    {
        if (place is not null)
            return new([.. actions(place)]);
        return new([], $"In account {owner}: {string.Join("; ", actions(new(owner, null)).Select(action => action.ToAwsCli()))}.");
    }

    /// <summary>The packets' addresses that a fault drops, of clients that count.</summary>
    public static IntervalSet<IpAddress> DroppedClients(BlockedHop blocked, WayFault fault) =>
        blocked.Affected.Aggregate(IntervalSet<IpAddress>.Empty, (all, client) => all.Union(client.Addresses))
            .Intersect(fault.Dropped.Addresses);
}
