using Amazon.EC2;
using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Evidence;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Reading;

/// <summary>What a diagnosis is about, for the calls.</summary>
/// <param name="VpcIds">The VPCs of the endpoints.</param>
/// <param name="Endpoints">The endpoints.</param>
/// <param name="Region">The Region.</param>
internal sealed record Ec2Question(IReadOnlyList<string> VpcIds, ValueList<VpcEndpoint> Endpoints, string Region)
{
    /// <summary>What was read so far, for calls that need an id out of other answers.</summary>
    public VpcNetwork Network { get; init; } = new();
}

/// <summary>How EC2 is asked for a kind of evidence, and what the model makes of the answer.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ReadAsync">Asks. A call that fails leaves its kind empty and does not disturb the others.</param>
internal sealed record Ec2Kind(ResourceKind Kind, Func<Ec2Calls, Ec2Question, Task<LiveAnswer>> ReadAsync)
{
    /// <summary>A kind that one call (and its further pages) gives.</summary>
    public static Ec2Kind Of<TSdk, T>(
        EvidenceKind<T> row, Func<Ec2Calls, Ec2Question, Task<IReadOnlyList<TSdk>>> call, Func<TSdk, string> id, Func<TSdk, T> map,
        Func<ValueList<T>, IReadOnlyList<TSdk>, ValueList<T>>? settle = null)
        where T : class =>
        new(row.Kind, (calls, question) => LiveAnswer.ReadAsync(row, () => call(calls, question), id, map, settle: settle));
}

/// <summary>The kinds of evidence that EC2 gives, one entry each.</summary>
internal static class Ec2Kinds
{
    private const int LargePage = 1000;
    private const int PageOfAssociations = 100;

    /// <summary>What every diagnosis reads, all at once.</summary>
    public static IReadOnlyList<Ec2Kind> OfDiagnosis { get; } =
    [
        Ec2Kind.Of(ServiceEvidence.Row, (calls, q) => ServicesAsync(calls, q.Endpoints, q.Region), s => s.ServiceName, ServiceMapper.Map),
        Ec2Kind.Of(VpcEvidence.Row, (calls, q) => calls.VpcsAsync(q.VpcIds), v => v.VpcId, VpcMapper.Map),
        new(ResourceKind.VpcAttribute, (calls, q) => AttributesAsync(calls, q.VpcIds)),
        Ec2Kind.Of(SubnetEvidence.Row, (calls, q) => calls.SubnetsAsync(q.VpcIds), s => s.SubnetId, VpcMapper.Map),
        Ec2Kind.Of(SecurityGroupEvidence.Row, (calls, q) => calls.SecurityGroupsAsync(q.VpcIds), g => g.GroupId, SecurityGroupMapper.Map),
        Ec2Kind.Of(NetworkAclEvidence.Row, (calls, q) => calls.NetworkAclsAsync(q.VpcIds), a => a.NetworkAclId, NetworkAclMapper.Map),
        Ec2Kind.Of(RouteTableEvidence.Row, (calls, q) => calls.RouteTablesAsync(q.VpcIds), t => t.RouteTableId, RouteTableMapper.Map,
            WithoutMain),
        Ec2Kind.Of(
            NetworkInterfaceEvidence.Row, (calls, q) => calls.NetworkInterfacesAsync(q.VpcIds), n => n.NetworkInterfaceId,
                NetworkInterfaceMapper.Map),
        Ec2Kind.Of(PrefixListEvidence.Row, (calls, _) => calls.PrefixListsAsync(), l => l.PrefixListId, PrefixListMapper.Map),
        Ec2Kind.Of(DhcpOptionsEvidence.Row, (calls, _) => calls.DhcpOptionsAsync(), d => d.DhcpOptionsId, DhcpOptionsMapper.Map),
    ];

    /// <summary>What is read only where a query asks for it.</summary>
    public static IReadOnlyList<Ec2Kind> OnDemand { get; } =
    [
        Ec2Kind.Of(
            NatGatewayEvidence.Row,
            (calls, q) => calls.ListAsync(
                NatGatewayEvidence.Row.Call, "vpc-id", q.VpcIds,
                (client, filter, token, stop) =>
                    client.DescribeNatGatewaysAsync(new() { Filter = filter, MaxResults = LargePage, NextToken = token }, stop),
                answer => answer.NatGateways, answer => answer.NextToken),
            gateway => gateway.NatGatewayId,
            gateway => new NatGateway
            {
                Id = gateway.NatGatewayId,
                VpcId = gateway.VpcId,
                SubnetId = gateway.SubnetId,
                State = gateway.State?.Value,
                ConnectivityType = gateway.ConnectivityType?.Value,
                AvailabilityMode = gateway.AvailabilityMode?.Value,
                PrivateAddresses = Read.Addresses(gateway.NatGatewayAddresses?.Select(a => a.PrivateIp)).ToValueList(),
            }),
        Ec2Kind.Of(
            BlockPublicAccessEvidence.Options,
            (calls, _) => calls.ListAsync(
                BlockPublicAccessEvidence.Options.Call, "", [],
                (client, _, _, stop) => client.DescribeVpcBlockPublicAccessOptionsAsync(new(), stop),
                answer => answer.VpcBlockPublicAccessOptions is { } options ? new List<Sdk.VpcBlockPublicAccessOptions> { options } : null,
                    _ => null),
            options => options.AwsRegion,
            options => new(options.AwsRegion, options.AwsAccountId, options.State?.Value, options.InternetGatewayBlockMode?.Value)),
        Ec2Kind.Of(
            BlockPublicAccessEvidence.Exclusions,
            (calls, _) => calls.ListAsync(
                BlockPublicAccessEvidence.Exclusions.Call, "", [],
                (client, _, token, stop) =>
                    client.DescribeVpcBlockPublicAccessExclusionsAsync(new() { MaxResults = LargePage, NextToken = token }, stop),
                answer => answer.VpcBlockPublicAccessExclusions, answer => answer.NextToken),
            exclusion => exclusion.ExclusionId,
            exclusion => new(exclusion.ExclusionId, exclusion.ResourceArn, exclusion.State?.Value,
                exclusion.InternetGatewayExclusionMode?.Value)),
        Ec2Kind.Of(
            SecurityGroupVpcAssociationEvidence.Row,
            (calls, q) => calls.ListAsync(
                SecurityGroupVpcAssociationEvidence.Row.Call, "vpc-id", q.VpcIds,
                (client, filters, token, stop) =>
                    client.DescribeSecurityGroupVpcAssociationsAsync(
                        new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
                answer => answer.SecurityGroupVpcAssociations, answer => answer.NextToken),
            association => $"{association.GroupId}/{association.VpcId}",
            association => new(association.GroupId, association.VpcId, association.VpcOwnerId, association.State?.Value)),
        Ec2Kind.Of(
            VpcEndpointAssociationEvidence.Row,
            (calls, q) => calls.ListAsync(
                VpcEndpointAssociationEvidence.Row.Call, "vpc-endpoint-id",
                [.. q.Endpoints.Where(e => e.Type is EndpointType.Resource or EndpointType.ServiceNetwork).Select(e => e.Id)],
                (client, filters, token, stop) =>
                    client.DescribeVpcEndpointAssociationsAsync(
                        new() { Filters = filters, MaxResults = PageOfAssociations, NextToken = token }, stop),
                answer => answer.VpcEndpointAssociations, answer => answer.NextToken),
            association => association.Id ?? association.VpcEndpointId,
            association => new(association.VpcEndpointId, EntryOf(association.DnsEntry), EntryOf(association.PrivateDnsEntry),
                association.AssociatedResourceArn, association.AssociatedResourceAccessibility, association.Id)),
        .. TransitKinds.All,
    ];

    private static DnsEntry? EntryOf(Sdk.DnsEntry? entry) =>
        entry?.DnsName is { Length: > 0 } name ? new(name, entry.HostedZoneId) : null;

    /// <summary>A subnet of an unreadable route table would pass for one without a table of its own, which the main table serves.</summary>
    private static ValueList<RouteTable> WithoutMain(ValueList<RouteTable> tables, IReadOnlyList<Sdk.RouteTable> unreadable)
    {
        var vpcs = new HashSet<string>(unreadable.Select(t => t.VpcId), StringComparer.Ordinal);
        return vpcs.Count == 0 ? tables : tables.Where(t => !t.IsMain || t.VpcId is null || !vpcs.Contains(t.VpcId)).ToValueList();
    }

    private static async Task<IReadOnlyList<Sdk.ServiceDetail>> ServicesAsync(
        Ec2Calls calls, IReadOnlyList<VpcEndpoint> endpoints, string region)
    {
        var names = endpoints.Select(e => e.ServiceName).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
            return [];

        // Services of other Regions are listed only on request:
        // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cross-region.html
        var regions = endpoints.Select(e => e.ServiceRegion).OfType<string>().Where(r => r.Length > 0).Append(region)
            .Distinct(StringComparer.Ordinal).ToList();
        if (regions.Count == 1)
            regions.Clear();
        try
        {
            return await calls.ServicesAsync(names, regions).ConfigureAwait(false);
        }
        catch (CallFailedException e) when (e.Error.ErrorId == ErrorIds.ServiceError)
        {
            // One name that this account cannot see (any more) fails the call for all of them.
            var all = await calls.ServicesAsync([], regions).ConfigureAwait(false);
            return [.. all.Where(s => names.Contains(s.ServiceName))];
        }
    }

    /// <summary>DNS attributes count as soon as one VPC has them, since each VPC says what it lacks.</summary>
    private static async Task<LiveAnswer> AttributesAsync(Ec2Calls calls, IReadOnlyList<string> vpcIds)
    {
        var read = await Task.WhenAll(vpcIds.Select(async vpcId =>
        {
            var support = AttributeAsync(calls, vpcId, VpcAttributeName.EnableDnsSupport);
            var hostnames = AttributeAsync(calls, vpcId, VpcAttributeName.EnableDnsHostnames);
            await Task.WhenAll(support, hostnames).ConfigureAwait(false);
            return (VpcId: vpcId, Support: await support.ConfigureAwait(false), Hostnames: await hostnames.ConfigureAwait(false));
        })).ConfigureAwait(false);
        var answered = read.Where(r => r.Support.Error is null || r.Hostnames.Error is null)
            .Select(r => new VpcDnsAttributes(r.VpcId, r.Support.Value, r.Hostnames.Value)).ToValueList();
        return new(VpcAttributeEvidence.Row.Call, network => network with
        {
            VpcAttributes = network.VpcAttributes.Where(known => !vpcIds.Contains(known.VpcId)).Concat(answered).ToValueList(),
        })
        {
            IsEvidence = answered.Count > 0,
            Error = read.Select(r => r.Support.Error ?? r.Hostnames.Error).FirstOrDefault(e => e is not null),
        };
    }

    private static async Task<(bool? Value, CallError? Error)> AttributeAsync(Ec2Calls calls, string vpcId, VpcAttributeName attribute)
    {
        var (values, error) = await LiveAnswer.TryAsync<bool?>(
            async () => [await calls.VpcAttributeAsync(vpcId, attribute).ConfigureAwait(false)]).ConfigureAwait(false);
        return (values.Count == 0 ? null : values[0], error);
    }
}
