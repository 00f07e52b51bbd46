using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairing;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Resources;
using VpceTools.Selection;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Repairs VPC endpoints: plans the smallest changes that mend what the checks find, proves them on the model, applies them one by one after
/// asking, and diagnoses again. Nothing is changed before the whole pipeline is gathered.
/// </summary>
[Cmdlet(VerbsDiagnostic.Repair, "VpcEndpoint", DefaultParameterSetName = LiveSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EndpointRepairResult), typeof(EndpointTestResult), typeof(string))]
public sealed partial class RepairVpcEndpointCommand : DiagnosisCommand
{
    private readonly List<RepairInput> _inputs = [];
    private readonly List<RepairPlan> _scripted = [];
    private readonly List<VpcNetwork> _copies = [];
    private readonly HashSet<string> _aclIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ErrorRecord> _errors = [];
    private HashSet<string> _checkNames = [];
    private RepairJournal? _journal;
    private string? _output;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            RefuseTwoOutputs();
            _checkNames = new(CheckSelection.Of(Check, ExcludeCheck).Select(check => check.Descriptor.Name), StringComparer.Ordinal);
            _journal = JournalPath is null ? null : RepairFiles.Journal(SessionState.Path, JournalPath, IsApplying);
            _output = OutputSnapshotPath is null ? null : RepairFiles.Output(SessionState.Path, OutputSnapshotPath);
        }
        catch (CommandException e)
        {
            ThrowTerminatingError(e.Error);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            base.ProcessRecord();
            return;
        }

        foreach (var input in InputObject.Select(RepairInput.Of).OfType<RepairInput>())
        {
            _inputs.Add(input);
            if (SnapshotPath is null && input.Origin is { Connection: null } snapshot)
                GatherSnapshot(snapshot.Paths, new([input.EndpointId], null, null, null));
            else if (SnapshotPath is null && input.Origin?.Connection is { } connection && !NamesAccount)
                GatherLive(connection, new([input.EndpointId], null, null, null));
            else
                base.ProcessRecord();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        // A typing error must not look like a permission that did not help.
        foreach (var id in (AllowOverrideDeny ?? []).Where(id => !_aclIds.Contains(id)))
            WriteWarning(MessageText.Of(Messages.NetworkAclNotFound, id));
        if (AsScript is { } language)
        {
            // A script runs with the credentials of one account.
            foreach (var plans in _scripted.GroupBy(plan => plan.Network.AccountId).Select(account => account.ToList()).DefaultIfEmpty([]))
                WriteObject(language == RepairScriptLanguage.AwsCli ? RepairScript.ToAwsCli(plans) : RepairScript.ToPowerShell(plans));
        }

        // All of it, mended or not, or the folder would be less than the snapshot.
        if (_output is not null && _copies.Count > 0)
            WriteCopies(_output);
        // The results first: with -ErrorAction Stop the first error is the last that is written.
        foreach (var error in _errors)
            WriteError(error);
    }

    private void WriteCopies(string folder)
    {
        try
        {
            SnapshotWriter.WriteAll(_copies, folder);
        }
        catch (NetworkSourceException e)
        {
            _errors.Add(CommandErrors.Of(e));
        }
    }

    private protected override CheckOptions Options() => base.Options() with
    {
        PolicyMode = PolicyMode,
        Quotas = new() { RulesPerSecurityGroup = SecurityGroupRuleQuota, EntriesPerNetworkAcl = NetworkAclEntryQuota },
    };

    private protected override void Write(IReadOnlyList<EndpointTestResult> results)
    {
        foreach (var result in results.Where(r => r.Status != CheckStatus.NotApplicable))
            WriteObject(OutputObject.Of(result));
    }

    private protected override void Handle(Diagnosis diagnosis, AwsConnection? connection)
    {
        if (connection is not null && _output is not null)
            ThrowTerminatingError(CommandErrors.OutputSnapshotWithoutSnapshot(OutputSnapshotPath!));
        _aclIds.UnionWith(diagnosis.Networks.SelectMany(n => n.NetworkAcls).Select(acl => acl.Id));
        var after = diagnosis.Networks.ToArray();
        foreach (var group in diagnosis.Endpoints.GroupBy(e => e.Network))
        {
            var network = diagnosis.NetworkOf(group.First());
            var options = PlanOptions(diagnosis.Options);
            var plan = Await((_, token) => Task.FromResult(RepairPlanner.Plan(network, group.Select(e => e.Endpoint), options, token)));
            if (AsScript is not null)
                _scripted.Add(plan);
            else
                after[group.Key] = Carry(plan, options, connection, [.. group.Select(e => e.Endpoint)]);
        }

        if (connection is null && IsApplying)
            _copies.AddRange(after);
    }

    private RepairOptions PlanOptions(CheckOptions options)
    {
        // Findings bring the question that they answer: the clients, the ports. What the user says here goes before it.
        var asked = _inputs.Select(i => i.Options).OfType<CheckOptions>().Select(o => o with { Origin = null, PolicyMode = options.PolicyMode, Quotas = options.Quotas }).Distinct().ToList();
        if (asked.Count > 1)
            ThrowTerminatingError(CommandErrors.DiagnosesDiffer());
        return new()
        {
            Checks = asked.Count == 1 && !AsksItself() ? asked[0] with { Origin = options.Origin } : options,
            IsWanted = finding => _checkNames.Contains(finding.Check) && (_inputs.Count == 0 || _inputs.Exists(i => i.Matches(finding))),
            MaximumRisk = MaximumRisk,
            AllowOverrideDeny = [.. AllowOverrideDeny ?? []],
        };
    }

    /// <summary>Applies a plan, and gives what became of a snapshot's network.</summary>
    private VpcNetwork Carry(RepairPlan plan, RepairOptions options, AwsConnection? connection, List<VpcEndpoint> endpoints)
    {
        var simulation = connection is null ? new SimulatedRepairExecutor(plan.Network, options.Checks.Quotas) : null;
        var executor = simulation ?? Executor(connection!);
        var work = Task.CompletedTask;
        try
        {
            var run = new RepairRun(plan, executor, options, simulation is null ? _journal : null, TimeSpan.FromSeconds(TimeoutSeconds));
            var results = new List<EndpointRepairResult>();
            var end = Apply(plan, repair => CheckPermission ? Permission(run, executor, repair) : Do(run, repair, connection, applying => work = applying), run, results);
            var after = results.Exists(MayHaveChanged) ? simulation?.Network ?? Reread(plan, options, connection!, run, results) : plan.Network;
            if (after is not null)
            {
                var verification = run.Verification(after);
                foreach (var doubt in verification.Doubts(results))
                    WriteWarning(doubt);
                results = [.. verification.Of(results)];
            }

            if (end is not null)
                End(end, results, after, options, endpoints);
            results.AddRange(plan.Refused.Select(refused => EndpointRepairResult.From(refused, plan.Network)));
            results.AddRange(Gone(plan, endpoints));
            WriteResults(results, after, options, endpoints);
            return simulation?.Network ?? plan.Network;
        }
        finally
        {
            // A call that is under way when the pipeline is stopped still has to come to its end, and into the journal.
            _ = work.ContinueWith(_ => executor.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Does one action after the other, and gives what ends that before the last; what was done until then is in the results.</summary>
    private ErrorRecord? Apply(RepairPlan plan, Func<PlannedRepair, EndpointRepairResult> apply, RepairRun run, List<EndpointRepairResult> results)
    {
        try
        {
            foreach (var repair in plan.Repairs)
            {
                var result = apply(repair);
                results.Add(result);
                // A stopped pipeline takes no results any more.
                if (result.Undo is { } undo)
                    WriteVerbose(MessageText.Of(Messages.RepairDone, result.Action, result.ResourceId, result.Status, undo));
                // Without its journal nothing goes on.
                if (run.JournalError is { } error)
                    return CommandErrors.JournalUnwritable(JournalPath!, error);
            }

            return null;
        }
        catch (CommandException e)
        {
            return e.Error;
        }
        catch (Exception e) when (JournalPath is not null && e is (IOException or UnauthorizedAccessException))
        {
            return CommandErrors.JournalUnwritable(JournalPath!, e);
        }
    }

    /// <summary>The one place that asks.</summary>
    /// <exception cref="CommandException">Nobody can be asked.</exception>
    private EndpointRepairResult Do(RepairRun run, PlannedRepair repair, AwsConnection? connection, Action<Task> started)
    {
        if (run.SkipOf(repair) is { } skipped)
            return skipped;
        // A copy of a snapshot that nobody asked to be written is a preview.
        if (connection is null && _output is null && !this.IsWhatIf())
            return run.Preview(repair);
        if (!this.Ask(RepairPrompt.Of(repair, connection is null), asks: connection is not null, Force))
            return this.IsWhatIf() ? run.Preview(repair) : run.Decline(repair);
        return Await((progress, token) =>
        {
            var applying = run.ApplyAsync(repair, progress, token);
            started(applying);
            return applying;
        });
    }

    private EndpointRepairResult Permission(RepairRun run, IRepairExecutor executor, PlannedRepair repair)
    {
        var outcome = Await((_, token) => executor.CheckPermissionAsync(repair.Action, token));
        return run.Preview(repair) with { Permission = outcome.Permission, PermissionDetail = outcome.Detail };
    }
}
