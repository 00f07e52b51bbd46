namespace VpceTools.Testing.Worlds;

/// <summary>The kinds of resource that a world holds, named by the top-level keys of the CLI's output.</summary>
internal static class Kinds
{
    public const string VpcEndpoints = "VpcEndpoints";
    public const string ServiceDetails = "ServiceDetails";
    public const string SecurityGroups = "SecurityGroups";
    public const string SecurityGroupRules = "SecurityGroupRules";
    public const string NetworkAcls = "NetworkAcls";
    public const string RouteTables = "RouteTables";
    public const string Subnets = "Subnets";
    public const string Vpcs = "Vpcs";
    public const string NetworkInterfaces = "NetworkInterfaces";
    public const string Reservations = "Reservations";
    public const string PrefixLists = "PrefixLists";
    public const string ManagedPrefixLists = "ManagedPrefixLists";

    /// <summary>Not a kind of EC2's: DNS attributes by VPC, as <c>describe-vpc-attribute</c> prints them.</summary>
    public const string VpcAttributes = "VpcAttributes";

    /// <summary>Not a kind of EC2's: the entries of a managed prefix list, by its id.</summary>
    public const string PrefixListEntries = "PrefixListEntries";

    /// <summary>Not a kind of EC2's: the routes of a transit gateway route table, by its id.</summary>
    public const string TransitGatewayRoutes = "TransitGatewayRoutes";

    /// <summary>Not a kind of EC2's: the propagations into a transit gateway route table, by its id.</summary>
    public const string TransitGatewayPropagations = "TransitGatewayPropagations";

    /// <summary>The member that identifies a resource of each kind.</summary>
    public static readonly IReadOnlyDictionary<string, string> Keys = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [VpcEndpoints] = "VpcEndpointId",
        [ServiceDetails] = "ServiceName",
        ["VpcEndpointConnections"] = "VpcEndpointId",
        [SecurityGroups] = "GroupId",
        [SecurityGroupRules] = "SecurityGroupRuleId",
        [NetworkAcls] = "NetworkAclId",
        [RouteTables] = "RouteTableId",
        [Subnets] = "SubnetId",
        [Vpcs] = "VpcId",
        [NetworkInterfaces] = "NetworkInterfaceId",
        [Reservations] = "ReservationId",
        [PrefixLists] = "PrefixListId",
        [ManagedPrefixLists] = "PrefixListId",
        ["DhcpOptions"] = "DhcpOptionsId",
        ["VpcPeeringConnections"] = "VpcPeeringConnectionId",
        ["TransitGateways"] = "TransitGatewayId",
        ["TransitGatewayAttachments"] = "TransitGatewayAttachmentId",
        ["TransitGatewayRouteTables"] = "TransitGatewayRouteTableId",
        ["TransitGatewayVpcAttachments"] = "TransitGatewayAttachmentId",
        ["TransitGatewayPeeringAttachments"] = "TransitGatewayAttachmentId",
        ["VpnGateways"] = "VpnGatewayId",
        ["VpnConnections"] = "VpnConnectionId",
        ["NatGateways"] = "NatGatewayId",
        ["VpcBlockPublicAccessOptions"] = "AwsRegion",
        ["VpcBlockPublicAccessExclusions"] = "ExclusionId",
        ["SecurityGroupVpcAssociations"] = "GroupId",
        ["VpcEndpointAssociations"] = "Id",
        ["AvailabilityZones"] = "ZoneName",
        ["Regions"] = "RegionName",
        [VpcAttributes] = "VpcId",
    };
}
