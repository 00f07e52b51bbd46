using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// One endpoint in its network, from the view of its clients: where they send their packets, and which of these get through.
/// </summary>
public class EndpointView
{
    private readonly NetworkFilters _filters;
    private readonly Lazy<TargetSet> _targets;

    // Checks ask about the same ports one after another.
    private readonly ConcurrentDictionary<Port, FlowAnalyzer> _analyzers;

    /// <summary>Looks at an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="filters">The packet sets of its network, which all endpoints share.</param>
    /// <param name="clients">The clients.</param>
    /// <param name="ports">The ports of the service.</param>
    /// <param name="ephemeralPorts">The ports that clients send from.</param>
    public EndpointView(VpcEndpoint endpoint, NetworkFilters filters, ClientSet clients, ServicePorts ports, Interval<Port> ephemeralPorts)
    {
        _filters = filters;
        Endpoint = endpoint;
        Clients = Nat64.For(endpoint, clients);
        Ports = ports;
        PortRange = ports.Ranges[0];
        EphemeralPorts = ephemeralPorts;
        Analyzer = new(filters, Port, IntervalSet<Port>.Of(ephemeralPorts));
        _analyzers = new() { [Port] = Analyzer };
        _targets = new(() => TargetSet.Of(endpoint, Index));
    }

    /// <summary>The same endpoint from the view of other clients.</summary>
    protected EndpointView(EndpointView other, ClientSelection clients)
    {
        (_filters, Endpoint, Ports, PortRange) = (other._filters, other.Endpoint, other.Ports, other.PortRange);
        (EphemeralPorts, Analyzer, _targets, _analyzers) = (other.EphemeralPorts, other.Analyzer, other._targets, other._analyzers);
        Clients = Nat64.For(Endpoint, ClientResolver.Resolve(Index, Endpoint.VpcId, clients));
    }

    /// <summary>The same endpoint and clients, on some of its ports.</summary>
    protected EndpointView(EndpointView other, Interval<Port> ports)
    {
        (_filters, Endpoint, Ports, Clients) = (other._filters, other.Endpoint, other.Ports, other.Clients);
        (EphemeralPorts, _targets, _analyzers, PortRange) = (other.EphemeralPorts, other._targets, other._analyzers, ports);
        Analyzer = _analyzers.GetOrAdd(Port, port => new(_filters, port, other.Analyzer.ClientPorts));
    }

    /// <summary>The endpoint.</summary>
    public VpcEndpoint Endpoint { get; }

    /// <summary>The look-ups over the network.</summary>
    public NetworkIndex Index => _filters.Index;

    /// <summary>The clients of the endpoint.</summary>
    public ClientSet Clients { get; }

    /// <summary>What is known of the ports of the service.</summary>
    public ServicePorts Ports { get; }

    /// <summary>The ports that this view judges: all of them fare alike.</summary>
    public Interval<Port> PortRange { get; }

    /// <summary>One of them, to send packets to.</summary>
    public Port Port => ServicePorts.Example(PortRange);

    /// <summary>For people: <c>TCP 443</c>.</summary>
    public string PortText => ServicePorts.Text(PortRange);

    /// <summary>The ports that clients send from.</summary>
    public Interval<Port> EphemeralPorts { get; }

    /// <summary>What computes which packets get through.</summary>
    public FlowAnalyzer Analyzer { get; }

    /// <summary>Where clients send their packets.</summary>
    public TargetSet Targets => _targets.Value;

    /// <summary>The endpoint's VPC; null where the evidence does not hold it.</summary>
    public Vpc? Vpc => Index.Vpcs.TryGetValue(Endpoint.VpcId, out var vpc) ? vpc : null;

    /// <summary>What AWS says about the endpoint's service; null where the evidence does not hold it.</summary>
    public VpcEndpointService? Service => Index.ServiceOf(Endpoint);

    /// <summary>The other endpoints of the endpoint's VPC.</summary>
    public IEnumerable<VpcEndpoint> Neighbours => Index.EndpointsOfVpc[Endpoint.VpcId].Where(other => other.Id != Endpoint.Id);

    /// <summary>The Region of the endpoint.</summary>
    public string? Region => Index.Network.Region;

    /// <summary>The account of the endpoint.</summary>
    public string? AccountId => Endpoint.OwnerId ?? Index.Network.AccountId;

    /// <summary>How the clients fare at some hops.</summary>
    public ClientReachability ReachabilityAt(params HopKind[] kinds) => ClientReachability.From(Analyzer, Clients, Targets, kinds);

    /// <summary>One resource that the evidence does not hold; the whole kind where none of it was described.</summary>
    public MissingEvidence Missing(ResourceKind kind, string resourceId) =>
        Index.Has(kind) ? MissingEvidence.Of(kind, resourceId) : MissingEvidence.Of(kind);

    /// <summary>Something about the endpoint itself that its description leaves out.</summary>
    /// <param name="what">What is left out, for example <c>the state</c>.</param>
    public MissingEvidence MissingOfEndpoint(string what) =>
        MissingEvidence.Of(ResourceKind.VpcEndpoint, Endpoint.Id) with { ResourceId = $"{what} of {Endpoint.Id}" };
}
