using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Evaluates security groups for TCP. Groups hold allow rules only, several groups add up, and the return traffic of an allowed request
/// always passes.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html</remarks>
public static class SecurityGroupEvaluator
{
    /// <summary>What the groups allow together.</summary>
    /// <param name="groupIds">The groups.</param>
    /// <param name="egress">Whether the outbound rules are asked for.</param>
    /// <param name="vpcId">The VPC of the interface that carries them; null where it is not known.</param>
    /// <param name="index">The network.</param>
    /// <param name="crossesPeering">Whether groups of peered VPCs count.</param>
    public static SecurityGroupFilter Evaluate(
        IEnumerable<string> groupIds, bool egress, string? vpcId, NetworkIndex index, bool crossesPeering = true)
    {
        var missing = new List<MissingEvidence>();
        var peers = new List<GroupPeer>();
        // Rules are joined by port range first: a group with a thousand CIDR rules for one port is one sort, not a thousand unions.
        var byPorts = new Dictionary<IntervalSet<Port>, List<Interval<IpAddress>>>();
        foreach (var id in groupIds)
        {
            if (!index.SecurityGroups.TryGetValue(id, out var group))
            {
                missing.Add(MissingEvidence.Of(ResourceKind.SecurityGroup, id));
                continue;
            }

            foreach (var rule in egress ? group.Egress : group.Ingress)
            {
                if (PortsOf(rule) is not { } ports)
                    continue;
                if (!byPorts.TryGetValue(ports, out var addresses))
                    byPorts[ports] = addresses = [];
                if (rule.Cidr is { } cidr)
                    addresses.Add(cidr.Range);
                else if (rule.PrefixListId is { } list)
                    AddPrefixList(list, addresses, missing, index);
                else if (rule.Group is { } reference)
                    AddGroup(reference, vpcId ?? group.VpcId, ports, addresses, peers, missing, index, crossesPeering);
            }
        }

        var admitted = byPorts.Aggregate(PacketSet.Empty, (set, pair) =>
            set.Union(PacketSet.Of(IntervalSet<IpAddress>.Of(pair.Value), pair.Key)));
        return new(admitted, [.. peers], [.. missing.Distinct()]);
    }

    /// <summary>The TCP ports that a rule is about; null when it is about another protocol.</summary>
    /// <remarks>For a protocol of -1 EC2 ignores ports; names and IANA numbers are the same.</remarks>
    public static IntervalSet<Port>? PortsOf(SecurityGroupRule rule)
    {
        if (rule.Protocol == "-1" || string.Equals(rule.Protocol, "all", StringComparison.OrdinalIgnoreCase))
            return PacketSet.AllPorts;
        if (rule.Protocol != "6" && !string.Equals(rule.Protocol, "tcp", StringComparison.OrdinalIgnoreCase))
            return null;
        if (rule.FromPort is null or -1)
            return PacketSet.AllPorts;
        var (from, to) = (rule.FromPort.Value, rule.ToPort ?? rule.FromPort.Value);
        return from < 0 || to > Port.Maximum || from > to ? null : IntervalSet<Port>.Of(new Port(from), new Port(to));
    }

    private static void AddPrefixList(string id, List<Interval<IpAddress>> addresses, List<MissingEvidence> missing, NetworkIndex index)
    {
        if (index.PrefixLists.TryGetValue(id, out var list) && list.CidrBlocks is { } blocks)
            addresses.AddRange(blocks.Select(b => b.Range));
        else
            missing.Add(MissingEvidence.Of(ResourceKind.PrefixList, id));
    }

    /// <summary>
    /// A group as a peer stands for the private addresses of the interfaces that carry it: in the same VPC, or over an active peering
    /// connection of one Region. Across Regions a reference is not possible. Which VPC a group belongs to does not matter: one that is
    /// shared or associated with another VPC serves there too
    /// (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html), so that both ends are judged by their interfaces.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html</remarks>
    private static void AddGroup(
        SecurityGroupReference reference, string? home, IntervalSet<Port> ports,
        List<Interval<IpAddress>> addresses, List<GroupPeer> peers, List<MissingEvidence> missing, NetworkIndex index,
        bool crossesPeering)
    {
        peers.Add(new(reference.GroupId, ports));
        if (!index.Has(ResourceKind.NetworkInterface))
            missing.Add(MissingEvidence.Of(ResourceKind.NetworkInterface));
        foreach (var member in index.InterfacesOfGroup[reference.GroupId])
        {
            if (home is not null && member.VpcId != home
                && !(crossesPeering && IsPeered(home, member.VpcId, reference, missing, index)))
                continue;
            addresses.AddRange(member.Addresses.Select(a => new Interval<IpAddress>(a, a)));
            addresses.AddRange(member.Prefixes.Select(p => p.Range));
        }
    }

    private static bool IsPeered(string vpc, string other, SecurityGroupReference reference, List<MissingEvidence> missing,
        NetworkIndex index)
    {
        if (reference.PeeringStatus is { } status)
            return string.Equals(status, "active", StringComparison.OrdinalIgnoreCase)
                && !(reference.VpcPeeringConnectionId is { } id && index.PeeringConnections.TryGetValue(id, out var over)
                    && over.Requester.Region != over.Accepter.Region);
        if (!index.Has(ResourceKind.VpcPeeringConnection))
        {
            missing.Add(MissingEvidence.Of(ResourceKind.VpcPeeringConnection));
            return false;
        }

        return index.PeeringConnections.Values.Any(p => p.IsActive && p.Requester.Region == p.Accepter.Region
            && ((p.Requester.VpcId == vpc && p.Accepter.VpcId == other) || (p.Requester.VpcId == other && p.Accepter.VpcId == vpc)));
    }
}
