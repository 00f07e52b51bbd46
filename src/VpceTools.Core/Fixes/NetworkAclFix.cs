using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Fixes;

/// <summary>The entries that let the packets of an endpoint's clients through a network ACL, and no more than those.</summary>
internal static class NetworkAclFix
{
    /// <summary>
    /// Allow entries in front of whatever denies the given blocks and ports. Empty where there is no free number in front. Whether the
    /// account's quota allows them is for the plan to say.
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
        var denying = DenyingEntry(acl, egress, needed);
        used.UnionWith(acl.Entries.Where(e => e.IsEgress == egress).Select(e => e.RuleNumber));
        var actions = new List<RepairAction>();
        foreach (var block in blocks)
        {
            if (FreeNumber(used, denying?.RuleNumber) is not { } number)
                return [];
            used.Add(number);
            actions.Add(new CreateNetworkAclEntry(acl.Id, number, egress, block, ports.First.Number, ports.Last.Number)
            {
                OverridesRuleNumber = denying?.RuleNumber,
                Region = view.Region,
            });
        }

        return [.. actions];
    }

    /// <summary>The first entry that somebody wrote and that denies some of the packets; null where only the closing rule does.</summary>
    private static NetworkAclEntry? DenyingEntry(NetworkAcl acl, bool egress, PacketSet needed)
    {
        var undecided = needed;
        foreach (var entry in NetworkAclEvaluator.Ordered(acl, egress).Where(e => !e.IsClosing))
        {
            var matched = undecided.Intersect(NetworkAclEvaluator.PacketsOf(entry));
            if (!entry.IsAllow && !matched.IsEmpty)
                return entry;
            undecided = undecided.Except(matched);
        }

        return null;
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
