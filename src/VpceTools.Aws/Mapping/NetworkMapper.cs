using VpceTools.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>Puts the evidence into the network.</summary>
internal static class NetworkMapper
{
    private const string EntriesAction = "ec2:GetManagedPrefixListEntries";

    /// <summary>The network with everything that was read about its VPCs.</summary>
    public static VpcNetwork Map(VpcNetwork network, VpcEvidence vpc, ReferredEvidence referred, MappingRemarks remarks)
    {
        var vpcs = vpc.Vpcs.Items.Select(v => VpcMapper.Map(v, remarks)).ToValueList();
        return network with
        {
            AccountId = network.AccountId ?? vpcs.Select(v => v.OwnerId).FirstOrDefault(owner => !string.IsNullOrEmpty(owner)),
            Described = network.Described.Concat(Described(vpc, referred)).ToValueList(),
            Failures = Failures(vpc, referred).ToValueList(),
            Services = vpc.Services.Items.Select(ServiceMapper.Map).ToValueList(),
            Vpcs = vpcs,
            VpcAttributes = vpc.VpcAttributes.Items.ToValueList(),
            Subnets = vpc.Subnets.Items.Select(s => VpcMapper.Map(s, remarks)).ToValueList(),
            SecurityGroups = vpc.SecurityGroups.Items.Concat(referred.SecurityGroups.Items).Select(g => SecurityGroupMapper.Map(g, remarks)).ToValueList(),
            NetworkAcls = vpc.NetworkAcls.Items.Select(a => NetworkAclMapper.Map(a, remarks)).ToValueList(),
            RouteTables = vpc.RouteTables.Items.Select(t => RouteTableMapper.Map(t, remarks)).ToValueList(),
            NetworkInterfaces = vpc.NetworkInterfaces.Items.Concat(referred.NetworkInterfaces.Items)
                .GroupBy(n => n.NetworkInterfaceId, StringComparer.Ordinal).Select(same => NetworkInterfaceMapper.Map(same.First(), remarks)).ToValueList(),
            PrefixLists = vpc.PrefixLists.Items.Select(l => PrefixListMapper.Map(l, remarks))
                .Concat(referred.PrefixLists.Select(l => PrefixListMapper.Map(l, remarks))).ToValueList(),
            DhcpOptions = vpc.DhcpOptions.Items.Select(DhcpOptionsMapper.Map).ToValueList(),
            PeeringConnections = referred.PeeringConnections.Items.Select(p => PeeringMapper.Map(p, remarks)).ToValueList(),
            Remarks = remarks.Texts.Distinct(StringComparer.Ordinal).ToValueList(),
        };
    }

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
