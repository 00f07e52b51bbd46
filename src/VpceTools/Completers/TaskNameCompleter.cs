using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Needs;

namespace VpceTools.Completers;

/// <summary>Completes the tasks that the module knows.</summary>
internal sealed class TaskNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(wordToComplete, TaskCatalog.BuiltIn.Tasks.Select(task => (task.Name, task.Title)));
}
