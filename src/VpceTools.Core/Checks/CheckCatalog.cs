namespace VpceTools.Checks;

/// <summary>All checks: the troubleshooting checklist in its order, then the further ones.</summary>
public static class CheckCatalog
{
    /// <summary>The checks. A new one is a new file and a line here.</summary>
    public static IReadOnlyList<ICheck> All { get; } =
    [
        new SecurityGroupIngressCheck(),
        new PrivateDnsCheck(),
        new VpcDnsCheck(),
        new SubnetCoverageCheck(),
        new EndpointPolicyCheck(),
        new RouteTableAssociationCheck(),
        new NetworkAclCheck(),
        new DnsResolutionCheck(),
        new TcpConnectionCheck(),
        new TlsHandshakeCheck(),
        new EndpointStateCheck(),
        new ClientSecurityGroupEgressCheck(),
        new PrivateDnsConflictCheck(),
        new DhcpOptionsCheck(),
        new NetworkInterfaceCheck(),
        new PrefixListRouteCheck(),
        new RouteCheck(),
        new PeeringCheck(),
        new TransitGatewayCheck(),
        new ServiceRegionCheck(),
        new AddressFamilyCheck(),
        new EndpointSecurityGroupsCheck(),
        new CompanionEndpointsCheck(),
        new ServiceHostNameCheck(),
    ];

    /// <summary>The check of a name; null for none.</summary>
    public static ICheck? Find(string name) =>
        All.FirstOrDefault(c => string.Equals(c.Descriptor.Name, name, StringComparison.OrdinalIgnoreCase));
}
