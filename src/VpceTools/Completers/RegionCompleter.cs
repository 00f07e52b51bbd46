using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Reading;

namespace VpceTools.Completers;

/// <summary>Completes the codes of AWS Regions, without loading the SDK for them.</summary>
internal sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(wordToComplete, AwsRegions.All);
}
