using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Where clients of an endpoint send their packets: one address of an interface, or the prefix list of a gateway endpoint.
/// </summary>
public sealed record Target
{
    /// <summary>The id of the interface or prefix list.</summary>
    public required string Id { get; init; }

    /// <summary>The VPC of the endpoint.</summary>
    public required string VpcId { get; init; }

    /// <summary>The subnet of the interface; null for a gateway endpoint, which lies in none.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The family of the addresses.</summary>
    public required IpFamily Family { get; init; }

    /// <summary>The destination addresses. A client needs all of them, since it cannot choose what DNS answers.</summary>
    public required IntervalSet<IpAddress> Addresses { get; init; }

    /// <summary>The security groups that the interface carries; null for a gateway endpoint, which has none.</summary>
    public ValueList<string>? GroupIds { get; init; }

    /// <summary>
    /// Whether the interface itself is not in the evidence, so that <see cref="Addresses"/> are those that its subnet could give it.
    /// Enough to judge security groups, which EC2 lists with the endpoint too, and for nothing else.
    /// </summary>
    public bool IsAssumed { get; init; }

    /// <summary>Whether the interface is only planned: any address of its subnet can become its own.</summary>
    internal bool IsPlanned { get; init; }

    /// <summary>Targets are keys of many tables.</summary>
    public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Id) * 31) + (int)Family);

    /// <summary>Whether this is a gateway endpoint's prefix list.</summary>
    public bool IsGateway => GroupIds is null;
}
