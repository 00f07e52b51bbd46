using System.Management.Automation;
using VpceTools.Model;

namespace VpceTools.Completers;

/// <summary>Completes the ids of endpoints.</summary>
internal sealed class EndpointIdCompleter : EndpointCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints) =>
        // Several snapshots may hold one endpoint.
        Completion.Of(word, endpoints.GroupBy(e => e.Id, StringComparer.Ordinal).Select(alike => alike.First()).OrderBy(e => e.Id, StringComparer.Ordinal)
            .Select(e => (e.Id, $"{e.ServiceName} in {e.VpcId} ({e.StateName})")));
}
