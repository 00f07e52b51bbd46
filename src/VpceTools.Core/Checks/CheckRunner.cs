using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>Runs checks over the endpoints of a network. Everything that endpoints share is computed once.</summary>
public sealed class CheckRunner
{
    private static readonly ConditionalWeakTable<JoinedNetworks, NameIndex> JoinedNames = new();

    private readonly NetworkFilters _filters;
    private readonly CheckOptions _options;
    private readonly IReadOnlyList<ICheck> _checks;
    private readonly Lazy<NameIndex> _names;
    private readonly ConcurrentDictionary<string, ClientSet> _clientsOfVpc;
    private readonly Lazy<IReadOnlyList<(Contradiction What, CheckRunner Reading)>> _readings;

    /// <summary>Makes a runner.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What the user said.</param>
    /// <param name="checks">The checks to run, in this order; null for the whole catalogue.</param>
    public CheckRunner(VpcNetwork network, CheckOptions? options = null, IReadOnlyList<ICheck>? checks = null)
    {
        Index = new(network);
        _filters = new(Index);
        _names = new(() => NamesOf(network));
        _options = options ?? new();
        _checks = checks ?? CheckCatalog.All;
        _clientsOfVpc = new(StringComparer.Ordinal);
        _readings = new(() => ReadingsOf(network));
    }

    private CheckRunner(CheckRunner other, CheckOptions options, IReadOnlyList<ICheck>? checks)
    {
        (Index, _filters, _names, IsOneReading) = (other.Index, other._filters, other._names, other.IsOneReading);
        _checks = checks ?? other._checks;
        _clientsOfVpc = ReferenceEquals(options.Clients, other._options.Clients) ? other._clientsOfVpc : new(StringComparer.Ordinal);
        _readings = new(() => ReadingsOf(Index.Network));
        _options = options;
    }

    /// <summary>Whether contradictions between accounts are somebody else's matter: then the network is taken at its word.</summary>
    internal bool IsOneReading { get; init; }

    /// <summary>What decides names in the network and those that it was read with; shared as long as none of them is changed.</summary>
    private static NameIndex NamesOf(VpcNetwork network) => network.Place.Joined is { } joined && joined.Networks.Count > 1
        && joined.IsUnchanged(network) ? JoinedNames.GetValue(joined, j => NameIndex.From(j.Networks)) : NameIndex.From(network.WithJoined);

    /// <summary>The checks, in the order of the results.</summary>
    internal IReadOnlyList<ICheck> Checks => _checks;

    /// <summary>The look-ups over the network.</summary>
    public NetworkIndex Index { get; }

    /// <summary>The same questions about other ports; all that the ports do not change is shared.</summary>
    internal CheckRunner At(ValueList<Addressing.Port> ports) =>
        ports.Equals(_options.Ports) ? this : Asking(_options with { Ports = ports });

    /// <summary>Other questions about the same network, whose look-ups are shared.</summary>
    internal CheckRunner Asking(CheckOptions options, IReadOnlyList<ICheck>? checks = null) => new(this, options, checks);

    /// <summary>The clients of an endpoint. A gateway endpoint serves its own VPC only: no subnet of another is its client.</summary>
    public ClientSet ClientsOf(VpcEndpoint endpoint) => endpoint.Type != EndpointType.Gateway || !_options.Clients.IncludesRemote
        ? ClientsOf(endpoint.VpcId)
        : _clientsOfVpc.GetOrAdd($"{endpoint.VpcId}/", _ =>
            ClientResolver.Resolve(Index, endpoint.VpcId, _options.Clients with { IncludesRemote = false }));

    /// <summary>The clients of the endpoints of a VPC.</summary>
    public ClientSet ClientsOf(string vpcId) => _clientsOfVpc.GetOrAdd(vpcId, id => ClientResolver.Resolve(Index, id, _options.Clients));

    /// <summary>Everything that a check may ask about an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="observation">What a probe of it saw; null without a probe.</param>
    public CheckContext ContextOf(VpcEndpoint endpoint, ProbeObservation? observation = null) =>
        new(endpoint, _filters, ClientsOf(endpoint), _options, _names, observation);

    /// <summary>
    /// The kinds of evidence that verdicts on endpoints depend on and that are not at hand, of those that are read only then.
    /// </summary>
    /// <param name="network">What was read so far.</param>
    /// <param name="onDemand">The kinds in question.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="clients">The clients that are named.</param>
    public static ValueList<ResourceKind> WantedFor(VpcNetwork network, IEnumerable<ResourceKind> onDemand,
        IEnumerable<VpcEndpoint> endpoints, ClientSelection? clients = null)
    {
        var wanted = new HashSet<ResourceKind>();
        var runner = new CheckRunner(network, new() { Clients = clients ?? ClientSelection.None },
            checks: [.. CheckCatalog.All.Where(c => c.Descriptor.ReadsOnDemand.Count > 0)]);
        var kinds = runner._checks.SelectMany(c => c.Descriptor.ReadsOnDemand).Intersect(onDemand)
            .Where(kind => !runner.Index.Has(kind) && network.Failures.All(f => f.Kind != kind)).ToList();
        if (kinds.Count == 0)
            return [];
        foreach (var endpoint in endpoints)
        {
            var context = new CheckContext(endpoint, runner._filters, runner.ClientsOf(endpoint), runner._options, runner._names)
            {
                Wanted = wanted,
            };
            foreach (var check in runner._checks)
                _ = Run(check, context);
        }

        return kinds.Where(wanted.Contains).ToValueList();
    }

    /// <summary>Runs the checks for one endpoint. Lazy: stop enumerating to stop the work.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="observation">What a probe of it saw; null without a probe.</param>
    public IEnumerable<EndpointTestResult> Run(VpcEndpoint endpoint, ProbeObservation? observation = null)
    {
        if (Index.Network.Plan is { } plan)
            return new PlannedRun(this, plan).Run(endpoint, observation);
        return RunAsItIs(endpoint, observation);
    }

    /// <summary>The same for the network as it is, whatever else it can come to be.</summary>
    internal IEnumerable<EndpointTestResult> RunAsItIs(VpcEndpoint endpoint, ProbeObservation? observation)
    {
        var context = ContextOf(endpoint, observation);
        return _checks.Select(check => InDoubt(check, endpoint, Run(check, context)));
    }

    /// <summary>The networks as each description of what they contradict each other in would have them; none for most.</summary>
    private IReadOnlyList<(Contradiction, CheckRunner)> ReadingsOf(VpcNetwork network) =>
        IsOneReading ? [] : [.. Contradiction.Around(network).SelectMany(what => what.Readings,
            (what, reading) => (what, In(reading(network))))];

    /// <summary>What passes is said to pass only where it does by every description that was given.</summary>
    private EndpointTestResult InDoubt(ICheck check, VpcEndpoint endpoint, EndpointTestResult result)
    {
        if (result.Status is not (CheckStatus.Passed or CheckStatus.NotApplicable))
            return result;
        foreach (var (what, reading) in _readings.Value)
        {
            var then = Run(check, reading.ContextOf(reading.Index.Endpoints.TryGetValue(endpoint.Id, out var own) ? own : endpoint));
            if (then.Status is not (CheckStatus.Passed or CheckStatus.NotApplicable))
                return result with { Status = CheckStatus.Unknown, Message = $"{what.Remark} By one of them: {then.Message}" };
        }

        return result;
    }

    /// <summary>The same questions about another network.</summary>
    internal CheckRunner In(VpcNetwork network) => new(network, _options, _checks);

    /// <summary>Runs one check in a context.</summary>
    internal static EndpointTestResult Run(ICheck check, CheckContext context)
    {
        var (descriptor, endpoint) = (check.Descriptor, context.Endpoint);
        var outcome = endpoint.TypeName.Length == 0 ? CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the type"))
            : Applies(descriptor, endpoint) ? Judge(check, context)
            : CheckOutcome.NotApplicable($"Does not apply to {endpoint.TypeName} endpoints.");
        return new()
        {
            EndpointId = endpoint.Id,
            EndpointType = endpoint.TypeName,
            ServiceName = endpoint.ServiceName,
            VpcId = endpoint.VpcId,
            Region = context.Region,
            AccountId = context.AccountId,
            Check = descriptor.Name,
            Title = descriptor.Title,
            Status = outcome.Status,
            Message = outcome.Message,
            Findings = outcome.Findings,
            Options = context.Options,
        };
    }

    /// <summary>
    /// An endpoint of a type that this version does not know gets the checks of every type, and those for interfaces only when it has
    /// interfaces.
    /// </summary>
    private static bool Applies(CheckDescriptor descriptor, VpcEndpoint endpoint) =>
        (descriptor.AppliesTo & endpoint.Type) != default
        || (endpoint.Type == EndpointType.Other && endpoint.HasInterfaces && descriptor.AppliesTo.HasFlag(EndpointType.Interface));

    private static CheckOutcome Judge(ICheck check, CheckContext context)
    {
        var missing = check.Descriptor.Requires.Where(kind => !context.Index.Has(kind)).Select(MissingEvidence.Of).ToList();
        // Without it an endpoint has no clients, neighbours or routes, which would pass for there being none.
        if (check.Descriptor.NeedsVpc && context.Endpoint.VpcId.Length == 0)
            missing.Add(context.MissingOfEndpoint("the VPC"));
        var outcome = missing.Count > 0 ? CheckOutcome.Unknown(context.Index, [.. missing])
            : check.Descriptor.PortRules == PortRules.None ? check.Run(context) : PortJudgement.Run(check, context);
        return outcome.Status == CheckStatus.Passed && check.Descriptor.NeedsDeployment
            && context.Index.Network.Plan?.IsPlanned(context.Endpoint.Id) == true
            ? CheckOutcome.NotApplicable("The endpoint is not there yet: this shows once it is deployed.") : outcome;
    }
}
