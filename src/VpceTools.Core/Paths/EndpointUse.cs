using VpceTools.Model;

namespace VpceTools.Paths;

/// <summary>
/// Who depends on an endpoint, by names and routes: nothing was measured. What it does not tell is in <see cref="NotSeen"/>.
/// </summary>
public sealed record EndpointUse
{
    /// <summary>The endpoint.</summary>
    public required string EndpointId { get; init; }

    /// <summary>Its type, as AWS names it.</summary>
    public required string EndpointType { get; init; }

    /// <summary>Its service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Its VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>Its Region.</summary>
    public string? Region { get; init; }

    /// <summary>Its account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The answer in one word.</summary>
    public required EndpointUsage Usage { get; init; }

    /// <summary>Why, in one or two sentences.</summary>
    public required string Message { get; init => field = ShownText.Line(value); }

    /// <summary>The names that were asked for.</summary>
    public ValueList<string> Names { get; init; } = [];

    /// <summary>Workloads that are led to it and get through.</summary>
    public ValueList<string> UsedBy { get; init; } = [];

    /// <summary>Those of them that reach the service in no other way, as computed on the network without the endpoint.</summary>
    public ValueList<string> NeededBy { get; init; } = [];

    /// <summary>Workloads that are led to it and do not get through.</summary>
    public ValueList<string> BlockedClients { get; init; } = [];

    /// <summary>Subnets from which a workload would be led to it, whether or not one runs there.</summary>
    public ValueList<string> ServesSubnets { get; init; } = [];

    /// <summary>What workloads that were recognised by their network interfaces need it for.</summary>
    public ValueList<string> InferredTasks { get; init; } = [];

    /// <summary>The tasks that need such an endpoint, whether or not one runs here.</summary>
    public ValueList<string> PossibleTasks { get; init; } = [];

    /// <summary>What could use it and was not seen, with what would tell. Never empty: nobody can see all.</summary>
    public ValueList<string> NotSeen { get; init; } = [];

    /// <summary>What it costs a month, as a formula; prices are on the <see cref="PricePage"/>.</summary>
    public required string Cost { get; init; }

    /// <summary>Where the prices are.</summary>
    public required Uri PricePage { get; init; }
}

/// <summary>Whether an endpoint is of use.</summary>
public enum EndpointUsage : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The evidence does not tell.</summary>
    Unknown,

    /// <summary>A workload that was seen has no other way to the service.</summary>
    Needed,

    /// <summary>Workloads are led to it, and each of them has another way too.</summary>
    Used,

    /// <summary>Workloads are led to it, and none gets through.</summary>
    Blocked,

    /// <summary>No workload that was seen is led to it.</summary>
    Idle,
}
