using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Aws.Reading;

/// <summary>
/// Reads the account's own VPCs that are joined with those of the endpoints, so that their subnets can be clients. What is joined takes
/// three calls, and which of those VPCs are the account's own one more. Where a transit gateway is peered, its routes decide which VPCs
/// behind the other one are joined: two calls more, and two for each of its tables.
/// </summary>
internal static class RemoteVpcReading
{
    private static readonly ResourceKind[] Attachments =
        [ResourceKind.TransitGatewayVpcAttachment, ResourceKind.TransitGatewayAttachment];

    /// <summary>The network with them.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="network">What was read so far.</param>
    /// <param name="vpcIds">The VPCs of the endpoints.</param>
    /// <param name="isOneOfSeveral">Whether endpoints may be in other accounts and Regions that are read beside.</param>
    /// <param name="withVpcs">Reads VPCs.</param>
    public static async Task<VpcNetwork> ReadAsync(Ec2Calls calls, VpcNetwork network, IReadOnlyList<string> vpcIds, bool isOneOfSeveral,
        Func<VpcNetwork, IReadOnlyList<string>, Task<VpcNetwork>> withVpcs)
    {
        calls.Reporter.Expect(1 + Attachments.Length);
        var question = new Ec2Question(vpcIds, [], network.Region ?? "") { Network = network };
        network = LiveAnswer.PlaceAll(network, await Task.WhenAll(
        [
            LiveAnswer.ReadAsync(PeeringConnectionEvidence.Row, calls.ActivePeeringConnectionsAsync, p => p.VpcPeeringConnectionId,
                PeeringMapper.Map),
            .. Ec2Kinds.OnDemand.Where(kind => Attachments.Contains(kind.Kind)).Select(kind => kind.ReadAsync(calls, question)),
        ]).ConfigureAwait(false));
        network = await WithPeeredAsync(calls, network, vpcIds, isOneOfSeveral, question).ConfigureAwait(false);
        var joined = Joined(network, vpcIds, isOneOfSeveral).Except(network.Vpcs.Select(v => v.Id), StringComparer.Ordinal)
            .OrderBy(id => id, StringComparer.Ordinal).ToList();
        if (joined.Count == 0)
            return network;
        calls.Reporter.Expect(1);
        // A filter, unlike the parameter for ids, bears VPCs of other accounts, and leaves them out.
        var (own, error) = await LiveAnswer.TryAsync(() => calls.VpcsAsync(joined)).ConfigureAwait(false);
        if (error is null && own.Count > 0)
            network = await withVpcs(network, [.. own.Select(v => v.VpcId)]).ConfigureAwait(false);
        return isOneOfSeveral ? await WithRoutesAsync(calls, network, question).ConfigureAwait(false) : network;
    }

    private static async Task<VpcNetwork> WithPeeredAsync(
        Ec2Calls calls, VpcNetwork network, IReadOnlyList<string> vpcIds, bool isOneOfSeveral, Ec2Question question)
    {
        var gateways = network.TransitGatewayVpcAttachments.Where(a => a.VpcId is { } vpc && vpcIds.Contains(vpc))
            .Select(a => a.TransitGatewayId).ToList();
        if (!network.TransitGatewayAttachments.Any(a => a.IsPeering && RemoteVpcs.Joins(a.State)
            && (isOneOfSeveral || gateways.Contains(a.TransitGatewayId))))
            return network;
        // Each tells which tables the next is asked for.
        foreach (var kinds in (ResourceKind[][])[[ResourceKind.TransitGatewayPeeringAttachment, ResourceKind.TransitGatewayRouteTable],
            [ResourceKind.TransitGatewayAssociation], [ResourceKind.TransitGatewayRoute]])
        {
            calls.Reporter.Expect(kinds.Length);
            var asked = question with { Network = network };
            network = LiveAnswer.PlaceAll(network, await Task.WhenAll(Ec2Kinds.OnDemand.Where(kind => kinds.Contains(kind.Kind))
                .Select(kind => kind.ReadAsync(calls, asked))).ConfigureAwait(false));
        }

        return network;
    }

    /// <summary>The other VPCs: those of the endpoints' ways, or with endpoints elsewhere all that have a way to anywhere.</summary>
    private static IEnumerable<string> Joined(VpcNetwork network, IReadOnlyList<string> vpcIds, bool isOneOfSeveral)
    {
        if (!isOneOfSeveral)
        {
            var index = new NetworkIndex(network);
            return vpcIds.SelectMany(vpc => RemoteVpcs.IdsOf(index, vpc)).Distinct(StringComparer.Ordinal);
        }

        return network.PeeringConnections.Where(p => p.IsActive).SelectMany(p => new[] { p.Requester.VpcId, p.Accepter.VpcId })
            .Concat(network.TransitGatewayVpcAttachments.Select(a => a.VpcId)).OfType<string>().Where(id => id.Length > 0)
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>
    /// The routes of transit gateways, which only their owner sees: often an account without endpoints, of which nobody would ask later.
    /// </summary>
    private static async Task<VpcNetwork> WithRoutesAsync(Ec2Calls calls, VpcNetwork network, Ec2Question question)
    {
        if (network.Endpoints.Count > 0 || network.TransitGatewayAttachments.Count == 0
            || network.Described.Contains(ResourceKind.TransitGatewayRoute))
            return network;
        var routes = Ec2Kinds.OnDemand.Single(kind => kind.Kind == ResourceKind.TransitGatewayRoute);
        calls.Reporter.Expect(1);
        return LiveAnswer.PlaceAll(network,
            [await routes.ReadAsync(calls, question with { Network = network }).ConfigureAwait(false)]);
    }
}
