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
    /// <summary>The tasks; wildcards.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TaskNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>A file of tasks of your own, which are listed too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TaskPath { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            foreach (var task in TaskSelection.Of(TaskSelection.Catalog(SessionState.Path, TaskPath), Name))
                WriteObject(OutputObject.From(task));
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }
    }
}
