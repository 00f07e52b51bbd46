using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Connecting;
using VpceTools.Errors;
using VpceTools.Repairing;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Running;
using VpceTools.Resources;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>Takes applied repairs back, the last one first: those of the pipeline, or those of a journal. What a repair did not add is not removed.</summary>
[Cmdlet(VerbsCommon.Undo, "VpcEndpointRepair", DefaultParameterSetName = LiveSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EndpointRepairResult))]
public sealed class UndoVpcEndpointRepairCommand : AwsCommand
{
    private readonly List<(JournalEntry Entry, AwsConnection? Connection)> _entries = [];
    private readonly List<ErrorRecord> _errors = [];
    private Exception? _journalError;
    private bool _isPiped;

    /// <summary>Results of Repair-VpcEndpoint.</summary>
    [Parameter(ParameterSetName = LiveSet, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[]? InputObject { get; set; }

    /// <summary>The journal of a repair. Without results its open actions are taken back; with results it learns what was.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Takes back only what was done in this Region.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>How many seconds an endpoint may stay pending.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 300;

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LeaveOutPropertiesOfCredentials();
        // Credentials come by the pipeline too.
        foreach (var item in (InputObject ?? []).Where(item => !AwsToolsObject.IsCredentials(item.BaseObject)))
        {
            _isPiped = true;
            if (UndoInput.Of(item) is not { } input)
                WriteError(CommandErrors.NotARepair(item.BaseObject));
            else if (input.Entry is { } entry && input.Origin is { Connection: null })
                WriteError(CommandErrors.RepairOfSnapshot(entry.Repair.Action.ResourceId));
            else if (input.Entry is not null)
                _entries.Add((input.Entry, input.Origin?.Connection));
            else if (input.Result.Status == RepairStatus.AlreadyDone)
                WriteObject(OutputObject.Of(input.Result with { Status = RepairStatus.Refused, Error = Messages.RepairAddedNothing }));
            else
                WriteVerbose(MessageText.Of(Messages.RepairChangedNothing, input.Result));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RepairJournal? journal = null;
        try
        {
            if (JournalPath is not null)
            {
                journal = RepairFiles.Journal(SessionState.Path, JournalPath, isWritten: false);
                if (!_isPiped)
                    _entries.AddRange(JournalReader.Open(RepairFiles.Read(SessionState.Path, JournalPath)).Select(entry => (entry, (AwsConnection?)null)));
            }
            else if (!_isPiped && !MyInvocation.ExpectingInput)
            {
                throw new CommandException(CommandErrors.NothingToUndo());
            }
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }

        Undo(journal);
        foreach (var error in _errors)
            WriteError(error);
    }

    private void Undo(RepairJournal? journal)
    {
        var executors = new Dictionary<AwsConnection, IRepairExecutor>();
        var order = new UndoOrder(_entries.Select(e => e.Entry));
        var work = Task.CompletedTask;
        try
        {
            var wanted = _entries.AsEnumerable().Reverse().Where(e => Region is null || string.Equals(e.Entry.Region, Region, StringComparison.OrdinalIgnoreCase)).ToList();
            HashSet<AwsConnection> closed = this.IsWhatIf() ? [] : Connect(wanted, executors);
            foreach (var (entry, origin) in wanted.Where(e => closed.Count == 0 || !closed.Contains(Way(e.Entry, e.Connection))))
            {
                var result = order.DependentOn(entry) is { } dependent ? UndoRun.Skip(entry, dependent) : Undo(entry, origin, journal, executors, undoing => work = undoing);
                order.Note(entry, result);
                WriteObject(OutputObject.Of(result));
                if (result.Status == RepairStatus.Failed)
                    _errors.Add(CommandErrors.RepairFailed(result));
                if (_journalError is not null)
                    ThrowTerminatingError(CommandErrors.JournalUnwritable(JournalPath!, _journalError));
            }
        }
        finally
        {
            // A call that is under way when the pipeline is stopped still has to come to its end, and into the journal.
            _ = work.ContinueWith(_ => executors.Values.ToList().ForEach(e => e.Dispose()), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The way to a repair's account and Region. Credentials that are given here go before those that it was made with.</summary>
    private AwsConnection Way(JournalEntry entry, AwsConnection? origin) => (NamesAccount || origin is null ? Connection(entry.Region) : origin) with { Region = entry.Region };

    /// <summary>Opens the ways to all repairs, before anything is asked or changed; those that stay closed are one error each.</summary>
    private HashSet<AwsConnection> Connect(List<(JournalEntry Entry, AwsConnection? Connection)> wanted, Dictionary<AwsConnection, IRepairExecutor> executors)
    {
        var failures = new Dictionary<AwsConnection, NetworkSourceException>();
        foreach (var connection in wanted.Select(e => Way(e.Entry, e.Connection)).Distinct())
        {
            var executor = Executor(connection);
            executors.Add(connection, executor);
            try
            {
                Await(async (_, token) =>
                {
                    await executor.OpenAsync(token).ConfigureAwait(false);
                    return true;
                });
            }
            catch (NetworkSourceException e)
            {
                failures.Add(connection, e);
            }
        }

        var errors = failures.Values.GroupBy(e => (e.ErrorId, e.Message)).Select(alike => CommandErrors.Of(alike.First())).ToList();
        if (errors.Count == 1 && failures.Count == executors.Count)
            ThrowTerminatingError(errors[0]);
        _errors.AddRange(errors);
        return [.. failures.Keys];
    }

    private EndpointRepairResult Undo(
        JournalEntry entry, AwsConnection? origin, RepairJournal? journal, Dictionary<AwsConnection, IRepairExecutor> executors, Action<Task> started)
    {
        if (!this.IsApproved(RepairPrompt.OfUndo(entry), asks: true, Force))
            return this.IsWhatIf() ? UndoRun.Preview(entry) : UndoRun.Decline(entry);
        var run = new UndoRun(executors[Way(entry, origin)], journal, TimeSpan.FromSeconds(TimeoutSeconds)) { IsConfirmed = this.Asks(Force) };
        var result = Await((progress, token) =>
        {
            var undoing = run.UndoAsync(entry, progress, token);
            started(undoing);
            return undoing;
        });
        _journalError = run.JournalError;
        return result;
    }
}
