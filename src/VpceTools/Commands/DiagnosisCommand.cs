using System.Management.Automation;
using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Resources;
using VpceTools.Selection;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>A cmdlet that runs the checks and hands the results of one endpoint after the other to the derived cmdlet.</summary>
public abstract class DiagnosisCommand : NetworkCommand
{
    private const int EndpointsBetweenProgress = 25;

    /// <summary>The checks to run; wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Check { get; set; }

    /// <summary>The checks to leave out; wildcards.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? ExcludeCheck { get; set; }

    /// <summary>The port that clients connect to; without it, the service's own.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>The ports that clients send from, such as <c>32768-60999</c>; without it, 1024-65535.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string? EphemeralPortRange { get; set; }

    /// <summary>Actions that endpoint policies must let pass, such as <c>s3:GetObject</c>.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? RequiredAction { get; set; }

    /// <summary>The resources of the required calls, by ARN; without it, any.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? RequiredResource { get; set; }

    /// <summary>Who makes the required calls, by ARN; without it, anybody.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = SnapshotSet)]
    [ValidateNotNullOrEmpty]
    public string[]? RequiredPrincipal { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!IsProbing && CheckSelection.Of(Check, ExcludeCheck).All(check => check.Descriptor.NeedsProbe))
            WriteWarning(Messages.ProbeNeeded);
    }

    /// <summary>Whether the wire is looked at.</summary>
    private protected virtual bool IsProbing => false;

    /// <summary>Writes what the checks say about one endpoint.</summary>
    private protected abstract void Write(IReadOnlyList<EndpointTestResult> results);

    /// <summary>Runs the checks and writes what they say, unless a derived cmdlet does more.</summary>
    private protected override void Handle(Diagnosis diagnosis, AwsConnection? connection) => WriteAll(diagnosis);

    private protected override IReadOnlyList<ICheck> Checks() => CheckSelection.Of(Check, ExcludeCheck);

    private protected override CheckOptions Options() => base.Options() with
    {
        Port = Port is { } port ? new Port(port) : null,
        EphemeralPorts = EphemeralPortRange is null ? CheckOptions.DefaultEphemeralPorts : ArgumentText.Ports(EphemeralPortRange),
        RequiredCalls = RequiredCalls(),
    };

    private protected void WriteAll(Diagnosis diagnosis)
    {
        var (done, total) = (0, diagnosis.Endpoints.Count);
        try
        {
            foreach (var (results, error) in diagnosis.Run(StopToken))
            {
                if (done++ % EndpointsBetweenProgress == 0)
                    ShowProgress(new(Messages.Diagnosing, MessageText.Of(Messages.DoneOfTotal, done, total), done, total));
                if (error is null)
                    Write(results);
                else
                    WriteUnanswered(error);
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (total > 0)
            EndProgress(Messages.Diagnosing);
    }

    private ValueList<PolicyRequest> RequiredCalls()
    {
        if (RequiredAction is null)
            return RequiredResource is null && RequiredPrincipal is null ? [] : throw new CommandException(CommandErrors.RequiredActionMissing());
        foreach (var doubt in PolicyCalls.Doubts(RequiredAction))
            WriteWarning(doubt);
        return [.. PolicyCalls.Of(RequiredAction, RequiredResource, RequiredPrincipal, Region)];
    }
}
