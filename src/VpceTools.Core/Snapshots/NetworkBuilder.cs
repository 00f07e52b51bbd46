using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>Makes the network of a partition from what its files hold.</summary>
internal static class NetworkBuilder
{
    public static VpcNetwork Build(SnapshotContents contents, SnapshotPartition partition)
    {
        WithdrawMainRouteTables(contents);
        var truncated = contents.Truncated.OrderBy(t => t.Key).ToList();
        var interfaces = contents.NetworkInterfaces.Items
            .Concat(contents.InstanceInterfaces.Items.Where(n => !contents.NetworkInterfaces.Contains(n.Id))).ToValueList();
        var network = new VpcNetwork
        {
            // The endpoints that a truncated list does hold can be diagnosed. In every other kind a missing item would pass for one
            // that does not exist, so a part of a list does not count as evidence.
            Described = contents.Complete.Concat(truncated.Select(t => t.Key).Where(k => k == ResourceKind.VpcEndpoint)).OrderBy(k => k).ToValueList(),
            Failures = truncated.Where(t => t.Key != ResourceKind.VpcEndpoint).Select(t => FailureOf(t.Key, t.Value)).ToValueList(),
            Endpoints = contents.Endpoints.Items.ToValueList(),
            Services = contents.Services.Items.ToValueList(),
            Vpcs = contents.Vpcs.Items.ToValueList(),
            VpcAttributes = contents.VpcAttributes.Items.ToValueList(),
            Subnets = contents.Subnets.Items.ToValueList(),
            SecurityGroups = RuleIds.Fill(contents.SecurityGroups.Items, contents.SecurityGroupRules.Items).ToValueList(),
            NetworkAcls = contents.NetworkAcls.Items.ToValueList(),
            RouteTables = contents.RouteTables.Items.ToValueList(),
            NetworkInterfaces = interfaces,
            Instances = contents.Instances.Items.ToValueList(),
            PrefixLists = contents.PrefixLists.Items.ToValueList(),
            DhcpOptions = contents.DhcpOptions.Items.ToValueList(),
            PeeringConnections = contents.PeeringConnections.Items.ToValueList(),
            Unreadable = Unreadable(contents).ToValueList(),
        };
        var remarks = contents.Remarks.Concat(truncated.Select(t => Truncation(t.Key, t.Value)));
        var regions = NetworkOrigin.RegionsOf(network, contents.ArnRegions);
        if (partition.Region is null && regions.Count > 1)
            remarks = remarks.Append($"The files describe several Regions ({string.Join(", ", regions)}) as if they were one; put each Region's files in a folder named for it.");
        return network with
        {
            Region = partition.Region ?? (regions.Count > 0 ? regions[0] : null) ?? partition.OuterRegion,
            AccountId = NetworkOrigin.AccountOf(network),
            Remarks = remarks.Distinct(StringComparer.Ordinal).ToValueList(),
        };
    }

    private static string Truncation(ResourceKind kind, string file) =>
        $"'{file}' holds a part of the list only (it has a NextToken); '{DescribeCall.For(kind).Command}' without --max-items and --no-paginate gives all of it.";

    private static DescribeFailure FailureOf(ResourceKind kind, string file) =>
        new(kind, IsAccessDenied: false, DescribeCall.For(kind).IamAction, Truncation(kind, file));

    /// <summary>A subnet whose own route table could not be read would seem to use the VPC's main one, so that one is withdrawn as well.</summary>
    private static void WithdrawMainRouteTables(SnapshotContents contents)
    {
        foreach (var table in contents.RouteTables.Items.Where(t => t.IsMain && t.VpcId is not null).ToList())
        {
            if (!contents.VpcsWithUnreadableRouteTable.Contains(table.VpcId!))
                continue;
            contents.RouteTables.AddUnreadable(table.Id);
            contents.Remarks.Add($"{table.Id}, the main route table of {table.VpcId}, is left out, because subnets whose own table cannot be read would seem to use it.");
        }
    }

    private static IEnumerable<string> Unreadable(SnapshotContents c) =>
        new[]
        {
            c.Endpoints.Unreadable, c.Services.Unreadable, c.Vpcs.Unreadable, c.VpcAttributes.Unreadable, c.Subnets.Unreadable,
            c.SecurityGroups.Unreadable, c.NetworkAcls.Unreadable, c.RouteTables.Unreadable, c.NetworkInterfaces.Unreadable,
            [.. c.InstanceInterfaces.Unreadable.Where(id => !c.NetworkInterfaces.Contains(id))],
            c.Instances.Unreadable, c.PrefixLists.Unreadable, c.DhcpOptions.Unreadable, c.PeeringConnections.Unreadable,
        }.SelectMany(ids => ids).Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal);
}
