using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>Everything that a check may ask about an endpoint: its view, what the user said, and what a probe concluded.</summary>
public sealed class CheckContext : EndpointView
{
    private readonly Lazy<ProbeConclusion?> _conclusion;
    private readonly Lazy<NameIndex> _names;

    internal CheckContext(VpcEndpoint endpoint, NetworkFilters filters, ClientSet clients, CheckOptions options,
        Lazy<NameIndex> names, ProbeObservation? observation = null)
        : base(endpoint, filters, clients, PortsOfEndpoint.Of(endpoint, filters.Index, options), options.EphemeralPorts)
    {
        Options = options;
        _names = names;
        _conclusion = new(() => observation is null ? null : ProbeDiagnosis.Conclude(observation, this));
    }

    private CheckContext(CheckContext other, ClientSelection clients)
        : base(other, clients)
    {
        Options = other.Options;
        _names = other._names;
        _conclusion = new(() => null);
    }

    /// <summary>What the user said.</summary>
    public CheckOptions Options { get; }

    /// <summary>What decides names.</summary>
    public NameIndex Names => _names.Value;

    /// <summary>
    /// Evidence that a verdict turned out to depend on and that is read only then; null where nobody asks. It is filled while a check runs.
    /// </summary>
    internal ISet<ResourceKind>? Wanted { get; init; }

    /// <summary>What a probe of the endpoint saw and what that means; null without a probe.</summary>
    public ProbeConclusion? Conclusion => _conclusion.Value;

    /// <summary>What AWS says of the ports of a service that has several; null where there is nothing to say.</summary>
    internal string? PortRemark => PortsOfEndpoint.RemarkOf(Endpoint);

    /// <summary>
    /// The numbers of ACL entries that findings about other ports propose already: who pastes all lines must not meet one twice.
    /// </summary>
    internal Dictionary<(string Acl, bool Egress), HashSet<int>>? EntryNumbers { get; }

    private CheckContext(CheckContext other, Interval<Port> ports, Dictionary<(string Acl, bool Egress), HashSet<int>>? numbers)
        : base(other, ports)
    {
        (Options, _conclusion, _names, EntryNumbers) = (other.Options, other._conclusion, other._names, numbers);
    }

    /// <summary>The same question about some of the ports.</summary>
    internal CheckContext At(Interval<Port> ports, Dictionary<(string Acl, bool Egress), HashSet<int>>? numbers = null) =>
        new(this, ports, numbers);

    /// <summary>The same question from the view of other clients; what was probed is left out.</summary>
    internal CheckContext For(ClientSelection clients) => new(this, clients);

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
