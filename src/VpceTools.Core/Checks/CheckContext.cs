using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>One endpoint with everything that a check may ask about it.</summary>
public sealed class CheckContext
{
    private readonly NetworkFilters _filters;
    private readonly Lazy<TargetSet> _targets;
    private readonly Lazy<ProbeConclusion?> _conclusion;

    internal CheckContext(VpcEndpoint endpoint, NetworkIndex index, NetworkFilters filters, ClientSet clients, CheckOptions options, ProbeObservation? observation = null)
    {
        _filters = filters;
        Endpoint = endpoint;
        Index = index;
        Clients = clients;
        Options = options;
        Port = options.Port ?? ServicePort.Of(endpoint.ServiceName);
        Analyzer = new(filters, Port, IntervalSet<Port>.Of(options.EphemeralPorts));
        _targets = new(() => TargetSet.Of(endpoint, index));
        _conclusion = new(() => observation is null ? null : Conclusions.Of(observation, this));
    }

    /// <summary>The endpoint.</summary>
    public VpcEndpoint Endpoint { get; }

    /// <summary>The look-ups over the network.</summary>
    public NetworkIndex Index { get; }

    /// <summary>The clients of the endpoint.</summary>
    public ClientSet Clients { get; }

    /// <summary>What the user said.</summary>
    public CheckOptions Options { get; }

    /// <summary>The port of the service.</summary>
    public Port Port { get; }

    /// <summary>What to add to advice that names a port of which only the owner of the service knows whether it is right; else empty.</summary>
    public string PortNote => Options.Port is null && ServicePort.IsAssumed(Endpoint.ServiceName)
        ? $" Port {Port} is assumed, since EC2 does not say where an endpoint service listens: give another one with -Port." : "";

    /// <summary>What computes which packets get through.</summary>
    public FlowAnalyzer Analyzer { get; }

    /// <summary>Where clients send their packets.</summary>
    public TargetSet Targets => _targets.Value;

    /// <summary>What a probe of the endpoint saw and what that means; null without a probe.</summary>
    public ProbeConclusion? Conclusion => _conclusion.Value;

    /// <summary>The endpoint's VPC; null where the evidence does not hold it.</summary>
    public Vpc? Vpc => Index.Vpcs.TryGetValue(Endpoint.VpcId, out var vpc) ? vpc : null;

    /// <summary>What AWS says about the endpoint's service; null where the evidence does not hold it.</summary>
    public VpcEndpointService? Service => ServiceOf(Endpoint);

    /// <summary>The Region of the endpoint.</summary>
    public string? Region => Index.Network.Region;

    /// <summary>The account of the endpoint.</summary>
    public string? AccountId => Endpoint.OwnerId ?? Index.Network.AccountId;

    /// <summary>The same question from the view of other clients.</summary>
    public CheckContext For(ClientSelection clients) => new(Endpoint, Index, _filters, ClientResolver.Resolve(Index, Endpoint.VpcId, clients), Options);

    /// <summary>How the clients fare at some hops.</summary>
    public Survey Survey(params HopKind[] kinds) => Reachability.Survey.Of(Analyzer, Clients, Targets, kinds);

    /// <summary>What AWS says about the service of an endpoint, as the endpoint's type has it; null where the evidence does not hold it.</summary>
    public VpcEndpointService? ServiceOf(VpcEndpoint endpoint) => Index.ServiceOf(endpoint);

    /// <summary>One resource that the evidence does not hold; the whole kind where none of it was described.</summary>
    public MissingEvidence Missing(ResourceKind kind, string resourceId) =>
        Index.Has(kind) ? MissingEvidence.Of(kind, resourceId) : MissingEvidence.Of(kind);

    /// <summary>Something about the endpoint itself that its description leaves out.</summary>
    /// <param name="what">What is left out, for example <c>the state</c>.</param>
    public MissingEvidence MissingOfEndpoint(string what) =>
        MissingEvidence.Of(ResourceKind.VpcEndpoint, Endpoint.Id) with { ResourceId = $"{what} of {Endpoint.Id}" };

    /// <summary>A finding about this endpoint, filled in with what all findings share.</summary>
    public Finding Finding(ICheck check, Severity severity, string resourceId, string resourceType, string summary) => new()
    {
        Severity = severity,
        Check = check.Descriptor.Name,
        EndpointId = Endpoint.Id,
        ServiceName = Endpoint.ServiceName,
        VpcId = Endpoint.VpcId,
        Region = Region,
        AccountId = AccountId,
        ResourceId = resourceId,
        ResourceType = resourceType,
        Summary = summary,
        Options = Options,
    };
}
