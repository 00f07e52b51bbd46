using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Policies;

namespace VpceTools.Completers;

/// <summary>Completes the actions of IAM: first the service prefix, then the actions of the service.</summary>
internal sealed class ActionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var colon = word.IndexOf(':');
        return colon < 0
            ? Completion.Of(word, ServiceAuthorization.Prefixes.OrderBy(prefix => prefix, StringComparer.Ordinal)
                .Select(prefix => ($"{prefix}:", prefix)))
            : Completion.Of(word, ServiceAuthorization.ActionsOf(word.Substring(0, colon)).Select(name => (name, name)));
    }
}
