using Amazon.EC2.Model;
using VpceTools.Aws.Calling;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Reading;

/// <summary>
/// How EC2 is asked what lies between VPCs: only where a client is outside the endpoint's and a route leads there. An account sees its
/// own attachments, and the tables and routes of transit gateways that it owns.
/// </summary>
internal static class TransitKinds
{
    private const int LargePage = 1000;

    /// <summary>The kinds.</summary>
    public static IReadOnlyList<Ec2Kind> All { get; } =
    [
        Ec2Kind.Of(
            TransitGatewayAttachmentEvidence.OfVpcs,
            (calls, _) => calls.ListAsync(
                TransitGatewayAttachmentEvidence.OfVpcs.Call, "", [],
                (client, _, token, stop) =>
                    client.DescribeTransitGatewayVpcAttachmentsAsync(new() { MaxResults = LargePage, NextToken = token }, stop),
                answer => answer.TransitGatewayVpcAttachments, answer => answer.NextToken),
            item => item.TransitGatewayAttachmentId,
            item => new Model.TransitGatewayVpcAttachment
            {
                Id = item.TransitGatewayAttachmentId,
                TransitGatewayId = item.TransitGatewayId,
                VpcId = item.VpcId,
                VpcOwnerId = item.VpcOwnerId,
                State = item.State?.Value,
                SubnetIds = [.. item.SubnetIds ?? []],
                ApplianceModeSupport = item.Options?.ApplianceModeSupport?.Value,
                DnsSupport = item.Options?.DnsSupport?.Value,
                Ipv6Support = item.Options?.Ipv6Support?.Value,
                SecurityGroupReferencingSupport = item.Options?.SecurityGroupReferencingSupport?.Value,
            }),
        Ec2Kind.Of(
            TransitGatewayAttachmentEvidence.Row,
            (calls, _) => calls.ListAsync(
                TransitGatewayAttachmentEvidence.Row.Call, "", [],
                (client, _, token, stop) =>
                    client.DescribeTransitGatewayAttachmentsAsync(new() { MaxResults = LargePage, NextToken = token }, stop),
                answer => answer.TransitGatewayAttachments, answer => answer.NextToken),
            item => item.TransitGatewayAttachmentId,
            item => new Model.TransitGatewayAttachment
            {
                Id = item.TransitGatewayAttachmentId,
                TransitGatewayId = item.TransitGatewayId,
                TransitGatewayOwnerId = item.TransitGatewayOwnerId,
                ResourceOwnerId = item.ResourceOwnerId,
                ResourceType = item.ResourceType?.Value,
                ResourceId = item.ResourceId,
                State = item.State?.Value,
                Association = item.Association?.TransitGatewayRouteTableId is { Length: > 0 } table
                    ? new(table, item.Association.State?.Value) : null,
            }),
        Ec2Kind.Of(
            TransitGatewayAttachmentEvidence.Peerings,
            (calls, _) => calls.ListAsync(
                TransitGatewayAttachmentEvidence.Peerings.Call, "", [],
                (client, _, token, stop) =>
                    client.DescribeTransitGatewayPeeringAttachmentsAsync(new() { MaxResults = LargePage, NextToken = token }, stop),
                answer => answer.TransitGatewayPeeringAttachments, answer => answer.NextToken),
            item => item.TransitGatewayAttachmentId,
            item => new Model.TransitGatewayPeeringAttachment(
                item.TransitGatewayAttachmentId, item.State?.Value, Side(item.RequesterTgwInfo), Side(item.AccepterTgwInfo))),
        new(ResourceKind.TransitGatewayRoute, RoutesAsync),
        Ec2Kind.Of(
            VpnEvidence.Gateways,
            (calls, _) => calls.ListAsync(
                VpnEvidence.Gateways.Call, "", [],
                (client, _, _, stop) => client.DescribeVpnGatewaysAsync(new(), stop), answer => answer.VpnGateways, _ => null),
            item => item.VpnGatewayId,
            item => new Model.VpnGateway
            {
                Id = item.VpnGatewayId,
                State = item.State?.Value,
                VpcAttachments = (item.VpcAttachments ?? []).Select(a => new VpnGatewayAttachment(a.VpcId, a.State?.Value)).ToValueList(),
            }),
        Ec2Kind.Of(
            VpnEvidence.Connections,
            (calls, _) => calls.ListAsync(
                VpnEvidence.Connections.Call, "", [],
                (client, _, _, stop) => client.DescribeVpnConnectionsAsync(new(), stop), answer => answer.VpnConnections, _ => null),
            item => item.VpnConnectionId,
            item => new Model.VpnConnection
            {
                Id = item.VpnConnectionId,
                State = item.State?.Value,
                VpnGatewayId = item.VpnGatewayId is { Length: > 0 } gateway ? gateway : null,
                TransitGatewayId = item.TransitGatewayId is { Length: > 0 } transit ? transit : null,
                TunnelStatuses = (item.VgwTelemetry ?? []).Select(t => t.Status?.Value).OfType<string>().ToValueList(),
            }),
    ];

    /// <summary>The routes of every table that an attachment of the account is associated with, one call a table and page.</summary>
    private static async Task<LiveAnswer> RoutesAsync(Ec2Calls calls, Ec2Question question)
    {
        var tables = question.Network.TransitGatewayAttachments.Select(a => a.Association?.RouteTableId).OfType<string>()
            .Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal).ToList();
        var answers = await Task.WhenAll(tables.Select(async table =>
        {
            var (routes, error) = await LiveAnswer.TryAsync(() => SearchAsync(calls, table)).ConfigureAwait(false);
            return (table, routes, error);
        })).ConfigureAwait(false);
        var read = answers.Where(a => a.error is null).ToList();
        var answer = await LiveAnswer.ReadAsync(
            TransitGatewayRouteEvidence.Row, () => Task.FromResult<IReadOnlyList<string>>([.. read.Select(a => a.table)]), table => table,
            table => new TransitGatewayRoutes(table, read.First(a => a.table == table).routes.Select(Map).ToValueList()))
            .ConfigureAwait(false);
        return answer with { IsEvidence = read.Count > 0, Error = answers.Select(a => a.error).FirstOrDefault(e => e is not null) };
    }

    private static Task<IReadOnlyList<Sdk.TransitGatewayRoute>> SearchAsync(Ec2Calls calls, string table) => calls.ListAsync(
        TransitGatewayRouteEvidence.Row.Call, "", [],
        (client, _, token, stop) => client.SearchTransitGatewayRoutesAsync(
            new()
            {
                TransitGatewayRouteTableId = table,
                // EC2 wants a filter, and gives other states than these only for routes that are about to go.
                Filters = [new() { Name = "state", Values = ["active", "blackhole"] }],
                MaxResults = LargePage,
                NextToken = token,
            },
            stop),
        answer => answer.Routes, answer => answer.NextToken);

    private static Model.TransitGatewayRoute Map(Sdk.TransitGatewayRoute route) => new()
    {
        Destination = route.DestinationCidrBlock is { Length: > 0 } block ? Addressing.CidrBlock.Parse(block) : null,
        PrefixListId = route.PrefixListId is { Length: > 0 } list ? list : null,
        Type = route.Type?.Value,
        State = route.State?.Value,
        Attachments = (route.TransitGatewayAttachments ?? [])
            .Select(a => new Model.TransitGatewayRouteAttachment(a.TransitGatewayAttachmentId, a.ResourceId?.Split('(')[0],
                a.ResourceType?.Value))
            .ToValueList(),
    };

    private static PeeringTransitGateway Side(PeeringTgwInfo? side) => new(side?.TransitGatewayId, side?.OwnerId, side?.Region);
}
