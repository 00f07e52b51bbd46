using System.Collections;
using System.Management.Automation;

namespace VpceTools.Exporting;

/// <summary>
/// The errors of the commands before this one in its pipeline. They do not come by the pipeline, but what could not be diagnosed must not
/// look like something that passed. They are those of $Error that are newer than the start and come from a command of this module: those
/// of other commands may have been handled.
/// </summary>
internal sealed class PipelineErrors(PSCmdlet command)
{
    private readonly object? _last = All(command).FirstOrDefault();

    /// <summary>The errors, the oldest first.</summary>
    public IEnumerable<ErrorRecord> New() =>
        All(command).TakeWhile(error => !ReferenceEquals(error, _last)).Select(Record).OfType<ErrorRecord>()
        .Where(error =>
            error.InvocationInfo?.MyCommand is CmdletInfo cmdlet && cmdlet.ImplementingType.Assembly == typeof(PipelineErrors).Assembly)
        .Reverse();

    /// <summary>What ends a command is kept as an exception.</summary>
    private static ErrorRecord? Record(object error) => error switch
    {
        ErrorRecord record => record,
        RuntimeException exception => exception.ErrorRecord,
        _ => null,
    };

    private static List<object> All(PSCmdlet command) =>
        (command.SessionState.PSVariable.GetValue("global:Error") as IEnumerable)?.Cast<object>().ToList() ?? [];
}
