using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Needs;
using VpceTools.Parameters;

namespace VpceTools.Completers;

/// <summary>Completes the tasks that the module knows, and those of the file that the line names.</summary>
internal sealed class TaskNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completion.Of(wordToComplete, Catalog(fakeBoundParameters?["TaskPath"]).Tasks.Select(task => (task.Name, task.Title)));

    private static TaskCatalog Catalog(object? file)
    {
        if (file is null)
            return TaskCatalog.BuiltIn;
        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            // A constrained language refuses a script that would run in the caller's own scope.
            var session = (SessionState)shell.AddScript("$ExecutionContext.SessionState", useLocalScope: true).Invoke()[0].BaseObject;
            return TaskSelection.Catalog(session.Path, $"{file}");
        }
#pragma warning disable CA1031 // A key press must not fail: without the file there are still the module's own tasks.
        catch (Exception)
#pragma warning restore CA1031
        {
            return TaskCatalog.BuiltIn;
        }
    }
}
