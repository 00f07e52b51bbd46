using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// Lays a planned network over the network as it is: what the code describes takes the place of what has its id, what the code only adds to
/// stays and gets more, what the code takes away goes. What comes with a VPC by itself and is described by nobody stays as it is.
/// </summary>
internal sealed class PlannedMerge(VpcNetwork now, VpcNetwork own, PlannedAssembly assembly, PlannedWorld world)
{
    private readonly HashSet<(string Of, string Key)> _leftovers = StackLeftovers.Gone(assembly);
    private readonly HashSet<string> _removed =
        new(world.Resources.Where(resource => resource.IsRemoved).Select(resource => resource.Id), StringComparer.Ordinal);

    public VpcNetwork Merge()
    {
        var kept = WayMerge.Over(NameMerge.Over(Without(now), own, assembly.Names, _removed), own, assembly.Transit);
        return kept with
        {
            AccountId = own.AccountId ?? now.AccountId,
            Region = own.Region ?? now.Region,
            Described = DescribedThen.Union([ResourceKind.VpcEndpoint]).OrderBy(kind => kind).ToValueList(),
            Remarks = own.Remarks.Concat(now.Remarks).Distinct(StringComparer.Ordinal).ToValueList(),
            Unreadable = now.Unreadable.Union(own.Unreadable).ToValueList(),
            Vpcs = Over(kept.Vpcs, own.Vpcs, vpc => vpc.Id, Vpc),
            VpcAttributes = Over(kept.VpcAttributes, own.VpcAttributes, a => a.VpcId, (a, b) =>
                new(a.VpcId, b.EnableDnsSupport ?? a.EnableDnsSupport, b.EnableDnsHostnames ?? a.EnableDnsHostnames)),
            Subnets = Over(kept.Subnets, own.Subnets, subnet => subnet.Id, (was, will) => will with
            {
                AvailabilityZone = will.AvailabilityZone ?? was.AvailabilityZone,
                AvailabilityZoneId = will.AvailabilityZoneId ?? was.AvailabilityZoneId,
                AvailableIpAddressCount = was.AvailableIpAddressCount,
                OwnerId = will.OwnerId ?? was.OwnerId,
            }),
            SecurityGroups = Groups(kept),
            RouteTables = Tables(kept),
            NetworkAcls = Acls(kept),
            NetworkInterfaces = Over(kept.NetworkInterfaces, own.NetworkInterfaces, n => n.Id, (was, will) => will.IsPlanned ? will : was),
            DhcpOptions = Over(kept.DhcpOptions, own.DhcpOptions, options => options.Id),
            PrefixLists = Over(kept.PrefixLists, own.PrefixLists, list => list.Id, (was, will) => will.CidrBlocks is null ? was : will),
            Services = Over(kept.Services, own.Services, service => service.ServiceName, (was, will) => was.CombinedWith(will)),
            Endpoints = Over(kept.Endpoints, own.Endpoints, endpoint => endpoint.Id, Endpoint),
        };
    }

    /// <summary>
    /// What is described of all that will be. Where no VPC was read, and none could not be, all there is of the code's own is in the code.
    /// </summary>
    private IEnumerable<ResourceKind> DescribedThen =>
        now.Vpcs.Count == 0 && !now.Failures.Any(failure => own.Described.Contains(failure.Kind)) ? now.Described.Union(own.Described)
            : now.Described;

    private VpcNetwork Without(VpcNetwork network)
    {
        if (_removed.Count == 0)
            return network;
        var interfaces = network.Endpoints.Where(e => _removed.Contains(e.Id)).SelectMany(e => e.NetworkInterfaceIds);
        var gone = new HashSet<string>(_removed.Concat(interfaces), StringComparer.Ordinal);
        var kept = EvidenceKinds.All.Aggregate(network, (sofar, row) =>
            row.ItemsOf(sofar) is var items && items.Any(item => gone.Contains(item.Id))
                ? row.WithItems(sofar, items.Where(item => !gone.Contains(item.Id)).Select(item => item.Item)) : sofar);
        return kept with
        {
            // EC2 takes the routes to a gateway endpoint out with it; whatever else leads to what is gone drops its packets.
            RouteTables = kept.RouteTables.Select(table => !table.Routes.Any(route => gone.Contains(route.Target)) ? table : table with
            {
                Routes = table.Routes.Where(r => !(gone.Contains(r.Target) && r.DestinationPrefixListId is not null
                    && r.Target.StartsWith("vpce-", StringComparison.Ordinal)))
                    .Select(r => gone.Contains(r.Target) ? r with { State = "blackhole" } : r).ToValueList(),
            }).ToValueList(),
        };
    }

    internal static ValueList<T> Over<T>(ValueList<T> was, ValueList<T> will, Func<T, string> id, Func<T, T, T>? merge = null)
    {
        var items = was.ToList();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
            places[id(items[i])] = i;
        foreach (var item in will)
            if (places.TryGetValue(id(item), out var place))
                items[place] = merge is null ? item : merge(items[place], item);
            else
                items.Add(item);
        return items.ToValueList();
    }

    private Vpc Vpc(Vpc was, Vpc will) => will with
    {
        // Without an association in the code the VPC keeps the options that it has.
        DhcpOptionsId = will.DhcpOptionsId == PlannedId.DhcpOptionsOf(will.Id) ? was.DhcpOptionsId : will.DhcpOptionsId,
        OwnerId = will.OwnerId ?? was.OwnerId,
        IsDefault = was.IsDefault,
    };

    private static VpcEndpoint Endpoint(VpcEndpoint was, VpcEndpoint will) => will with
    {
        StateName = was.StateName,
        OwnerId = will.OwnerId ?? was.OwnerId,
        RequesterManaged = was.RequesterManaged,
        LastError = was.LastError,
        FailureReason = was.FailureReason,
        // The service's private names are there only with private DNS on.
        DnsEntries = was.PrivateDnsEnabled == will.PrivateDnsEnabled ? was.DnsEntries
            : was.DnsEntries.Where(entry => entry.DnsName.Contains(".vpce.")).ToValueList(),
    };

    private ValueList<SecurityGroup> Groups(VpcNetwork kept)
    {
        var drafts = assembly.Groups.Drafts.ToDictionary(draft => draft.Id, StringComparer.Ordinal);
        // Where rules of a deployed stack go that its template names no longer, its groups have those that it names.
        var restated = assembly.Of(PlannedTypes.StackLeftovers).Any(left => left.Flag("Stay") == false && left.Text("Key") is null)
            ? new HashSet<string>(world.Resources.Where(resource => resource.Type == PlannedTypes.SecurityGroup && resource.IsDeployed)
                .Select(resource => resource.Id), StringComparer.Ordinal) : [];
        var groups = Over(kept.SecurityGroups, own.SecurityGroups.Where(g => drafts[g.Id].IsWhole
            || kept.SecurityGroups.Any(k => k.Id == g.Id))
            .ToValueList(), group => group.Id, (was, will) =>
        {
            var draft = drafts[will.Id];
            return draft.IsImplicit ? was : was with
            {
                VpcId = will.VpcId ?? was.VpcId,
                Ingress = Rules(was.Ingress, will.Ingress, draft.SetsIngress || restated.Contains(was.Id), draft.RemovedIngress),
                Egress = Rules(was.Egress, will.Egress, draft.SetsEgress || restated.Contains(was.Id), draft.RemovedEgress),
            };
        });
        return groups;
    }

    private static ValueList<SecurityGroupRule> Rules(ValueList<SecurityGroupRule> was, ValueList<SecurityGroupRule> will, bool setsAll,
        List<JsonObject> removed)
    {
        if (setsAll)
            return will;
        var gone = RulesOf(removed).Select(Bare).ToList();
        var kept = was.Where(rule => !gone.Contains(Bare(rule))).ToList();
        var known = new HashSet<SecurityGroupRule>(kept.Select(Bare));
        return [.. kept, .. will.Where(rule => !known.Contains(Bare(rule)))];
    }

    /// <summary>What makes two rules the same.</summary>
    private static SecurityGroupRule Bare(SecurityGroupRule rule) => rule with
    {
        RuleId = null,
        Description = null,
        FromPort = rule.FromPort == -1 ? null : rule.FromPort,
        ToPort = rule.ToPort == -1 ? null : rule.ToPort,
        Group = rule.Group is { } group ? new(group.GroupId) : null,
    };

    private static ValueList<SecurityGroupRule> RulesOf(List<JsonObject> permissions)
    {
        if (permissions.Count == 0)
            return [];
        var document = new JsonObject
        {
            ["SecurityGroups"] = new JsonArray(new GroupDraft("sg-0").ToJson(permissions, [])),
        };
        using var json = JsonDocument.Parse(document.ToJsonString());
        var contents = new EvidenceContents("the code");
        new DocumentWalk(contents, CancellationToken.None).Read(DocumentNode.Root(json.RootElement));
        return contents.ToNetwork().SecurityGroups.SelectMany(group => group.Ingress).ToValueList();
    }

    private ValueList<RouteTable> Tables(VpcNetwork kept)
    {
        var drafts = assembly.Routes.Drafts.ToDictionary(draft => draft.Id, StringComparer.Ordinal);
        var moved = new HashSet<string>(drafts.Values.SelectMany(draft => draft.Subnets), StringComparer.Ordinal);
        var was = kept.RouteTables.Where(table => !(table.IsMain && assembly.IsMainTableWithdrawn(table.VpcId))).Select(table => table with
        {
            IsMain = table.IsMain && !(table.VpcId is { } vpc && assembly.MainTables.TryGetValue(vpc, out var main) && main != table.Id),
            SubnetIds = table.SubnetIds.Where(subnet => !moved.Contains(subnet)
                && !_leftovers.Contains((table.Id, StackLeftovers.SubnetKey(subnet)))
                && !(drafts.TryGetValue(table.Id, out var draft) && draft.RemovedSubnets.Contains(subnet))).ToValueList(),
        }).ToValueList();
        var mains = new HashSet<string?>(was.Where(table => table.IsMain).Select(table => table.VpcId));
        return Over(was, own.RouteTables.Where(table => drafts[table.Id] is { IsWhole: true } draft
            && !(draft.IsImplicit && mains.Contains(draft.VpcId))
            || was.Any(known => known.Id == table.Id)).ToValueList(), table => table.Id, (before, will) =>
        {
            var draft = drafts[will.Id];
            var routes = before.Routes.Where(route => Stays(route, draft)).ToList();
            return before with
            {
                IsMain = before.IsMain || draft.IsMain,
                SubnetIds = before.SubnetIds.Union(will.SubnetIds).ToValueList(),
                Routes = [.. routes.Where(route => !will.Routes.Any(other => IsSame(route, other))), .. will.Routes],
            };
        });
    }

    /// <summary>Routes that EC2 writes itself stay; others only where the code does not say that its own are all.</summary>
    private bool Stays(Route route, TableDraft draft)
    {
        if (draft.RemovedDestinations.Contains(StackLeftovers.KeyOf(route))
            || _leftovers.Contains((draft.Id, StackLeftovers.RouteKey(StackLeftovers.KeyOf(route)))))
            return false;
        var isOfGateway = route.DestinationPrefixListId is not null && route.Target.StartsWith("vpce-", StringComparison.Ordinal);
        if (isOfGateway && own.Endpoints.FirstOrDefault(e => e.Id == route.Target) is { } endpoint)
            return endpoint.RouteTableIds.Contains(draft.Id);
        return !draft.SetsRoutes || route.IsLocal || isOfGateway || route.Origin == "EnableVgwRoutePropagation";
    }

    private static bool IsSame(Route one, Route other) =>
        one.Destination == other.Destination && one.DestinationPrefixListId == other.DestinationPrefixListId;

    private ValueList<NetworkAcl> Acls(VpcNetwork kept)
    {
        var drafts = assembly.Acls.Drafts.ToDictionary(draft => draft.Id, StringComparer.Ordinal);
        var moved = new HashSet<string>(drafts.Values.SelectMany(draft => draft.Subnets), StringComparer.Ordinal);
        var open = new HashSet<string>(drafts.Values.Where(draft => draft.IsOpen).Select(draft => draft.Id), StringComparer.Ordinal);
        var inPlace = new HashSet<string>(kept.NetworkAcls.SelectMany(acl => acl.SubnetIds), StringComparer.Ordinal);
        var was = kept.NetworkAcls.Where(acl => !open.Contains(acl.Id)).Select(acl => acl with
        {
            // Some subnet has another than the default one, and nobody knows which.
            SubnetIds = acl.IsDefault && acl.VpcId is { } vpc && assembly.IsDefaultAclWithdrawn(vpc) ? []
                : acl.SubnetIds.Where(subnet => !moved.Contains(subnet) && !_removed.Contains(subnet)
                && !_leftovers.Contains((acl.Id, StackLeftovers.SubnetKey(subnet)))
                && !(drafts.TryGetValue(acl.Id, out var draft) && draft.RemovedSubnets.Contains(subnet))).ToValueList(),
        }).ToValueList();
        return Over(was, own.NetworkAcls.Where(acl => drafts[acl.Id].IsWhole || was.Any(known => known.Id == acl.Id)).Select(acl => acl with
        {
            // A subnet that is there keeps the ACL that it has.
            SubnetIds = acl.SubnetIds.Where(subnet => drafts[acl.Id].Subnets.Contains(subnet) || !inPlace.Contains(subnet)).ToValueList(),
        }).ToValueList(), acl => acl.Id, (before, will) =>
        {
            var draft = drafts[will.Id];
            return before with
            {
                SubnetIds = before.SubnetIds.Union(will.SubnetIds).ToValueList(),
                Entries = draft.IsImplicit ? before.Entries : draft.SetsEntries ? will.Entries
                    : [.. before.Entries.Where(e => !draft.RemovedEntries.Contains((e.RuleNumber, e.IsEgress))
                        && !_leftovers.Contains((before.Id, StackLeftovers.EntryKey(e)))
                        && !will.Entries.Any(other => other.RuleNumber == e.RuleNumber && other.IsEgress == e.IsEgress)), .. will.Entries],
            };
        });
    }
}
