using System.Management.Automation;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Loading;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Repairing;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Takes applied repairs back, the last one first: those of the pipeline, or those of a journal. What a repair did not add is not removed.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "VpcEndpointRepair", DefaultParameterSetName = Sets.Live, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EndpointRepairResult))]
public sealed class UndoVpcEndpointRepairCommand : PSCmdlet, IConnectionParameters, IDisposable
{
    private readonly List<UndoInput> _inputs = [];
    private readonly List<ErrorRecord> _errors = [];
    private readonly Lazy<AwsSources> _aws = new(LiveSource.Open);
    private readonly CommandWork _work;
    private readonly ConnectionArguments<UndoVpcEndpointRepairCommand> _account;
    private bool _isPiped;

    /// <summary>Makes the cmdlet.</summary>
    public UndoVpcEndpointRepairCommand()
    {
        _work = new(this);
        _account = new(this);
    }

    /// <summary>Results of Repair-VpcEndpoint.</summary>
    [Parameter(ParameterSetName = Sets.Live, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[]? InputObject { get; set; }

    /// <summary>The journal of a repair. Without results its open actions are taken back; with results it learns what was.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Takes back only what was done in this Region.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>
    /// Endpoints, by id, whose clients may be blocked: what lets them through is taken back although they are sent there.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? AllowBlockClients { get; set; }

    /// <summary>How many seconds an endpoint may stay pending, or an attachment of a transit gateway be changing.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 300;

    /// <summary>Does not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("AK")]
    [SecretTransformation]
    public string? AccessKey { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    public string? SecretKey { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    [Alias("ST")]
    [SecretTransformation]
    public string? SessionToken { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [CredentialTransformation]
    public object? Credential { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipelineByPropertyName = true)]
    public string? EndpointUrl { get; set; }

    /// <summary>Undoing asks nothing about names.</summary>
    string? IConnectionParameters.NameEndpointUrl => null;

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing() => EndOnError(_account.Begin);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _account.LeaveOutPropertiesOfCredentials();
        // Credentials come by the pipeline too.
        foreach (var item in (InputObject ?? []).Where(item => !AwsToolsObject.IsCredentials(item.BaseObject)))
        {
            _isPiped = true;
            if (UndoInput.From(item) is not { } input)
                WriteError(CommandErrors.NotARepair(item.BaseObject));
            else if (input.Entry is not null && input.Origin is { Connection: null })
                WriteError(CommandErrors.RepairOfSnapshot(input.Entry.Repair.Action.ResourceId));
            else if (input.Entry is not null)
                _inputs.Add(input);
            else if (input.Result!.Status == RepairStatus.AlreadyDone)
                WriteObject(OutputObject.From(input.Result with
                {
                    Status = RepairStatus.Refused,
                    Error = "It was so before the repair, which added nothing that could be taken back.",
                }));
            else
                WriteVerbose($"{input.Result} changed nothing.");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EndOnError(() => Undo(Journal()));
        foreach (var error in _errors)
            WriteError(error);
    }

    protected override void StopProcessing() => _work.Stop();

    private void EndOnError(Action work)
    {
        try
        {
            work();
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }
    }

    /// <summary>The journal that learns what is taken back; where nothing is piped, it says what there is to take back.</summary>
    /// <exception cref="CommandException">The journal cannot be used, or nothing says what to take back.</exception>
    private RepairJournal? Journal()
    {
        if (JournalPath is null)
            return _isPiped || MyInvocation.ExpectingInput ? null : throw new CommandException(CommandErrors.NothingToUndo());
        var journal = RepairFiles.Journal(SessionState.Path, JournalPath, isWritten: false);
        if (_isPiped)
            return journal;
        var content = RepairFiles.Read(SessionState.Path, JournalPath);
        _inputs.AddRange(JournalReader.Open(content.Entries).Select(UndoInput.From));
        foreach (var line in content.Damaged)
        {
            if (line.IsTorn)
                WriteVerbose($"Line {line.Number} of the journal was not written to its end: the process that wrote it was ended.");
            else
                _errors.Add(CommandErrors.JournalDamaged(JournalPath, line.Number, line.Reason));
        }

        return journal;
    }

    private void Undo(RepairJournal? journal)
    {
        var approval = new Approval(this, Force);
        var order = new UndoOrder(_inputs.Select(input => input.Entry!));
        var wanted = _inputs.AsEnumerable().Reverse()
            .Where(input => Region is null || string.Equals(input.Entry!.Region, Region, StringComparison.OrdinalIgnoreCase)).ToList();
        using var executors = new Executors(_aws);
        // All ways are opened before anything is asked or changed; those that stay closed are one error each.
        var closed = approval.IsWhatIf ? [] : Open(executors, wanted);
        var open = wanted.Where(input => closed.Count == 0 || !closed.Contains(Way(input)));
        RepairPrompt? PromptOf(UndoInput input) => order.DependentOn(input.Entry!) is null ? RepairPrompt.FromUndo(input.Entry!) : null;
        foreach (var (input, answer) in approval.Each(open, PromptOf))
        {
            var entry = input.Entry!;
            var run = answer == Answer.Yes
                ? new UndoRun(executors.For(Way(input)), journal, TimeSpan.FromSeconds(TimeoutSeconds))
                {
                    IsConfirmed = approval.AsksSomebody,
                    AllowBlockClients = [.. AllowBlockClients ?? []],
                }
                : null;
            var result = answer switch
            {
                Answer.NotAsked => UndoRun.Skip(entry, order.DependentOn(entry)!),
                Answer.WhatIf => UndoRun.Preview(entry),
                Answer.No => UndoRun.Decline(entry),
                _ => _work.AwaitChange((progress, token) => executors.Guard(run!.UndoAsync(entry, progress, token))),
            };
            order.Note(entry, result);
            WriteObject(OutputObject.From(result));
            if (result.Status == RepairStatus.Failed)
                _errors.Add(CommandErrors.RepairFailed(result));
            if (run?.JournalError is { } error)
                throw new CommandException(CommandErrors.JournalUnwritable(JournalPath!, error));
        }
    }

    /// <summary>The way to a repair's account and Region. Credentials that are given here go before those that it was made with.</summary>
    private AwsConnection Way(UndoInput input) =>
        (!_account.NameAccount && input.Origin?.Connection is { } origin ? origin : _account.Single(null)) with
        {
            Region = input.Entry!.Region,
        };

    private HashSet<AwsConnection> Open(Executors executors, List<UndoInput> wanted)
    {
        var ways = wanted.Select(Way).Distinct().ToList();
        var failures = _work.Await((_, token) => executors.OpenAsync(ways, token));
        var errors = failures.GroupBy(failure => (failure.Error.ErrorId, failure.Error.Message))
            .Select(alike => CommandErrors.From(alike.First().Error)).ToList();
        if (errors.Count == 1 && failures.Count == ways.Count)
            throw new CommandException(errors[0]);
        _errors.AddRange(errors);
        return [.. failures.Select(failure => failure.Connection)];
    }
}
