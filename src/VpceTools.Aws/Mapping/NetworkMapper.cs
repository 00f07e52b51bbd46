using VpceTools.Evidence;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>Puts the evidence into the network.</summary>
internal static class NetworkMapper
{
    private const string EntriesAction = "ec2:GetManagedPrefixListEntries";

    /// <summary>The network with everything that was read about its VPCs.</summary>
    public static VpcNetwork Map(VpcNetwork network, VpcEvidence vpc, ReferredEvidence referred)
    {
        var unreadable = new Unreadables();
        ValueList<TModel> All<TSdk, TModel>(IEnumerable<TSdk> items, Func<TSdk, string> id, Func<TSdk, TModel> map)
            where TModel : class => unreadable.Map(items, id, map).ToValueList();

        var mapped = network with
        {
            Described = network.Described.Concat(Described(vpc, referred)).ToValueList(),
            Failures = Failures(vpc, referred).ToValueList(),
            Services = All(vpc.Services.Items, s => s.ServiceName, ServiceMapper.Map)
                .GroupBy(s => s.ServiceName, StringComparer.Ordinal).Select(same => same.Aggregate((first, second) => first.CombinedWith(second))).ToValueList(),
            Vpcs = All(vpc.Vpcs.Items, v => v.VpcId, VpcMapper.Map),
            VpcAttributes = vpc.VpcAttributes.Items.ToValueList(),
            Subnets = All(vpc.Subnets.Items, s => s.SubnetId, VpcMapper.Map),
            SecurityGroups = All(vpc.SecurityGroups.Items.Concat(referred.SecurityGroups.Items), g => g.GroupId, SecurityGroupMapper.Map),
            NetworkAcls = All(vpc.NetworkAcls.Items, a => a.NetworkAclId, NetworkAclMapper.Map),
            RouteTables = All(vpc.RouteTables.Items, t => t.RouteTableId, RouteTableMapper.Map),
            NetworkInterfaces = All(Interfaces(vpc, referred), n => n.NetworkInterfaceId, NetworkInterfaceMapper.Map),
            PrefixLists = All(vpc.PrefixLists.Items, l => l.PrefixListId, PrefixListMapper.Map)
                .Concat(All(referred.PrefixLists, l => l.Id, PrefixListMapper.Map)).ToValueList(),
            DhcpOptions = All(vpc.DhcpOptions.Items, d => d.DhcpOptionsId, DhcpOptionsMapper.Map),
            PeeringConnections = All(referred.PeeringConnections.Items, p => p.VpcPeeringConnectionId, PeeringMapper.Map),
        };
        var withoutMain = WithUnreadableTable(vpc, unreadable);
        return mapped with
        {
            RouteTables = mapped.RouteTables.Where(t => !t.IsMain || !withoutMain.Contains(t.VpcId)).ToValueList(),
            AccountId = network.AccountId ?? mapped.Vpcs.Select(v => v.OwnerId).FirstOrDefault(owner => !string.IsNullOrEmpty(owner)),
            Unreadable = unreadable.Ids.ToValueList(),
            Remarks = unreadable.Remarks.ToValueList(),
        };
    }

    // A subnet of an unreadable route table would pass for one without a table of its own, which the main table serves.
    private static HashSet<string?> WithUnreadableTable(VpcEvidence vpc, Unreadables unreadable) =>
        [.. vpc.RouteTables.Items.Where(t => unreadable.Ids.Contains(t.RouteTableId)).Select(t => t.VpcId)];

    // An interface may carry a group of its own VPC and one that another VPC's rule refers to.
    private static IEnumerable<Sdk.NetworkInterface> Interfaces(VpcEvidence vpc, ReferredEvidence referred) =>
        vpc.NetworkInterfaces.Items.Concat(referred.NetworkInterfaces.Items).GroupBy(n => n.NetworkInterfaceId, StringComparer.Ordinal).Select(same => same.First());

    // What nothing refers to is known without a call; DNS attributes count as soon as one VPC has them, since each VPC says what it lacks.
    private static IEnumerable<ResourceKind> Described(VpcEvidence vpc, ReferredEvidence referred) =>
        vpc.All.Append(referred.PeeringConnections)
            .Where(e => e.Error is null || (e.Kind == ResourceKind.VpcAttribute && vpc.VpcAttributes.Items.Count > 0))
            .Select(e => e.Kind);

    private static IEnumerable<DescribeFailure> Failures(VpcEvidence vpc, ReferredEvidence referred)
    {
        // A second call of a kind whose first one failed adds nothing new.
        var failed = vpc.All.Concat([referred.SecurityGroups, referred.NetworkInterfaces, referred.PeeringConnections])
            .Where(e => e.Error is not null).GroupBy(e => e.Kind).Select(same => same.First());
        foreach (var evidence in failed)
            yield return new DescribeFailure(evidence.Kind, evidence.Error!.IsAccessDenied, DescribeCall.For(evidence.Kind).IamAction, evidence.Error.Message);
        if (referred.PrefixLists.Select(l => l.Entries.Error).FirstOrDefault(e => e is not null) is { } error)
            yield return new DescribeFailure(ResourceKind.PrefixList, error.IsAccessDenied, EntriesAction, error.Message);
    }
}
