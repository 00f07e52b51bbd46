using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>All that the house needs to know of a check: no list of check names stands anywhere else.</summary>
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

    /// <summary>What it is about.</summary>
    public required CheckLayer Layer { get; init; }

    /// <summary>What it means for a change that sends clients to the endpoint, such as private DNS or a gateway's route.</summary>
    public RedirectRole Redirects { get; init; }

    /// <summary>The cause that its findings are of what a probe sees; null where they explain nothing that happens on the wire.</summary>
    public CauseKind? Explains { get; init; }

    /// <summary>The point of the eight-point troubleshooting checklist that it covers, 1 to 8; null for a further check.</summary>
    public int? ChecklistItem { get; init; }

    /// <summary>The cause of "connection refused" that it covers, in words; null for a further check.</summary>
    public string? Cause { get; init; }

    /// <summary>The evidence without which it can say nothing.</summary>
    public ValueList<ResourceKind> Requires { get; init; } = [];

    /// <summary>The evidence that is read only where its verdict turns out to depend on it.</summary>
    internal ValueList<ResourceKind> ReadsOnDemand { get; init; } = [];

    /// <summary>
    /// Of the evidence that a diagnosis by all checks reads, what its verdict can depend on, so that no call is made in vain where it alone
    /// is asked for; null for all of it.
    /// </summary>
    internal ValueList<ResourceKind>? Reads { get; init; }

    /// <summary>The rules by which what it says can differ from port to port.</summary>
    public PortRules PortRules { get; init; }

    /// <summary>Whether it depends on the VPC that the endpoint is in: without its id it can say nothing.</summary>
    public bool NeedsVpc { get; init; } = true;

    /// <summary>Whether it asks the wire, so that it applies only where an endpoint was probed.</summary>
    public bool NeedsProbe { get; init; }

    /// <summary>
    /// Whether a pass says something that shows only once the endpoint is there: of a planned one the question does not arise.
    /// </summary>
    public bool NeedsDeployment { get; init; }

    /// <summary>The AWS page that the rule comes from.</summary>
    public required Uri Link { get; init; }

    /// <summary>Its own page, below the repository's folder <c>docs</c>.</summary>
    public string Page => $"checks/{Name}.md";
}

/// <summary>What a check means for a change that sends clients to an endpoint.</summary>
public enum RedirectRole : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The change is possible only with what this check asks for: it depends on a repair of its findings.</summary>
    Enables,

    /// <summary>Clients get an answer only with what this check asks for: nothing sends them there before it passes.</summary>
    Gates,
}
