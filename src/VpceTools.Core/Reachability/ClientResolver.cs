using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>Finds the clients of the endpoints of a VPC.</summary>
public static class ClientResolver
{
    /// <summary>Interfaces of these types forward or serve, and never open a connection to an endpoint of their own accord.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html (InterfaceType)</remarks>
    private static readonly HashSet<string> NotWorkloads = new(StringComparer.OrdinalIgnoreCase)
    {
        "vpc_endpoint", "gateway_load_balancer_endpoint", "nat_gateway", "natGateway", "load_balancer",
            "network_load_balancer", "gateway_load_balancer",
        "transit_gateway", "global_accelerator_managed", "ec2_instance_connect_endpoint", "efs",
    };

    /// <summary>
    /// How AWS describes the interfaces of its own that forward or serve, and whose type is often the plain <c>interface</c>: application
    /// and classic load balancers, mount targets, and Resolver endpoints, which send DNS only.
    /// </summary>
    /// <remarks>
    /// https://repost.aws/knowledge-center/elb-find-load-balancer-ip, https://docs.aws.amazon.com/efs/latest/ug/manage-fs-access.html
    /// </remarks>
    private static readonly string[] NotWorkloadDescriptions = ["ELB ", "EFS mount target for ", "Route 53 Resolver: "];

    /// <summary>Whether an interface belongs to a workload.</summary>
    public static bool IsWorkload(NetworkInterface networkInterface, NetworkIndex index) =>
        !NotWorkloads.Contains(networkInterface.InterfaceType ?? "") && !index.EndpointOfInterface.ContainsKey(networkInterface.Id)
        // A description of the user's own may begin likewise; those of AWS are on interfaces that it manages.
        && !(networkInterface.RequesterManaged
            && Array.Exists(NotWorkloadDescriptions, start =>
            networkInterface.Description?.StartsWith(start, StringComparison.Ordinal) == true));

    /// <summary>
    /// The clients of a VPC's endpoints: those that are named, else every workload interface and every subnet of the VPC.
    /// </summary>
    public static ClientSet Resolve(NetworkIndex index, string vpcId, ClientSelection selection) =>
        ClientPlaces.Together(PrivateNat.WithGateways(Nat64.WithGateways(Select(index, vpcId, selection), index), index, vpcId), index,
            vpcId);

    private static ClientSet Select(NetworkIndex index, string vpcId, ClientSelection selection)
    {
        if (selection.IncludesRemote)
            return WithRemote(Select(index, vpcId, selection with { IncludesRemote = false }), index, vpcId);
        if (selection.IsEmpty)
        {
            return new(
            [
                .. index.InterfacesOfVpc[vpcId].Where(n => IsWorkload(n, index)).Select(n => Of(n, named: false)),
                .. index.SubnetsOfVpc[vpcId].Select(s => Of(s, null, named: false)),
            ], [.. UnseenClients.In(index, vpcId)]);
        }

        var found = new Named(index);
        found.AddInterfaces(selection.NetworkInterfaceIds);
        found.AddInstances(selection.InstanceIds);
        if (selection.SubnetIds.Count > 0 && selection.SecurityGroupIds.Count > 0)
        {
            found.AddGroupsInSubnets(selection.SubnetIds, selection.SecurityGroupIds);
        }
        else
        {
            found.AddSubnets(selection.SubnetIds);
            found.AddGroups(selection.SecurityGroupIds, vpcId);
        }

        found.AddCidrBlocks(selection.CidrBlocks, vpcId);
        if (selection.SubnetIds.Count + selection.SecurityGroupIds.Count > 0)
            found.AddUnseen(UnseenClients.In(index, vpcId));
        return found.ToClientSet();
    }

    private static ClientSet WithRemote(ClientSet clients, NetworkIndex index, string vpcId)
    {
        var remote = RemoteVpcs.Of(index, vpcId);
        var known = new HashSet<string>(clients.Clients.Select(c => c.Id), StringComparer.Ordinal);
        return new(
            [
                .. clients.Clients,
                .. remote.Vpcs.SelectMany(vpc => index.SubnetsOfVpc[vpc]).Where(s => !known.Contains(s.Id) && !IsForAttachment(s, index))
                    .Select(s => Of(s, null, named: false)),
            ],
            [.. clients.NotFound, .. remote.Unseen], remote.Unseen);
    }

    /// <summary>
    /// Whether a subnet is there for a transit gateway alone, as AWS recommends
    /// (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html): its routes are for what comes from the gateway.
    /// </summary>
    private static bool IsForAttachment(Subnet subnet, NetworkIndex index)
    {
        var attached = index.Transit.VpcAttachmentsOfVpc[subnet.VpcId].SelectMany(a => a.SubnetIds).ToList();
        // A VPC whose subnets all hold an attachment has its workloads there too, once it has any.
        return attached.Contains(subnet.Id) && index.SubnetsOfVpc[subnet.VpcId].Any(other => !attached.Contains(other.Id))
            && index.InterfacesOfVpc[subnet.VpcId].Any()
            && !index.InterfacesOfVpc[subnet.VpcId].Any(n => n.SubnetId == subnet.Id && IsWorkload(n, index));
    }

    private static Client Of(NetworkInterface n, bool named)
    {
        var address = n.Addresses.Count == 0 ? "no address" : n.Addresses[0].ToString();
        return new()
        {
            Id = n.Id,
            Kind = ClientKind.NetworkInterface,
            Label = n.InstanceId is null ? $"{n.Id} ({address})" : $"{n.Id} ({address}, {n.InstanceId})",
            Addresses =
                IntervalSet<IpAddress>.Of(n.Addresses.Select(a => new Interval<IpAddress>(a, a)).Concat(n.Prefixes.Select(p => p.Range))),
            VpcId = n.VpcId,
            SubnetId = n.SubnetId,
            GroupIds = n.GroupIds,
            IsNamed = named,
        };
    }

    private static Client Of(Subnet subnet, ValueList<string>? groups, bool named) => new()
    {
        Id = subnet.Id,
        Kind = ClientKind.Subnet,
        Label = groups is null ? $"{subnet.Id} ({subnet.CidrBlocks})" : $"{subnet.Id} ({subnet.CidrBlocks}) with {groups}",
        Addresses = IntervalSet<IpAddress>.Of(subnet.CidrBlocks.Select(c => c.Range)),
        VpcId = subnet.VpcId,
        SubnetId = subnet.Id,
        GroupIds = groups,
        IsNamed = named,
    };

    /// <summary>Gathers named clients without repeating one.</summary>
    private sealed class Named(NetworkIndex index)
    {
        private readonly Dictionary<string, Client> _clients = new(StringComparer.Ordinal);
        private readonly HashSet<MissingEvidence> _notFound = [];

        public ClientSet ToClientSet() => new([.. _clients.Values.OrderBy(c => c.Kind)], [.. _notFound]);

        public void AddUnseen(IEnumerable<MissingEvidence> unseen) => _notFound.UnionWith(unseen);

        public void AddInterfaces(IEnumerable<string> ids)
        {
            foreach (var id in ids)
                if (index.NetworkInterfaces.TryGetValue(id, out var networkInterface))
                    Add(Of(networkInterface, named: true));
                else
                    _notFound.Add(MissingEvidence.Of(ResourceKind.NetworkInterface, id));
        }

        public void AddInstances(IEnumerable<string> ids)
        {
            foreach (var id in ids)
            {
                var interfaces = index.InterfacesOfInstance[id].ToList();
                if (interfaces.Count == 0)
                    _notFound.Add(MissingEvidence.Of(ResourceKind.Instance, id));
                interfaces.ForEach(n => Add(Of(n, named: true)));
            }
        }

        public void AddSubnets(IEnumerable<string> ids)
        {
            foreach (var subnet in Find(ids))
            {
                foreach (var n in index.InterfacesOfVpc[subnet.VpcId].Where(n => n.SubnetId == subnet.Id && IsWorkload(n, index)))
                    Add(Of(n, named: true));
                Add(Of(subnet, null, named: true));
            }
        }

        public void AddGroups(IEnumerable<string> ids, string vpcId)
        {
            foreach (var id in ids)
            {
                var interfaces = index.InterfacesOfGroup[id].Where(n => IsWorkload(n, index)).ToList();
                interfaces.ForEach(n => Add(Of(n, named: true)));
                if (interfaces.Count > 0)
                    continue;
                // Nothing carries the group yet: any subnet of its VPC could hold a workload that does.
                var home = index.SecurityGroups.TryGetValue(id, out var group) ? group.VpcId ?? vpcId : null;
                if (home is null)
                    _notFound.Add(MissingEvidence.Of(ResourceKind.SecurityGroup, id));
                else
                    foreach (var subnet in index.SubnetsOfVpc[home])
                        Add(Of(subnet, [id], named: true));
            }
        }

        public void AddGroupsInSubnets(IEnumerable<string> subnetIds, ValueList<string> groups)
        {
            _notFound.UnionWith(groups.Where(g => !index.SecurityGroups.ContainsKey(g))
                .Select(g => MissingEvidence.Of(ResourceKind.SecurityGroup, g)));
            foreach (var subnet in Find(subnetIds))
            {
                var interfaces = index.InterfacesOfVpc[subnet.VpcId]
                    .Where(n => n.SubnetId == subnet.Id && IsWorkload(n, index) && groups.All(n.GroupIds.Contains)).ToList();
                interfaces.ForEach(n => Add(Of(n, named: true)));
                if (interfaces.Count == 0)
                    Add(Of(subnet, groups, named: true));
            }
        }

        public void AddCidrBlocks(IEnumerable<CidrBlock> blocks, string vpcId)
        {
            foreach (var block in blocks)
            {
                var rest = block.Addresses;
                foreach (var subnet in index.SubnetsOfVpc[vpcId])
                {
                    var inside = IntervalSet<IpAddress>.Of(subnet.CidrBlocks.Select(c => c.Range)).Intersect(block.Addresses);
                    if (inside.IsEmpty)
                        continue;
                    rest = rest.Except(inside);
                    Add(OfCidr($"{block} in {subnet.Id}", inside, vpcId, subnet.Id));
                }

                foreach (var (other, inside) in Elsewhere(rest, vpcId))
                {
                    rest = rest.Except(inside);
                    AddIn(block, inside, other);
                }

                if (!rest.IsEmpty)
                    Add(OfCidr(rest.Equals(block.Addresses) ? block.ToString() : $"{block} outside the subnets", rest, null, null));
            }
        }

        /// <summary>
        /// The other VPCs that have some of the addresses and a link to more than themselves. Blocks of VPCs may overlap: then each of them
        /// has such clients.
        /// </summary>
        private List<(Vpc Vpc, IntervalSet<IpAddress> Addresses)> Elsewhere(IntervalSet<IpAddress> addresses, string home)
        {
            var own = IntervalSet<IpAddress>.Of(
                index.Vpcs.TryGetValue(home, out var vpc) ? vpc.CidrBlocks.Select(b => b.Range) : []);
            var beyond = addresses.Except(own);
            if (beyond.IsEmpty)
                return [];
            var linked = index.Vpcs.Values.Where(other => other.Id != home && IsLinked(other.Id, home))
                .Select(other => (other, Inside: IntervalSet<IpAddress>.Of(other.CidrBlocks.Select(b => b.Range)).Intersect(beyond)))
                .Where(p => !p.Inside.IsEmpty).ToList();
            // One of another estate that happens to have the addresses is not meant where one that is joined has them.
            var joined = linked.FindAll(p => IsJoined(p.other.Id, home));
            return joined.Count > 0 ? joined : linked;
        }

        private bool IsJoined(string vpc, string home)
        {
            var (there, here) = (GatewaysOf(vpc), GatewaysOf(home));
            return here.Overlaps(there) || index.PeeringConnectionsOfVpc[home].Any(p => p.IsActive && p.Beyond(home)?.VpcId == vpc)
                || index.Transit.Peerings.Values.Any(p => here.Any(gateway => p.Beyond(gateway)?.TransitGatewayId is { } next
                    && there.Contains(next)));
        }

        private HashSet<string> GatewaysOf(string vpc) => new(index.Transit.VpcAttachmentsOfVpc[vpc]
            .Select(a => a.TransitGatewayId).OfType<string>(), StringComparer.Ordinal);

        private bool IsLinked(string vpc, string home) =>
            index.Transit.VpcAttachmentsOfVpc.Contains(vpc)
            || index.PeeringConnectionsOfVpc[vpc].Any(p => p.Beyond(vpc)?.VpcId == home)
            || index.RouteTablesOfVpc[vpc].Any(t => t.Routes.Any(r => r.Target.StartsWith("tgw-", StringComparison.Ordinal)
                || r.Target.StartsWith("pcx-", StringComparison.Ordinal)));

        private void AddIn(CidrBlock block, IntervalSet<IpAddress> addresses, Vpc vpc)
        {
            var rest = addresses;
            foreach (var subnet in index.SubnetsOfVpc[vpc.Id])
            {
                var inside = IntervalSet<IpAddress>.Of(subnet.CidrBlocks.Select(c => c.Range)).Intersect(rest);
                if (inside.IsEmpty)
                    continue;
                rest = rest.Except(inside);
                Add(OfCidr($"{block} in {subnet.Id}", inside, vpc.Id, subnet.Id));
            }

            if (!rest.IsEmpty)
                Add(OfCidr($"{block} in {vpc.Id}", rest, vpc.Id, null));
        }

        private static Client OfCidr(string label, IntervalSet<IpAddress> addresses, string? vpcId, string? subnetId) => new()
        {
            Id = label,
            Kind = ClientKind.CidrBlock,
            Label = label,
            Addresses = addresses,
            VpcId = vpcId,
            SubnetId = subnetId,
            IsNamed = true,
        };

        private List<Subnet> Find(IEnumerable<string> ids)
        {
            var result = new List<Subnet>();
            foreach (var id in ids)
                if (index.Subnets.TryGetValue(id, out var subnet))
                    result.Add(subnet);
                else
                    _notFound.Add(MissingEvidence.Of(ResourceKind.Subnet, id));
            return result;
        }

        private void Add(Client client) => _clients[client.Id] = client;
    }
}

/// <summary>The clients of the endpoints of a VPC, and what was named but not found.</summary>
/// <param name="Clients">The clients; interfaces first, then subnets, then CIDR blocks.</param>
/// <param name="NotFound">What the user named and the evidence does not hold; until it is known, nothing that depends on clients can
/// pass.</param>
/// <param name="Outside">What of that is in another VPC for certain; null for nothing.</param>
public sealed record ClientSet(ValueList<Client> Clients, ValueList<MissingEvidence> NotFound, ValueList<MissingEvidence>? Outside = null)
{
    /// <summary>What was not found and may be in the endpoint's VPC.</summary>
    public IEnumerable<MissingEvidence> NotFoundHere => Outside is null ? NotFound : NotFound.Except(Outside);

    /// <summary>The clients by what every rule judges them by: subnet, groups and kind. Each class is computed once.</summary>
    public IReadOnlyList<ClientClass> Classes { get; } = ClassesBy(Clients, c => c.GroupIds);

    /// <summary>
    /// The clients by subnet and kind, and by groups only in so far as these are open or not: enough for every hop but the client's own
    /// security groups, and far fewer.
    /// </summary>
    public IReadOnlyList<ClientClass> ClassesBySubnet { get; } =
        ClassesBy(Clients, c => c.GroupIds is null ? null : ValueList<string>.Empty);

    private static ClientClass[] ClassesBy(ValueList<Client> clients, Func<Client, ValueList<string>?> groups) =>
        [.. clients.GroupBy(c => (c.PlaceId ?? c.SubnetId, c.VpcId, Groups: groups(c), c.Kind, c.IsNamed, c.NatGatewayId))
            .Select(g => new ClientClass([.. g]))];
}
