using System.Collections;
using System.Management.Automation;
using VpceTools.Model;
using VpceTools.Parameters;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>Completes what the endpoints tell, which is one call.</summary>
internal abstract class EndpointCompleter : NetworkCompleter
{
    /// <summary>The completions of a word.</summary>
    private protected abstract IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints);

    private protected override NetworkQuery Query(IDictionary given) => new() { EndpointsOnly = true };

    private protected override IEnumerable<CompletionResult> Complete(
        string? word, IReadOnlyList<VpcNetwork> networks, IDictionary given) =>
        Complete(word, networks.SelectMany(network => network.Endpoints));
}

/// <summary>Completes the ids of endpoints, and the addresses of those that code describes.</summary>
internal sealed class EndpointIdCompleter : EndpointCompleter
{
    private protected override bool CompletesAddresses => true;

    private protected override IEnumerable<CompletionResult> Complete(
        string? word, IReadOnlyList<VpcNetwork> networks, IDictionary given) =>
        // Several snapshots may hold one endpoint.
        Completion.Of(word, networks.SelectMany(network => network.Endpoints, (network, endpoint) =>
                (Name: EndpointPattern.AddressOf(endpoint, network) ?? endpoint.Id, Endpoint: endpoint))
            .GroupBy(named => named.Name, StringComparer.Ordinal).Select(alike => alike.First())
            .OrderBy(named => named.Name, StringComparer.Ordinal).Select(named => (named.Name,
                $"{named.Endpoint.ServiceName} in {named.Endpoint.VpcId} ({named.Endpoint.StateName})")));

    private protected override IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints) =>
        Completion.Of(word, endpoints.Select(e => (e.Id, e.ServiceName)));
}

/// <summary>Completes the ids of VPCs that have endpoints; the services of those say which VPC it is.</summary>
internal sealed class VpcIdCompleter : EndpointCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints) =>
        Completion.Of(word, endpoints.Where(e => e.VpcId.Length > 0).GroupBy(e => e.VpcId, StringComparer.Ordinal)
            .OrderBy(vpc => vpc.Key, StringComparer.Ordinal)
            .Select(vpc => (vpc.Key, string.Join(", ", vpc.Select(e => e.ServiceName).Distinct(StringComparer.Ordinal)))));
}

/// <summary>Completes the services of endpoints, also from the last parts of a name, as the parameter takes it.</summary>
internal sealed class ServiceNameCompleter : EndpointCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints) =>
        Completion.Of(new ServiceNamePattern(Completion.Pattern(word)), endpoints.Where(e => e.ServiceName.Length > 0)
            .GroupBy(e => e.ServiceName, StringComparer.Ordinal).OrderBy(service => service.Key, StringComparer.Ordinal)
            .Select(service => (service.Key, string.Join(", ", service.Select(e => e.Id).Distinct(StringComparer.Ordinal)))));
}
