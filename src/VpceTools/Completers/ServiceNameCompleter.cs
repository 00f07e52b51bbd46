using System.Management.Automation;
using VpceTools.Model;
using VpceTools.Parameters;

namespace VpceTools.Completers;

/// <summary>Completes the services of endpoints, also from the last parts of a name, as the parameter takes it.</summary>
internal sealed class ServiceNameCompleter : EndpointCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints) =>
        Completion.Of(new ServiceNamePattern(Completion.Pattern(word)), endpoints.Where(e => e.ServiceName.Length > 0).GroupBy(e => e.ServiceName, StringComparer.Ordinal)
            .OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => (service.Key, string.Join(", ", service.Select(e => e.Id).Distinct(StringComparer.Ordinal)))));
}
