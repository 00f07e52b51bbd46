using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Intents;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Probing;
using VpceTools.Reachability;
using VpceTools.Reading;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Runs the checks over VPC endpoints: one result for each endpoint and check, or with -Quiet one Boolean for each endpoint. With
/// -IntentPath it holds the network against what a file intends: one result for each expectation.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpoint", DefaultParameterSetName = Sets.Live)]
[OutputType(typeof(EndpointTestResult), typeof(EndpointIntentResult), typeof(bool))]
public sealed class TestVpcEndpointCommand : DiagnosisCommand
{
    /// <summary>What a file of intents says itself, or what has nothing to do with it.</summary>
    private static readonly string[] NotOfIntents =
    [
        nameof(Check), nameof(ExcludeCheck), nameof(IncludeNotApplicable), nameof(Probe), nameof(Port), nameof(RequiredAction),
        nameof(RequiredResource), nameof(RequiredPrincipal), nameof(RequiredCall), nameof(ClientSubnetId), nameof(ClientSecurityGroupId),
        nameof(ClientInstanceId), nameof(ClientNetworkInterfaceId), nameof(ClientCidr),
        nameof(IncludeRemoteClients),
    ];

    private Question? _question;
    private ValueList<Intent>? _intents;
    private readonly List<NamePattern> _vpcs = [];
    private readonly List<NamePattern> _regions = [];

    /// <summary>A file that says who must, and must not, reach what: judged in place of the checks, each expectation to a result.</summary>
    [Parameter(ParameterSetName = Sets.Live)]
    [Parameter(ParameterSetName = Sets.Snapshot)]
    [ValidateNotNullOrEmpty]
    public string? IntentPath { get; set; }

    /// <summary>
    /// Gives true where no check failed and none is Unknown, else false. Warnings do not count: some clients get through.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Also gives the checks that do not apply to an endpoint.</summary>
    [Parameter]
    public SwitchParameter IncludeNotApplicable { get; set; }

    /// <summary>Also resolves names and opens connections from this machine, for the checks that the wire alone can answer.</summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    /// <summary>
    /// Also gives the paths that results and findings are about, hop by hop, as Test-VpcEndpointPath does: <c>Paths</c> and <c>Hops</c> of
    /// results, <c>Path</c> and <c>Hops</c> of findings.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludePath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Probe)
            RefuseProbeOfCode();
        _question = (IntentPath is null ? OfChecks(Question(isProbing: Probe))
            : EndOnError(() => QuestionOf(IntentPath))) with
        { IsQuiet = Quiet };
    }

    /// <summary>What the checks read is enough for them; a path goes through the rest as well.</summary>
    private Question OfChecks(Question question) => IncludePath ? question : question.ForItsChecks();

    private Question QuestionOf(string file)
    {
        foreach (var other in NotOfIntents.Where(MyInvocation.BoundParameters.ContainsKey))
            throw new CommandException(CommandErrors.ParametersConflict(nameof(IntentPath), other));
        var read = IntentArgument.Read(SessionState.Path, file);
        foreach (var doubt in read.Doubts)
            WriteWarning(doubt);
        _intents = read.Intents;
        return new([], new CheckOptions { EphemeralPorts = EphemeralPorts() })
        {
            WholeVpcs = true,
            DecidesNames = true,
            ClientIds = _intents.SelectMany(intent => PathClients.Ids([.. intent.From], ClientSelection.None)).Distinct().ToValueList(),
            ClientBlocks = _intents.SelectMany(intent => PathClients.Blocks([.. intent.From], ClientSelection.None)).Distinct()
                .ToValueList(),
            NamesIn = region => IntentRun.NamesIn(_intents, region),
        };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        _vpcs.AddRange((VpcId ?? []).Select(vpc => new NamePattern(vpc)));
        _regions.AddRange((Region ?? []).Select(region => new NamePattern(region)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_intents is not null)
        {
            WriteIntents(_intents);
            return;
        }

        foreach (var diagnosis in Diagnose(_question!))
        {
            var paths = IncludePath && !Quiet ? new ResultPaths(diagnosis) : null;
            foreach (var results in Run(diagnosis, _question!, Probe ? Observe(diagnosis) : null))
            {
                paths?.AddTo(results);
                Write(results);
            }
        }
    }

    private void WriteIntents(ValueList<Intent> intents)
    {
        const string Activity = "Judging expectations";
        var networks = new Dictionary<VpcNetwork, DiagnosisOrigin?>();
        foreach (var diagnosis in Diagnose(_question!))
            foreach (var network in diagnosis.Networks)
                networks[network] = diagnosis.Options.Origin;
        var run = new IntentRun(networks, _question!.Options, IntentPath!, (network, client) =>
            (_regions.Count == 0 || (network.Region is { } region && _regions.Exists(pattern => pattern.Matches(region))))
            && (_vpcs.Count == 0 || (client.VpcId is { } vpc && _vpcs.Exists(pattern => pattern.Matches(vpc)))));
        for (var i = 0; i < intents.Count; i++)
        {
            Work.Show(new(Activity, intents[i].Name, i, intents.Count));
            EndpointIntentResult result;
            try
            {
                result = run.Judge(intents[i], Work.Token);
            }
            catch (OperationCanceledException) when (Work.Token.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            WriteObject(Quiet ? result.Status == IntentStatus.Passed : OutputObject.From(result));
        }

        Work.End(Activity);
    }

    private Dictionary<string, ProbeObservation> Observe(Diagnosis diagnosis)
    {
        var planned = diagnosis.Endpoints.GroupBy(e => e.Endpoint.Id, StringComparer.Ordinal)
            .Select(alike => (Id: alike.Key, Request: ProbePlan.For(diagnosis.ContextOf(alike.First()))))
                .Where(plan => plan.Request is not null).ToList();
        var requests = planned.ConvertAll(plan => plan.Request! with { Count = 1 });
        var seen = Work.Await((progress, token) => EndpointProbing.RunAsync(LiveProbe.Local(), requests, progress, token));
        return planned.Zip(seen, (plan, observations) => (plan.Id, Observation: observations[0]))
            .ToDictionary(p => p.Id, p => p.Observation, StringComparer.Ordinal);
    }

    private void Write(IReadOnlyList<EndpointTestResult> results)
    {
        if (Quiet)
        {
            WriteObject(results.All(result => result.Status is not (CheckStatus.Failed or CheckStatus.Unknown)));
            return;
        }

        foreach (var result in results.Where(result => IncludeNotApplicable || result.Status != CheckStatus.NotApplicable))
            WriteObject(OutputObject.From(result));
    }
}
