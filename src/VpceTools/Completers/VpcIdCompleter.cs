using System.Management.Automation;
using VpceTools.Model;

namespace VpceTools.Completers;

/// <summary>Completes the ids of VPCs that have endpoints; the services of those say which VPC it is.</summary>
internal sealed class VpcIdCompleter : EndpointCompleter
{
    private protected override IEnumerable<CompletionResult> Complete(string? word, IEnumerable<VpcEndpoint> endpoints) =>
        Completion.Of(word, endpoints.Where(e => e.VpcId.Length > 0).GroupBy(e => e.VpcId, StringComparer.Ordinal).OrderBy(vpc => vpc.Key, StringComparer.Ordinal)
            .Select(vpc => (vpc.Key, string.Join(", ", vpc.Select(e => e.ServiceName).Distinct(StringComparer.Ordinal)))));
}
