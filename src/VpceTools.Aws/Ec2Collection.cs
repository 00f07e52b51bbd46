using System.Text.RegularExpressions;
using VpceTools.Aws.Calling;
using VpceTools.Aws.Mapping;
using VpceTools.Model;
using VpceTools.Sources;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws;

/// <summary>Collects the evidence of one query: the endpoints, then their VPCs, then what those refer to.</summary>
internal sealed class Ec2Collection(Ec2Calls calls, NetworkQuery query, string region)
{
    // In EC2's own words, "the Id may only contain lowercase alphanumeric characters and a single dash".
    private static readonly Regex EndpointId = new(@"^vpce-[0-9a-z]+\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The network.</summary>
    /// <exception cref="NetworkSourceException">The endpoints, or nothing beyond them, could be read.</exception>
    public async Task<VpcNetwork> ReadAsync()
    {
        calls.Reporter.Expect(1);
        var all = (await EndpointsAsync().ConfigureAwait(false)).Select(EndpointMapper.Map).ToList();
        var selected = all.Where(query.Selects).ToList();
        var vpcIds = selected.Select(e => e.VpcId).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var inVpcs = new HashSet<string>(vpcIds, StringComparer.Ordinal);
        var endpoints = all.Where(e => inVpcs.Contains(e.VpcId) || query.Selects(e)).ToValueList();
        var network = new VpcNetwork
        {
            Region = region,
            AccountId = selected.Select(e => e.OwnerId).FirstOrDefault(owner => !string.IsNullOrEmpty(owner)),
            Described = [ResourceKind.VpcEndpoint],
            Endpoints = endpoints,
            MalformedEndpointIds = query.EndpointIds.Where(id => !EndpointId.IsMatch(id)).Distinct(StringComparer.Ordinal).ToValueList(),
            MissingEndpointIds = Missing(all),
        };
        if (vpcIds.Count == 0 || query.EndpointsOnly)
            return network;
        var evidence = await VpcEvidence.ReadAsync(calls, vpcIds, endpoints, region).ConfigureAwait(false);
        var references = await ReferredEvidence.ReadAsync(calls, evidence, network.AccountId).ConfigureAwait(false);
        return NetworkMapper.Map(network, evidence, references);
    }

    /// <summary>
    /// Every endpoint of the VPCs in question, or of the Region. Ids are not passed on: an endpoint is judged by its neighbours too, which
    /// would take a second call, and with VpcEndpointIds one id that does not exist fails the call for all the others.
    /// </summary>
    private async Task<IReadOnlyList<Sdk.VpcEndpoint>> EndpointsAsync()
    {
        try
        {
            return await calls.VpcEndpointsAsync(query.VpcIds).ConfigureAwait(false);
        }
        catch (CallFailedException e)
        {
            throw NetworkErrors.Of(e.Error);
        }
    }

    private ValueList<string> Missing(List<VpcEndpoint> all)
    {
        // A VPC filter hides endpoints of other VPCs, which are then not selected either; the ids are still not found where asked for.
        var known = new HashSet<string>(all.Select(e => e.Id), StringComparer.Ordinal);
        return query.EndpointIds.Where(id => EndpointId.IsMatch(id) && !known.Contains(id)).Distinct(StringComparer.Ordinal).ToValueList();
    }
}
