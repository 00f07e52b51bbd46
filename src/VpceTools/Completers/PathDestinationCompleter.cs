using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Needs;

namespace VpceTools.Completers;

/// <summary>Completes what a path can lead to: names of endpoints that were read, then services, which need no endpoint.</summary>
internal sealed class PathDestinationCompleter : IArgumentCompleter
{
    private static readonly HostNameCompleter Names = new();

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Names.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters)
            .Concat(Completion.Of(wordToComplete, ServiceCatalog.Services.Where(service => service.Types.Count > 0)
                .OrderBy(service => service.Code, StringComparer.Ordinal)
                .Select(service => (service.Code, $"AWS service ({string.Join(", ", service.Types)} endpoints)"))));
}
