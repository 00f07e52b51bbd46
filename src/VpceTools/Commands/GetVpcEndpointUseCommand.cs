using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Needs;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Paths;
using VpceTools.Reading;

namespace VpceTools.Commands;

/// <summary>
/// The other way round: for each endpoint, which workloads the names and routes lead to it, and which of them reach the service in no
/// other way. Never advice to delete: what was not seen is told with each.
/// </summary>
[Cmdlet(VerbsCommon.Get, "VpcEndpointUse", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(EndpointUse))]
public sealed class GetVpcEndpointUseCommand : EndpointCommand
{
    private Question? _question;
    private TaskCatalog _catalog = TaskCatalog.BuiltIn;

    /// <summary>A file of tasks of your own; see docs/guides/tasks.md.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TaskPath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _catalog = EndOnError(() => TaskSelection.Catalog(SessionState.Path, TaskPath));
        _question = new Question([], new CheckOptions { Clients = EndOnError(Clients) }) { DecidesNames = true };
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var diagnoses = Diagnose(_question!).ToList();
        var uses = new EndpointUses([.. diagnoses.SelectMany(diagnosis => diagnosis.Networks).Distinct()], _question!.Options, _catalog);
        foreach (var diagnosis in diagnoses)
        {
            foreach (var selected in diagnosis.Endpoints)
            {
                if (Work.Token.IsCancellationRequested)
                    throw new PipelineStoppedException();
                WriteObject(OutputObject.From(uses.Find(diagnosis.NetworkOf(selected), selected.Endpoint)));
            }
        }
    }
}
