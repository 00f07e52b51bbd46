using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Sends packets one by one through the rules of a network, in the plainest way there is. Shares nothing with the product but the model.
/// </summary>
internal sealed class PacketOracle(VpcNetwork network)
{
    /// <summary>Every port at which the generated rules change, and one between.</summary>
    public static readonly int[] ClientPorts = [1024, 20000, 32767, 32768, 65535];

    /// <summary>The targets of an endpoint, by interface or block, that a workload does not get to and back from with every port.</summary>
    public HashSet<string> Broken(NetworkInterface client, VpcEndpoint endpoint) => endpoint.Type == EndpointType.Gateway
        ? Answers(client, "52.216.0.9", null, null) ? [] : [BrokenNetworks.PrefixList]
        : [.. network.NetworkInterfaces.Where(n => endpoint.NetworkInterfaceIds.Contains(n.Id)
            && !n.Addresses.All(a => Answers(client, a.ToString(), n.SubnetId, n.GroupIds))).Select(n => n.Id)];

    /// <summary>Whether the name of the endpoint's service, or a route to its addresses, leads a workload to the endpoint.</summary>
    public bool IsUsedBy(NetworkInterface client, VpcEndpoint endpoint)
    {
        if (endpoint.Type != EndpointType.Gateway)
            // An endpoint that never came to be holds no name.
            return endpoint.PrivateDnsEnabled == true && endpoint.StateName != "failed"
                && network.VpcAttributes.Single() is { EnableDnsSupport: true, EnableDnsHostnames: true };
        var table = network.RouteTables.FirstOrDefault(t => t.SubnetIds.Contains(client.SubnetId))
            ?? network.RouteTables.Single(t => t.IsMain);
        return table.Routes.Any(r => r.Target == endpoint.Id);
    }

    public IEnumerable<NetworkInterface> Workloads => network.NetworkInterfaces.Where(n => n.InterfaceType != "vpc_endpoint");

    public static bool Inside(CidrBlock block, string address)
    {
        static uint Bits(string text) => text.Split('.').Aggregate(0u, (bits, part) => (bits << 8) | uint.Parse(part));
        return block.PrefixLength == 0
            || Bits(block.First.ToString()) >> (32 - block.PrefixLength) == Bits(address) >> (32 - block.PrefixLength);
    }

    /// <summary>
    /// Whether a group lets a peer through; members of groups as another network has them, so that only the rules are compared.
    /// </summary>
    public static bool GroupAllows(SecurityGroup group, bool egress, string peer, int port, VpcNetwork members) =>
        (egress ? group.Egress : group.Ingress).Any(rule =>
        (rule.Protocol == "-1"
            || (rule.Protocol is "tcp" or "6" && (rule.FromPort is null || (rule.FromPort <= port && port <= rule.ToPort))))
        && (rule.Cidr is { } block ? Inside(block, peer)
            : rule.PrefixListId is { } list ? members.PrefixLists.Single(p => p.Id == list).CidrBlocks!.Any(b => Inside(b, peer))
            : members.NetworkInterfaces.Any(n => n.GroupIds.Contains(rule.Group!.GroupId) && n.Addresses.Any(a => a.ToString() == peer))));

    public static bool AclAllows(NetworkAcl acl, bool egress, string peer, int port)
    {
        foreach (var entry in acl.Entries.Where(e => e.IsEgress == egress && e.Protocol is -1 or 6).OrderBy(e => e.RuleNumber))
            if (entry.IsEgress == egress && Inside(entry.Cidr, peer)
                && (entry.Protocol == -1 || entry.FromPort is null || (entry.FromPort <= port && port <= entry.ToPort)))
                return entry.IsAllow;
        return false;
    }

    private bool Answers(NetworkInterface client, string target, string? subnet, ValueList<string>? groups)
    {
        var from = client.Addresses[0].ToString();
        if (!Groups(client.GroupIds).Any(g => GroupAllows(g, true, target, 443, network))
            || (groups is not null && !Groups(groups).Any(g => GroupAllows(g, false, from, 443, network))))
            return false;
        if (client.SubnetId == subnet)
            return true;
        var near = network.NetworkAcls.Single(a => a.SubnetIds.Contains(client.SubnetId));
        if (!AclAllows(near, true, target, 443) || !ClientPorts.All(port => AclAllows(near, false, target, port)))
            return false;
        return subnet is null || (network.NetworkAcls.Single(a => a.SubnetIds.Contains(subnet)) is var far
            && AclAllows(far, false, from, 443) && ClientPorts.All(port => AclAllows(far, true, from, port)));
    }

    private IEnumerable<SecurityGroup> Groups(ValueList<string> ids) => network.SecurityGroups.Where(g => ids.Contains(g.Id));
}
