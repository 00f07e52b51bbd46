using System.Management.Automation;
using VpceTools.Addressing;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Probing;
using VpceTools.Reading;

namespace VpceTools.Parameters;

/// <summary>A cmdlet about endpoints that runs the checks.</summary>
public abstract class DiagnosisCommand : EndpointCommand
{
    private const string Activity = "Diagnosing VPC endpoints";
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

    /// <summary>
    /// Clients: also every subnet of every VPC that is joined with the endpoint's, by an active peering connection or a common transit
    /// gateway.
    /// </summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    public SwitchParameter IncludeRemoteClients { get; set; }

    /// <summary>The ports that clients connect to, each of which has to work; without it, the service's own where it is known.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    /// <summary>The ports that clients send from, such as <c>32768-60999</c>; without it, 1024-65535.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string? EphemeralPortRange { get; set; }

    /// <summary>Actions that endpoint policies must let pass, such as <c>s3:GetObject</c>.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ActionCompleter))]
    public string[]? RequiredAction { get; set; }

    /// <summary>The resources of the required calls, by ARN; without it, any.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string[]? RequiredResource { get; set; }

    /// <summary>Who makes the required calls, by ARN; without it, anybody.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string[]? RequiredPrincipal { get; set; }

    /// <summary>Calls that endpoint policies must let pass, one by one: hashtables, or rows of a table.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public object[]? RequiredCall { get; set; }

    /// <summary>What the parameters ask; an argument that cannot be meant ends the command.</summary>
    /// <param name="isProbing">Whether the wire is looked at.</param>
    private protected Question Question(bool isProbing = false) => EndOnError(() =>
    {
        var checks = CheckSelection.Of(Check, ExcludeCheck);
        if (!isProbing && checks.All(check => check.Descriptor.NeedsProbe))
            WriteWarning("The selected checks look at the wire: without -Probe of Test-VpcEndpoint they do not apply, and give nothing.");
        return new Question(checks, new CheckOptions
        {
            Clients = Clients() with { IncludesRemote = IncludeRemoteClients },
            Ports = (Port ?? []).Distinct().Select(port => new Port(port)).ToValueList(),
            EphemeralPorts = EphemeralPorts(),
            RequiredCalls = RequiredCalls(),
        });
    });

    /// <summary>
    /// What the checks say about one endpoint after the other. Where a check breaks down, an error is written in its endpoint's place.
    /// </summary>
    /// <param name="diagnosis">The endpoints.</param>
    /// <param name="question">What is asked of them.</param>
    /// <param name="observations">What probes saw, by endpoint; null where nothing was probed.</param>
    private protected IEnumerable<IReadOnlyList<EndpointTestResult>> Run(
        Diagnosis diagnosis, Question question, IReadOnlyDictionary<string, ProbeObservation>? observations = null)
    {
        var (done, total) = (0, diagnosis.Endpoints.Count);
        using var answers = diagnosis.Run(observations, Work.Token).GetEnumerator();
        while (Next(answers))
        {
            if (done++ % EndpointsBetweenProgress == 0)
                Work.Show(new(Activity, $"{done - 1} of {total}", done - 1, total));
            if (answers.Current.Error is { } error)
                WriteUnanswered(error, question.IsQuiet);
            else
                yield return answers.Current.Results;
        }

        if (total > 0)
            Work.End(Activity);
    }

    private bool Next<T>(IEnumerator<T> answers)
    {
        try
        {
            return answers.MoveNext();
        }
        catch (OperationCanceledException) when (Work.Token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>The ports that clients send from.</summary>
    /// <exception cref="CommandException">The range is none.</exception>
    private protected Interval<Port> EphemeralPorts() =>
        EphemeralPortRange is null ? CheckOptions.DefaultEphemeralPorts : ArgumentText.Ports(EphemeralPortRange);

    private ValueList<PolicyRequest> RequiredCalls()
    {
        if (RequiredAction is null && (RequiredResource is not null || RequiredPrincipal is not null))
            throw new CommandException(CommandErrors.RequiredActionMissing());
        var asked = CallArgument.Read(RequiredCall, Region).ToList();
        if (RequiredAction is not null)
            asked.Insert(0, PolicyCalls.Of(RequiredAction, RequiredResource, RequiredPrincipal, Region));
        foreach (var doubt in asked.SelectMany(calls => calls.Doubts).Distinct(StringComparer.Ordinal))
            WriteWarning(doubt);
        return [.. asked.SelectMany(calls => calls.Calls).Distinct()];
    }
}
