using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// The inbound and outbound Resolver endpoints of all networks: their addresses and what their security groups let through.
/// </summary>
internal sealed class ResolverEndpoints(NameEvidence evidence)
{
    private const string InterfaceDescription = "Route 53 Resolver: ";
    private readonly ConcurrentDictionary<(string Endpoint, bool Egress, bool IsTcp, int Port), AdmittedPeers> _admitted = new();

    private readonly Lazy<ILookup<string, string>> _interfaceAddresses = new(() => evidence.Interfaces.Values
        .Where(n => n.Item.RequesterManaged && n.Item.Description?.StartsWith(InterfaceDescription, StringComparison.Ordinal) == true)
        .SelectMany(n => n.Item.Addresses, (n, a) =>
            (Endpoint: n.Item.Description!.Substring(InterfaceDescription.Length).Split(':')[0], Address: a.ToString()))
        .ToLookup(p => p.Endpoint, p => p.Address, StringComparer.Ordinal));

    private Lazy<ILookup<IpAddress, ResolverEndpoint>> InboundByAddress => _inbound ??= new(() => evidence.ResolverEndpoints.Values
        .Select(e => e.Item).Where(e => Is(e.Direction, "INBOUND")).SelectMany(e => AddressesOf(e.Id) ?? [], (e, a) => (e, a))
            .ToLookup(p => p.a, p => p.e));

    private Lazy<ILookup<IpAddress, ResolverEndpoint>>? _inbound;

    /// <summary>
    /// Where the description of an endpoint's interfaces tells its addresses: <c>Route 53 Resolver: rslvr-in-…:rni-…</c>.
    /// </summary>
    public IReadOnlyList<IpAddress>? AddressesOf(string endpointId)
    {
        var listed = evidence.ResolverEndpointAddresses.TryGetValue(endpointId, out var found)
            ? found.Item.Addresses.Where(a => IsAttached(a.Status)).SelectMany(a => new[] { a.Ip, a.Ipv6 }) : null;
        var seen = _interfaceAddresses.Value[endpointId];
        if (listed is null && !seen.Any())
            return null;
        return [.. (listed ?? []).Concat(seen).Select(text => IpAddress.TryParse(text, out var address) ? address : (IpAddress?)null)
            .OfType<IpAddress>().Distinct()];
    }

    /// <summary>
    /// The inbound endpoint that has an address, as seen from a VPC: an address of that VPC's own blocks is in that VPC. Null where none
    /// has it, or several have.
    /// </summary>
    public ResolverEndpoint? Inbound(IpAddress address, string? fromVpcId)
    {
        var holders = InboundByAddress.Value[address].ToList();
        if (fromVpcId is not null && evidence.Vpcs.TryGetValue(fromVpcId, out var vpc) && vpc.Item.CidrBlocks.Any(b => b.Contains(address)))
            return holders.Find(e => e.HostVpcId == fromVpcId);
        return holders.Count == 1 ? holders[0] : null;
    }

    /// <summary>
    /// Inbound endpoints whose addresses are not known, and one of which may have the address: it lies in their VPC, as far as that is
    /// known.
    /// </summary>
    public IEnumerable<ResolverEndpoint> InboundOfUnknownAddress(IpAddress address) => evidence.ResolverEndpoints.Values.Select(e => e.Item)
        .Where(e => Is(e.Direction, "INBOUND") && AddressesOf(e.Id) is null
            && (e.HostVpcId is null || !evidence.Vpcs.TryGetValue(e.HostVpcId, out var host) || host.Item.CidrBlocks.Count == 0
                || host.Item.CidrBlocks.Any(block => block.Contains(address))));

    /// <summary>The peers with which an endpoint's groups let a port through, and what is missing to know all of them.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries-endpoint-values.html
    /// </remarks>
    public AdmittedPeers Admitted(ResolverEndpoint endpoint, bool egress, bool isTcp, int port) =>
        _admitted.GetOrAdd((endpoint.Id, egress, isTcp, port), _ => Compute(endpoint, egress, isTcp, port));

    public static bool Is(string? value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);

    private static bool IsAttached(string? status) => string.IsNullOrEmpty(status) || Is(status, "ATTACHED");

    private AdmittedPeers Compute(ResolverEndpoint endpoint, bool egress, bool isTcp, int port)
    {
        var account = evidence.ResolverEndpoints[endpoint.Id].Network.AccountId;
        var peers = new List<Interval<IpAddress>>();
        var hasGroups = false;
        MissingNameEvidence? missing = endpoint.SecurityGroupIds.Count > 0 ? null
            : new(NameEvidenceKind.ResolverEndpoint, endpoint.Id, account,
                $"The security groups of Resolver endpoint {endpoint.Id} are not known.");
        foreach (var id in endpoint.SecurityGroupIds)
        {
            if (!evidence.SecurityGroups.TryGetValue(id, out var group))
            {
                missing = new(NameEvidenceKind.SecurityGroup, id, account,
                    $"What security group {id} of Resolver endpoint {endpoint.Id} lets through is not known.");
                continue;
            }

            foreach (var rule in (egress ? group.Item.Egress : group.Item.Ingress).Where(r => Covers(r, isTcp, port)))
            {
                if (rule.Cidr is { } block)
                    peers.Add(block.Range);
                else if (rule.PrefixListId is { } list && evidence.PrefixLists.TryGetValue(list, out var entries)
                    && entries.Item.CidrBlocks is { } blocks)
                    peers.AddRange(blocks.Select(b => b.Range));
                else if (rule.PrefixListId is { } unread)
                    missing = new(NameEvidenceKind.PrefixList, unread, account, $"The entries of prefix list {unread} are not known.");
                else if (rule.Group is { } reference)
                    missing = AddMembers(reference.GroupId, endpoint, peers) ?? missing;
                hasGroups |= rule.Group is not null;
            }
        }

        return new(IntervalSet<IpAddress>.Of(peers), hasGroups, missing);
    }

    /// <summary>A group as a peer stands for the private addresses of the interfaces that carry it.</summary>
    private MissingNameEvidence? AddMembers(string groupId, ResolverEndpoint endpoint, List<Interval<IpAddress>> peers)
    {
        peers.AddRange(evidence.Interfaces.Values.Where(n => n.Item.GroupIds.Contains(groupId)).SelectMany(n => n.Item.Addresses)
            .Select(a => new Interval<IpAddress>(a, a)));
        var isKnown = endpoint.HostVpcId is { } id && evidence.Vpcs.TryGetValue(id, out var vpc)
            && evidence.Has(ResourceKind.NetworkInterface, vpc);
        return isKnown ? null : new(NameEvidenceKind.NetworkInterface, null, evidence.ResolverEndpoints[endpoint.Id].Network.AccountId,
            $"Which interfaces carry security group {groupId} is not known.");
    }

    private static bool Covers(SecurityGroupRule rule, bool isTcp, int port)
    {
        if (rule.Protocol == "-1" || Is(rule.Protocol, "all"))
            return true;
        var ofProtocol = isTcp ? rule.Protocol == "6" || Is(rule.Protocol, "tcp") : rule.Protocol == "17" || Is(rule.Protocol, "udp");
        return ofProtocol && (rule.FromPort is null or -1 || (rule.FromPort <= port && port <= (rule.ToPort ?? rule.FromPort)));
    }
}

/// <summary>The peers that security groups let through.</summary>
/// <param name="Peers">Their addresses.</param>
/// <param name="HasGroups">Whether a rule names a group, so that a workload yet to come may be let through too.</param>
/// <param name="Missing">What is missing to know all of them.</param>
internal sealed record AdmittedPeers(IntervalSet<IpAddress> Peers, bool HasGroups, MissingNameEvidence? Missing);
