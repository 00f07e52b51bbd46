using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Checks;

namespace VpceTools.Completers;

/// <summary>Completes the names of checks from the catalogue.</summary>
internal sealed class CheckNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(wordToComplete, CheckCatalog.All.Select(check => (check.Descriptor.Name, check.Descriptor.Title)));
}
