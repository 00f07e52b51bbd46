using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Fixes;

/// <summary>The entries that let the packets of an endpoint's clients through a network ACL, and no more than those.</summary>
internal static class NetworkAclFix
{
    /// <summary>
    /// Allow entries for the given blocks and ports: behind everything that was written for what only the closing rule denies, so that
    /// what somebody denied on purpose stays denied; and for just that, in front of each entry which denies. Empty where there is no free
    /// number. Whether the account's quota allows them is for the plan to say.
    /// </summary>
    /// <param name="view">The endpoint.</param>
    /// <param name="acl">The ACL.</param>
    /// <param name="egress">Whether the entries are outbound ones.</param>
    /// <param name="peers">The other ends.</param>
    /// <param name="ports">The destination ports.</param>
    /// <param name="used">The numbers in that direction of the ACL that are taken, by entries or other fixes; those of the new entries join
    /// them.</param>
    public static ValueList<RepairAction> Allow(
        EndpointView view, NetworkAcl acl, bool egress, IEnumerable<CidrBlock> peers, Interval<Port> ports, HashSet<int> used)
    {
        var blocks = Merge(peers);
        var needed = PacketSet.Of(IntervalSet<IpAddress>.Of(blocks.Select(b => b.Range)), IntervalSet<Port>.Of(ports));
        var (denied, closed) = Denied(acl, egress, needed);
        used.UnionWith(acl.Entries.Where(e => e.IsEgress == egress).Select(e => e.RuleNumber));
        var actions = new List<RepairAction>();
        var last = denied.Select(d => d.Entry.RuleNumber).DefaultIfEmpty().Max();
        foreach (var block in blocks.Where(b => !closed.Within(b.Addresses).IsEmpty))
            if (!Add(block, ports, before: null))
                return [];
        foreach (var (entry, packets) in denied)
            foreach (var (block, range) in Boxes(packets))
                if (!Add(block, range, entry.RuleNumber))
                    return [];
        return [.. actions];

        bool Add(CidrBlock block, Interval<Port> range, int? before)
        {
            // Where no number is left behind what denies, nothing that is free leaves it in force.
            if (FreeNumber(used, before) is not { } number || (before is null && number < last))
                return false;
            used.Add(number);
            actions.Add(new CreateNetworkAclEntry(acl.Id, number, egress, block, range.First.Number, range.Last.Number)
            {
                OverridesRuleNumber = before,
                Region = view.Region,
            });
            return true;
        }
    }

    /// <summary>
    /// What entries that somebody wrote deny of some packets, entry by entry, and what only the closing rule denies.
    /// </summary>
    private static (List<(NetworkAclEntry Entry, PacketSet Packets)> ByEntry, PacketSet Closed) Denied(NetworkAcl acl, bool egress,
        PacketSet needed)
    {
        var (undecided, denied) = (needed, new List<(NetworkAclEntry, PacketSet)>());
        foreach (var entry in NetworkAclEvaluator.Ordered(acl, egress).Where(e => !e.IsClosing))
        {
            var matched = undecided.Intersect(NetworkAclEvaluator.PacketsOf(entry));
            if (!entry.IsAllow && !matched.IsEmpty)
                denied.Add((entry, matched));
            undecided = undecided.Except(matched);
        }

        return (denied, undecided);
    }

    /// <summary>Packets as the blocks and port ranges that entries can name; those of equal ports as one.</summary>
    private static List<(CidrBlock Block, Interval<Port> Ports)> Boxes(PacketSet packets)
    {
        var boxes = packets.Boxes.ToArray();
        return
        [
            .. boxes.GroupBy(box => box.Ports).SelectMany(alike =>
                CidrBlock.Cover(IntervalSet<IpAddress>.Of(alike.Select(box => box.Addresses)))
                    .SelectMany(block => alike.Key.Intervals.ToArray().Select(range => (block, range)))),
        ];
    }

    private static int? FreeNumber(HashSet<int> used, int? before)
    {
        if (before is { } limit)
        {
            for (var number = limit - 1; number > 0; number--)
                if (!used.Contains(number))
                    return number;
            return null;
        }

        // Behind everything that was written, on the next multiple of ten as people number them; else wherever there is room.
        var last = used.Where(n => n < NetworkAclEntry.ClosingRuleNumber).DefaultIfEmpty(90).Max();
        var next = ((last / 10) + 1) * 10;
        return next <= NetworkAclEntry.MaximumRuleNumber ? next : FreeNumber(used, NetworkAclEntry.ClosingRuleNumber);
    }

    private static List<CidrBlock> Merge(IEnumerable<CidrBlock> blocks) =>
        [.. CidrBlock.Cover(IntervalSet<IpAddress>.Of(blocks.Select(b => b.Range)))];
}
