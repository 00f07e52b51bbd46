using VpceTools.Planned;

namespace VpceTools.CloudFormation;

/// <summary>What of a template makes a network: the form of each type's id, and the properties that decide something.</summary>
internal static class TemplateTypes
{
    /// <summary>What the ids of a type begin with, where Ref gives an id.</summary>
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        [PlannedTypes.Vpc] = "vpc", [PlannedTypes.Subnet] = "subnet", [PlannedTypes.SecurityGroup] = "sg",
        [PlannedTypes.NetworkAcl] = "acl", [PlannedTypes.RouteTable] = "rtb", [PlannedTypes.VpcEndpoint] = "vpce",
        [PlannedTypes.DhcpOptions] = "dopt", [PlannedTypes.NetworkInterface] = "eni", [PlannedTypes.PrefixList] = "pl",
        ["AWS::EC2::InternetGateway"] = "igw", ["AWS::EC2::NatGateway"] = "nat", ["AWS::EC2::TransitGateway"] = "tgw",
        ["AWS::EC2::VPCPeeringConnection"] = "pcx", ["AWS::EC2::Instance"] = "i", ["AWS::EC2::EgressOnlyInternetGateway"] = "eigw",
        ["AWS::EC2::CarrierGateway"] = "cagw", ["AWS::EC2::VPNGateway"] = "vgw",
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
        [PlannedTypes.HostedZone] = ["Name", "VPCs"],
        [PlannedTypes.ResolverRule] = ["DomainName", "RuleType", "ResolverEndpointId", "TargetIps", "Name"],
        [PlannedTypes.ResolverRuleAssociation] = ["ResolverRuleId", "VPCId"],
        [PlannedTypes.ResolverEndpoint] = ["Direction", "SecurityGroupIds", "IpAddresses", "Name"],
        [PlannedTypes.FirewallRuleGroupAssociation] = ["FirewallRuleGroupId", "VpcId", "Priority"],
        [PlannedTypes.Profile] = ["Name"],
        [PlannedTypes.ProfileAssociation] = ["ProfileId", "ResourceId"],
        [PlannedTypes.ProfileResourceAssociation] = ["ProfileId", "ResourceArn", "ResourceProperties"],
    };

    /// <summary>What the ids of a type begin with; null where Ref gives no id of EC2.</summary>
    public static string? PrefixOf(string type) => Prefixes.TryGetValue(type, out var prefix) ? prefix : null;

    /// <summary>What the ids in a property begin with; null where it holds something else.</summary>
    public static string? PrefixOfProperty(string property) => OfProperties.TryGetValue(property, out var prefix) ? prefix : null;

    /// <summary>The properties of a type that decide something; null where the type makes no part of a network by itself.</summary>
    public static IReadOnlyList<string>? PropertiesOf(string type) => Properties.TryGetValue(type, out var names) ? names : null;
}
