using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Checks;

/// <summary>What a check is: the catalogue's entry, and what the runner needs to know.</summary>
public sealed record CheckDescriptor
{
    /// <summary>The stable name, for example <c>SecurityGroupIngress</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the check asks, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it reads and how it decides, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>The endpoint types that it applies to.</summary>
    public required EndpointType AppliesTo { get; init; }

    /// <summary>The worst severity that its findings can have.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The point of the eight-point troubleshooting checklist that it covers, 1 to 8; null for a further check.</summary>
    public int? ChecklistItem { get; init; }

    /// <summary>The cause of "connection refused" that it covers, in words; null for a further check.</summary>
    public string? Cause { get; init; }

    /// <summary>The evidence without which it can say nothing.</summary>
    public ValueList<ResourceKind> Requires { get; init; } = [];

    /// <summary>Whether it asks the wire, so that it applies only where an endpoint was probed.</summary>
    public bool NeedsProbe { get; init; }

    /// <summary>The AWS page that the rule comes from.</summary>
    public required Uri Link { get; init; }
}
