using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>
/// A resource that VPC Lattice shares, as GetResourceConfiguration gives it: what a resource endpoint leads to, and the ports at which
/// consumers may use it.
/// </summary>
/// <param name="Arn">The ARN, which a resource endpoint names.</param>
/// <param name="PortRanges">The TCP ports; empty where AWS decides, as for a database that is named by its ARN.</param>
/// <param name="Status"><c>ACTIVE</c>, <c>CREATE_FAILED</c>, …; null where the answer does not say.</param>
/// <param name="CustomDomainName">The name that private DNS answers; null without one.</param>
/// <remarks>https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_GetResourceConfiguration.html</remarks>
public sealed record ResourceConfiguration(
    string Arn, ValueList<Interval<Port>> PortRanges, string? Status = null, string? CustomDomainName = null);

public sealed partial record VpcNetwork
{
    /// <summary>The resource configurations behind resource endpoints.</summary>
    public ValueList<ResourceConfiguration> ResourceConfigurations { get; init; } = [];
}
