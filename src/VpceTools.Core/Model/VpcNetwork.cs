namespace VpceTools.Model;

/// <summary>
/// Everything that is known of the VPCs of one account and Region, as data. Both sources build it; checks, simulation and repair
/// read it. What is not known is said: <see cref="Described"/> lists the evidence at hand, <see cref="Failures"/> the calls that gave none.
/// </summary>
public sealed partial record VpcNetwork
{
    /// <summary>The account; null where no resource names its owner.</summary>
    public string? AccountId { get; init; }

    /// <summary>The Region; null where nothing names it.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The kinds of evidence that were asked for and answered, if only with an empty list. Of answers that are about one VPC, zone, rule
    /// group, domain list or Profile this says that one is there at least; they say themselves what they are about.
    /// </summary>
    public ValueList<ResourceKind> Described { get; init; } = [];

    /// <summary>The describe calls that were denied or failed.</summary>
    public ValueList<DescribeFailure> Failures { get; init; } = [];

    /// <summary>Endpoints that the query names and that do not exist.</summary>
    public ValueList<string> MissingEndpointIds { get; init; } = [];

    /// <summary>What the query names as endpoints although it cannot be an endpoint's id.</summary>
    public ValueList<string> MalformedEndpointIds { get; init; } = [];

    /// <summary>
    /// The VPC endpoints: those that the query selects and their neighbours in the same VPCs, since an endpoint is judged by them too
    /// (companions, names that conflict). A query tells them apart.
    /// </summary>
    public ValueList<VpcEndpoint> Endpoints { get; init; } = [];

    /// <summary>The services behind the endpoints.</summary>
    public ValueList<VpcEndpointService> Services { get; init; } = [];

    /// <summary>The VPCs.</summary>
    public ValueList<Vpc> Vpcs { get; init; } = [];

    /// <summary>The DNS attributes of the VPCs.</summary>
    public ValueList<VpcDnsAttributes> VpcAttributes { get; init; } = [];

    /// <summary>The subnets.</summary>
    public ValueList<Subnet> Subnets { get; init; } = [];

    /// <summary>The security groups.</summary>
    public ValueList<SecurityGroup> SecurityGroups { get; init; } = [];

    /// <summary>The network ACLs.</summary>
    public ValueList<NetworkAcl> NetworkAcls { get; init; } = [];

    /// <summary>The route tables.</summary>
    public ValueList<RouteTable> RouteTables { get; init; } = [];

    /// <summary>The network interfaces.</summary>
    public ValueList<NetworkInterface> NetworkInterfaces { get; init; } = [];

    /// <summary>The instances.</summary>
    public ValueList<Instance> Instances { get; init; } = [];

    /// <summary>The prefix lists.</summary>
    public ValueList<PrefixList> PrefixLists { get; init; } = [];

    /// <summary>The DHCP option sets.</summary>
    public ValueList<DhcpOptions> DhcpOptions { get; init; } = [];

    /// <summary>The peering connections.</summary>
    public ValueList<VpcPeeringConnection> PeeringConnections { get; init; } = [];

    /// <summary>What resource and service-network endpoints give access to.</summary>
    public ValueList<VpcEndpointAssociation> EndpointAssociations { get; init; } = [];

    /// <summary>Hosted zones of the account.</summary>
    public ValueList<HostedZone> HostedZones { get; init; } = [];

    /// <summary>The private hosted zones of VPCs, whoever owns the zones.</summary>
    public ValueList<VpcHostedZones> HostedZonesOfVpcs { get; init; } = [];

    /// <summary>Record sets of hosted zones.</summary>
    public ValueList<HostedZoneRecords> HostedZoneRecords { get; init; } = [];

    /// <summary>Resolver rules, those that other accounts share included.</summary>
    public ValueList<ResolverRule> ResolverRules { get; init; } = [];

    /// <summary>Resolver rules at work in VPCs.</summary>
    public ValueList<ResolverRuleAssociation> ResolverRuleAssociations { get; init; } = [];

    /// <summary>Resolver endpoints.</summary>
    public ValueList<ResolverEndpoint> ResolverEndpoints { get; init; } = [];

    /// <summary>The addresses of Resolver endpoints.</summary>
    public ValueList<ResolverEndpointAddresses> ResolverEndpointAddresses { get; init; } = [];

    /// <summary>The settings of the Resolver in VPCs.</summary>
    public ValueList<ResolverConfig> ResolverConfigs { get; init; } = [];

    /// <summary>DNS Firewall rule groups at work in VPCs.</summary>
    public ValueList<FirewallRuleGroupAssociation> FirewallRuleGroupAssociations { get; init; } = [];

    /// <summary>The rules of DNS Firewall rule groups.</summary>
    public ValueList<FirewallRuleGroupRules> FirewallRules { get; init; } = [];

    /// <summary>DNS Firewall domain lists.</summary>
    public ValueList<FirewallDomainList> FirewallDomainLists { get; init; } = [];

    /// <summary>The names of DNS Firewall domain lists.</summary>
    public ValueList<FirewallDomains> FirewallDomains { get; init; } = [];

    /// <summary>What DNS Firewall does in VPCs when it fails itself.</summary>
    public ValueList<FirewallConfig> FirewallConfigs { get; init; } = [];

    /// <summary>Route 53 Profiles at work in VPCs.</summary>
    public ValueList<ProfileAssociation> ProfileAssociations { get; init; } = [];

    /// <summary>What Route 53 Profiles hold.</summary>
    public ValueList<ProfileResources> ProfileResources { get; init; } = [];

    /// <summary>
    /// The ids of resources that the evidence holds but whose values could not be read, so that they are in none of the lists above.
    /// Such a resource is not one that does not exist.
    /// </summary>
    public ValueList<string> Unreadable { get; init; } = [];

    /// <summary>What a reader should know about the evidence itself: duplicates, unreadable values.</summary>
    public ValueList<string> Remarks { get; init => field = value.Select(ShownText.Line).ToValueList(); } = [];

    /// <summary>Where it was read, for whoever writes it back whole.</summary>
    internal Provenance Provenance { get; init; }
}

/// <summary>A describe call that gave no answer; the checks that need its evidence become <c>Unknown</c>.</summary>
/// <param name="Kind">The evidence that is missing.</param>
/// <param name="IsAccessDenied">Whether IAM refused the call (otherwise it failed for another reason).</param>
/// <param name="IamAction">The IAM action that the call needs.</param>
/// <param name="Message">What the service or the transport said, in one line, free of secrets.</param>
public sealed record DescribeFailure(ResourceKind Kind, bool IsAccessDenied, string IamAction, string Message)
{
    public string Message { get; init => field = ShownText.Error(value); } = ShownText.Error(Message);
}

/// <summary>
/// Where a network was read. It says nothing of the network: two networks that say the same are equal wherever they come from.
/// </summary>
/// <param name="Source">What the source keeps; null where there is nothing to keep.</param>
internal readonly record struct Provenance(object? Source)
{
    /// <summary>Always.</summary>
    public bool Equals(Provenance other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
