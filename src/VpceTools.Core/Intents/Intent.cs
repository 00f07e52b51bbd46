using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Policies;

namespace VpceTools.Intents;

/// <summary>What somebody intends: who reaches what, with which call, and by which way.</summary>
public sealed record Intent
{
    /// <summary>Its name, which no other in the file has.</summary>
    public required string Name { get; init; }

    /// <summary>The clients, as <c>-From</c> of Test-VpcEndpointPath takes them; none stands for all.</summary>
    public ValueList<string> From { get; init; } = [];

    /// <summary>What they call, as <c>-To</c> takes it.</summary>
    public ValueList<string> To { get; init; } = [];

    /// <summary>What they do, in place of what they call.</summary>
    public ValueList<WorkloadTask> Tasks { get; init; } = [];

    /// <summary>The port; null for the one after a colon, else the service's own.</summary>
    public Port? Port { get; init; }

    /// <summary>The calls that the policy of an endpoint on the way decides on; none asks for the way alone.</summary>
    public ValueList<PolicyRequest> Calls { get; init; } = [];

    /// <summary>How it is to be reached, or not.</summary>
    public required IntentReach Reach { get; init; }

    /// <summary>The line in the file at which it begins, counted from 1.</summary>
    public required int Line { get; init; }
}

/// <summary>By which way something is to be reached.</summary>
public enum IntentReach : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Through a VPC endpoint or within the VPC.</summary>
    Privately,

    /// <summary>By whatever way, over the internet too.</summary>
    AnyWay,

    /// <summary>By no way.</summary>
    Never,

    /// <summary>Privately or not at all.</summary>
    NeverOverInternet,
}
