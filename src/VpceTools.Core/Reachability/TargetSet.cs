using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>The targets of an endpoint, and what is missing to know them all.</summary>
/// <param name="Targets">The targets that the evidence holds.</param>
/// <param name="Missing">The evidence that would add to them.</param>
public sealed record TargetSet(ValueList<Target> Targets, ValueList<MissingEvidence> Missing)
{
    /// <summary>Finds the targets of an endpoint.</summary>
    public static TargetSet Of(VpcEndpoint endpoint, NetworkIndex index) =>
        endpoint.Type == EndpointType.Gateway ? OfGateway(endpoint, index) : OfInterfaces(endpoint, index);

    /// <summary>
    /// The prefix list of a gateway endpoint's service for a family of addresses: by name (that of IPv6 is
    /// <c>com.amazonaws.us-east-1.ipv6.s3</c>), else by the route that the endpoint wrote.
    /// </summary>
    public static PrefixList? PrefixListOf(VpcEndpoint endpoint, NetworkIndex index, IpFamily family)
    {
        var dot = endpoint.ServiceName.LastIndexOf('.');
        var name = family == IpFamily.IPv4 || dot < 0 ? endpoint.ServiceName : endpoint.ServiceName.Insert(dot, ".ipv6");
        var byName = index.Network.PrefixLists.FirstOrDefault(p => p.Name == name && name.Length > 0);
        if (byName is not null)
            return byName;
        return index.Network.RouteTables.SelectMany(t => t.Routes)
            .Where(r => r.Target == endpoint.Id && r.DestinationPrefixListId is not null)
            .Select(r => index.PrefixLists.TryGetValue(r.DestinationPrefixListId!, out var list) ? list : null)
            .FirstOrDefault(list => list is not null && (list.CidrBlocks?.Any(b => b.Family == family) ?? family == IpFamily.IPv4));
    }

    /// <summary>The prefix lists of all families that a gateway endpoint is for, as far as the evidence holds them.</summary>
    public static IEnumerable<PrefixList> PrefixListsOf(VpcEndpoint endpoint, NetworkIndex index) =>
        AddressFamilies.NeededBy(endpoint.IpAddressType).Select(family => PrefixListOf(endpoint, index, family)).OfType<PrefixList>();

    /// <summary>
    /// The targets for a question about the endpoint's security groups alone. AWS keeps the groups of an endpoint and of its interfaces
    /// the same, so that those which the endpoint lists answer for interfaces that the evidence does not hold.
    /// </summary>
    public static TargetSet ForSecurityGroups(VpcEndpoint endpoint, NetworkIndex index)
    {
        var known = Of(endpoint, index);
        if (known.Missing.Count == 0 || endpoint.GroupIds.Count == 0)
            return known;
        var blocks = endpoint.SubnetIds.Where(index.Subnets.ContainsKey).SelectMany(id => index.Subnets[id].CidrBlocks).ToList();
        var assumed = AddressFamilies.NeededBy(endpoint.IpAddressType).Select(family => new Target
        {
            Id = string.Join(", ", known.Missing.Select(m => m.ResourceId)),
            VpcId = endpoint.VpcId,
            Family = family,
            Addresses = blocks.Exists(b => b.Family == family)
                ? IntervalSet<IpAddress>.Of(blocks.Where(b => b.Family == family).Select(b => b.Range))
                : (family == IpFamily.IPv4 ? CidrBlock.AnyIPv4 : CidrBlock.AnyIPv6).Addresses,
            GroupIds = endpoint.GroupIds,
            IsAssumed = true,
        });
        return new([.. known.Targets, .. assumed], []);
    }

    private static TargetSet OfGateway(VpcEndpoint endpoint, NetworkIndex index)
    {
        var (targets, missing) = (new List<Target>(), new List<MissingEvidence>());
        foreach (var family in AddressFamilies.NeededBy(endpoint.IpAddressType))
            if (PrefixListOf(endpoint, index, family) is { CidrBlocks: { } blocks } list)
                targets.Add(new()
                {
                    Id = list.Id,
                    VpcId = endpoint.VpcId,
                    Family = family,
                    Addresses = IntervalSet<IpAddress>.Of(blocks.Where(b => b.Family == family).Select(b => b.Range)),
                });
            else
                missing.Add(family == IpFamily.IPv4 ? MissingEvidence.Of(ResourceKind.PrefixList)
                    : MissingEvidence.Of(ResourceKind.PrefixList) with { ResourceId = $"the IPv6 prefix list of {endpoint.ServiceName}" });
        return new([.. targets.Where(t => !t.Addresses.IsEmpty)], [.. missing]);
    }

    private static TargetSet OfInterfaces(VpcEndpoint endpoint, NetworkIndex index)
    {
        var (targets, missing) = (new List<Target>(), new List<MissingEvidence>());
        foreach (var id in endpoint.NetworkInterfaceIds)
        {
            if (!index.NetworkInterfaces.TryGetValue(id, out var networkInterface))
            {
                missing.Add(MissingEvidence.Of(ResourceKind.NetworkInterface, id));
                continue;
            }

            targets.AddRange(networkInterface.Addresses.Select(address => new Target
            {
                Id = id,
                VpcId = endpoint.VpcId,
                SubnetId = networkInterface.SubnetId,
                Family = address.Family,
                Addresses = IntervalSet<IpAddress>.Of(address, address),
                GroupIds = networkInterface.GroupIds,
                IsPlanned = networkInterface.IsPlanned,
            }));
        }

        missing.AddRange(LeftOut(endpoint, index, missing.Count == 0));
        return new([.. targets], [.. missing]);
    }

    /// <summary>
    /// An endpoint that was made has an interface in each of its subnets: a description without one leaves something out, which might be
    /// what stops packets. So does one beside an endpoint's interface that no endpoint lists and that can be this one's.
    /// </summary>
    private static IEnumerable<MissingEvidence> LeftOut(VpcEndpoint endpoint, NetworkIndex index, bool allAreKnown)
    {
        if (!endpoint.HasInterfaces)
            yield break;
        var missing = MissingEvidence.Of(ResourceKind.VpcEndpoint, endpoint.Id);
        var unlisted = index.InterfacesOfVpc[endpoint.VpcId].Where(n => n.InterfaceType == "vpc_endpoint"
            && !index.EndpointOfInterface.ContainsKey(n.Id) && MayBeOf(n, endpoint, index)).ToList();
        if (endpoint.NetworkInterfaceIds.Count == 0)
        {
            if (endpoint.MayHaveInterfaces || unlisted.Count > 0)
                yield return missing with { ResourceId = $"the network interfaces of {endpoint.Id}" };
            yield break;
        }

        foreach (var n in unlisted)
            yield return missing with { ResourceId = $"whether {n.Id} is a network interface of {endpoint.Id}" };
        if (allAreKnown && endpoint.MayHaveInterfaces)
            foreach (var subnet in endpoint.SubnetIds.Where(id => !IsCovered(id, endpoint, index)
                && !unlisted.Exists(n => n.SubnetId == id)))
                yield return missing with { ResourceId = $"the network interface of {endpoint.Id} in {subnet}" };
    }

    /// <summary>EC2 describes them as "VPC Endpoint Interface vpce-…"; where no description tells, one lies in a subnet without.</summary>
    private static bool MayBeOf(NetworkInterface n, VpcEndpoint endpoint, NetworkIndex index) =>
        n.Description?.Contains("vpce-") == true ? n.Description.EndsWith(endpoint.Id, StringComparison.Ordinal)
            : endpoint.SubnetIds.Count == 0 || (endpoint.SubnetIds.Contains(n.SubnetId) && !IsCovered(n.SubnetId, endpoint, index));

    private static bool IsCovered(string subnetId, VpcEndpoint endpoint, NetworkIndex index) =>
        endpoint.NetworkInterfaceIds.Any(id => index.NetworkInterfaces.TryGetValue(id, out var n) && n.SubnetId == subnetId);
}
