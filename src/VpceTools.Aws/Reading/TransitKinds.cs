using Amazon.EC2.Model;
using VpceTools.Aws.Calling;
using VpceTools.Evidence;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;

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
            TransitGatewayAttachmentEvidence.OfVpcs, (calls, _) => TransitCalls.VpcAttachmentsAsync(calls),
            item => item.TransitGatewayAttachmentId, TransitCalls.Map),
        Ec2Kind.Of(
            TransitGatewayAttachmentEvidence.Row, (calls, _) => TransitCalls.AttachmentsAsync(calls),
            item => item.TransitGatewayAttachmentId, TransitCalls.Map),
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
        Ec2Kind.Of(
            TransitGatewayTableEvidence.Row,
            (calls, question) => calls.ListAsync(
                TransitGatewayTableEvidence.Row.Call, "transit-gateway-id", GatewaysOf(question.Network),
                (client, filters, token, stop) => client.DescribeTransitGatewayRouteTablesAsync(
                    new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
                answer => answer.TransitGatewayRouteTables, answer => answer.NextToken),
            item => item.TransitGatewayRouteTableId,
            item => new Model.TransitGatewayRouteTable
            {
                Id = item.TransitGatewayRouteTableId,
                TransitGatewayId = item.TransitGatewayId,
                State = item.State?.Value,
                IsDefaultAssociation = item.DefaultAssociationRouteTable,
                IsDefaultPropagation = item.DefaultPropagationRouteTable,
            }),
        OfTables(
            TransitGatewayRouteEvidence.Row, network => AssociatedTables(network), TransitCalls.RoutesAsync,
            (table, routes) => new TransitGatewayRoutes(table, routes.Select(TransitCalls.Map).ToValueList())),
        OfTables(
            TransitGatewayTableEvidence.Associations,
            network => [.. network.TransitGatewayRouteTables.Select(t => t.Id).Union(AssociatedTables(network), StringComparer.Ordinal)],
            TransitCalls.AssociationsAsync,
            (table, items) => new TransitGatewayAssociations(table, items.Select(TransitCalls.Map).ToValueList())),
        OfTables(
            TransitGatewayTableEvidence.Propagations, network => AssociatedTables(network), TransitCalls.PropagationsAsync,
            (table, items) => new TransitGatewayPropagations(table, items.Select(TransitCalls.Map).ToValueList())),
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

    /// <summary>What is asked for table by table; that one fails leaves the others.</summary>
    private static Ec2Kind OfTables<TSdk, T>(
        EvidenceKind<T> row, Func<VpcNetwork, IReadOnlyList<string>> tables, Func<Ec2Calls, string, Task<IReadOnlyList<TSdk>>> read,
        Func<string, IReadOnlyList<TSdk>, T> map)
        where T : class => new(row.Kind, async (calls, question) =>
        {
            var answers = await Task.WhenAll(tables(question.Network).Select(async table =>
            {
                var (items, error) = await LiveAnswer.TryAsync(() => read(calls, table)).ConfigureAwait(false);
                return (table, items, error);
            })).ConfigureAwait(false);
            var known = answers.Where(a => a.error is null).ToDictionary(a => a.table, a => a.items, StringComparer.Ordinal);
            var answer = await LiveAnswer.ReadAsync(
                row, () => Task.FromResult<IReadOnlyList<string>>([.. known.Keys]), table => table, table => map(table, known[table]))
                .ConfigureAwait(false);
            return answer with { IsEvidence = known.Count > 0, Error = answers.Select(a => a.error).FirstOrDefault(e => e is not null) };
        });

    /// <summary>
    /// The tables that attachments of the account are associated with; of others nothing depends on them. A peering attachment has two,
    /// of which its own description names one.
    /// </summary>
    private static List<string> AssociatedTables(VpcNetwork network) =>
        [.. network.TransitGatewayAttachments.Select(a => a.Association?.RouteTableId).OfType<string>()
            .Concat(network.TransitGatewayAssociations.Where(t => t.Associations.Count > 0).Select(t => t.RouteTableId))
            .Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)];

    private static List<string> GatewaysOf(VpcNetwork network) =>
        [.. network.TransitGatewayAttachments.Select(a => a.TransitGatewayId).OfType<string>()
            .Concat(network.TransitGatewayPeeringAttachments
                .SelectMany(p => new[] { p.Requester.TransitGatewayId, p.Accepter.TransitGatewayId }).OfType<string>())
            .Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)];

    private static PeeringTransitGateway Side(PeeringTgwInfo? side) => new(side?.TransitGatewayId, side?.OwnerId, side?.Region);
}
