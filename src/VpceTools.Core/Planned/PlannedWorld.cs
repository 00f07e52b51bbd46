using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>What code describes of a network: the resources that it makes, changes and takes away.</summary>
internal sealed record PlannedWorld
{
    /// <summary>The resources.</summary>
    public IReadOnlyList<PlannedResource> Resources { get; init; } = [];

    /// <summary>The values that are open and for which an id stands wherever they are used, such as a VPC that is a parameter.</summary>
    public IReadOnlyDictionary<string, OpenValue> StandIns { get; init; } = new Dictionary<string, OpenValue>();

    /// <summary>The Region; null where the code does not name it, so that its resources tell.</summary>
    public string? Region { get; init; }

    /// <summary>The account; null where the code does not name it.</summary>
    public string? AccountId { get; init; }

    /// <summary>Whether the code says that it is a part only, so that there may be more in every VPC.</summary>
    public bool IsPart { get; init; }

    /// <summary>What a reader should know about the code.</summary>
    public ValueList<string> Remarks { get; init; } = [];

    /// <summary>How the values can be had that the code does not tell.</summary>
    public string Advice { get; init; } = "";
}
