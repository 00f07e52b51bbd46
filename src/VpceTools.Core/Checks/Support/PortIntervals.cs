using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Splits ports where a rule begins or ends: within a part every port fares alike, so that one port of each part answers for all.
/// </summary>
internal static class PortIntervals
{
    /// <summary>The parts of the endpoint's ports, in ascending order within each of its ranges.</summary>
    public static IReadOnlyList<Interval<Port>> Of(CheckContext context, PortRules rules)
    {
        var starts = new SortedSet<int>();
        foreach (var range in Ranges(context, rules))
        {
            starts.Add(range.First.Number);
            starts.Add(range.Last.Number + 1);
        }

        return [.. context.Ports.Ranges.SelectMany(range => Split(range, starts))];
    }

    private static IEnumerable<Interval<Port>> Split(Interval<Port> range, SortedSet<int> starts)
    {
        var first = range.First;
        foreach (var start in starts.Where(s => s > range.First.Number && s <= range.Last.Number))
        {
            yield return new(first, new(start - 1));
            first = new(start);
        }

        yield return new(first, range.Last);
    }

    private static IEnumerable<Interval<Port>> Ranges(CheckContext context, PortRules rules)
    {
        var index = context.Index;
        var sets = new List<IntervalSet<Port>>();
        if (rules.HasFlag(PortRules.EndpointGroups))
            sets.AddRange(GroupsOf(index, TargetSet.ForSecurityGroups(context.Endpoint, index).Targets.Select(t => t.GroupIds))
                .SelectMany(g => g.Ingress).Select(SecurityGroupEvaluator.PortsOf).OfType<IntervalSet<Port>>());
        if (rules.HasFlag(PortRules.ClientGroups))
            sets.AddRange(GroupsOf(index, context.Clients.Classes.Select(c => c.Shared.GroupIds))
                .SelectMany(g => g.Egress).Select(SecurityGroupEvaluator.PortsOf).OfType<IntervalSet<Port>>());
        if (rules.HasFlag(PortRules.NetworkAcls))
            sets.AddRange(context.Clients.ClassesBySubnet.Select(c => c.Shared.SubnetId)
                .Concat(context.Targets.Targets.Select(t => t.SubnetId)).OfType<string>().Distinct().Select(index.NetworkAclOf)
                .OfType<NetworkAcl>().Distinct().SelectMany(acl => acl.Entries.Select(e => e.IsEgress).Distinct()
                    .SelectMany(egress => NetworkAclEvaluator.Ordered(acl, egress))).Select(NetworkAclEvaluator.PortsOf));
        return sets.Distinct().SelectMany(set => set.Intervals.ToArray());
    }

    private static IEnumerable<SecurityGroup> GroupsOf(NetworkIndex index, IEnumerable<ValueList<string>?> groups) =>
        groups.SelectMany(g => g ?? []).Distinct(StringComparer.Ordinal)
            .Select(id => index.SecurityGroups.TryGetValue(id, out var group) ? group : null).OfType<SecurityGroup>();
}
