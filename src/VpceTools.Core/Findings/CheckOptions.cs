using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;

namespace VpceTools.Findings;

/// <summary>What a user can say about a diagnosis.</summary>
public sealed record CheckOptions
{
    /// <summary>The default ports that clients send from: every port that some common client uses.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html</remarks>
    public static Interval<Port> DefaultEphemeralPorts { get; } =
        new(new Port(1024), new Port(Port.Maximum));

    /// <summary>The clients.</summary>
    public ClientSelection Clients { get; init; } = ClientSelection.None;

    /// <summary>
    /// The ports that clients connect to, each of which has to work. Empty takes those of the service: 443 for an AWS service unless AWS
    /// documents others; of customers' services and resources nobody knows them.
    /// </summary>
    public ValueList<Port> Ports { get; init; } = [];

    /// <summary>The ports that clients send from.</summary>
    public Interval<Port> EphemeralPorts { get; init; } = DefaultEphemeralPorts;

    /// <summary>How far a fix of a policy goes.</summary>
    public PolicyMode PolicyMode { get; init; }

    /// <summary>The quotas that a fix must respect.</summary>
    public RepairQuotas Quotas { get; init; } = RepairQuotas.Default;

    /// <summary>Where the network came from, for a repair that goes on from a finding; null where nobody said.</summary>
    internal DiagnosisOrigin? Origin { get; init; }

    /// <summary>The calls that endpoint policies must let pass. Each counts for the endpoints of its service.</summary>
    public ValueList<PolicyRequest> RequiredCalls { get; init; } = [];
}

/// <summary>How far the fix of an endpoint policy goes.</summary>
public enum PolicyMode
{
    /// <summary>The smallest statement that lets the required calls pass is added; without required calls nothing is.</summary>
    Minimal,

    /// <summary>The default policy is restored, which lets every call of everybody pass, also what somebody denied on purpose.</summary>
    FullAccess,
}
