using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>An observation beside the configuration that explains it; the configuration may be missing.</summary>
internal sealed class ProbeContext
{
    private readonly ProbedMachine _machine;
    private readonly IReadOnlyList<Explanation> _explanations;

    public ProbeContext(
        ProbeObservation observation, EndpointView? configuration, IReadOnlyList<Explanation> explanations,
            IReadOnlyList<NameAnswer>? expected = null)
    {
        Expected = expected ?? [];
        Observation = observation;
        Configuration = configuration;
        _machine = new(observation, configuration);
        _explanations = explanations;
        Addresses = observation.DnsAnswers.SelectMany(a => a.Addresses).Concat(observation.TcpAttempts.Select(t => t.Address))
            .Distinct().Select(Classifier.Classify).ToValueList();
    }

    public ProbeObservation Observation { get; }

    /// <summary>What the configuration says that the machine is answered; nothing where it is not known where the machine is.</summary>
    public IReadOnlyList<NameAnswer> Expected { get; }

    /// <summary>The endpoint and its network; null where only a host name is known.</summary>
    public EndpointView? Configuration { get; }

    public AddressClassifier Classifier => _machine.Classifier;

    /// <summary>The addresses that came up, each with whose it is.</summary>
    public ValueList<ClassifiedAddress> Addresses { get; }

    /// <summary>Whether the machine is in the endpoint's VPC; null where nothing tells.</summary>
    public bool? IsInVpc => _machine.IsInVpc;

    /// <summary>Why it cannot be told whether the machine is in the VPC; null where it can, or where there is no VPC.</summary>
    public string? Doubt => _machine.Doubt;

    /// <summary>The doubt as a cause.</summary>
    public IEnumerable<ProbableCause> MayBeOutside => Doubt is { } doubt ? [new() { Kind = CauseKind.HostOutsideVpc, Text = doubt }] : [];

    /// <summary>Why a failure may say nothing about the endpoint, in a sentence; null where it does.</summary>
    public string? Caveat => Configuration is null || IsInVpc == true ? null
        : Doubt ?? $"The probe came from {Machine}, outside {Configuration.Endpoint.VpcId}, so this may say nothing about the endpoint.";

    /// <summary>Whether the probed endpoint is a gateway endpoint, which names never lead to.</summary>
    public bool IsGateway => Configuration?.Endpoint.Type == EndpointType.Gateway;

    /// <summary>
    /// What a failure means: nothing can be told of the endpoint from outside its VPC. Where only a host name is known, a failure is one
    /// all the same.
    /// </summary>
    public CheckStatus FailedFromHere => FailedFrom(Configuration, IsInVpc);

    /// <summary>The machine in words.</summary>
    public string Machine => _machine.Name;

    /// <summary>
    /// What the configuration says of the endpoint's state and of the packets of the machine, by how directly it explains that they are
    /// lost.
    /// </summary>
    public IEnumerable<Explanation> Path =>
        _explanations.Where(e => e.Layer is CheckLayer.State or CheckLayer.Path).OrderBy(e => e.Layer).ThenBy(e => e.Cause);

    /// <summary>What the configuration says of the names.</summary>
    public IEnumerable<Explanation> Names => _explanations.Where(e => e.Layer == CheckLayer.Name);

    /// <summary>What the configuration says of the endpoint's policy; null without a configuration.</summary>
    public Explanation? Policy => _explanations.FirstOrDefault(e => e.Layer == CheckLayer.Policy);

    /// <summary>The same, of a machine that is in the VPC, or is not, or of which nothing tells.</summary>
    public static CheckStatus FailedFrom(EndpointView? configuration, bool? isInVpc) =>
        configuration is null || isInVpc == true ? CheckStatus.Failed : CheckStatus.Unknown;
}

/// <summary>
/// What a check of the configuration says, by which a conclusion explains what was seen. The conclusion runs no check itself.
/// </summary>
/// <param name="Result">The result, from the view of the machine that probed.</param>
/// <param name="Layer">What the check is about.</param>
/// <param name="Cause">Which cause its findings are.</param>
public sealed record Explanation(EndpointTestResult Result, CheckLayer Layer, CauseKind Cause);
