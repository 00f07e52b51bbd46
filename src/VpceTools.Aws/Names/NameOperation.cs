using VpceTools.Evidence;
using VpceTools.Evidence.Kinds;

namespace VpceTools.Aws.Names;

/// <summary>A read call, as the service's model describes it.</summary>
/// <param name="Service">The service.</param>
/// <param name="Row">The kind of evidence that the answer is; null where it is none.</param>
/// <param name="Name">The operation.</param>
/// <param name="Key">The answer's list, or its one item.</param>
/// <param name="Parent">The parameter that names what the call is about; null where it is about all there is.</param>
internal sealed record NameOperation(NameService Service, EvidenceKind? Row, string Name, string Key, string? Parent = null)
{
    /// <summary>The path; empty for operations that a header names.</summary>
    public string Path { get; init; } = "";

    /// <summary>What the parameters are called in the address, where they do not stand in a body.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>The parameter that bounds a page; null where there are no pages.</summary>
    public string? Limit { get; init; }

    /// <summary>The largest page.</summary>
    public int LargestPage { get; init; } = 100;

    public static NameOperation ZonesOfVpc { get; } =
        new(NameService.Route53, HostedZoneEvidence.OfVpc, "ListHostedZonesByVPC", "HostedZoneSummaries", "VPCId")
        {
            Path = "/2013-04-01/hostedzonesbyvpc",
            Query = Names(("VPCId", "vpcid"), ("VPCRegion", "vpcregion"), ("MaxItems", "maxitems"), ("NextToken", "nexttoken")),
            Limit = "MaxItems",
        };

    public static NameOperation Zone { get; } = new(NameService.Route53, HostedZoneEvidence.Own, "GetHostedZone", "HostedZone", "Id")
    {
        Path = "/2013-04-01/hostedzone/{Id}",
    };

    /// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html: at most 300 a page.</remarks>
    public static NameOperation Records { get; } =
        new(NameService.Route53, ResourceRecordSetEvidence.Row, "ListResourceRecordSets", "ResourceRecordSets", "HostedZoneId")
        {
            Path = "/2013-04-01/hostedzone/{HostedZoneId}/rrset",
            Query = Names(("StartRecordName", "name"), ("MaxItems", "maxitems")),
            Limit = "MaxItems",
            LargestPage = 300,
        };

    public static NameOperation Rules { get; } = OfResolver(ResolverRuleEvidence.Rules, "ListResolverRules", "ResolverRules");

    public static NameOperation RuleAssociations { get; } =
        OfResolver(ResolverRuleEvidence.Associations, "ListResolverRuleAssociations", "ResolverRuleAssociations");

    public static NameOperation Endpoints { get; } =
        OfResolver(ResolverEndpointEvidence.Endpoints, "ListResolverEndpoints", "ResolverEndpoints");

    public static NameOperation Addresses { get; } =
        OfResolver(ResolverEndpointEvidence.Addresses, "ListResolverEndpointIpAddresses", "IpAddresses", "ResolverEndpointId");

    public static NameOperation Configs { get; } = OfResolver(ResolverEndpointEvidence.Configs, "ListResolverConfigs", "ResolverConfigs");

    public static NameOperation FirewallAssociations { get; } =
        OfResolver(FirewallAssociationEvidence.Row, "ListFirewallRuleGroupAssociations", "FirewallRuleGroupAssociations");

    public static NameOperation FirewallRules { get; } =
        OfResolver(FirewallRuleEvidence.Row, "ListFirewallRules", "FirewallRules", "FirewallRuleGroupId");

    public static NameOperation DomainLists { get; } =
        OfResolver(FirewallDomainEvidence.Lists, "ListFirewallDomainLists", "FirewallDomainLists");

    /// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListFirewallDomains.html</remarks>
    public static NameOperation Domains { get; } =
        OfResolver(FirewallDomainEvidence.Domains, "ListFirewallDomains", "Domains", "FirewallDomainListId") with { LargestPage = 5000 };

    public static NameOperation ProfileAssociations { get; } =
        new(NameService.Profiles, ProfileEvidence.Associations, "ListProfileAssociations", "ProfileAssociations")
        {
            Path = "/profileassociations",
            Query = Names(("MaxResults", "maxResults"), ("NextToken", "nextToken")),
            Limit = "MaxResults",
        };

    public static NameOperation ProfileResources { get; } =
        new(NameService.Profiles, ProfileEvidence.Resources, "ListProfileResourceAssociations", "ProfileResourceAssociations", "ProfileId")
        {
            Path = "/profileresourceassociations/profileid/{ProfileId}",
            Query = Names(("MaxResults", "maxResults"), ("NextToken", "nextToken")),
            Limit = "MaxResults",
        };

    /// <remarks>https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html: at most 20 a page.</remarks>
    public static NameOperation Accounts { get; } =
        new(NameService.Organizations, null, "ListAccounts", "Accounts") { Limit = "MaxResults", LargestPage = 20 };

    /// <summary>All that say something about names.</summary>
    public static IReadOnlyList<NameOperation> All { get; } =
    [
        ZonesOfVpc, Zone, Records, Rules, RuleAssociations, Endpoints, Addresses, Configs, FirewallAssociations, FirewallRules, DomainLists,
        Domains, ProfileAssociations, ProfileResources,
    ];

    private static NameOperation OfResolver(EvidenceKind row, string name, string key, string? parent = null) =>
        new(NameService.Resolver, row, name, key, parent) { Limit = "MaxResults" };

    private static Dictionary<string, string> Names(params (string Parameter, string Name)[] names) =>
        names.ToDictionary(n => n.Parameter, n => n.Name, StringComparer.Ordinal);
}
