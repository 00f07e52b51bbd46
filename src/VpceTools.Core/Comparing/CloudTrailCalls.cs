using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>The calls that make changes of a kind, by the names of the services' API references.</summary>
internal static class CloudTrailCalls
{
    private static readonly string[] Endpoint = ["ModifyVpcEndpoint", "AcceptVpcEndpointConnections", "RejectVpcEndpointConnections"];

    /// <summary>The calls that can have made a change.</summary>
    public static IReadOnlyCollection<string> Of(Alteration alteration)
    {
        var isPart = alteration.Part is not null;
        var isAdded = alteration.Change.Change == ChangeKind.Added;
        var isRemoved = alteration.Change.Change == ChangeKind.Removed;
        return alteration.Kind switch
        {
            ResourceKind.SecurityGroup when isPart => SecurityGroup(alteration.Change.Property!, isAdded, isRemoved),
            ResourceKind.SecurityGroup => Whole(isAdded, "SecurityGroup"),
            ResourceKind.NetworkAcl when alteration.Change.Property == nameof(NetworkAcl.SubnetIds) =>
                ["ReplaceNetworkAclAssociation", "CreateSubnet", "DeleteSubnet"],
            ResourceKind.NetworkAcl when isPart => isAdded ? ["CreateNetworkAclEntry", "ReplaceNetworkAclEntry"]
                : isRemoved ? ["DeleteNetworkAclEntry"] : ["ReplaceNetworkAclEntry", "CreateNetworkAclEntry", "DeleteNetworkAclEntry"],
            ResourceKind.NetworkAcl => Whole(isAdded, "NetworkAcl"),
            ResourceKind.RouteTable when alteration.Change.Property == nameof(RouteTable.Routes) =>
                ["CreateRoute", "DeleteRoute", "ReplaceRoute", "ModifyVpcEndpoint", "CreateVpcEndpoint", "DeleteVpcEndpoints"],
            ResourceKind.RouteTable when isPart => ["AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation"],
            ResourceKind.RouteTable => Whole(isAdded, "RouteTable"),
            ResourceKind.VpcEndpoint when isPart => Endpoint,
            ResourceKind.VpcEndpoint => [isAdded ? "CreateVpcEndpoint" : "DeleteVpcEndpoints"],
            ResourceKind.VpcAttribute => ["ModifyVpcAttribute"],
            ResourceKind.Vpc when isPart => ["AssociateVpcCidrBlock", "DisassociateVpcCidrBlock", "AssociateDhcpOptions"],
            ResourceKind.Vpc => Whole(isAdded, "Vpc"),
            ResourceKind.Subnet when isPart => ["AssociateSubnetCidrBlock", "DisassociateSubnetCidrBlock", "ModifySubnetAttribute"],
            ResourceKind.Subnet => Whole(isAdded, "Subnet"),
            ResourceKind.DhcpOptions => Whole(isAdded, "DhcpOptions"),
            ResourceKind.PrefixList when isPart => ["ModifyManagedPrefixList"],
            ResourceKind.PrefixList => Whole(isAdded, "ManagedPrefixList"),
            ResourceKind.NetworkInterface when isPart =>
                ["ModifyNetworkInterfaceAttribute", "AttachNetworkInterface", "DetachNetworkInterface", "AssignPrivateIpAddresses",
                    "UnassignPrivateIpAddresses"],
            ResourceKind.NetworkInterface => [.. Whole(isAdded, "NetworkInterface"), isAdded ? "RunInstances" : "TerminateInstances"],
            ResourceKind.Instance => isAdded ? ["RunInstances"] : ["TerminateInstances", "StopInstances", "StartInstances"],
            ResourceKind.VpcPeeringConnection =>
                ["CreateVpcPeeringConnection", "AcceptVpcPeeringConnection", "RejectVpcPeeringConnection", "DeleteVpcPeeringConnection"],
            ResourceKind.TransitGateway => ["CreateTransitGateway", "ModifyTransitGateway", "DeleteTransitGateway"],
            ResourceKind.TransitGatewayVpcAttachment =>
                ["CreateTransitGatewayVpcAttachment", "ModifyTransitGatewayVpcAttachment", "DeleteTransitGatewayVpcAttachment",
                    "AcceptTransitGatewayVpcAttachment", "RejectTransitGatewayVpcAttachment"],
            ResourceKind.TransitGatewayPeeringAttachment =>
                ["CreateTransitGatewayPeeringAttachment", "AcceptTransitGatewayPeeringAttachment", "RejectTransitGatewayPeeringAttachment",
                    "DeleteTransitGatewayPeeringAttachment"],
            ResourceKind.TransitGatewayAttachment =>
                ["CreateTransitGatewayVpcAttachment", "DeleteTransitGatewayVpcAttachment", "CreateTransitGatewayPeeringAttachment",
                    "DeleteTransitGatewayPeeringAttachment", "CreateVpnConnection", "DeleteVpnConnection"],
            ResourceKind.TransitGatewayRouteTable => ["CreateTransitGatewayRouteTable", "DeleteTransitGatewayRouteTable"],
            ResourceKind.TransitGatewayAssociation => ["AssociateTransitGatewayRouteTable", "DisassociateTransitGatewayRouteTable"],
            ResourceKind.TransitGatewayPropagation =>
                ["EnableTransitGatewayRouteTablePropagation", "DisableTransitGatewayRouteTablePropagation"],
            ResourceKind.TransitGatewayRoute =>
                ["CreateTransitGatewayRoute", "ReplaceTransitGatewayRoute", "DeleteTransitGatewayRoute",
                    "EnableTransitGatewayRouteTablePropagation", "DisableTransitGatewayRouteTablePropagation"],
            ResourceKind.VpnGateway => ["CreateVpnGateway", "AttachVpnGateway", "DetachVpnGateway", "DeleteVpnGateway"],
            ResourceKind.VpnConnection =>
                ["CreateVpnConnection", "ModifyVpnConnection", "DeleteVpnConnection", "CreateVpnConnectionRoute",
                    "DeleteVpnConnectionRoute"],
            ResourceKind.NatGateway => Whole(isAdded, "NatGateway"),
            ResourceKind.ResourceRecordSet => ["ChangeResourceRecordSets"],
            ResourceKind.OwnHostedZone or ResourceKind.HostedZone =>
                ["AssociateVPCWithHostedZone", "DisassociateVPCFromHostedZone", "CreateHostedZone", "DeleteHostedZone"],
            ResourceKind.ResolverRule => ["CreateResolverRule", "UpdateResolverRule", "DeleteResolverRule"],
            ResourceKind.ResolverRuleAssociation => ["AssociateResolverRule", "DisassociateResolverRule"],
            ResourceKind.ResolverEndpoint => ["CreateResolverEndpoint", "UpdateResolverEndpoint", "DeleteResolverEndpoint"],
            ResourceKind.ResolverEndpointAddress =>
                ["AssociateResolverEndpointIpAddress", "DisassociateResolverEndpointIpAddress"],
            ResourceKind.FirewallRule => ["CreateFirewallRule", "UpdateFirewallRule", "DeleteFirewallRule"],
            ResourceKind.FirewallRuleGroupAssociation =>
                ["AssociateFirewallRuleGroup", "UpdateFirewallRuleGroupAssociation", "DisassociateFirewallRuleGroup"],
            ResourceKind.FirewallDomain => ["UpdateFirewallDomains", "ImportFirewallDomains"],
            ResourceKind.FirewallDomainList => ["CreateFirewallDomainList", "DeleteFirewallDomainList"],
            ResourceKind.FirewallConfig => ["UpdateFirewallConfig"],
            ResourceKind.ProfileAssociation => ["AssociateProfile", "DisassociateProfile"],
            ResourceKind.ProfileResourceAssociation => ["AssociateResourceToProfile", "DisassociateResourceFromProfile"],
            _ => [],
        };
    }

    private static string[] SecurityGroup(string direction, bool isAdded, bool isRemoved) =>
        direction is not (nameof(Model.SecurityGroup.Ingress) or nameof(Model.SecurityGroup.Egress)) ? []
        : isAdded ? [$"AuthorizeSecurityGroup{direction}", "ModifySecurityGroupRules"]
        : isRemoved ? [$"RevokeSecurityGroup{direction}", "ModifySecurityGroupRules"]
        : ["ModifySecurityGroupRules", $"UpdateSecurityGroupRuleDescriptions{direction}"];

    private static string[] Whole(bool isAdded, string noun) => [(isAdded ? "Create" : "Delete") + noun];
}
