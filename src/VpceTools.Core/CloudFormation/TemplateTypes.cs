using VpceTools.Planned;

namespace VpceTools.CloudFormation;

/// <summary>What of a template makes a network: the form of each type's id, and the properties that decide something.</summary>
internal static class TemplateTypes
{
    /// <summary>An attachment of a VPC by the older of its two types.</summary>
    private const string OldTransitAttachment = "AWS::EC2::TransitGatewayAttachment";

    private const string VpnConnection = "AWS::EC2::VPNConnection";

    /// <summary>What the ids of a type begin with, where Ref gives an id.</summary>
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        [PlannedTypes.Vpc] = "vpc", [PlannedTypes.Subnet] = "subnet", [PlannedTypes.SecurityGroup] = "sg",
        [PlannedTypes.NetworkAcl] = "acl", [PlannedTypes.RouteTable] = "rtb", [PlannedTypes.VpcEndpoint] = "vpce",
        [PlannedTypes.DhcpOptions] = "dopt", [PlannedTypes.NetworkInterface] = "eni", [PlannedTypes.PrefixList] = "pl",
        ["AWS::EC2::InternetGateway"] = "igw", ["AWS::EC2::NatGateway"] = "nat", ["AWS::EC2::TransitGateway"] = "tgw",
        ["AWS::EC2::VPCPeeringConnection"] = "pcx", ["AWS::EC2::Instance"] = "i", ["AWS::EC2::EgressOnlyInternetGateway"] = "eigw",
        ["AWS::EC2::CarrierGateway"] = "cagw", ["AWS::EC2::VPNGateway"] = "vgw",
        [PlannedTypes.TransitGatewayVpcAttachment] = "tgw-attach", [OldTransitAttachment] = "tgw-attach",
        [PlannedTypes.TransitGatewayPeeringAttachment] = "tgw-attach", [PlannedTypes.TransitGatewayRouteTable] = "tgw-rtb",
        [PlannedTypes.HostedZone] = PlannedId.HostedZone, [PlannedTypes.ResolverRule] = "rslvr-rr",
        [PlannedTypes.ResolverEndpoint] = "rslvr-out", ["AWS::Route53Resolver::FirewallRuleGroup"] = "rslvr-frg",
        [PlannedTypes.Profile] = "rp",
    };

    /// <summary>What the ids begin with that a property holds.</summary>
    private static readonly Dictionary<string, string> OfProperties = new(StringComparer.Ordinal)
    {
        ["VpcId"] = "vpc", ["SubnetId"] = "subnet", ["SubnetIds"] = "subnet", ["SecurityGroupIds"] = "sg", ["GroupId"] = "sg",
        ["GroupSet"] = "sg", ["SourceSecurityGroupId"] = "sg", ["DestinationSecurityGroupId"] = "sg", ["RouteTableId"] = "rtb",
        ["RouteTableIds"] = "rtb", ["NetworkAclId"] = "acl", ["DhcpOptionsId"] = "dopt", ["TransitGatewayId"] = "tgw",
        ["VpcPeeringConnectionId"] = "pcx", ["NatGatewayId"] = "nat", ["NetworkInterfaceId"] = "eni", ["InstanceId"] = "i",
        ["PeerVpcId"] = "vpc", ["TransitGatewayAttachmentId"] = "tgw-attach", ["TransitGatewayRouteTableId"] = "tgw-rtb",
        ["PeerTransitGatewayId"] = "tgw", ["VpnGatewayId"] = "vgw",
        ["HostedZoneId"] = PlannedId.HostedZone, ["VPCId"] = "vpc", ["ResourceId"] = "vpc", ["ResolverRuleId"] = "rslvr-rr",
        ["ResolverEndpointId"] = "rslvr-out", ["FirewallRuleGroupId"] = "rslvr-frg", ["ProfileId"] = "rp",
        ["SourcePrefixListId"] = "pl", ["DestinationPrefixListId"] = "pl",
    };

    /// <summary>The properties that decide something, by type. Others, such as tags, are not looked at.</summary>
    private static readonly Dictionary<string, string[]> Properties = new(StringComparer.Ordinal)
    {
        [PlannedTypes.Vpc] = ["CidrBlock", "EnableDnsSupport", "EnableDnsHostnames"],
        [PlannedTypes.VpcCidrBlock] = ["VpcId", "CidrBlock", "Ipv6CidrBlock"],
        [PlannedTypes.Subnet] = ["VpcId", "CidrBlock", "Ipv6CidrBlock", "AvailabilityZone", "AvailabilityZoneId"],
        [PlannedTypes.SubnetCidrBlock] = ["SubnetId", "Ipv6CidrBlock"],
        [PlannedTypes.SecurityGroup] = ["VpcId", "SecurityGroupIngress", "SecurityGroupEgress"],
        [PlannedTypes.SecurityGroupIngress] =
            ["GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourcePrefixListId"],
        [PlannedTypes.SecurityGroupEgress] =
            ["GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "DestinationSecurityGroupId", "DestinationPrefixListId"],
        [PlannedTypes.NetworkAcl] = ["VpcId"],
        [PlannedTypes.NetworkAclEntry] =
            ["NetworkAclId", "RuleNumber", "Egress", "RuleAction", "Protocol", "CidrBlock", "Ipv6CidrBlock", "PortRange"],
        [PlannedTypes.SubnetNetworkAclAssociation] = ["SubnetId", "NetworkAclId"],
        [PlannedTypes.RouteTable] = ["VpcId"],
        [PlannedTypes.Route] =
        [
            "RouteTableId", "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId", "GatewayId", "NatGatewayId",
            "TransitGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId", "InstanceId", "EgressOnlyInternetGatewayId",
            "LocalGatewayId", "CarrierGatewayId", "VpcEndpointId", "CoreNetworkArn",
        ],
        [PlannedTypes.SubnetRouteTableAssociation] = ["SubnetId", "RouteTableId"],
        [PlannedTypes.DhcpOptions] = ["DomainNameServers", "DomainName"],
        [PlannedTypes.DhcpOptionsAssociation] = ["VpcId", "DhcpOptionsId"],
        [PlannedTypes.VpcEndpoint] =
        [
            "VpcId", "ServiceName", "ServiceRegion", "VpcEndpointType", "PolicyDocument", "IpAddressType", "PrivateDnsEnabled",
            "SubnetIds", "SecurityGroupIds", "RouteTableIds", "DnsOptions", "ResourceConfigurationArn", "ServiceNetworkArn",
        ],
        [PlannedTypes.NetworkInterface] = ["SubnetId", "GroupSet", "PrivateIpAddress"],
        [PlannedTypes.VpcPeeringConnection] = ["VpcId", "PeerVpcId", "PeerOwnerId", "PeerRegion", "Status"],
        [PlannedTypes.NatGateway] = ["SubnetId", "ConnectivityType", "PrivateIpAddress"],
        [PlannedTypes.VpnGateway] = [],
        [PlannedTypes.VpcGatewayAttachment] = ["VpcId", "VpnGatewayId"],
        [PlannedTypes.TransitGateway] = ["DefaultRouteTableAssociation", "DefaultRouteTablePropagation"],
        [PlannedTypes.TransitGatewayVpcAttachment] = ["TransitGatewayId", "VpcId", "SubnetIds", "Options"],
        [OldTransitAttachment] = ["TransitGatewayId", "VpcId", "SubnetIds", "Options"],
        [PlannedTypes.TransitGatewayPeeringAttachment] = ["TransitGatewayId", "PeerTransitGatewayId", "PeerAccountId", "PeerRegion"],
        [PlannedTypes.TransitGatewayRouteTable] = ["TransitGatewayId"],
        [PlannedTypes.TransitGatewayAssociation] = ["TransitGatewayAttachmentId", "TransitGatewayRouteTableId"],
        [PlannedTypes.TransitGatewayPropagation] = ["TransitGatewayAttachmentId", "TransitGatewayRouteTableId"],
        [PlannedTypes.TransitGatewayRoute] =
            ["TransitGatewayRouteTableId", "TransitGatewayAttachmentId", "DestinationCidrBlock", "Blackhole"],
        [VpnConnection] = ["TransitGatewayId"],
        [PlannedTypes.HostedZone] = ["Name", "VPCs"],
        [PlannedTypes.ResolverRule] = ["DomainName", "RuleType", "ResolverEndpointId", "TargetIps", "Name"],
        [PlannedTypes.ResolverRuleAssociation] = ["ResolverRuleId", "VPCId"],
        [PlannedTypes.ResolverEndpoint] = ["Direction", "SecurityGroupIds", "IpAddresses", "Name"],
        [PlannedTypes.FirewallRuleGroupAssociation] = ["FirewallRuleGroupId", "VpcId", "Priority"],
        [PlannedTypes.Profile] = ["Name"],
        [PlannedTypes.ProfileAssociation] = ["ProfileId", "ResourceId"],
        [PlannedTypes.ProfileResourceAssociation] = ["ProfileId", "ResourceArn", "ResourceProperties"],
    };

    /// <summary>The type of a planned resource that a type is.</summary>
    public static string PlannedTypeOf(string type) => type switch
    {
        OldTransitAttachment => PlannedTypes.TransitGatewayVpcAttachment,
        VpnConnection => PlannedTypes.TransitGatewayOtherAttachment,
        _ => type,
    };

    /// <summary>What the ids of a type begin with; null where Ref gives no id of EC2.</summary>
    public static string? PrefixOf(string type) => Prefixes.TryGetValue(type, out var prefix) ? prefix : null;

    /// <summary>What the ids in a property begin with; null where it holds something else.</summary>
    public static string? PrefixOfProperty(string property) => OfProperties.TryGetValue(property, out var prefix) ? prefix : null;

    /// <summary>The properties of a type that decide something; null where the type makes no part of a network by itself.</summary>
    public static IReadOnlyList<string>? PropertiesOf(string type) => Properties.TryGetValue(type, out var names) ? names : null;
}
