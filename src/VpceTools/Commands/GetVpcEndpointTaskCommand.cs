using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Needs;
using VpceTools.Output;
using VpceTools.Parameters;

namespace VpceTools.Commands;

/// <summary>Lists what workloads do that Test-VpcEndpointPath can ask for, and what each needs.</summary>
[Cmdlet(VerbsCommon.Get, "VpcEndpointTask")]
[OutputType(typeof(WorkloadTask))]
public sealed class GetVpcEndpointTaskCommand : PSCmdlet
{
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);
    private TaskCatalog _catalog = TaskCatalog.BuiltIn;

    /// <summary>The tasks; wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Task")]
    [ArgumentCompleter(typeof(TaskNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>A file of tasks of your own, which are listed too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TaskPath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _catalog = TaskSelection.Catalog(SessionState.Path, TaskPath);
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            try
            {
                // Piped paths name a task once for each need.
                foreach (var task in TaskSelection.Of(_catalog, [name]).Where(task => _given.Add(task.Name)))
                    WriteObject(OutputObject.From(task));
            }
            catch (CommandException e)
            {
                WriteError(e.Error);
            }
        }
    }
}
