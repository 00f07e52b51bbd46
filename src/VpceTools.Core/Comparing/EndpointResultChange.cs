using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>A check that came to something else for an endpoint, and what made it so.</summary>
public sealed record EndpointResultChange
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

    /// <summary>What it came to before; null where the endpoint was not there.</summary>
    public required CheckStatus? Before { get; init; }

    /// <summary>What it comes to now; null where the endpoint is gone.</summary>
    public required CheckStatus? After { get; init; }

    /// <summary>Whether that is worse.</summary>
    public required ResultTrend Trend { get; init; }

    /// <summary>What the check says now.</summary>
    public required string Message { get; init => field = ShownText.Line(value); }

    /// <summary>
    /// The changes that made it so: all of <see cref="CauseSets"/>, each once. Without them the check would say what it said before.
    /// </summary>
    public ValueList<NetworkChange> Causes { get; init; } = [];

    /// <summary>
    /// The smallest sets of changes, each of which turns the result back when it is undone: with one change less, it does not. Several
    /// where either is enough; they have no change in common.
    /// </summary>
    public ValueList<ChangeSet> CauseSets { get; init; } = [];

    /// <summary>The problems that were not there before.</summary>
    public ValueList<Finding> NewFindings { get; init; } = [];

    /// <summary>The problems that are gone.</summary>
    public ValueList<Finding> GoneFindings { get; init; } = [];

    /// <summary>The problems that were there before and still are; only where code is compared.</summary>
    public ValueList<Finding> KeptFindings { get; init; } = [];

    /// <summary>The endpoint's address in the code that describes it; null where no code was read.</summary>
    public string? Address { get; init; }

    /// <summary>The file of that code; null where it is not known.</summary>
    public string? File { get; init; }

    /// <summary>The line in that file, from one; null where it is not known.</summary>
    public int? Line { get; init; }

    /// <summary>One line, for what shows results in a cell.</summary>
    public override string ToString() => $"{Check} of {EndpointId}: {Word(Before)} -> {Word(After)}";

    private static string Word(CheckStatus? status) => status?.ToString() ?? "none";
}

/// <summary>Changes that made a result what it is only together.</summary>
/// <param name="Changes">The changes.</param>
public sealed record ChangeSet(ValueList<NetworkChange> Changes)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Join(" and ", Changes);
}

/// <summary>Which way a result went.</summary>
public enum ResultTrend : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It is worse than it was: a status that is worse, or a problem that was not there.</summary>
    Worse,

    /// <summary>It is better than it was.</summary>
    Better,

    /// <summary>It is another one, neither better nor worse; or it cannot be told.</summary>
    Different,

    /// <summary>It is the same, with problems that were there before; only where code is compared.</summary>
    Unchanged,
}
