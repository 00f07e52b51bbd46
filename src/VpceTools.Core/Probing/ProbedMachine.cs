using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>The machine that probed, as the network around the endpoint knows it: whether it is in the VPC, and as which client.</summary>
internal sealed class ProbedMachine
{
    private readonly ProbeObservation _observation;
    private readonly EndpointView? _view;

    /// <summary>Looks for the machine in a network.</summary>
    /// <param name="observation">What was seen from it.</param>
    /// <param name="view">The endpoint and its network; null where only a host name is known.</param>
    public ProbedMachine(ProbeObservation observation, EndpointView? view)
    {
        (_observation, _view) = (observation, view);
        Classifier = view is null ? new() : new(view.Endpoint, view.Index);
        var own = view?.Index.Network.NetworkInterfaces.Where(n =>
            n.InstanceId is not null && n.InstanceId == observation.Vantage.InstanceId).ToList() ?? [];
        IsInVpc = own.Count > 0 ? own.Exists(n => n.VpcId == view!.Endpoint.VpcId) : Classifier.IsInVpc(Sources);
    }

    public AddressClassifier Classifier { get; }

    /// <summary>Whether the machine is in the endpoint's VPC; null where nothing tells.</summary>
    public bool? IsInVpc { get; }

    /// <summary>The machine in words.</summary>
    public string Name => _observation.Vantage.InstanceId is { } id ? $"instance {id}" : $"this machine ({_observation.Vantage.Name})";

    /// <summary>Why it cannot be told whether the machine is in the VPC; null where it can, or where there is no VPC.</summary>
    public string? Doubt => _view is null || IsInVpc is not null ? null
        : Sources.Where(Classifier.InRange).Select(a => (IpAddress?)a).FirstOrDefault() is { } address
            ? $"{address} of {Name} lies in the range of {_view.Endpoint.VpcId}, but no interface there has it: a network outside the VPC "
                + "that overlaps, "
                + "a container, or an interface newer than the evidence."
            : $"Nothing tells whether {Name} is in {_view.Endpoint.VpcId}.";

    /// <summary>
    /// The addresses that the machine sends from: those of its connections where there are any, since a machine can have many.
    /// </summary>
    private IReadOnlyCollection<IpAddress> Sources =>
        _observation.TcpAttempts.Select(t => t.LocalAddress).OfType<IpAddress>().Distinct().ToList() is { Count: > 0 } used
            ? used : _observation.Vantage.Addresses;

    /// <summary>The machine as a client: the instance, the interface that has its address, else the bare address.</summary>
    public ClientSelection ToClients(NetworkIndex index)
    {
        if (_observation.Vantage.InstanceId is { } id && index.Network.NetworkInterfaces.Any(n => n.InstanceId == id))
            return new() { InstanceIds = [id] };
        var interfaces = Sources.Select(Classifier.InterfaceOf).OfType<NetworkInterface>().Where(n => ClientResolver.IsWorkload(n, index))
            .Select(n => n.Id).Distinct().ToValueList();
        return interfaces.Count > 0 ? new() { NetworkInterfaceIds = interfaces }
            : new() { CidrBlocks = [.. Sources.Select(CidrBlock.OfHost)] };
    }
}
