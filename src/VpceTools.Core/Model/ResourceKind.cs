namespace VpceTools.Model;

/// <summary>The kinds of evidence that a diagnosis reads; each comes from one call.</summary>
public enum ResourceKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>VPC endpoints.</summary>
    VpcEndpoint,

    /// <summary>What AWS says about the service behind an endpoint: zones, private DNS names, policy support.</summary>
    VpcEndpointService,

    /// <summary>VPCs.</summary>
    Vpc,

    /// <summary>The DNS attributes of a VPC.</summary>
    VpcAttribute,

    /// <summary>Subnets.</summary>
    Subnet,

    /// <summary>Security groups with their rules.</summary>
    SecurityGroup,

    /// <summary>Network ACLs with their entries.</summary>
    NetworkAcl,

    /// <summary>Route tables with their routes.</summary>
    RouteTable,

    /// <summary>Network interfaces.</summary>
    NetworkInterface,

    /// <summary>Instances.</summary>
    Instance,

    /// <summary>Prefix lists, AWS-managed and customer-managed, with their CIDR blocks.</summary>
    PrefixList,

    /// <summary>DHCP option sets.</summary>
    DhcpOptions,

    /// <summary>VPC peering connections.</summary>
    VpcPeeringConnection,

    /// <summary>NAT gateways.</summary>
    NatGateway,

    /// <summary>Whether the Region blocks public access to its VPCs.</summary>
    VpcBlockPublicAccessOptions,

    /// <summary>What is exempt from that.</summary>
    VpcBlockPublicAccessExclusion,

    /// <summary>Security groups that serve in another VPC than their own.</summary>
    SecurityGroupVpcAssociation,

    /// <summary>The routes of transit gateway route tables.</summary>
    TransitGatewayRoute,

    /// <summary>Transit gateways.</summary>
    TransitGateway,

    /// <summary>What is attached to transit gateways.</summary>
    TransitGatewayAttachment,

    /// <summary>The VPCs that are attached to transit gateways, with their subnets.</summary>
    TransitGatewayVpcAttachment,

    /// <summary>The peerings of transit gateways.</summary>
    TransitGatewayPeeringAttachment,

    /// <summary>Transit gateway route tables.</summary>
    TransitGatewayRouteTable,

    /// <summary>The attachments whose packets a transit gateway route table directs.</summary>
    TransitGatewayAssociation,

    /// <summary>The attachments that write routes into a transit gateway route table.</summary>
    TransitGatewayPropagation,

    /// <summary>Virtual private gateways.</summary>
    VpnGateway,

    /// <summary>Site-to-Site VPN connections.</summary>
    VpnConnection,

    /// <summary>Resource configurations of VPC Lattice, which resource endpoints lead to.</summary>
    ResourceConfiguration,

    /// <summary>The names that resource and service-network endpoints give access to.</summary>
    VpcEndpointAssociation,

    /// <summary>The private hosted zones of a VPC, whoever owns them.</summary>
    HostedZone,

    /// <summary>The account's own hosted zones, with the VPCs that they are associated with.</summary>
    OwnHostedZone,

    /// <summary>The record sets of a hosted zone.</summary>
    ResourceRecordSet,

    /// <summary>Route 53 Resolver rules.</summary>
    ResolverRule,

    /// <summary>Which Resolver rules are at work in which VPC.</summary>
    ResolverRuleAssociation,

    /// <summary>Resolver endpoints.</summary>
    ResolverEndpoint,

    /// <summary>The addresses of a Resolver endpoint.</summary>
    ResolverEndpointAddress,

    /// <summary>Whether the Resolver answers reverse names itself.</summary>
    ResolverConfig,

    /// <summary>Which DNS Firewall rule groups are at work in which VPC.</summary>
    FirewallRuleGroupAssociation,

    /// <summary>The rules of a DNS Firewall rule group.</summary>
    FirewallRule,

    /// <summary>DNS Firewall domain lists.</summary>
    FirewallDomainList,

    /// <summary>The names of a domain list.</summary>
    FirewallDomain,

    /// <summary>What DNS Firewall does when it fails itself.</summary>
    FirewallConfig,

    /// <summary>Which Route 53 Profiles are at work in which VPC.</summary>
    ProfileAssociation,

    /// <summary>What a Route 53 Profile holds.</summary>
    ProfileResourceAssociation,
}
