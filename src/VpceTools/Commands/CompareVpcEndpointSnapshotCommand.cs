using System.Management.Automation;
using VpceTools.Comparing;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Planned;
using VpceTools.Reading;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Says what changed between two diagnoses, the cause first: each check result that differs with the changes that made it so, then the
/// other changes; of a plan, state or template what it introduces, leaves and mends; with -Quiet, whether every check came to the same.
/// </summary>
[Cmdlet(VerbsData.Compare, "VpcEndpointSnapshot", DefaultParameterSetName = Sets.Snapshot)]
[OutputType(typeof(EndpointResultChange), typeof(NetworkChange), typeof(bool))]
public sealed class CompareVpcEndpointSnapshotCommand : DiagnosisCommand
{
    private const string Activity = "Comparing VPC endpoints";
    private const int EndpointsBetweenProgress = 10;

    /// <summary>A snapshot's time is that of its end, and what it holds may have been read before.</summary>
    private static readonly TimeSpan Reading = TimeSpan.FromHours(1);
    private IReadOnlyList<string> _reference = [];
    private ValueList<CodeInput> _former = [];
    private Question? _question;
    private bool _isUnanswered;
    private CloudTrailEvents? _trail;

    /// <summary>
    /// What was: a folder or file of <c>aws ec2 describe-*</c> output; beside a plan, state or template also another one, which it is held
    /// against. Without it, a plan is held against the state from which it starts.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Reference { get; set; } = [];

    /// <summary>What is: a folder or file of <c>aws ec2 describe-*</c> output. Without it, live AWS.</summary>
    [Parameter(ParameterSetName = Sets.Snapshot, Position = 1)]
    [Alias("SnapshotPath")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Difference { get; set; }

    /// <summary>Endpoints by id, ARN or DNS name; wildcards. Without any selection, every endpoint.</summary>
    [Parameter(ParameterSetName = Sets.Live, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Sets.Snapshot, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("VpcEndpointId", "VpcEndpointIds", "EndpointId")]
    [EndpointIdTransformation]
    [ArgumentCompleter(typeof(EndpointIdCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[]? Id { get; set; }

    /// <summary>The difference, as the base class calls it; no parameter here.</summary>
    public override string[]? SnapshotPath
    {
        // A plan or template is laid over the snapshot with which it is compared.
        get => Difference ?? (Code.Count > 0 && !Live && _reference.Count > 0 ? [.. _reference] : null);
        set => Difference = value;
    }

    /// <summary>Files or folders of <c>aws cloudtrail lookup-events</c> output, which tell who made a change and when.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? CloudTrailPath { get; set; }

    /// <summary>Gives one Boolean: whether every check came to the same, and none is Unknown.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _question = Question() with { IsQuiet = Quiet };
        var all = Resolved(Reference);
        _former = Code.Count == 0 ? [] : EndOnError(() => ReferenceCode.In(all, Code));
        _reference = [.. all.Where(path => !_former.Any(input => input.Path == path))];
        if (all.Count == 0 && !Code.Any(input => input.Kind == CodeKind.Plan))
            ThrowTerminatingError(CommandErrors.ReferenceMissing());
        if (CloudTrailPath is null)
            return;
        try
        {
            _trail = CloudTrailEvents.Read(Resolved(CloudTrailPath));
            if (_trail.Count == 0)
                WriteWarning("The files of CloudTrail hold no event of a call that changed something.");
        }
        catch (NetworkSourceException e)
        {
            ThrowTerminatingError(CommandErrors.From(e));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Code.Count > 0)
        {
            CompareCode();
            return;
        }

        var before = ReadReference();
        var after = new List<(VpcNetwork Network, Diagnosis Diagnosis)>();
        foreach (var diagnosis in Diagnose(_question!))
            after.AddRange(diagnosis.Networks.Select(network => (network, diagnosis)));
        var isSame = after.Count > 0 && !_isUnanswered;
        foreach (var (was, now) in SnapshotPairs.Of(before, [.. after.Select(a => a.Network)]))
        {
            if (was is null || now is null)
            {
                isSame = false;
                WriteUnanswered(CommandErrors.CounterpartMissing(Place((was ?? now)!), was is null ? "the difference" : "the reference"),
                    Quiet);
                continue;
            }

            var diagnosis = after.First(a => ReferenceEquals(a.Network, now)).Diagnosis;
            isSame &= Compare(was, now, diagnosis);
        }

        if (Quiet)
            WriteObject(isSame && !_isUnanswered);
    }

    /// <summary>
    /// The network with the code against the same network without it; the former code is what the reference names, else the state from
    /// which a plan starts.
    /// </summary>
    private void CompareCode()
    {
        var diagnoses = Diagnose(_question!).ToList();
        var after = diagnoses.SelectMany(diagnosis => diagnosis.Networks).Distinct().ToList();
        IReadOnlyList<VpcNetwork> before = [.. after.Select(CodeReading.WithoutCode).OfType<VpcNetwork>()];
        try
        {
            foreach (var input in _former.Count > 0 ? _former
                : Code.Where(input => input.Kind == CodeKind.Plan).Select(input => input with { IsBefore = true, GraphPath = null }))
                before = CodeReading.Over(before, input, Work.Token);
        }
        catch (NetworkSourceException e)
        {
            WriteUnanswered(CommandErrors.From(e), Quiet, ends: true);
        }

        var selected = new HashSet<VpcEndpoint>(diagnoses.SelectMany(diagnosis => diagnosis.Endpoints.Select(e => e.Endpoint))
            .Concat(Selected(before)));
        var comparison = new CodeComparison(before, after, _question!.Checks, _question.Options);
        var changes = Work.Await((_, _) => Task.FromResult<IReadOnlyList<EndpointResultChange>>(
            [.. comparison.Compare((_, endpoint) => selected.Contains(endpoint))]));
        if (Quiet)
            WriteObject(after.Count > 0 && !_isUnanswered && !comparison.IsUnknownInBoth
                && changes.All(change => change.Trend == ResultTrend.Unchanged));
        else
            foreach (var change in changes)
                WriteObject(OutputObject.From(change));
    }

    /// <summary>One Boolean is given for all, at the end.</summary>
    private protected override void WriteUnanswered(ErrorRecord error, bool isQuiet, bool ends = false)
    {
        if (ends && !isQuiet)
            ThrowTerminatingError(error);
        _isUnanswered = true;
        WriteError(error);
    }

    private bool Compare(VpcNetwork was, VpcNetwork now, Diagnosis diagnosis)
    {
        // What live AWS was not asked for is not gone.
        if (diagnosis.Connection is not null && !IsEverything)
            was = SnapshotPairs.Within(was, now);
        var selected = new HashSet<string>(
            diagnosis.Endpoints.Where(e => ReferenceEquals(diagnosis.NetworkOf(e), now)).Select(e => e.Endpoint.Id)
                .Concat(Selected([was]).Select(endpoint => endpoint.Id)),
            StringComparer.Ordinal);
        var comparison = Work.Await((_, token) =>
            Task.FromResult(new DiagnosisComparison(was, now, _question!.Checks, diagnosis.Options, token)));
        if (_trail is not null)
            comparison.Tell(_trail, CreatedOf(_reference)?.Subtract(Reading), diagnosis.Connection is null
                ? CreatedOf(Resolved(Difference)) : null);
        var isSame = Write(comparison, [.. comparison.EndpointIds.Where(selected.Contains)]);
        if (!Quiet)
            foreach (var change in comparison.OtherChanges)
                WriteObject(OutputObject.From(change));
        return isSame;
    }

    private bool Write(DiagnosisComparison comparison, IReadOnlyList<string> ids)
    {
        var isSame = true;
        for (var i = 0; i < ids.Count; i++)
        {
            if (i % EndpointsBetweenProgress == 0)
                Work.Show(new(Activity, $"{i} of {ids.Count}", i, ids.Count));
            var id = ids[i];
            var found = Work.Await((_, _) => Task.FromResult<IReadOnlyList<EndpointResultChange>>([.. comparison.Compare(id)]));
            isSame &= found.Count == 0;
            if (!Quiet)
                foreach (var change in found)
                    WriteObject(OutputObject.From(change));
        }

        if (ids.Count > 0)
            Work.End(Activity);
        return isSame && !comparison.IsUnknownInBoth;
    }

    private List<VpcNetwork> ReadReference()
    {
        var networks = new List<VpcNetwork>();
        foreach (var path in _reference)
        {
            try
            {
                networks.AddRange(Work.Await((progress, token) => new SnapshotSource(path).ReadAsync(new(), progress, token)));
            }
            catch (NetworkSourceException e)
            {
                WriteUnanswered(CommandErrors.From(e), Quiet, ends: true);
            }
        }

        foreach (var remark in networks.SelectMany(network => network.Remarks).Distinct(StringComparer.Ordinal))
            WriteVerbose(remark);
        return networks;
    }

    private IReadOnlyList<string> Resolved(string[]? paths) =>
        EndOnError(() => (IReadOnlyList<string>)[.. (paths ?? []).SelectMany(path => SnapshotPaths.Resolve(SessionState.Path, path))]);

    /// <summary>When a snapshot was made; null where that is not one time.</summary>
    private static DateTimeOffset? CreatedOf(IReadOnlyList<string> paths) => paths.Count == 1 ? SnapshotExport.CreatedOf(paths[0]) : null;

    private static string Place(VpcNetwork network) =>
        $"Account {network.AccountId ?? "unknown"} in {network.Region ?? "an unknown Region"}";
}
