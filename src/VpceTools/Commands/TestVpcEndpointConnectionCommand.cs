using System.Management.Automation;
using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Loading;
using VpceTools.Model;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Probing;
using VpceTools.Reading;
using VpceTools.Repairing;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Resolves the names of endpoints, connects to them and says what that means, from this machine or from instances: one result for each
/// step and one verdict, or with -Quiet one Boolean, for each endpoint and machine.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpointConnection", DefaultParameterSetName = Sets.Live,
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EndpointConnectionResult), typeof(bool))]
public sealed class TestVpcEndpointConnectionCommand : EndpointCommand
{
    private readonly List<(string HostName, AwsConnection? Connection)> _hostNames = [];
    private readonly List<(string[]? Regions, EndpointSelection Selection, IReadOnlyList<string> Names)> _namesOfEndpoints = [];
    private readonly List<string> _instanceIds = [];
    private Question? _question;
    private InstanceProbing? _instances;

    /// <summary>Names to probe. Alone they need no EC2; with endpoints, they are probed in place of the endpoints' own names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DnsName")]
    [ValidateNotNullOrEmpty]
    public string[]? HostName { get; set; }

    /// <summary>DNS servers to ask beside the system's resolver: address, or address and port.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? DnsServer { get; set; }

    /// <summary>Instances that probe, through Systems Manager, in place of this machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClientInstanceCompleter))]
    public string[]? InstanceId { get; set; }

    /// <summary>Runs the script on instances without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Another endpoint of Systems Manager than the Region's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SsmEndpointUrl { get; set; }

    /// <summary>The port to connect to; without it, the service's own.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>How far to go on a connection; without it, as the port suggests.</summary>
    [Parameter]
    public ProbeProtocol? Protocol { get; set; }

    /// <summary>How often each step is done, for its latency.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int Count { get; set; } = 3;

    /// <summary>How long each step may take, its repetitions included.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Gives true where the endpoint answers, else false, for each endpoint and machine.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesCode => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _instances = new(Work, Aws, new(this, Force), SsmEndpointUrl);
        _question = EndOnError(() =>
        {
            if (Array.Find(DnsServer ?? [], server => !DnsServerAddress.TryParse(server, out _, out _)) is { } wrong)
                throw new CommandException(CommandErrors.DnsServerInvalid(wrong));
            return new Question([], new() { Clients = Clients(), Ports = Port is { } port ? [new Port(port)] : [] }) { IsQuiet = Quiet };
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var names = new List<string>();
        foreach (var name in HostName ?? [])
        {
            if (Uri.CheckHostName(HostOf(name)) == UriHostNameType.Unknown)
                WriteUnanswered(CommandErrors.HostNameInvalid(name), Quiet);
            else
                names.Add(HostOf(name));
        }

        // Names were given and none is one: without them something else would be probed.
        if (HostName is not null && names.Count == 0)
            return;

        if (InstanceId is not null && SnapshotPath is not null)
            ThrowTerminatingError(CommandErrors.InstancesOfSnapshot(InstanceId));
        if (InstanceId is not null && OrganizationRole is not null)
            ThrowTerminatingError(CommandErrors.ParametersConflict(nameof(OrganizationRole), nameof(InstanceId)));
        // Whatever instances and endpoints the pipeline names: every instance probes every endpoint.
        _instanceIds.AddRange((InstanceId ?? []).Where(id => !_instanceIds.Contains(id)));
        var live = Scope();
        // A name alone needs no EC2; with endpoints, it is probed in place of their own names.
        if (HostName is not null && live is not null && Id is null && VpcId is null && ServiceName is null)
        {
            _hostNames.AddRange(names.Select(name => (name, InstanceId is null ? null : OneConnection())));
            return;
        }

        if (HostName is not null)
            _namesOfEndpoints.Add((live is null ? null : Region, Selection(), names));
        Gather();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var diagnosis in Diagnose(_question!))
            Run(PlansFor(diagnosis), diagnosis.Connection);
        foreach (var group in _hostNames.Distinct().GroupBy(h => h.Connection, h => h.HostName))
            Run([.. group.Select(name => new Plan(null, WithOptions(new() { Names = [new ProbeName(name, NameKind.Given)] })))], group.Key);
    }

    private static bool IsIn(string[]? regions, AwsConnection? connection) =>
        regions is null || connection?.Region is not { } region || regions.Any(given => new NamePattern(given).Matches(region));

    /// <summary>The host of a URL, which is what people have at hand.</summary>
    private static string HostOf(string name) =>
        (name.Contains("://") && Uri.TryCreate(name, UriKind.Absolute, out var url) ? url.Host : name.Trim()).TrimEnd('.');

    private List<Plan> PlansFor(Diagnosis diagnosis)
    {
        var plans = new List<Plan>();
        foreach (var selected in diagnosis.Endpoints)
        {
            var configuration = diagnosis.ContextOf(selected);
            var names = NamesOf(selected.Endpoint, diagnosis.NetworkOf(selected), diagnosis.Connection).ToList();
            if (ProbePlan.For(configuration) is not { } request)
                WriteWarning($"The endpoint {selected.Endpoint.Id} ({selected.Endpoint.TypeName}) has no name and no address to probe.");
            else
                plans.Add(new(configuration, WithOptions(names.Count == 0 ? request
                    : request with { Names = [.. names.Select(name => new ProbeName(name, NameKind.Given))], ServerName = names[0] })));
        }

        return plans;
    }

    /// <summary>The names that the user gave for an endpoint; none where its own are to be probed.</summary>
    private IEnumerable<string> NamesOf(VpcEndpoint endpoint, VpcNetwork network, AwsConnection? connection) => _namesOfEndpoints
        .Where(given => IsIn(given.Regions, connection) && given.Selection.Matches(endpoint, network))
        .SelectMany(given => given.Names).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The way to the instances, which are in one account and Region.</summary>
    private AwsConnection OneConnection() => EndOnError(() =>
    {
        if (Region is { Length: > 1 } || (Region is [var only] && !new NamePattern(only).IsLiteral))
            throw new CommandException(CommandErrors.SeveralRegions(Region));
        return Account.Single(Region is [var region] ? region : null);
    });

    private ProbeRequest WithOptions(ProbeRequest request)
    {
        var port = Port ?? request.Port;
        return request with
        {
            Port = port,
            Protocol = Protocol ?? ProbePlan.ProtocolOf(port),
            DnsServers = [.. DnsServer ?? []],
            Count = Count,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        };
    }

    private void Run(List<Plan> plans, AwsConnection? connection)
    {
        if (plans.Count == 0)
            return;
        if (_instanceIds.Count == 0)
        {
            var requests = plans.ConvertAll(plan => plan.Request);
            Write(plans, Work.Await((progress, token) => EndpointProbing.RunAsync(LiveProbe.Local(), requests, progress, token)));
            return;
        }

        var account = connection ?? OneConnection();
        if (Try(() => _instances!.Find(account, _instanceIds)) is { } instances)
            plans.ForEach(plan => RunOnInstances(plan, account, instances));
    }

    private void RunOnInstances(Plan plan, AwsConnection connection, IReadOnlyList<ManagedInstance> instances)
    {
        var seen = EndOnError(() => _instances!.Run(plan.Request, connection, instances,
            error => WriteUnanswered(CommandErrors.From(error), Quiet)));
        if (seen.Count > 0)
            Write([plan], [seen]);
    }

    /// <summary>What fails for one endpoint must not cost the results of the others.</summary>
    private T? Try<T>(Func<T> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (NetworkSourceException e)
        {
            WriteUnanswered(CommandErrors.From(e), Quiet);
            return null;
        }
    }

    private void Write(List<Plan> plans, IReadOnlyList<IReadOnlyList<ProbeObservation>> seen)
    {
        foreach (var (plan, observation) in plans.Zip(seen, (plan, observations) => observations.Select(observation => (plan, observation)))
            .SelectMany(p => p))
        {
            var conclusion = ProbeDiagnosis.Conclude(observation, plan.Configuration);
            if (Quiet)
                WriteObject(conclusion.Status is not (CheckStatus.Failed or CheckStatus.Unknown));
            else
                WriteObject(ConnectionResults.Of(conclusion, plan.Configuration).Select(OutputObject.From), enumerateCollection: true);
        }
    }

    /// <summary>A probe of one endpoint, with what is known of it; null where only a name was given.</summary>
    private sealed record Plan(CheckContext? Configuration, ProbeRequest Request);
}
