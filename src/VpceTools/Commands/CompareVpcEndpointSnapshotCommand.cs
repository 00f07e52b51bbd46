using System.Management.Automation;
using VpceTools.Comparing;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Reading;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Says what changed between two diagnoses, the cause first: each check result that differs with the changes that made it so, then the
/// other changes; with -Quiet, whether every check came to the same.
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
    private Question? _question;
    private bool _isUnanswered;
    private CloudTrailEvents? _trail;

    /// <summary>What was: a folder or file of <c>aws ec2 describe-*</c> output.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Reference { get; set; } = [];

    /// <summary>What is: a folder or file of <c>aws ec2 describe-*</c> output. Without it, live AWS.</summary>
    [Parameter(ParameterSetName = Sets.Snapshot, Mandatory = true, Position = 1)]
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
        get => Difference;
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
        _reference = Resolved(Reference);
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
