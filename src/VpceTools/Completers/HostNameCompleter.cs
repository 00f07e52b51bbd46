using System.Collections;
using System.Management.Automation;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>Completes names of endpoints: the private ones of their services, then their own.</summary>
internal sealed class HostNameCompleter : NetworkCompleter
{
    private protected override NetworkQuery Query(IDictionary given) => new();

    private protected override IEnumerable<CompletionResult> Complete(
        string? word, IReadOnlyList<VpcNetwork> networks, IDictionary given) =>
        Completion.Of(word, networks.SelectMany(network => network.Endpoints.SelectMany(endpoint =>
                EndpointNames.PrivateNames(endpoint, network.Services.FirstOrDefault(s => s.ServiceName == endpoint.ServiceName), [])
                    .Concat(EndpointNames.OwnNames(endpoint)).Select(name => (Name: name, Tip: $"{endpoint.Id} in {endpoint.VpcId}"))))
            .GroupBy(p => p.Name, StringComparer.Ordinal).Select(alike => (alike.Key, alike.First().Tip)));
}

/// <summary>Completes inbound Resolver endpoints.</summary>
internal sealed class InboundEndpointCompleter : NetworkCompleter
{
    private protected override NetworkQuery Query(IDictionary given) => new();

    private protected override IEnumerable<CompletionResult> Complete(
        string? word, IReadOnlyList<VpcNetwork> networks, IDictionary given) =>
        Completion.Of(word, networks.SelectMany(network => network.ResolverEndpoints)
            .Where(e => string.Equals(e.Direction, "INBOUND", StringComparison.OrdinalIgnoreCase))
            .GroupBy(e => e.Id, StringComparer.Ordinal).OrderBy(alike => alike.Key, StringComparer.Ordinal)
            .Select(alike => (alike.Key, $"inbound endpoint of {alike.First().HostVpcId}")));
}
