namespace VpceTools.Reports;

/// <summary>A check that came to something else than before, and what made it so.</summary>
public sealed class ReportResultChange
{
    /// <summary>The endpoint.</summary>
    public required ReportEndpoint Endpoint { get; init; }

    /// <summary>The check.</summary>
    public required string Check { get; init; }

    /// <summary>What it came to before; empty where the endpoint was not there.</summary>
    public required string Before { get; init; }

    /// <summary>What it comes to now; empty where the endpoint is gone.</summary>
    public required string After { get; init; }

    /// <summary>Worse, Better or Different.</summary>
    public required string Trend { get; init; }

    /// <summary>What the check says now.</summary>
    public required string Message { get; init; }

    /// <summary>The changes that made it so.</summary>
    public IReadOnlyList<ReportChange> Causes { get; init; } = [];

    /// <summary>Whether nobody can tell now what could be told before.</summary>
    public bool IsUnknown => After == "Unknown";

    /// <summary>Whether it is worse.</summary>
    public bool IsWorse => Trend == "Worse";
}

/// <summary>A change of a resource.</summary>
public sealed class ReportChange
{
    /// <summary>The resource.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Its kind as CloudFormation names it.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>What changed.</summary>
    public required string Description { get; init; }

    /// <summary>The call that made it, by whom and when; empty where nobody knows.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>The change in one line.</summary>
    public string Text => $"{ResourceId}: {Description}{(MadeBy.Length == 0 ? "" : $" ({MadeBy})")}";
}
