using System.Management.Automation;
using VpceTools.Addressing;
using VpceTools.Completers;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Output;
using VpceTools.Parameters;
using VpceTools.Paths;
using VpceTools.Reachability;
using VpceTools.Reading;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>
/// Starts from the symptom: does this workload reach that name? Resolves the name for each client, walks the packet there and back, and
/// says in one verdict what answers and what stands in between.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "VpcEndpointPath", DefaultParameterSetName = Sets.Live,
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EndpointPath), typeof(bool))]
public sealed partial class TestVpcEndpointPathCommand : EndpointCommand
{
    private Question? _question;
    private TaskCatalog _catalog = TaskCatalog.BuiltIn;
    private IReadOnlyList<WorkloadTask> _tasks = [];

    /// <summary>The clients: instances, interfaces, subnets, addresses, CIDR blocks, or functions by name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PathClientCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? From { get; set; }

    /// <summary>What they call: host names with or without a port, services' codes, buckets as <c>s3://name</c>, or addresses.</summary>
    [Parameter]
    [Alias("HostName")]
    [ArgumentCompleter(typeof(PathDestinationCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    /// <summary>
    /// What the clients do, such as <c>FargateTask</c> or <c>SessionManager</c>: all that it needs is asked for; wildcards.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(TaskNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Task { get; set; }

    /// <summary>A file of tasks of your own; see docs/guides/tasks.md.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TaskPath { get; set; }

    /// <summary>The port of all destinations; without it, the one after a colon, else the service's own.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Actions that the policy of an endpoint on the way must let pass.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Action { get; set; }

    /// <summary>The resources of the actions, by ARN.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Resource { get; set; }

    /// <summary>
    /// Also resolves the names and connects, and says where the wire is not as computed: from live clients that are instances through
    /// Systems Manager, for all others from this machine.
    /// </summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    /// <summary>How long each step of a probe may take.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Runs the script of a probe on instances without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Another endpoint of Systems Manager than the Region's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SsmEndpointUrl { get; set; }

    /// <summary>Gives true for each pair that is reachable through an endpoint or within the VPC, else false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Probe)
            RefuseProbeOfCode();
        var calls = EndOnError(() => Action is null ? null : PolicyCalls.Of(Action, Resource, null, Region));
        foreach (var doubt in calls?.Doubts ?? [])
            WriteWarning(doubt);
        _question = new Question([], new CheckOptions
        {
            Ports = Port is { } port ? [new Port(port)] : [],
            RequiredCalls = [.. calls?.Calls ?? []],
        })
        {
            IsQuiet = Quiet,
            WholeVpcs = true,
            DecidesNames = true,
            ClientIds = EndOnError(() => PathClients.Ids(From, Clients())),
            ClientBlocks = EndOnError(() => PathClients.Blocks(From, Clients())),
            NamesIn = NamesIn,
        };
        if (To.Length == 0 && Task is null)
            ThrowTerminatingError(CommandErrors.DestinationMissing());
        _catalog = EndOnError(() => TaskSelection.Catalog(SessionState.Path, TaskPath));
        _tasks = EndOnError(() => TaskSelection.Of(_catalog, Task ?? []));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var origins = new Dictionary<VpcNetwork, DiagnosisOrigin?>();
        foreach (var diagnosis in Diagnose(_question!))
            foreach (var network in diagnosis.Networks)
                origins[network] = diagnosis.Options.Origin;
        List<VpcNetwork> networks = [.. origins.Keys];
        if (networks.Count == 0)
            return;
        var named = EndOnError(() => PathClients.From(From, Clients(), networks));
        var refused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in named.Unknown)
            WriteUnanswered(CommandErrors.ClientNotFound(name, "what was read"), Quiet);
        var all = new PathFinder(networks, _question!.Options);
        foreach (var selection in named.Selections)
        {
            var options = _question.Options with { Clients = selection };
            var finder = all.Asking(options, network => options with { Origin = origins[network] });
            foreach (var id in finder.NotFound())
                WriteUnanswered(CommandErrors.ClientNotFound(id, "what was read"), Quiet);
            foreach (var clients in finder.Clients().GroupBy(from => from.Network))
            {
                WritePaths(finder, [.. clients], Destinations(clients.Key, refused));
                WriteTasks(finder, [.. clients]);
            }
        }

        if (Probe)
            ProbeAndWrite(networks.ConvertAll(network => (network, origins[network]?.Connection)));
    }

    private void WriteTasks(PathFinder finder, List<(VpcNetwork, Client)> clients)
    {
        // Whoever asks for whatever tasks there are wants to see which of them can be done where, before what each of them needs.
        var matrix = !Quiet && ArgumentText.Listed(Task ?? []).Any(name => !new NamePattern(name).IsLiteral) ? new TaskMatrix() : null;
        var paths = clients.SelectMany(from => _tasks.SelectMany(task => PathsOf(finder, from, task, matrix)));
        foreach (var path in matrix is null ? paths : [.. paths])
            Write(path);
    }

    private IEnumerable<EndpointPath> PathsOf(
        PathFinder finder, (VpcNetwork Network, Client Client) from, WorkloadTask task, TaskMatrix? matrix)
    {
        if (Work.Token.IsCancellationRequested)
            throw new PipelineStoppedException();
        var paths = TaskPaths.Find(finder, from.Network, from.Client, _catalog, task);
        if (matrix is null)
            return paths.Where(path => !Quiet || path.Need is null);
        List<EndpointPath> own = [.. paths.Select(path => path with { Matrix = matrix })];
        matrix.Add(finder.LookUpsOf(from.Network), from.Client, own[own.Count - 1], own.FindAll(path => path.Need is not null), _catalog);
        return own;
    }

    private void WritePaths(PathFinder finder, List<(VpcNetwork, Client)> clients, List<PathDestination> destinations)
    {
        try
        {
            foreach (var path in finder.FindAll(clients, destinations, Work.Token))
                Write(path);
        }
        catch (OperationCanceledException) when (Work.Token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>What is called, as a network's Region has it; what is no destination is refused once.</summary>
    private List<PathDestination> Destinations(VpcNetwork network, HashSet<string> refused)
    {
        var destinations = new List<PathDestination>();
        foreach (var text in ArgumentText.Listed(To))
            if (PathDestination.Parse(text, network.Region, network.AccountId) is { } destination)
                destinations.Add(destination);
            else if (refused.Add(text))
                WriteUnanswered(CommandErrors.DestinationInvalid(text), Quiet);
        return destinations;
    }

    /// <summary>The names that a live source reads the decisions on.</summary>
    private IEnumerable<string> NamesIn(string region) =>
        ArgumentText.Listed(To).Select(text => PathDestination.Parse(text, region)?.Name?.ToString()).OfType<string>()
            .Concat(_tasks.SelectMany(task => TaskPaths.NamesOf(_catalog, task, region)));

    private void Write(EndpointPath path)
    {
        if (Probe)
            _computed.Add(path);
        else
            WriteAnswer(path);
    }

    private void WriteAnswer(EndpointPath path)
    {
        if (Quiet)
            WriteObject(path.Verdict == PathVerdict.Reachable
                && (!Probe || path.Wire is { Status: CheckStatus.Passed, Differences.Count: 0 }));
        else
            WriteObject(OutputObject.From(path));
    }
}
