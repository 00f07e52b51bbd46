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
        Addresses = observation.DnsAnswers.SelectMany(a => a.Addresses).Concat(observation.TcpAttempts.Select(t => t.Address)).Distinct().Select(Classifier.Classify).ToValueList();
        var own = configuration?.Index.Network.NetworkInterfaces.Where(n => n.InstanceId is not null && n.InstanceId == observation.Vantage.InstanceId).ToList() ?? [];
        IsInVpc = own.Count > 0 ? own.Exists(n => n.VpcId == configuration!.Endpoint.VpcId) : Classifier.IsInVpc(Sources);
        _path = new(() => Results(PathChecks));
        _names = new(() => Results(NameChecks));
    }

    public ProbeObservation Observation { get; }

    /// <summary>The endpoint and its network; null where only a host name is known.</summary>
    public CheckContext? Configuration { get; }

    public AddressClassifier Classifier { get; }

    /// <summary>The addresses that came up, each with whose it is.</summary>
    public ValueList<ClassifiedAddress> Addresses { get; }

    /// <summary>Whether the machine is in the endpoint's VPC; null where nothing tells.</summary>
    public bool? IsInVpc { get; }

    /// <summary>Why it cannot be told whether the machine is in the VPC; null where it can, or where there is no VPC.</summary>
    public string? Doubt => Configuration is null || IsInVpc is not null ? null
        : Sources.Where(Classifier.InRange).Select(a => (IpAddress?)a).FirstOrDefault() is { } address
            ? $"{address} of {Machine} lies in the range of {Configuration.Endpoint.VpcId}, but no interface there has it: a network outside the VPC that overlaps, a container, or an interface newer than the evidence."
            : $"Nothing tells whether {Machine} is in {Configuration.Endpoint.VpcId}.";

    /// <summary>The doubt as a cause.</summary>
    public IEnumerable<ProbableCause> MayBeOutside => Doubt is { } doubt ? [new() { Kind = CauseKind.HostOutsideVpc, Text = doubt }] : [];

    /// <summary>Why a failure may say nothing about the endpoint, in a sentence; null where it does.</summary>
    public string? Caveat => Configuration is null || IsInVpc == true ? null
        : Doubt ?? $"The probe came from {Machine}, outside {Configuration.Endpoint.VpcId}, so this may say nothing about the endpoint.";

    /// <summary>Whether the probed endpoint is a gateway endpoint, which names never lead to.</summary>
    public bool IsGateway => Configuration?.Endpoint.Type == EndpointType.Gateway;

    /// <summary>What a failure means: nothing can be told of the endpoint from outside its VPC. Where only a host name is known, a failure is one all the same.</summary>
    public CheckStatus FailedFromHere => FailedFrom(Configuration, IsInVpc);

    /// <summary>The same, of a machine that is in the VPC, or is not, or of which nothing tells.</summary>
    public static CheckStatus FailedFrom(CheckContext? configuration, bool? isInVpc) => configuration is null || isInVpc == true ? CheckStatus.Failed : CheckStatus.Unknown;

    /// <summary>The checks of the path, from the view of the machine.</summary>
    public IReadOnlyList<EndpointTestResult> Path => _path.Value;

    /// <summary>The checks of the names.</summary>
    public IReadOnlyList<EndpointTestResult> Names => _names.Value;

    /// <summary>The machine in words.</summary>
    public string Machine => Observation.Vantage.InstanceId is { } id ? $"instance {id}" : $"this machine ({Observation.Vantage.Name})";

    /// <summary>The addresses that the machine sends from: those of its connections where there are any, since a machine can have many.</summary>
    private IReadOnlyCollection<IpAddress> Sources =>
        Observation.TcpAttempts.Select(t => t.LocalAddress).OfType<IpAddress>().Distinct().ToList() is { Count: > 0 } used ? used : Observation.Vantage.Addresses;

    private EndpointTestResult[] Results(ICheck[] checks) => Configuration is null ? [] : [.. CheckRunner.Run(checks, Configuration.For(Machines()))];

    /// <summary>The machine as a client: the instance, the interface that has its address, else the bare address.</summary>
    private ClientSelection Machines()
    {
        var index = Configuration!.Index;
        if (Observation.Vantage.InstanceId is { } id && index.Network.NetworkInterfaces.Any(n => n.InstanceId == id))
            return new() { InstanceIds = [id] };
        var interfaces = Sources.Select(Classifier.InterfaceOf).OfType<NetworkInterface>().Where(n => ClientResolver.IsWorkload(n, index)).Select(n => n.Id).Distinct().ToValueList();
        return interfaces.Count > 0 ? new() { NetworkInterfaceIds = interfaces } : new() { CidrBlocks = [.. Sources.Select(CidrBlock.OfHost)] };
    }
}
