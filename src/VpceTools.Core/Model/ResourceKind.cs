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

    /// <summary>Resource configurations of VPC Lattice, which resource endpoints lead to.</summary>
    ResourceConfiguration,
}
