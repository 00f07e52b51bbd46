using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>The packet sets of a network's groups and ACLs, each computed once on first use; safe for parallel use.</summary>
public sealed class NetworkFilters(NetworkIndex index)
{
    private readonly ConcurrentDictionary<(ValueList<string> Groups, bool Egress), SecurityGroupFilter> _groups = new();
    private readonly ConcurrentDictionary<(string Acl, bool Egress), PacketSet> _acls = new();

    /// <summary>The network's look-ups.</summary>
    public NetworkIndex Index { get; } = index;

    /// <summary>What a list of security groups lets through.</summary>
    public SecurityGroupFilter Groups(ValueList<string> groupIds, bool egress) =>
        _groups.GetOrAdd((groupIds, egress), key => SecurityGroupEvaluator.Evaluate(key.Groups, key.Egress, Index));

    /// <summary>What a network ACL lets through.</summary>
    public PacketSet Acl(NetworkAcl acl, bool egress) =>
        _acls.GetOrAdd((acl.Id, egress), _ => NetworkAclEvaluator.Evaluate(acl, egress));
}
