using VpceTools.Checks;
using VpceTools.Model;

namespace VpceTools.Findings;

/// <summary>What one check came to for one endpoint.</summary>
public sealed record EndpointTestResult
{
    /// <summary>The endpoint.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The endpoint's type.</summary>
    public required string EndpointType { get; init; }

    /// <summary>The endpoint's service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The endpoint's VPC.</summary>
    public required string VpcId { get; init; }

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The check's name.</summary>
    public required string Check { get; init; }

    /// <summary>What the check asks, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it came to.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>Why, in one or two sentences.</summary>
    public required string Message { get; init; }

    /// <summary>The problems; empty when the check passed.</summary>
    public ValueList<Finding> Findings { get; init; } = [];

    /// <summary>What the user asked, so that a repair asks the same again.</summary>
    internal CheckOptions? Options { get; init; }

    /// <summary>One line, for what shows results in a cell, as Group-Object does.</summary>
    public override string ToString() => $"{Check} of {EndpointId}: {Status}";
}
