using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Reachability;
using VpceTools.Reading;
using VpceTools.Repairing;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Repairs VPC endpoints: plans the smallest changes that mend what the checks find, proves them on the model, applies them one by one
/// after asking, and diagnoses again. Nothing is changed before the whole pipeline is gathered.
/// </summary>
[Cmdlet(VerbsDiagnostic.Repair, "VpcEndpoint", DefaultParameterSetName = Sets.Live, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EndpointRepairResult), typeof(Findings.EndpointTestResult), typeof(string))]
public sealed partial class RepairVpcEndpointCommand : DiagnosisCommand
{
    private readonly RepairInputs _inputs = new();
    private readonly List<RepairPlan> _scripted = [];
    private readonly List<VpcNetwork> _copies = [];
    private readonly Dictionary<(string? AccountId, string? Region), AwsConnection> _ways = [];
    private readonly HashSet<string> _aclIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ErrorRecord> _errors = [];
    private readonly List<object> _held = [];
    private Approval? _approval;
    private Question? _question;
    private RepairJournal? _journal;
    private string? _journalPath;
    private bool _isJournalOwn;
    private string? _output;
    private bool _isLanguageAnId;

    private bool IsApplying => !_approval!.IsWhatIf && !CheckPermission && !AsScript;

    /// <inheritdoc/>
    private protected override bool TakesCode => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        TakeLanguageOutOfIds();
        _approval = new(this, Force);
        _question = Question();
        _question = _question with
        {
            Options = _question.Options with
            {
                PolicyMode = PolicyMode,
                Quotas = new() { RulesPerSecurityGroup = SecurityGroupRuleQuota, EntriesPerNetworkAcl = NetworkAclEntryQuota },
            },
        };
        _inputs.Checks.UnionWith(_question.Checks.Select(check => check.Descriptor.Name));
        _journalPath = JournalPath;
        (_journal, _output) = EndOnError(() =>
        {
            RefuseTwoOutputs();
            return (JournalPath is null ? null : RepairFiles.Journal(SessionState.Path, JournalPath, IsApplying),
                OutputSnapshotPath is null ? null : RepairFiles.Output(SessionState.Path, OutputSnapshotPath, IsApplying));
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            if (_isLanguageAnId && SnapshotPath is null && MyInvocation.ExpectingInput)
                ThrowTerminatingError(CommandErrors.ScriptLanguageMisplaced($"{ScriptLanguage}"));
            Gather();
            return;
        }

        foreach (var input in InputObject.Select(RepairInput.From).OfType<RepairInput>())
        {
            if (input.Origin is { CodePaths: [var code, ..] })
                ThrowTerminatingError(CommandErrors.NotForCode(MyInvocation.MyCommand.Name, code));
            _inputs.Add(input);
            // Findings lead back to where they came from, unless the parameters say otherwise; those of a snapshot never lead to EC2.
            if (SnapshotPath is not null || input.Origin is not { } origin || (origin.Connection is not null && Account.NameAccount))
                Gather();
            else
                Gather(origin.Connection is null ? new SnapshotScope(origin.SnapshotPaths) : LiveScope.Of(origin, input.Options!.Clients),
                    new([input.EndpointId]));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var diagnoses = Diagnose(_inputs.ToRead(_question!)).ToList();
        foreach (var diagnosis in diagnoses)
            foreach (var network in diagnosis.Connection is null ? [] : diagnosis.Networks)
                _ways[(network.AccountId, network.Region)] = diagnosis.Connection!;
        diagnoses.ForEach(Repair);
        // A typing error must not look like a permission that did not help.
        foreach (var id in (AllowOverrideDeny ?? []).Where(id => !_aclIds.Contains(id)))
            WriteWarning($"-AllowOverrideDeny names '{id}', and there is no such network ACL in what was read. "
                + "It takes ids as they are, without wildcards.");
        // A script runs with the credentials of one account.
        if (AsScript)
            foreach (var plans in _scripted.GroupBy(plan => plan.Network.AccountId).Select(account => account.ToList()).DefaultIfEmpty([]))
                WriteObject(ScriptLanguage == RepairScriptLanguage.AwsCli ? RepairScript.ToAwsCli(plans)
                    : RepairScript.ToPowerShell(plans));
        // All of it, mended or not, or the folder would be less than the snapshot.
        if (_output is not null && _copies.Count > 0)
            WriteCopies(_output);
        NameOwnJournal();
        WriteErrors();
    }

    /// <summary>Writes the repaired snapshot, and then what was done: a change that is in no file is none.</summary>
    private void WriteCopies(string folder)
    {
        var error = (ErrorRecord?)null;
        try
        {
            SnapshotWriter.WriteAll(_copies, folder);
        }
        catch (NetworkSourceException e)
        {
            error = CommandErrors.From(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = CommandErrors.OutputSnapshotUnwritable(OutputSnapshotPath!, e);
        }

        if (error is not null)
            _errors.Add(error);
        foreach (var held in _held)
        {
            if (held is EndpointRepairResult result)
                WriteObject(OutputObject.From(error is null || result.Status != RepairStatus.Applied ? result
                    : result with { Status = RepairStatus.Failed, Verified = null, Undo = null, Error = error.Exception.Message }));
            else if (error is null)
                WriteObject(held);
        }
    }

    /// <summary>
    /// The journal of a live repair. Where nobody named one it is one of its own, so that what a repair did is never known from the screen
    /// alone.
    /// </summary>
    private RepairJournal? LiveJournal()
    {
        if (_journal is not null || !IsApplying)
            return _journal;
        (_journal, _journalPath) = EndOnError(RepairFiles.OwnJournal);
        _isJournalOwn = true;
        WriteVerbose($"The journal of this repair is {_journalPath}.");
        return _journal;
    }

    /// <summary>Says where the journal is that nobody named; nothing where it was not begun.</summary>
    private void NameOwnJournal()
    {
        if (_isJournalOwn && File.Exists(_journalPath))
            WriteInformation(new HostInformationMessage
            {
                Message = $"The journal of this repair: {_journalPath}{Environment.NewLine}"
                    + $"To take it back: Undo-VpcEndpointRepair -JournalPath '{_journalPath!.Replace("'", "''")}'",
            }, ["PSHOST"]);
    }

    /// <summary>
    /// Takes the language that stands right after -AsScript for what it is. A switch takes no value, so that the word is bound to the first
    /// position, which is that of the ids.
    /// </summary>
    private void TakeLanguageOutOfIds()
    {
        if (!AsScript || Id is not [var word] || !Enum.TryParse<RepairScriptLanguage>(word, ignoreCase: true, out var language))
            return;
        (ScriptLanguage, Id, _isLanguageAnId) = (language, null, true);
    }

    private void RefuseTwoOutputs()
    {
        var given = new[] { nameof(CheckPermission), nameof(AsScript), nameof(PassThru) }
            .Where(name => MyInvocation.BoundParameters.TryGetValue(name, out var value)
                && value is not SwitchParameter { IsPresent: false }).ToList();
        if (given.Count > 1)
            throw new CommandException(CommandErrors.ParametersConflict(given[0], given[1]));
    }

    private void Repair(Diagnosis diagnosis)
    {
        if (diagnosis.Connection is not null && _output is not null)
            ThrowTerminatingError(CommandErrors.OutputSnapshotWithoutSnapshot(OutputSnapshotPath!));
        _aclIds.UnionWith(diagnosis.Networks.SelectMany(network => network.NetworkAcls).Select(acl => acl.Id));
        var after = diagnosis.Networks.ToArray();
        foreach (var group in diagnosis.Endpoints.GroupBy(selected => selected.Network))
        {
            // What a repair changed in the others that were read together is there for the next.
            var (network, endpoints) = (after[group.Key], group.Select(selected => selected.Endpoint).ToList());
            var options = EndOnError(() => Options(diagnosis.Options));
            var plan = Work.Await((_, token) => Task.FromResult(RepairPlanner.Plan(network, endpoints, options, token)));
            if (AsScript)
                _scripted.Add(plan);
            else
                JoinedNetworks.Spread(after, group.Key, Carry(plan, options, diagnosis.Connection, endpoints));
        }

        if (diagnosis.Connection is null && IsApplying)
            _copies.AddRange(after);
    }

    private RepairOptions Options(CheckOptions asked) => new()
    {
        Checks = _inputs.Question(asked, isSaidHere: RepairInputs.QuestionParameters.Any(MyInvocation.BoundParameters.ContainsKey)),
        IsWanted = _inputs.Want,
        MayAdd = _inputs.MayAdd,
        MaximumRisk = MaximumRisk,
        AllowRedirectOverPolicy = MaximumRisk == RepairRisk.Caution && MyInvocation.BoundParameters.ContainsKey(nameof(MaximumRisk)),
        AllowOverrideDeny = [.. AllowOverrideDeny ?? []],
    };

    /// <summary>Applies a plan, writes what became of it, and gives what became of a snapshot's network.</summary>
    private VpcNetwork Carry(RepairPlan plan, RepairOptions options, AwsConnection? connection, List<VpcEndpoint> endpoints)
    {
        using var executors = new Executors(Aws);
        var simulation = connection is null ? new SimulatedRepairExecutor(plan.Network, options.Checks.Quotas) : null;
        var executor = simulation ?? WithOthers(plan, executors, Executor(executors, connection!));
        var run = new RepairRun(plan, executor, options, simulation is null ? LiveJournal() : null, TimeSpan.FromSeconds(TimeoutSeconds));
        var results = new List<EndpointRepairResult>();
        var end = CheckPermission ? AskForPermission(plan, run, executor, results) : Apply(plan, run, connection, executors, results);
        var after = results.Exists(RepairInputs.MayHaveChanged)
            ? simulation?.Network ?? Reread(plan, connection!, executor, run, results, options.Checks.Clients) : plan.Network;
        if (after is not null)
        {
            results = [.. run.Settle(results, after)];
            var verification = run.Verification(after);
            foreach (var doubt in verification.Doubts(results))
                WriteWarning(doubt);
            results = [.. verification.Of(results)];
        }

        if (end is not null)
        {
            // What was done until then comes first, and the errors of it.
            if (results.Count > 0)
                Write(results, after, options, endpoints);
            NameOwnJournal();
            WriteErrors();
            ThrowTerminatingError(end);
        }

        results.AddRange(plan.Refused.Select(refused => EndpointRepairResult.From(refused, plan.Network)));
        results.AddRange(_inputs.Gone(plan, endpoints, options.Checks));
        Write(results, after, options, endpoints);
        return simulation?.Network ?? plan.Network;
    }

    /// <summary>The ways that the calls of a plan take: each to the account and Region that owns what it changes.</summary>
    private IRepairExecutor WithOthers(RepairPlan plan, Executors executors, IRepairExecutor own)
    {
        var others = plan.Repairs.Select(repair => (Account: repair.Action.AccountId ?? plan.Network.AccountId, repair.Action.Region))
            .Distinct().Where(place => place != (plan.Network.AccountId, plan.Network.Region) && _ways.ContainsKey(place))
            .ToDictionary(place => place, place => Executor(executors, _ways[place]));
        return others.Count == 0 ? own : new JoinedRepairExecutor(own, plan.Network,
            (account, region) => others.TryGetValue((account, region), out var other) ? other : null);
    }

    private IRepairExecutor Executor(Executors executors, AwsConnection connection)
    {
        try
        {
            // On another thread: it loads the AWS SDK.
            return Work.Await((_, _) => Task.FromResult(executors.For(connection)));
        }
        catch (NetworkSourceException e)
        {
            ThrowTerminatingError(CommandErrors.From(e));
            throw;
        }
    }

    private ErrorRecord? AskForPermission(RepairPlan plan, RepairRun run, IRepairExecutor executor, List<EndpointRepairResult> results)
    {
        foreach (var repair in plan.Repairs)
        {
            var outcome = Work.Await((_, token) => executor.CheckPermissionAsync(repair.Action, token));
            results.Add(run.Preview(repair) with { Permission = outcome.Permission, PermissionDetail = outcome.Detail });
        }

        return null;
    }

    /// <summary>
    /// Does one action after the other, and gives what ends that before the last; what was done until then is in the results.
    /// </summary>
    private ErrorRecord? Apply(RepairPlan plan, RepairRun run, AwsConnection? connection, Executors executors,
        List<EndpointRepairResult> results)
    {
        // A copy of a snapshot that nobody asked to be written is a preview.
        var isPreview = connection is null && _output is null && !_approval!.IsWhatIf;
        RepairPrompt? PromptOf(PlannedRepair repair) => isPreview || run.SkipOf(repair) is not null ? null
            : RepairPrompt.From(repair, isCopy: connection is null);
        try
        {
            foreach (var (repair, answer) in _approval!.Each(plan.Repairs, PromptOf, isReal: connection is not null))
            {
                var result = answer switch
                {
                    Answer.Yes => Work.AwaitChange((progress, token) => executors.Guard(run.ApplyAsync(repair, progress, token))),
                    Answer.No => run.Decline(repair),
                    Answer.WhatIf => run.Preview(repair),
                    _ => run.SkipOf(repair) ?? run.Preview(repair),
                };
                results.Add(result);
                // A stopped pipeline takes no results any more.
                if (result.Undo is { } undo)
                    WriteVerbose($"{result.Action} of {result.ResourceId}: {result.Status}. This takes it back: {undo}");
                // Without its journal nothing goes on.
                if (run.JournalError is { } error)
                    return CommandErrors.JournalUnwritable(_journalPath!, error);
            }

            return null;
        }
        catch (CommandException e)
        {
            return e.Error;
        }
        catch (Exception e) when (_journal is not null && e is (IOException or UnauthorizedAccessException))
        {
            return CommandErrors.JournalUnwritable(_journalPath!, e);
        }
    }

    /// <summary>The network afterwards; null where it cannot be read.</summary>
    private VpcNetwork? Reread(RepairPlan plan, AwsConnection connection, IRepairExecutor executor, RepairRun run,
        List<EndpointRepairResult> results, ClientSelection clients)
    {
        try
        {
            return Work.Await((progress, token) => Rereading.ReadAsync(
                Aws.Value.Network(connection), executor, plan, clients,
                after => run.Verify(results, after).All(result => result.Verified != false), progress, token));
        }
        catch (NetworkSourceException e)
        {
            WriteWarning($"The endpoints could not be read after the repair, so that it is not verified. {e.Message}");
            return null;
        }
    }

    private void Write(List<EndpointRepairResult> results, VpcNetwork? after, RepairOptions options, List<VpcEndpoint> endpoints)
    {
        // What could not be read again is not told from what was there before.
        if (PassThru && after is not null)
        {
            var runner = new CheckRunner(after, options.Checks);
            foreach (var endpoint in after.Endpoints.Where(e => endpoints.Exists(selected => selected.Id == e.Id)))
                foreach (var result in runner.Run(endpoint).Where(result => result.Status != Findings.CheckStatus.NotApplicable))
                    WriteOrHold(OutputObject.From(result));
        }
        else if (!PassThru)
        {
            foreach (var result in results.Select(result => result with { Origin = OriginOf(result) ?? options.Checks.Origin }))
                WriteOrHold(IsHeld ? result : OutputObject.From(result));
        }

        _errors.AddRange(results.Where(result => result.Status == RepairStatus.Failed).Select(CommandErrors.RepairFailed));
    }

    /// <summary>The way to another account or Region that a call was made in; null for the endpoint's own.</summary>
    private DiagnosisOrigin? OriginOf(EndpointRepairResult result) => result.Change?.AccountId is not null
        && _ways.TryGetValue((result.AccountId, result.Region), out var way) ? DiagnosisOrigin.Live(way) : null;

    private bool IsHeld => _output is not null && IsApplying;

    private void WriteOrHold(object value)
    {
        if (IsHeld)
            _held.Add(value);
        else
            WriteObject(value);
    }

    /// <summary>After the results: with -ErrorAction Stop the first error is the last that is written.</summary>
    private void WriteErrors()
    {
        foreach (var error in _errors)
            WriteError(error);
    }
}
