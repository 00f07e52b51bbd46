using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Repairs.Actions;

/// <summary>What ModifyVpcEndpoint makes of an endpoint, its interfaces and its route tables.</summary>
internal static class EndpointSimulation
{
    /// <summary>
    /// AWS keeps the first four addresses of a subnet and the last one:
    /// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html.
    /// </summary>
    private const int ReservedAddresses = 4;

    public static bool IsDone(ModifyVpcEndpoint change, VpcEndpoint endpoint, VpcNetwork network) =>
        change.AddSubnetIds.All(endpoint.SubnetIds.Contains) && !change.RemoveSubnetIds.Any(endpoint.SubnetIds.Contains)
        && change.AddRouteTableIds.All(endpoint.RouteTableIds.Contains) && !change.RemoveRouteTableIds.Any(endpoint.RouteTableIds.Contains)
        && change.AddSecurityGroupIds.All(endpoint.GroupIds.Contains) && !change.RemoveSecurityGroupIds.Any(endpoint.GroupIds.Contains)
        && (change.PrivateDnsEnabled is null || change.PrivateDnsEnabled == PrivateNames.IsOn(endpoint))
        && (change.PrivateDnsOnlyForInboundResolverEndpoint is null
            || change.PrivateDnsOnlyForInboundResolverEndpoint == (endpoint.PrivateDnsOnlyForInboundResolverEndpoint ?? false))
        && (change.PolicyDocument is null || PolicyHistory.AreEqual(change.PolicyDocument, endpoint.PolicyDocument))
        && (!change.ResetPolicy || PolicyHistory.IsDefault(endpoint.PolicyDocument));

    public static string? Obstacle(ModifyVpcEndpoint change, VpcEndpoint endpoint, VpcNetwork network, RepairQuotas quotas)
    {
        if (!PrivateNames.IsAlive(endpoint) || endpoint.State == EndpointState.PendingAcceptance)
            return $"Endpoint {endpoint.Id} is in the state {endpoint.StateName} and cannot be modified.";
        if (endpoint.RequesterManaged)
            return $"Endpoint {endpoint.Id} is managed by an AWS service and cannot be modified.";
        if ((change.PolicyDocument is not null || change.ResetPolicy) && string.IsNullOrWhiteSpace(endpoint.PolicyDocument))
            return $"The policy of endpoint {endpoint.Id} is not in the evidence, so that it could not be restored.";
        if (change.PrivateDnsEnabled == true && WhyNoPrivateDns(endpoint, network) is { } reason)
            return reason;
        var groups = Changed(endpoint.GroupIds, change.AddSecurityGroupIds, change.RemoveSecurityGroupIds).Count;
        if (change.AddSecurityGroupIds.Count > 0 && groups > quotas.SecurityGroupsPerInterface)
            return $"Endpoint {endpoint.Id} would have more than {quotas.SecurityGroupsPerInterface} security groups, the account's "
                + "quota for a network interface.";
        return SubnetObstacle(change, endpoint, network)
            ?? (change.AddRouteTableIds.FirstOrDefault(id => !network.RouteTables.Any(t => t.Id == id)) is { } table
                ? $"Route table {table} is not in the evidence." : null);
    }

    private static string? SubnetObstacle(ModifyVpcEndpoint change, VpcEndpoint endpoint, VpcNetwork network)
    {
        var zones = ZonesOf(endpoint.SubnetIds.Where(id => !change.RemoveSubnetIds.Contains(id)), network).ToList();
        foreach (var subnet in change.AddSubnetIds.Where(id => !endpoint.SubnetIds.Contains(id)))
        {
            if (ZonesOf([subnet], network).ToList() is not [var zone])
                return $"Subnet {subnet} is not in the evidence.";
            // https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html: one subnet for each Availability Zone.
            if (zones.Exists(zone.Is))
                return $"Endpoint {endpoint.Id} has an interface in {zone}, the zone of {subnet}: an endpoint takes one subnet per zone.";
            zones.Add(zone);
            if (WithoutAddress(network.Subnets.First(s => s.Id == subnet), endpoint, network) is { } family)
                return $"Subnet {subnet} has no free {family} address for an interface of endpoint {endpoint.Id}.";
        }

        return null;
    }

    /// <summary>EC2 refuses private DNS as long as it does not know both DNS attributes of the VPC to be on.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html#enable-private-dns-names</remarks>
    private static string? WhyNoPrivateDns(VpcEndpoint endpoint, VpcNetwork network)
    {
        var attributes = network.VpcAttributes.FirstOrDefault(a => a.VpcId == endpoint.VpcId);
        if (attributes is { EnableDnsSupport: true, EnableDnsHostnames: true })
            return WhyZoneConflicts(endpoint, network);
        return $"Private DNS needs enableDnsSupport and enableDnsHostnames of {endpoint.VpcId}, "
                + (attributes is { EnableDnsSupport: not null, EnableDnsHostnames: not null } ? "which are not both on."
                    : "which are not both known to be on.");
    }

    /// <summary>
    /// EC2 refuses private DNS where a private hosted zone of one's own has one of the names: it would be the second one of that name in
    /// the VPC. What a zone of a shorter name answers is for the plan to prove.
    /// </summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html: ConflictingDomainExists.
    /// </remarks>
    private static string? WhyZoneConflicts(VpcEndpoint endpoint, VpcNetwork network)
    {
        var service = network.Services.FirstOrDefault(s => s.ServiceName == endpoint.ServiceName);
        var domains = new HashSet<string>(PrivateNames.Of(endpoint, service)
            .Select(name => name.StartsWith("*.", StringComparison.Ordinal) ? name.Substring(2) : name), StringComparer.Ordinal);
        var zones = network.HostedZonesOfVpcs.Where(list => list.VpcId == endpoint.VpcId).SelectMany(list => list.Zones)
            .Where(zone => zone.OwningService is null).Select(zone => (Id: zone.HostedZoneId, zone.Name))
            .Concat(network.HostedZones.Where(zone => zone.Vpcs?.Any(v => v.VpcId == endpoint.VpcId) == true)
                .Select(zone => (zone.Id, zone.Name)));
        var own = zones.FirstOrDefault(zone => domains.Contains(DomainName.Normalize(zone.Name)));
        return own.Id is null ? null : $"Private hosted zone {NameEvidence.ZoneId(own.Id)} ({DomainName.Normalize(own.Name)}) of "
            + $"{endpoint.VpcId} has a private name of {endpoint.Id}, so that EC2 refuses private DNS.";
    }

    private static IpFamily? WithoutAddress(Subnet subnet, VpcEndpoint endpoint, VpcNetwork network)
    {
        foreach (var family in AddressFamilies.NeededBy(endpoint.IpAddressType))
            if ((family == IpFamily.IPv4 && subnet.AvailableIpAddressCount <= 0) || !FreeAddresses(subnet, family, network).Any())
                return family;
        return null;
    }

    public static VpcNetwork Apply(ModifyVpcEndpoint change, VpcNetwork network)
    {
        var before = network.FindEndpoint(change.EndpointId)!;
        var added = change.AddSubnetIds.Where(id => !before.SubnetIds.Contains(id)).ToList();
        var groups = Changed(before.GroupIds, change.AddSecurityGroupIds, change.RemoveSecurityGroupIds);
        var gone = network.NetworkInterfaces.Where(n => before.NetworkInterfaceIds.Contains(n.Id)
            && change.RemoveSubnetIds.Contains(n.SubnetId)).ToList();
        var removed = gone.ConvertAll(n => n.Id);
        var created = added.ConvertAll(subnet => NewInterface(before, groups, network.Subnets.First(s => s.Id == subnet), network));
        var after = before with
        {
            SubnetIds = Changed(before.SubnetIds, change.AddSubnetIds, change.RemoveSubnetIds),
            RouteTableIds = Changed(before.RouteTableIds, change.AddRouteTableIds, change.RemoveRouteTableIds),
            GroupIds = groups,
            NetworkInterfaceIds = Changed(before.NetworkInterfaceIds, created.ConvertAll(n => n.Id), removed),
            PrivateDnsEnabled = change.PrivateDnsEnabled ?? before.PrivateDnsEnabled,
            PrivateDnsOnlyForInboundResolverEndpoint = change.PrivateDnsOnlyForInboundResolverEndpoint
                ?? before.PrivateDnsOnlyForInboundResolverEndpoint,
            PolicyDocument = change.ResetPolicy ? PolicyHistory.Default : change.PolicyDocument ?? before.PolicyDocument,
        };
        var interfaces = network.NetworkInterfaces.Where(n => !removed.Contains(n.Id))
            .Select(n => groups.Equals(before.GroupIds) || !before.NetworkInterfaceIds.Contains(n.Id) ? n
                : n with { GroupIds = Changed(n.GroupIds, change.AddSecurityGroupIds, change.RemoveSecurityGroupIds) }).Concat(created);
        network = network with { NetworkInterfaces = interfaces.ToValueList(), Subnets = Counted(network.Subnets, created, gone) };
        return WithRoutes(network, change, after).WithEndpoint(before.Id, _ => after);
    }

    /// <summary>Two endpoints cannot both have the last address of a subnet.</summary>
    private static ValueList<Subnet> Counted(ValueList<Subnet> subnets, List<NetworkInterface> created, List<NetworkInterface> removed)
    {
        if (created.Count == 0 && removed.Count == 0)
            return subnets;
        int In(List<NetworkInterface> interfaces, Subnet subnet) =>
            interfaces.Count(n => n.SubnetId == subnet.Id && n.Addresses.Any(a => a.Family == IpFamily.IPv4));
        return subnets.Select(s => s with { AvailableIpAddressCount = s.AvailableIpAddressCount - In(created, s) + In(removed, s) })
            .ToValueList();
    }

    /// <summary>EC2 writes the route of a gateway endpoint into each of its tables, and takes it out again.</summary>
    private static VpcNetwork WithRoutes(VpcNetwork network, ModifyVpcEndpoint change, VpcEndpoint endpoint)
    {
        network = network.WithTables(change.RemoveRouteTableIds, t =>
            t with { Routes = t.Routes.Where(r => r.Target != endpoint.Id).ToValueList() });
        if (change.AddRouteTableIds.Count == 0)
            return network;
        var routes = TargetSet.PrefixListsOf(endpoint, new(network)).Select(list => new Route
        { DestinationPrefixListId = list.Id, Target = endpoint.Id, State = "active", Origin = "CreateRoute" }).ToList();
        return routes.Count == 0 ? network : network.WithTables(change.AddRouteTableIds, t => t.Routes.Any(r => r.Target == endpoint.Id) ? t
            : t with { Routes = [.. t.Routes, .. routes] });
    }

    /// <summary>
    /// The interface that EC2 will make. Which of the free addresses it takes is not known, so that the lowest and the highest stand for
    /// all: rules that let both through are rules for the subnet, not for an address.
    /// </summary>
    private static NetworkInterface NewInterface(VpcEndpoint endpoint, ValueList<string> groups, Subnet subnet, VpcNetwork network) => new()
    {
        Id = $"eni-new-of-{endpoint.Id}-in-{subnet.Id}",
        VpcId = endpoint.VpcId,
        SubnetId = subnet.Id,
        AvailabilityZone = subnet.AvailabilityZone,
        InterfaceType = "vpc_endpoint",
        Status = "in-use",
        GroupIds = groups,
        Addresses = AddressFamilies.NeededBy(endpoint.IpAddressType).SelectMany(family => FreeAddresses(subnet, family, network))
            .ToValueList(),
        OwnerId = endpoint.OwnerId,
        RequesterManaged = true,
        IsPlanned = true,
    };

    private static IEnumerable<IpAddress> FreeAddresses(Subnet subnet, IpFamily family, VpcNetwork network)
    {
        // The addresses of planned interfaces are made up, and taken by none.
        var used = network.NetworkInterfaces.Where(n => n.SubnetId == subnet.Id && !n.IsPlanned).SelectMany(n => n.Addresses)
            .Select(a => new Interval<IpAddress>(a, a));
        var free = IntervalSet<IpAddress>.Empty;
        foreach (var block in subnet.CidrBlocks.Where(b => b.Family == family))
        {
            var first = block.First;
            for (var i = 0; i < ReservedAddresses && first < block.Last; i++)
                first.TryGetNext(out first);
            if (first < block.Last && block.Last.TryGetPrevious(out var last))
                free = free.Union(IntervalSet<IpAddress>.Of(first, last));
        }

        free = free.Except(IntervalSet<IpAddress>.Of(used));
        return free.IsEmpty ? [] : new[] { free.Minimum, free.Intervals[free.Intervals.Length - 1].Last }.Distinct();
    }

    private static IEnumerable<Zone> ZonesOf(IEnumerable<string> subnetIds, VpcNetwork network) =>
        subnetIds.SelectMany(id => network.Subnets.Where(s => s.Id == id)).Select(s => new Zone(s.AvailabilityZone, s.AvailabilityZoneId));

    private static ValueList<string> Changed(ValueList<string> list, IReadOnlyCollection<string> add, IReadOnlyCollection<string> remove) =>
        add.Count == 0 && remove.Count == 0 ? list : list.Where(id => !remove.Contains(id)).Concat(add.Where(id => !list.Contains(id)))
            .ToValueList();
}
