using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>What the documents of a file, or of all files of a partition, hold.</summary>
/// <param name="file">The file's name, for messages.</param>
internal sealed class SnapshotContents(string file)
{
    private readonly HashSet<ResourceKind> _complete = [];
    private readonly Dictionary<ResourceKind, string> _truncated = [];

    public ResourceSet<VpcEndpoint> Endpoints { get; } = new(e => e.Id);

    public ResourceSet<VpcEndpointService> Services { get; } = new(s => s.ServiceName, (first, second) => first.CombinedWith(second));

    public ResourceSet<Vpc> Vpcs { get; } = new(v => v.Id);

    public ResourceSet<VpcDnsAttributes> VpcAttributes { get; } = new(a => a.VpcId, Merging.VpcAttributes);

    public ResourceSet<Subnet> Subnets { get; } = new(s => s.Id);

    public ResourceSet<SecurityGroup> SecurityGroups { get; } = new(g => g.Id);

    public ResourceSet<IdentifiedRule> SecurityGroupRules { get; } = new(r => r.RuleId);

    public ResourceSet<NetworkAcl> NetworkAcls { get; } = new(a => a.Id);

    public ResourceSet<RouteTable> RouteTables { get; } = new(t => t.Id);

    public ResourceSet<NetworkInterface> NetworkInterfaces { get; } = new(n => n.Id);

    /// <summary>Network interfaces as DescribeInstances gives them: with less detail than DescribeNetworkInterfaces does.</summary>
    public ResourceSet<NetworkInterface> InstanceInterfaces { get; } = new(n => n.Id);

    public ResourceSet<Instance> Instances { get; } = new(i => i.Id);

    public ResourceSet<PrefixList> PrefixLists { get; } = new(p => p.Id, Merging.PrefixLists);

    public ResourceSet<DhcpOptions> DhcpOptions { get; } = new(d => d.Id);

    public ResourceSet<VpcPeeringConnection> PeeringConnections { get; } = new(p => p.Id);

    /// <summary>VPCs with an explicitly associated route table that could not be read.</summary>
    public HashSet<string> VpcsWithUnreadableRouteTable { get; } = new(StringComparer.Ordinal);

    /// <summary>The Regions that ARNs name.</summary>
    public List<string> ArnRegions { get; } = [];

    public List<string> Remarks { get; } = [];

    /// <summary>Whether a document of EC2 was recognised.</summary>
    public bool HoldsDocuments { get; private set; }

    /// <summary>Kinds of which a complete answer, or the last page of one, is at hand.</summary>
    public IReadOnlyCollection<ResourceKind> Complete => _complete;

    /// <summary>Kinds of which only a part is at hand, each with a file that says so.</summary>
    public IEnumerable<KeyValuePair<ResourceKind, string>> Truncated => _truncated.Where(t => !_complete.Contains(t.Key));

    /// <summary>Notes that a document was recognised.</summary>
    /// <param name="kind">The evidence that it completes; null where it only adds detail to another.</param>
    /// <param name="isTruncated">Whether more pages follow it.</param>
    public void AddDocument(ResourceKind? kind, bool isTruncated)
    {
        HoldsDocuments = true;
        if (kind is not { } known)
            return;
        if (!isTruncated)
            _complete.Add(known);
        else
            NoteTruncated(known, file);
    }

    /// <summary>Reads one resource; see the other overload.</summary>
    /// <returns>Whether the item is a resource of the kind, readable or not: one without an id is none.</returns>
    public bool Add<T>(ResourceSet<T> set, SnapshotNode item, string idProperty, Func<SnapshotNode, T> read, Action? onUnreadable = null)
        where T : class
    {
        if (item.Text(idProperty) is not { Length: > 0 } id)
            return false;
        Add(set, id, () => read(item), onUnreadable);
        return true;
    }

    /// <summary>Reads one resource whose id is known; leaves it out, with a remark, when one of its values cannot be read.</summary>
    public void Add<T>(ResourceSet<T> set, string id, Func<T> read, Action? onUnreadable = null)
        where T : class
    {
        try
        {
            set.Add(read(), file, Remarks);
        }
        catch (UnreadableValueException unreadable)
        {
            set.AddUnreadable(id);
            Remarks.Add($"{id} is left out, because it cannot be read in '{file}': {unreadable.Message}.");
            onUnreadable?.Invoke();
        }
    }

    /// <summary>Takes in another file's contents.</summary>
    public void MergeFrom(SnapshotContents other)
    {
        Remarks.AddRange(other.Remarks);
        Endpoints.AddAll(other.Endpoints, Remarks);
        Services.AddAll(other.Services, Remarks);
        Vpcs.AddAll(other.Vpcs, Remarks);
        VpcAttributes.AddAll(other.VpcAttributes, Remarks);
        Subnets.AddAll(other.Subnets, Remarks);
        SecurityGroups.AddAll(other.SecurityGroups, Remarks);
        SecurityGroupRules.AddAll(other.SecurityGroupRules, Remarks);
        NetworkAcls.AddAll(other.NetworkAcls, Remarks);
        RouteTables.AddAll(other.RouteTables, Remarks);
        NetworkInterfaces.AddAll(other.NetworkInterfaces, Remarks);
        InstanceInterfaces.AddAll(other.InstanceInterfaces, Remarks);
        Instances.AddAll(other.Instances, Remarks);
        PrefixLists.AddAll(other.PrefixLists, Remarks);
        DhcpOptions.AddAll(other.DhcpOptions, Remarks);
        PeeringConnections.AddAll(other.PeeringConnections, Remarks);
        VpcsWithUnreadableRouteTable.UnionWith(other.VpcsWithUnreadableRouteTable);
        ArnRegions.AddRange(other.ArnRegions);
        HoldsDocuments |= other.HoldsDocuments;
        _complete.UnionWith(other._complete);
        foreach (var truncated in other._truncated)
            NoteTruncated(truncated.Key, truncated.Value);
    }

    private void NoteTruncated(ResourceKind kind, string name) => _truncated[kind] = _truncated.TryGetValue(kind, out var first) ? first : name;
}
