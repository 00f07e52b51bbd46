using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Describe;

/// <summary>The describe operations that are nothing but lists, with EC2's own codes and words for what they refuse.</summary>
internal static class DescribeCatalogue
{
    public static readonly IdParameter EndpointIds = new(
        "VpcEndpointIds", "VpcEndpointId", "InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '{0}' does not exist", "vpce",
        "InvalidVpcEndpointId.Malformed");

    public static readonly IdParameter GroupIds = new(
        "GroupIds", "GroupId", "InvalidGroup.NotFound", "The security group '{0}' does not exist", "sg", "InvalidGroupId.Malformed");

    public static readonly IdParameter SubnetIds = new(
        "SubnetIds", "SubnetId", "InvalidSubnetID.NotFound", "The subnet ID '{0}' does not exist", "subnet", "InvalidSubnetID.Malformed");

    public static readonly IdParameter VpcIds = new(
        "VpcIds", "VpcId", "InvalidVpcID.NotFound", "The vpc ID '{0}' does not exist", "vpc", "InvalidVpcID.Malformed");

    public static readonly IdParameter NetworkAclIds = new(
        "NetworkAclIds", "NetworkAclId", "InvalidNetworkAclID.NotFound", "The networkAcl ID '{0}' does not exist", "acl",
        "InvalidNetworkAclId.Malformed");

    public static readonly IdParameter RouteTableIds = new(
        "RouteTableIds", "RouteTableId", "InvalidRouteTableID.NotFound", "The routeTable ID '{0}' does not exist", "rtb",
        "InvalidRouteTableId.Malformed");

    public static readonly IdParameter PrefixListIds = new(
        "PrefixListIds", "PrefixListId", "InvalidPrefixListID.NotFound", "The prefix list ID '{0}' does not exist", "pl",
        "InvalidPrefixListId.Malformed");

    public static readonly IdParameter RuleIds = new(
        "SecurityGroupRuleIds", "SecurityGroupRuleId", "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID '{0}' does not exist", "sgr", "InvalidSecurityGroupRuleId.Malformed");

    public static readonly IdParameter AttachmentIds = new(
        "TransitGatewayAttachmentIds", "TransitGatewayAttachmentId", "InvalidTransitGatewayAttachmentID.NotFound",
        "Transit Gateway Attachment {0} was deleted or does not exist.", "tgw-attach", "InvalidTransitGatewayAttachmentID.Malformed");

    public static IReadOnlyDictionary<string, DescribeOperation> Operations { get; } = new DescribeOperation[]
    {
        new("DescribeVpcEndpoints", Kinds.VpcEndpoints, EndpointIds) { EmptyLastToken = true },
        new("DescribeVpcEndpointServices", Kinds.ServiceDetails,
            new IdParameter("ServiceNames", "ServiceName", "InvalidServiceName",
                "The Vpc Endpoint Service '{0}' does not exist")) { EmptyLastToken = true },
        new("DescribeVpcEndpointConnections", "VpcEndpointConnections"),
        new("DescribeSecurityGroups", Kinds.SecurityGroups, GroupIds,
            new IdParameter("GroupNames", "GroupName", "InvalidGroup.NotFound", "The security group '{0}' does not exist")),
        new("DescribeSecurityGroupRules", Kinds.SecurityGroupRules, RuleIds),
        new("DescribeNetworkAcls", Kinds.NetworkAcls, NetworkAclIds),
        new("DescribeRouteTables", Kinds.RouteTables, RouteTableIds),
        new("DescribeSubnets", Kinds.Subnets, SubnetIds),
        new("DescribeVpcs", Kinds.Vpcs, VpcIds),
        new("DescribeNetworkInterfaces", Kinds.NetworkInterfaces,
            new IdParameter("NetworkInterfaceIds", "NetworkInterfaceId", "InvalidNetworkInterfaceID.NotFound",
                "The networkInterface ID '{0}' does not exist", "eni", "InvalidNetworkInterfaceId.Malformed")) { EitherIdsOrPages = true },
        new("DescribeInstances", Kinds.Reservations,
            new IdParameter("InstanceIds", "InstanceId", "InvalidInstanceID.NotFound", "The instance ID '{0}' does not exist", "i",
                "InvalidInstanceID.Malformed")) { EitherIdsOrPages = true },
        new("DescribePrefixLists", Kinds.PrefixLists, PrefixListIds),
        new("DescribeManagedPrefixLists", Kinds.ManagedPrefixLists, PrefixListIds) { Result = "PrefixLists" },
        new("DescribeDhcpOptions", "DhcpOptions",
            new IdParameter("DhcpOptionsIds", "DhcpOptionsId", "InvalidDhcpOptionID.NotFound", "The dhcpOption ID '{0}' does not exist",
                "dopt", "InvalidDhcpOptionsId.Malformed")),
        new("DescribeVpcPeeringConnections", "VpcPeeringConnections",
            new IdParameter("VpcPeeringConnectionIds", "VpcPeeringConnectionId", "InvalidVpcPeeringConnectionID.NotFound",
                "The vpcPeeringConnection ID '{0}' does not exist", "pcx", "InvalidVpcPeeringConnectionId.Malformed")),
        new("DescribeTransitGateways", "TransitGateways",
            new IdParameter("TransitGatewayIds", "TransitGatewayId", "InvalidTransitGatewayID.NotFound",
                "Transit Gateway {0} was deleted or does not exist.", "tgw", "InvalidTransitGatewayID.Malformed")),
        new("DescribeTransitGatewayAttachments", "TransitGatewayAttachments", AttachmentIds),
        new("DescribeTransitGatewayRouteTables", "TransitGatewayRouteTables",
            new IdParameter("TransitGatewayRouteTableIds", "TransitGatewayRouteTableId", "InvalidRouteTableID.NotFound",
                "Transit Gateway Route Table {0} was deleted or does not exist.", "tgw-rtb", "InvalidRouteTableId.Malformed")),
        new("DescribeTransitGatewayVpcAttachments", "TransitGatewayVpcAttachments", AttachmentIds),
        new("DescribeTransitGatewayPeeringAttachments", "TransitGatewayPeeringAttachments", AttachmentIds),
        new("DescribeVpnGateways", "VpnGateways",
            new IdParameter("VpnGatewayIds", "VpnGatewayId", "InvalidVpnGatewayID.NotFound", "The vpnGateway ID '{0}' does not exist",
                "vgw", "InvalidVpnGatewayId.Malformed")),
        new("DescribeVpnConnections", "VpnConnections",
            new IdParameter("VpnConnectionIds", "VpnConnectionId", "InvalidVpnConnectionID.NotFound",
                "The vpnConnection ID '{0}' does not exist", "vpn", "InvalidVpnConnectionId.Malformed")),
        new("DescribeNatGateways", "NatGateways",
            new IdParameter("NatGatewayIds", "NatGatewayId", "NatGatewayNotFound", "The Nat Gateway {0} was not found", "nat",
                "NatGatewayMalformed")),
        new("DescribeVpcBlockPublicAccessExclusions", "VpcBlockPublicAccessExclusions"),
        new("DescribeSecurityGroupVpcAssociations", "SecurityGroupVpcAssociations"),
        new("DescribeVpcEndpointAssociations", "VpcEndpointAssociations"),
        new("DescribeAvailabilityZones", "AvailabilityZones",
            new IdParameter("ZoneNames", "ZoneName", "InvalidParameterValue", "Invalid availability zone: [{0}]"),
            new IdParameter("ZoneIds", "ZoneId", "InvalidParameterValue", "Invalid availability zone-id: [{0}]")),
        new("DescribeRegions", "Regions", new IdParameter("RegionNames", "RegionName", "InvalidParameterValue", "Invalid region: [{0}]")),
    }.ToDictionary(operation => operation.Name, StringComparer.Ordinal);
}
