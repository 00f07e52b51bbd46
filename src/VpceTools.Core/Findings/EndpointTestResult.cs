using VpceTools.Model;

namespace VpceTools.Findings;

/// <summary>What one check came to for one endpoint.</summary>
public sealed record EndpointTestResult
{
    /// <summary>The endpoint.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The endpoint's type.</summary>
    public required string EndpointType { get; init => field = ShownText.Line(value); }

    /// <summary>The endpoint's service.</summary>
    public required string ServiceName { get; init => field = ShownText.Line(value); }

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
    public required string Message { get; init => field = ShownText.Line(value); }

    /// <summary>The problems; empty when the check passed.</summary>
    public ValueList<Finding> Findings { get; init; } = [];

    /// <summary>The endpoint's address in the code that describes it; null where no code was read.</summary>
    public string? Address { get; init; }

    /// <summary>The file of that code; null where it is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line in that file, from one; null where it is not known.</summary>
    public int? Line { get; init; }

    /// <summary>How it is known what the endpoint refers to, the weakest reference counts; null where no code was read.</summary>
    public ReferenceProvenance? Provenance { get; init; }

    /// <summary>What the user asked, so that a repair asks the same again.</summary>
    internal CheckOptions? Options { get; init; }

    /// <summary>One line, for what shows results in a cell, as Group-Object does.</summary>
    public override string ToString() => $"{Check} of {EndpointId}: {Status}";
}

/// <summary>What a check came to.</summary>
public enum CheckStatus : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The check does not apply to the endpoint.</summary>
    NotApplicable,

    /// <summary>All is well.</summary>
    Passed,

    /// <summary>Some clients are affected, or resilience is.</summary>
    Warning,

    /// <summary>Nobody gets through, or a named client does not.</summary>
    Failed,

    /// <summary>Evidence is missing; the message says which call would supply it. Never counts as a pass.</summary>
    Unknown,
}

/// <summary>What a check is about, from the endpoint outwards.</summary>
public enum CheckLayer : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Whether the endpoint is there, with its interfaces, where it is wanted.</summary>
    State,

    /// <summary>Whether packets get there and back.</summary>
    Path,

    /// <summary>Whether names lead to it.</summary>
    Name,

    /// <summary>Whether calls are allowed through it.</summary>
    Policy,

    /// <summary>Whether it is set up so that it stays well.</summary>
    Hygiene,
}
