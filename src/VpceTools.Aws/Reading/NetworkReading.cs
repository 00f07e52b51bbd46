using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Checks;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;
using VpceTools.Sources;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Reading;

/// <summary>Collects the evidence of one query: the endpoints, then their VPCs, then what those refer to.</summary>
internal sealed class NetworkReading(Ec2Calls calls, NetworkQuery query, string region)
{
    /// <summary>The network.</summary>
    /// <exception cref="NetworkSourceException">The endpoints, or nothing beyond them, could be read.</exception>
    public async Task<VpcNetwork> ReadAsync()
    {
        calls.Reporter.Expect(1);
        var answer = await LiveAnswer.ReadAsync(VpcEndpointEvidence.Row, EndpointsAsync, e => e.VpcEndpointId, EndpointMapper.Map)
            .ConfigureAwait(false);
        if (answer.Error is not null)
            throw NetworkErrors.Of(answer.Error);
        var read = LiveAnswer.PlaceAll(new VpcNetwork { Region = region }, [answer]);
        var all = read.Endpoints.ToList();
        var selected = all.Where(query.Selects).ToList();
        // Of a VPC that a filter leaves out not every endpoint was read.
        var planned = query.PlannedEndpoints.Where(e => query.VpcIds.Count == 0 || query.VpcIds.Contains(e.VpcId)).ToValueList();
        var vpcIds = selected.Concat(planned).Select(e => e.VpcId).Concat(query.WholeVpcs ? query.VpcIds : [])
            .Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var inVpcs = new HashSet<string>(vpcIds, StringComparer.Ordinal);
        var endpoints = all.Where(e => inVpcs.Contains(e.VpcId) || query.Selects(e)).ToValueList();
        var network = read with
        {
            AccountId = selected.Select(e => e.OwnerId).FirstOrDefault(owner => !string.IsNullOrEmpty(owner)),
            Endpoints = endpoints,
            MalformedEndpointIds = query.EndpointIds.Where(id => !VpcEndpoint.IsId(id)).Distinct(StringComparer.Ordinal).ToValueList(),
            MissingEndpointIds = Missing(all, read.Unreadable),
        };
        if (query.EndpointsOnly)
            return network;
        if (vpcIds.Count > 0 || planned.Count > 0)
            network = await WithVpcsAsync(network, new(vpcIds, [.. endpoints, .. planned], region)).ConfigureAwait(false);
        if (query.IncludesRemoteClients && (vpcIds.Count > 0 || query.IsOneOfSeveral))
            network = await RemoteVpcReading.ReadAsync(calls, network, vpcIds, query.IsOneOfSeveral,
                (read, others) => WithVpcsAsync(read, new(others, [], region))).ConfigureAwait(false);
        return await WithClientsAsync(network, vpcIds, endpoints).ConfigureAwait(false);
    }

    /// <summary>
    /// The VPCs of clients that are named and were not seen so far, and what lies between them and the endpoints. Where every client is in
    /// an endpoint's own VPC nothing is asked.
    /// </summary>
    private async Task<VpcNetwork> WithClientsAsync(VpcNetwork network, List<string> vpcIds, ValueList<VpcEndpoint> endpoints)
    {
        var known = new HashSet<string>(network.NetworkInterfaces.Select(n => n.Id)
            .Concat(network.NetworkInterfaces.Select(n => n.InstanceId).OfType<string>()).Concat(network.Subnets.Select(s => s.Id)),
            StringComparer.Ordinal);
        var unseen = query.ClientIds.Where(id => !known.Contains(id)).Distinct(StringComparer.Ordinal).ToList();
        if (unseen.Count > 0)
        {
            var found = await ClientVpcs.FindAsync(calls, unseen).ConfigureAwait(false);
            network = LiveAnswer.PlaceAll(network, found);
            var others = network.NetworkInterfaces.Select(n => n.VpcId).Concat(network.Subnets.Select(s => s.VpcId))
                .Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Except(vpcIds, StringComparer.Ordinal).ToList();
            if (others.Count > 0)
                network = await WithVpcsAsync(network, new(others, [], region)).ConfigureAwait(false);
        }

        return vpcIds.Count == 0 && network.Vpcs.Count == 0 ? network
            : await WithWantedAsync(network, new([.. vpcIds.Union(network.Vpcs.Select(v => v.Id))], endpoints, region))
                .ConfigureAwait(false);
    }

    private async Task<VpcNetwork> WithVpcsAsync(VpcNetwork network, Ec2Question question)
    {
        // Without a VPC there is only what AWS says of services.
        var kinds = Ec2Kinds.OfDiagnosis.Where(kind => IsWanted(kind.Kind)
                && (question.VpcIds.Count > 0 || kind.Kind is ResourceKind.VpcEndpointService or ResourceKind.PrefixList))
            .Concat(Ec2Kinds.OnDemand.Where(kind => question.VpcIds.Count > 0 && query.Further.Contains(kind.Kind))).ToList();
        if (kinds.Count == 0)
            return network;
        calls.Reporter.Expect(kinds.Sum(kind => kind.Kind == ResourceKind.VpcAttribute ? 2 * question.VpcIds.Count : 1));
        // All of them, even when one ends the read: none may outlive the client.
        var answers = await Task.WhenAll(kinds.Select(kind => kind.ReadAsync(calls, question))).ConfigureAwait(false);
        // Denied everywhere is a policy that the user should read call by call; anything else everywhere is one fault.
        if (answers.All(answer => answer.Error is { IsAccessDenied: false }))
            throw NetworkErrors.Of((answers.FirstOrDefault(answer => answer.Call.Kind == ResourceKind.Vpc) ?? answers[0]).Error!);
        network = LiveAnswer.PlaceAll(network, answers);
        network = LiveAnswer.PlaceAll(network,
            await ReferredEvidence.ReadAsync(calls, network, IsWanted(ResourceKind.SecurityGroup)).ConfigureAwait(false));
        return network with
        {
            AccountId = network.AccountId ?? network.Vpcs.Select(v => v.OwnerId).FirstOrDefault(owner => !string.IsNullOrEmpty(owner)),
        };
    }

    /// <summary>Whether the question can depend on a kind.</summary>
    private bool IsWanted(ResourceKind kind) => query.Kinds?.Contains(kind) != false;

    /// <summary>
    /// What verdicts turn out to depend on. It takes rounds, since one answer can tell that another is needed; each kind is asked for once.
    /// </summary>
    private async Task<VpcNetwork> WithWantedAsync(VpcNetwork network, Ec2Question question)
    {
        var (asked, clients) = (new HashSet<ResourceKind>(), ClientVpcs.Selection(query));
        while (true)
        {
            var wanted =
                CheckRunner.WantedFor(network, Ec2Kinds.OnDemand.Select(kind => kind.Kind).Where(IsWanted),
                    network.Endpoints.Where(query.Selects), clients);
            var kinds = Ec2Kinds.OnDemand.Where(kind => wanted.Contains(kind.Kind) && asked.Add(kind.Kind)).ToList();
            if (kinds.Count == 0)
                return network;
            calls.Reporter.Expect(kinds.Count);
            network = LiveAnswer.PlaceAll(network, await Task.WhenAll(kinds.Select(kind => kind.ReadAsync(calls,
                question with { Network = network }))).ConfigureAwait(false));
            network = LiveAnswer.PlaceAll(network, await ReferredEvidence.OfTransitRoutesAsync(calls, network).ConfigureAwait(false));
        }
    }

    /// <summary>
    /// Every endpoint of the VPCs in question, or of the Region. Ids are not passed on: an endpoint is judged by its neighbours too, which
    /// would take a second call, and with VpcEndpointIds one id that does not exist fails the call for all the others.
    /// </summary>
    private Task<IReadOnlyList<Sdk.VpcEndpoint>> EndpointsAsync() => calls.VpcEndpointsAsync(query.VpcIds);

    private ValueList<string> Missing(List<VpcEndpoint> all, ValueList<string> unreadable)
    {
        // A VPC filter hides endpoints of other VPCs, which are then not selected either; the ids are still not found where asked for.
        var known = new HashSet<string>(all.Select(e => e.Id).Concat(unreadable), StringComparer.Ordinal);
        return query.EndpointIds.Where(id => VpcEndpoint.IsId(id) && !known.Contains(id)).Distinct(StringComparer.Ordinal).ToValueList();
    }
}
