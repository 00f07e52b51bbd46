using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Evaluates network ACLs for TCP. They are stateless; entries are tried by ascending rule number, whatever order EC2 listed them in, and
/// the first that matches decides. What no entry matches is denied.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html</remarks>
public static class NetworkAclEvaluator
{
    private const int Tcp = 6;

    /// <summary>The pairs of peer address and destination port that the ACL lets through in one direction.</summary>
    public static PacketSet Evaluate(NetworkAcl acl, bool egress)
    {
        var (allowed, undecided) = (PacketSet.Empty, PacketSet.All);
        foreach (var entry in Ordered(acl, egress))
        {
            var matched = undecided.Intersect(PacketsOf(entry));
            undecided = undecided.Except(matched);
            if (entry.IsAllow)
                allowed = allowed.Union(matched);
        }

        return allowed;
    }

    /// <summary>The entry that decides about one packet; null when none matches, which denies.</summary>
    public static NetworkAclEntry? Deciding(NetworkAcl acl, bool egress, IpAddress peer, Port port) =>
        Ordered(acl, egress).FirstOrDefault(e => e.Cidr.Contains(peer) && PortsOf(e).Contains(port));

    /// <summary>The entries of one direction that can match TCP, in the order of evaluation.</summary>
    public static IEnumerable<NetworkAclEntry> Ordered(NetworkAcl acl, bool egress) =>
        acl.Entries.Where(e => e.IsEgress == egress && e.Protocol is (-1 or Tcp)).OrderBy(e => e.RuleNumber);

    /// <summary>The pairs of peer address and destination port that an entry is about.</summary>
    public static PacketSet PacketsOf(NetworkAclEntry entry) => PacketSet.Of(entry.Cidr.Addresses, PortsOf(entry));

    /// <summary>The destination ports that an entry is about.</summary>
    public static IntervalSet<Port> PortsOf(NetworkAclEntry entry)
    {
        // Only TCP and UDP entries have a port range; with -1 EC2 ignores one.
        if (entry.Protocol != Tcp || entry.FromPort is null or -1)
            return PacketSet.AllPorts;
        var (from, to) = (Math.Max(0, entry.FromPort.Value), Math.Min(Port.Maximum, entry.ToPort ?? entry.FromPort.Value));
        return from > to ? IntervalSet<Port>.Empty : IntervalSet<Port>.Of(new Port(from), new Port(to));
    }
}
