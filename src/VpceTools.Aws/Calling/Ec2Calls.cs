using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using VpceTools.Evidence;

namespace VpceTools.Aws.Calling;

/// <summary>
/// The describe calls of a diagnosis, one method each. MaxResults is the largest that the operation's reference page allows.
/// </summary>
internal sealed class Ec2Calls(IAmazonEC2 client, Ec2Caller caller)
{
    private const int LargePage = 1000;
    private const int SmallPage = 100;
    private const string VpcId = "vpc-id";

    /// <summary>The reporter of the calls.</summary>
    public CallReporter Reporter => caller.Reporter;

    /// <summary>The endpoints of some VPCs; of the whole Region where none are named.</summary>
    public Task<IReadOnlyList<VpcEndpoint>> VpcEndpointsAsync(IReadOnlyList<string> vpcIds) => ListAsync(
        "DescribeVpcEndpoints", VpcId, vpcIds,
        (filters, token, stop) =>
            client.DescribeVpcEndpointsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.VpcEndpoints, r => r.NextToken);

    /// <summary>One endpoint; none where it does not exist.</summary>
    public Task<IReadOnlyList<VpcEndpoint>> VpcEndpointByIdAsync(string id) => OneAsync(() => caller.PagesAsync(
        "DescribeVpcEndpoints", $"VpcEndpointIds={id}",
        (_, stop) => client.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [id] }, stop),
        r => r.VpcEndpoints, r => r.NextToken));

    /// <summary>Services by name, or all that the account can use. One unknown name fails the whole call.</summary>
    public Task<IReadOnlyList<ServiceDetail>> ServicesAsync(IReadOnlyList<string> names, IReadOnlyList<string> regions) => ListAsync(
        "DescribeVpcEndpointServices", "ServiceNames", names,
        (_, portion, token, stop) => client.DescribeVpcEndpointServicesAsync(
            new() { ServiceNames = NullIfEmpty(portion), ServiceRegions = NullIfEmpty(regions), MaxResults = LargePage, NextToken = token },
                stop),
        r => r.ServiceDetails, r => r.NextToken);

    /// <summary>VPCs.</summary>
    public Task<IReadOnlyList<Vpc>> VpcsAsync(IReadOnlyList<string> vpcIds) => ListAsync(
        "DescribeVpcs", VpcId, vpcIds,
        (filters, token, stop) => client.DescribeVpcsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.Vpcs, r => r.NextToken);

    /// <summary>One DNS attribute of a VPC; EC2 gives one attribute of one VPC a call.</summary>
    public async Task<bool?> VpcAttributeAsync(string vpcId, VpcAttributeName attribute)
    {
        var response = await caller.CallAsync(
            "DescribeVpcAttribute",
            $"VpcId={vpcId} {attribute.Value}",
            stop => client.DescribeVpcAttributeAsync(new() { VpcId = vpcId, Attribute = attribute }, stop)).ConfigureAwait(false);
        return attribute == VpcAttributeName.EnableDnsSupport ? response.EnableDnsSupport : response.EnableDnsHostnames;
    }

    /// <summary>Both DNS attributes of a VPC; null where it does not exist.</summary>
    public async Task<VpceTools.Model.VpcDnsAttributes?> VpcDnsAttributesAsync(string vpcId)
    {
        var read = await OneAsync<VpceTools.Model.VpcDnsAttributes>(async () =>
        [
            new(vpcId, await VpcAttributeAsync(vpcId, VpcAttributeName.EnableDnsSupport).ConfigureAwait(false),
                await VpcAttributeAsync(vpcId, VpcAttributeName.EnableDnsHostnames).ConfigureAwait(false)),
        ]).ConfigureAwait(false);
        return read.Count == 0 ? null : read[0];
    }

    /// <summary>The subnets of VPCs.</summary>
    public Task<IReadOnlyList<Subnet>> SubnetsAsync(IReadOnlyList<string> vpcIds) => ListAsync(
        "DescribeSubnets", VpcId, vpcIds,
        (filters, token, stop) => client.DescribeSubnetsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.Subnets, r => r.NextToken);

    /// <summary>Subnets by id; a filter bears ids that do not exist.</summary>
    public Task<IReadOnlyList<Subnet>> SubnetsByIdAsync(IReadOnlyList<string> ids) => ListAsync(
        "DescribeSubnets", "subnet-id", ids,
        (filters, token, stop) => client.DescribeSubnetsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.Subnets, r => r.NextToken);

    /// <summary>The network interfaces of instances.</summary>
    public Task<IReadOnlyList<NetworkInterface>> NetworkInterfacesOfInstancesAsync(IReadOnlyList<string> ids) =>
        NetworkInterfacesAsync("attachment.instance-id", ids);

    /// <summary>The security groups of VPCs.</summary>
    public Task<IReadOnlyList<SecurityGroup>> SecurityGroupsAsync(IReadOnlyList<string> vpcIds) => SecurityGroupsAsync(VpcId, vpcIds);

    /// <summary>Security groups by id; a filter, unlike the GroupIds parameter, bears ids that do not exist.</summary>
    public Task<IReadOnlyList<SecurityGroup>> SecurityGroupsByIdAsync(IReadOnlyList<string> groupIds) =>
        SecurityGroupsAsync("group-id", groupIds);

    /// <summary>The rules of a security group with their ids.</summary>
    public Task<IReadOnlyList<SecurityGroupRule>> SecurityGroupRulesAsync(string groupId) => ListAsync(
        "DescribeSecurityGroupRules", "group-id", [groupId],
        (filters, token, stop) =>
            client.DescribeSecurityGroupRulesAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.SecurityGroupRules, r => r.NextToken);

    /// <summary>The network ACLs of VPCs.</summary>
    public Task<IReadOnlyList<NetworkAcl>> NetworkAclsAsync(IReadOnlyList<string> vpcIds) => ListAsync(
        "DescribeNetworkAcls", VpcId, vpcIds,
        (filters, token, stop) =>
            client.DescribeNetworkAclsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.NetworkAcls, r => r.NextToken);

    /// <summary>One network ACL; none where it does not exist.</summary>
    public Task<IReadOnlyList<NetworkAcl>> NetworkAclByIdAsync(string id) => OneAsync(() => caller.PagesAsync(
        "DescribeNetworkAcls", $"NetworkAclIds={id}",
        (_, stop) => client.DescribeNetworkAclsAsync(new() { NetworkAclIds = [id] }, stop),
        r => r.NetworkAcls, r => r.NextToken));

    /// <summary>The route tables of VPCs.</summary>
    public Task<IReadOnlyList<RouteTable>> RouteTablesAsync(IReadOnlyList<string> vpcIds) => RouteTablesAsync(VpcId, vpcIds);

    /// <summary>Route tables by id.</summary>
    public Task<IReadOnlyList<RouteTable>> RouteTablesByIdAsync(IReadOnlyList<string> ids) => RouteTablesAsync("route-table-id", ids);

    /// <summary>Network interfaces by id.</summary>
    public Task<IReadOnlyList<NetworkInterface>> NetworkInterfacesByIdAsync(IReadOnlyList<string> ids) =>
        NetworkInterfacesAsync("network-interface-id", ids);

    /// <summary>The network interfaces of VPCs.</summary>
    public Task<IReadOnlyList<NetworkInterface>> NetworkInterfacesAsync(IReadOnlyList<string> vpcIds) =>
        NetworkInterfacesAsync(VpcId, vpcIds);

    /// <summary>The network interfaces that carry one of some security groups.</summary>
    public Task<IReadOnlyList<NetworkInterface>> NetworkInterfacesOfGroupsAsync(IReadOnlyList<string> groupIds) =>
        NetworkInterfacesAsync("group-id", groupIds);

    /// <summary>The prefix lists of AWS services with their CIDR blocks.</summary>
    public Task<IReadOnlyList<PrefixList>> PrefixListsAsync() => caller.PagesAsync(
        "DescribePrefixLists", "",
        (token, stop) => client.DescribePrefixListsAsync(new() { MaxResults = LargePage, NextToken = token }, stop),
        r => r.PrefixLists, r => r.NextToken);

    /// <summary>The entries of one managed prefix list; EC2 gives one list a call.</summary>
    public Task<IReadOnlyList<PrefixListEntry>> PrefixListEntriesAsync(string prefixListId) => caller.PagesAsync(
        "GetManagedPrefixListEntries", $"PrefixListId={prefixListId}",
        (token, stop) => client.GetManagedPrefixListEntriesAsync(
            new() { PrefixListId = prefixListId, MaxResults = SmallPage, NextToken = token }, stop),
        r => r.Entries, r => r.NextToken);

    /// <summary>Every DHCP option set of the Region: there are few, and asking for some of them would have to wait for the VPCs.</summary>
    public Task<IReadOnlyList<DhcpOptions>> DhcpOptionsAsync() => caller.PagesAsync(
        "DescribeDhcpOptions", "",
        (token, stop) => client.DescribeDhcpOptionsAsync(new() { MaxResults = LargePage, NextToken = token }, stop),
        r => r.DhcpOptions, r => r.NextToken);

    /// <summary>Peering connections by id.</summary>
    public Task<IReadOnlyList<VpcPeeringConnection>> PeeringConnectionsAsync(IReadOnlyList<string> ids) => ListAsync(
        "DescribeVpcPeeringConnections", "vpc-peering-connection-id", ids,
        (filters, token, stop) =>
            client.DescribeVpcPeeringConnectionsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.VpcPeeringConnections, r => r.NextToken);

    /// <summary>Peering connections that carry traffic, all of the account and Region.</summary>
    public Task<IReadOnlyList<VpcPeeringConnection>> ActivePeeringConnectionsAsync() => ListAsync(
        "DescribeVpcPeeringConnections", "status-code", ["active"],
        (filters, token, stop) =>
            client.DescribeVpcPeeringConnectionsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.VpcPeeringConnections, r => r.NextToken);

    /// <summary>The items of a kind that no method above reads, all or those that a filter selects; every page.</summary>
    public Task<IReadOnlyList<TItem>> ListAsync<TResponse, TItem>(
        DescribeCall call, string filter, IReadOnlyList<string> values,
        Func<IAmazonEC2, List<Filter>?, string?, CancellationToken, Task<TResponse>> ask,
        Func<TResponse, IReadOnlyCollection<TItem>?> items, Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse =>
        ListAsync(call.Operation, filter, values, (filters, token, stop) => ask(client, filters, token, stop), items, next);

    private Task<IReadOnlyList<SecurityGroup>> SecurityGroupsAsync(string filter, IReadOnlyList<string> values) => ListAsync(
        "DescribeSecurityGroups", filter, values,
        (filters, token, stop) =>
            client.DescribeSecurityGroupsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        r => r.SecurityGroups, r => r.NextToken);

    private Task<IReadOnlyList<RouteTable>> RouteTablesAsync(string filter, IReadOnlyList<string> values) => ListAsync(
        "DescribeRouteTables", filter, values,
        (filters, token, stop) =>
            client.DescribeRouteTablesAsync(new() { Filters = filters, MaxResults = SmallPage, NextToken = token }, stop),
        r => r.RouteTables, r => r.NextToken);

    /// <summary>
    /// Asking by id fails where there is none of that id; a filter would bear it, but not every operation has one for it.
    /// </summary>
    private static async Task<IReadOnlyList<T>> OneAsync<T>(Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (CallFailedException e) when (e.Error.Code?.EndsWith(".NotFound", StringComparison.Ordinal) == true)
        {
            return [];
        }
    }

    // Interfaces that AWS services manage for the account are clients too, so hidden ones are asked for.
    private Task<IReadOnlyList<NetworkInterface>> NetworkInterfacesAsync(string filter, IReadOnlyList<string> values) => ListAsync(
        "DescribeNetworkInterfaces", filter, values,
        (filters, token, stop) => client.DescribeNetworkInterfacesAsync(
            new() { Filters = filters, MaxResults = LargePage, NextToken = token, IncludeManagedResources = true }, stop),
        r => r.NetworkInterfaces, r => r.NextToken);

    private Task<IReadOnlyList<TItem>> ListAsync<TResponse, TItem>(
        string operation, string filter, IReadOnlyList<string> values,
        Func<List<Filter>?, string?, CancellationToken, Task<TResponse>> call,
        Func<TResponse, IReadOnlyCollection<TItem>?> items, Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse =>
        ListAsync(operation, filter, values, (filters, _, token, stop) => call(filters, token, stop), items, next);

    private async Task<IReadOnlyList<TItem>> ListAsync<TResponse, TItem>(
        string operation, string filter, IReadOnlyList<string> values,
        Func<List<Filter>?, IReadOnlyList<string>, string?, CancellationToken, Task<TResponse>> call,
        Func<TResponse, IReadOnlyCollection<TItem>?> items, Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse
    {
        Task<IReadOnlyList<TItem>> Read(IReadOnlyList<string> portion) => caller.PagesAsync(
            operation, FilterList.Text(filter, portion),
            (token, stop) => call(portion.Count == 0 ? null : FilterList.Of(filter, portion), portion, token, stop), items, next);

        if (values.Count == 0)
            return await Read([]).ConfigureAwait(false);
        var portions = await Task.WhenAll(FilterList.Portions(values).Select(Read)).ConfigureAwait(false);
        return portions.Length == 1 ? portions[0] : [.. portions.SelectMany(p => p)];
    }

    private static List<string>? NullIfEmpty(IReadOnlyList<string> values) => values.Count == 0 ? null : [.. values];
}
