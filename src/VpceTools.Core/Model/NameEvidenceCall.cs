namespace VpceTools.Model;

/// <summary>How a kind of evidence on names is had.</summary>
/// <param name="Kind">The evidence.</param>
/// <param name="Service">The service as IAM writes it, for example <c>route53resolver</c>.</param>
/// <param name="Operation">The operation, for example <c>ListResolverRules</c>.</param>
/// <param name="Command">The <c>aws</c> CLI command.</param>
/// <param name="IdOption">The command's option that narrows it to one resource; null where it has none.</param>
public sealed record NameEvidenceCall(NameEvidenceKind Kind, string Service, string Operation, string Command, string? IdOption)
{
    /// <summary>The IAM action, for example <c>route53resolver:ListResolverRules</c>.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53resolver.html and its neighbours.
    /// </remarks>
    public string IamAction => $"{Service}:{Operation}";

    /// <summary>The call that supplies a kind of evidence; null where no call of AWS does.</summary>
    public static NameEvidenceCall? For(NameEvidenceKind kind) => kind switch
    {
        NameEvidenceKind.Vpc => Ec2(kind, "DescribeVpcs", "describe-vpcs", "--vpc-ids"),
        NameEvidenceKind.VpcAttribute =>
            Ec2(kind, "DescribeVpcAttribute", "describe-vpc-attribute", "--attribute enableDnsSupport --vpc-id"),
        NameEvidenceKind.DhcpOptions => Ec2(kind, "DescribeDhcpOptions", "describe-dhcp-options", "--dhcp-options-ids"),
        NameEvidenceKind.Subnet => Ec2(kind, "DescribeSubnets", "describe-subnets", "--subnet-ids"),
        NameEvidenceKind.VpcEndpoint => Ec2(kind, "DescribeVpcEndpoints", "describe-vpc-endpoints", "--vpc-endpoint-ids"),
        NameEvidenceKind.VpcEndpointService =>
            Ec2(kind, "DescribeVpcEndpointServices", "describe-vpc-endpoint-services", "--service-names"),
        NameEvidenceKind.VpcEndpointAssociation =>
            Ec2(kind, "DescribeVpcEndpointAssociations", "describe-vpc-endpoint-associations", "--vpc-endpoint-ids"),
        NameEvidenceKind.NetworkInterface =>
            Ec2(kind, "DescribeNetworkInterfaces", "describe-network-interfaces", "--network-interface-ids"),
        NameEvidenceKind.SecurityGroup => Ec2(kind, "DescribeSecurityGroups", "describe-security-groups", "--group-ids"),
        NameEvidenceKind.PrefixList => Ec2(kind, "GetManagedPrefixListEntries", "get-managed-prefix-list-entries", "--prefix-list-id"),
        NameEvidenceKind.HostedZone => new(kind, "route53", "ListHostedZonesByVPC", "aws route53 list-hosted-zones-by-vpc", "--vpc-id"),
        NameEvidenceKind.ResourceRecordSet =>
            new(kind, "route53", "ListResourceRecordSets", "aws route53 list-resource-record-sets", "--hosted-zone-id"),
        NameEvidenceKind.ResolverRule => Resolver(kind, "ListResolverRules", "list-resolver-rules"),
        NameEvidenceKind.ResolverRuleAssociation => Resolver(kind, "ListResolverRuleAssociations", "list-resolver-rule-associations"),
        NameEvidenceKind.ResolverEndpoint => Resolver(kind, "ListResolverEndpoints", "list-resolver-endpoints"),
        NameEvidenceKind.ResolverEndpointAddress =>
            Resolver(kind, "ListResolverEndpointIpAddresses", "list-resolver-endpoint-ip-addresses", "--resolver-endpoint-id"),
        NameEvidenceKind.ResolverConfig => Resolver(kind, "ListResolverConfigs", "list-resolver-configs"),
        NameEvidenceKind.FirewallRuleGroupAssociation =>
            Resolver(kind, "ListFirewallRuleGroupAssociations", "list-firewall-rule-group-associations"),
        NameEvidenceKind.FirewallRule => Resolver(kind, "ListFirewallRules", "list-firewall-rules", "--firewall-rule-group-id"),
        NameEvidenceKind.FirewallDomainList => Resolver(kind, "ListFirewallDomainLists", "list-firewall-domain-lists"),
        NameEvidenceKind.FirewallDomain => Resolver(kind, "ListFirewallDomains", "list-firewall-domains", "--firewall-domain-list-id"),
        NameEvidenceKind.ProfileAssociation =>
            new(kind, "route53profiles", "ListProfileAssociations", "aws route53profiles list-profile-associations", null),
        NameEvidenceKind.ProfileResourceAssociation => new(
            kind, "route53profiles", "ListProfileResourceAssociations", "aws route53profiles list-profile-resource-associations",
            "--profile-id"),
        _ => null,
    };

    private static NameEvidenceCall Ec2(NameEvidenceKind kind, string operation, string command, string idOption) =>
        new(kind, "ec2", operation, "aws ec2 " + command, idOption);

    private static NameEvidenceCall Resolver(NameEvidenceKind kind, string operation, string command, string? idOption = null) =>
        new(kind, "route53resolver", operation, "aws route53resolver " + command, idOption);
}
