using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>An observation beside the configuration that explains it; the configuration may be missing.</summary>
internal sealed class ProbeContext
{
    /// <summary>The checks that say whether packets get through.</summary>
    private static readonly ICheck[] PathChecks =
    [
        new EndpointStateCheck(), new SecurityGroupIngressCheck(), new ClientSecurityGroupEgressCheck(), new NetworkAclCheck(), new RouteCheck(),
        new RouteTableAssociationCheck(), new PrefixListRouteCheck(), new NetworkInterfaceCheck(),
    ];

    /// <summary>The checks that say what names lead to.</summary>
    private static readonly ICheck[] NameChecks = [new PrivateDnsCheck(), new VpcDnsCheck(), new PrivateDnsConflictCheck(), new DhcpOptionsCheck()];

    private readonly Lazy<IReadOnlyList<EndpointTestResult>> _path;
    private readonly Lazy<IReadOnlyList<EndpointTestResult>> _names;

    public ProbeContext(ProbeObservation observation, CheckContext? configuration)
    {
        Observation = observation;
        Configuration = configuration;
        Classifier = configuration is null ? new() : new(configuration.Endpoint, configuration.Index);
        IsInVpc = observation.Vantage.InstanceId is { } id && configuration is not null && configuration.Index.InterfacesOfVpc[configuration.Endpoint.VpcId].Any(n => n.InstanceId == id)
            ? true
            : Classifier.IsInVpc(Sources);
        _path = new(() => Results(PathChecks));
        _names = new(() => Results(NameChecks));
    }

    public ProbeObservation Observation { get; }

    /// <summary>The endpoint and its network; null where only a host name is known.</summary>
    public CheckContext? Configuration { get; }

    public AddressClassifier Classifier { get; }

    /// <summary>Whether the machine is in the endpoint's VPC; null where nothing tells.</summary>
    public bool? IsInVpc { get; }

    /// <summary>Whether the probed endpoint is a gateway endpoint, which names never lead to.</summary>
    public bool IsGateway => Configuration?.Endpoint.Type == EndpointType.Gateway;

    /// <summary>What a failure means: nothing can be told of the endpoint from outside its VPC.</summary>
    public CheckStatus FailedFromHere => IsInVpc == true ? CheckStatus.Failed : CheckStatus.Unknown;

    /// <summary>The checks of the path, from the view of the machine.</summary>
    public IReadOnlyList<EndpointTestResult> Path => _path.Value;

    /// <summary>The checks of the names.</summary>
    public IReadOnlyList<EndpointTestResult> Names => _names.Value;

    /// <summary>The machine in words.</summary>
    public string Machine => Observation.Vantage.InstanceId is { } id ? $"instance {id}" : $"this machine ({Observation.Vantage.Name})";

    /// <summary>The addresses that the machine sends from: those of its connections where there are any, since a machine can have many.</summary>
    private IEnumerable<IpAddress> Sources =>
        Observation.TcpAttempts.Select(t => t.LocalAddress).OfType<IpAddress>().Distinct() is var used && used.Any() ? used : Observation.Vantage.Addresses;

    private EndpointTestResult[] Results(ICheck[] checks) => Configuration is null ? [] : [.. CheckRunner.Run(checks, Configuration.For(Machines()))];

    /// <summary>The machine as a client: the instance, the interface that has its address, else the bare address.</summary>
    private ClientSelection Machines()
    {
        var index = Configuration!.Index;
        if (Observation.Vantage.InstanceId is { } id && index.Network.NetworkInterfaces.Any(n => n.InstanceId == id))
            return new() { InstanceIds = [id] };
        var sources = Sources.ToList();
        var interfaces = sources.Select(Classifier.InterfaceOf).OfType<NetworkInterface>().Where(n => ClientResolver.IsWorkload(n, index)).Select(n => n.Id).Distinct().ToValueList();
        return interfaces.Count > 0 ? new() { NetworkInterfaceIds = interfaces } : new() { CidrBlocks = [.. sources.Select(CidrBlock.OfHost)] };
    }
}
