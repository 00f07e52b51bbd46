using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <summary>Says in the words of EC2 what a resource of hashicorp/aws describes; others are none of the network's.</summary>
internal static partial class TerraformMapping
{
    private static readonly Dictionary<string, Func<TerraformAttributes, IEnumerable<PlannedPart>>> Types = new(StringComparer.Ordinal)
    {
        ["aws_vpc"] = Vpc,
        ["aws_default_vpc"] = Vpc,
        ["aws_vpc_ipv4_cidr_block_association"] = a => [new(PlannedTypes.VpcCidrBlock,
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("CidrBlock", a.Plain("cidr_block")))],
        ["aws_vpc_dhcp_options"] = a => [new(PlannedTypes.DhcpOptions,
            ("DomainNameServers", a.Plain("domain_name_servers")), ("DomainName", a.Plain("domain_name")))],
        ["aws_vpc_dhcp_options_association"] = a => [new(PlannedTypes.DhcpOptionsAssociation,
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("DhcpOptionsId", a.Id("dhcp_options_id", IdKinds.DhcpOptions)))],
        ["aws_subnet"] = Subnet,
        ["aws_default_subnet"] = Subnet,
        ["aws_security_group"] = SecurityGroup,
        ["aws_default_security_group"] = SecurityGroup,
        ["aws_security_group_rule"] = SecurityGroupRule,
        ["aws_vpc_security_group_ingress_rule"] = a => [OneRule(a, PlannedTypes.SecurityGroupIngress, "Source")],
        ["aws_vpc_security_group_egress_rule"] = a => [OneRule(a, PlannedTypes.SecurityGroupEgress, "Destination")],
        ["aws_network_acl"] = NetworkAcl,
        ["aws_default_network_acl"] = NetworkAcl,
        ["aws_network_acl_rule"] = NetworkAclRule,
        ["aws_network_acl_association"] = a => [new(PlannedTypes.SubnetNetworkAclAssociation,
            ("SubnetId", a.Id("subnet_id", IdKinds.Subnet, isRequired: true)),
            ("NetworkAclId", a.Id("network_acl_id", IdKinds.NetworkAcl)))],
        ["aws_route_table"] = RouteTable,
        ["aws_default_route_table"] = RouteTable,
        ["aws_route"] = Route,
        ["aws_route_table_association"] = a => a.Plain("gateway_id") is PlannedText { Text.Length: > 0 } ? [] :
        [
            new(PlannedTypes.SubnetRouteTableAssociation, ("SubnetId", a.Id("subnet_id", IdKinds.Subnet, isRequired: true)),
                ("RouteTableId", a.Id("route_table_id", IdKinds.RouteTable, isRequired: true))),
        ],
        ["aws_main_route_table_association"] = a => [new(PlannedTypes.MainRouteTableAssociation,
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)),
            ("RouteTableId", a.Id("route_table_id", IdKinds.RouteTable, isRequired: true)))],
        ["aws_ec2_managed_prefix_list"] = a => [new(PlannedTypes.PrefixList,
            ("PrefixListName", a.Plain("name")), ("Cidrs", Cidrs(a, "entry")))],
        ["aws_vpc_endpoint"] = VpcEndpoint,
        ["aws_vpc_endpoint_subnet_association"] = a => [Addition(a, "SubnetIds", "subnet_id", IdKinds.Subnet)],
        ["aws_vpc_endpoint_route_table_association"] = a => [Addition(a, "RouteTableIds", "route_table_id", IdKinds.RouteTable)],
        ["aws_vpc_endpoint_security_group_association"] = a =>
            [Addition(a, "SecurityGroupIds", "security_group_id", IdKinds.SecurityGroup)],
        ["aws_vpc_endpoint_policy"] = a => [new(PlannedTypes.VpcEndpointAddition,
            ("VpcEndpointId", a.Id("vpc_endpoint_id", IdKinds.VpcEndpoint)), ("PolicyDocument", a.Policy("policy")))],
        ["aws_vpc_endpoint_private_dns"] = a => [new(PlannedTypes.VpcEndpointAddition,
            ("VpcEndpointId", a.Id("vpc_endpoint_id", IdKinds.VpcEndpoint)), ("PrivateDnsEnabled", a.Plain("private_dns_enabled")))],
        ["aws_instance"] = Instance,
        ["aws_network_interface"] = NetworkInterface,
        ["aws_lambda_function"] = a => Workload(a, "vpc_config", "security_group_ids"),
        ["aws_ecs_service"] = a => Workload(a, "network_configuration", "security_groups"),
        ["aws_ec2_managed_prefix_list_entry"] = a => [new(PlannedTypes.PrefixListEntry,
            ("PrefixListId", a.Id("prefix_list_id", IdKinds.PrefixList)), ("Cidr", a.Plain("cidr")))],
        ["aws_vpc_peering_connection"] = Peering,
        ["aws_vpc_peering_connection_accepter"] = a => [new(PlannedTypes.VpcPeeringAcceptance,
            ("VpcPeeringConnectionId", a.Id("vpc_peering_connection_id", IdKinds.Peering, isRequired: true)),
            ("IsAccepted", a.Plain("auto_accept")))],
        ["aws_nat_gateway"] = a => [new(PlannedTypes.NatGateway, ("SubnetId", a.Id("subnet_id", IdKinds.Subnet, isRequired: true)),
            ("ConnectivityType", a.PlainOrDefault("connectivity_type")), ("PrivateIpAddress", a.Plain("private_ip")))],
        ["aws_vpn_gateway"] = a => [new(PlannedTypes.VpnGateway, ("VpcId", a.Id("vpc_id", IdKinds.Vpc)))],
        ["aws_vpn_gateway_attachment"] = a => [new(PlannedTypes.VpcGatewayAttachment,
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("VpnGatewayId", a.Id("vpn_gateway_id", IdKinds.Gateway)))],
        ["aws_ec2_transit_gateway"] = TransitGateway,
        ["aws_ec2_transit_gateway_vpc_attachment"] = TransitVpcAttachment,
        ["aws_ec2_transit_gateway_vpc_attachment_accepter"] = a => [Acceptance(a)],
        ["aws_ec2_transit_gateway_peering_attachment"] = TransitPeering,
        ["aws_ec2_transit_gateway_peering_attachment_accepter"] = a => [Acceptance(a)],
        ["aws_ec2_transit_gateway_route_table"] = a => [new(PlannedTypes.TransitGatewayRouteTable,
            ("TransitGatewayId", a.Id("transit_gateway_id", IdKinds.TransitGateway, isRequired: true)))],
        ["aws_ec2_transit_gateway_route_table_association"] = a => [TransitJoin(a, PlannedTypes.TransitGatewayAssociation)],
        ["aws_ec2_transit_gateway_route_table_propagation"] = a => [TransitJoin(a, PlannedTypes.TransitGatewayPropagation)],
        ["aws_ec2_transit_gateway_route"] = a => [TransitRoute(a)],
        ["aws_ec2_transit_gateway_prefix_list_reference"] = a => [TransitRoute(a)],
        ["aws_ec2_transit_gateway_connect"] = OtherAttachment,
        ["aws_vpn_connection"] = OtherAttachment,
        ["aws_route53_zone"] = HostedZone,
        ["aws_route53_zone_association"] = a => [new(PlannedTypes.HostedZoneAssociation,
            ("HostedZoneId", a.Id("zone_id", IdKinds.HostedZone, isRequired: true)),
            ("VPCId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("VPCRegion", a.Plain("vpc_region")))],
        ["aws_route53_record"] = Record,
        ["aws_service_discovery_private_dns_namespace"] = Namespace,
        ["aws_route53_resolver_endpoint"] = ResolverEndpoint,
        ["aws_route53_resolver_rule"] = ResolverRule,
        ["aws_route53_resolver_rule_association"] = a => [new(PlannedTypes.ResolverRuleAssociation,
            ("ResolverRuleId", a.Id("resolver_rule_id", IdKinds.ResolverRule, isRequired: true)),
            ("VPCId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)))],
        ["aws_route53_resolver_firewall_rule_group_association"] = a => [new(PlannedTypes.FirewallRuleGroupAssociation,
            ("FirewallRuleGroupId", a.Id("firewall_rule_group_id", IdKinds.FirewallRuleGroup, isRequired: true)),
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("Priority", a.Plain("priority")))],
        ["aws_route53profiles_profile"] = a => [new(PlannedTypes.Profile, ("Name", a.Plain("name")))],
        ["aws_route53profiles_association"] = a => [new(PlannedTypes.ProfileAssociation,
            ("ProfileId", a.Id("profile_id", IdKinds.Profile, isRequired: true)),
            ("ResourceId", a.Id("resource_id", IdKinds.Vpc, isRequired: true)))],
        ["aws_route53profiles_resource_association"] = a => [new(PlannedTypes.ProfileResourceAssociation,
            ("ProfileId", a.Id("profile_id", IdKinds.Profile, isRequired: true)),
            ("ResourceArn", a.Id("resource_arn", IdKinds.Arn)), ("ResourceProperties", a.Plain("resource_properties")))],
    };

    private static readonly Dictionary<string, Func<TerraformAttributes, IEnumerable<PlannedPart>>> Data = new(StringComparer.Ordinal)
    {
        ["aws_prefix_list"] = a => [new(PlannedTypes.PrefixList, ("PrefixListName", a.Plain("name")), ("Cidrs", a.Plain("cidr_blocks")))],
        ["aws_ec2_managed_prefix_list"] = a => [new(PlannedTypes.PrefixList,
            ("PrefixListName", a.Plain("name")), ("Cidrs", Cidrs(a, "entries")))],
        ["aws_vpc_endpoint_service"] = Service,
        // One that is there already: its name tells what records in it are called.
        ["aws_route53_zone"] = a => a.Text("zone_id") is null ? []
            : [new(PlannedTypes.HostedZone, ("Name", a.Plain("name")), ("IsSeen", PlannedValue.Of(true)))],
    };

    /// <summary>
    /// Whether a resource shows in every Region and account that has a part in it: Route 53 is one for all, and a peering has two sides.
    /// </summary>
    public static bool IsSeenFromEverywhere(string type) => type is "aws_route53_zone" or "aws_route53_zone_association"
        or "aws_route53_record" or "aws_vpc_peering_connection" or "aws_vpc_peering_connection_accepter"
        or "aws_ec2_transit_gateway_peering_attachment" or "aws_ec2_transit_gateway_peering_attachment_accepter"
        or "aws_ec2_transit_gateway_vpc_attachment_accepter";

    /// <summary>What a resource or data source describes; nothing where it has no part in the network.</summary>
    public static IEnumerable<PlannedPart> Of(TerraformAttributes attributes) =>
        (attributes.Resource.IsData ? Data : Types).TryGetValue(attributes.Resource.Type, out var map) ? map(attributes) : [];

    private static IEnumerable<PlannedPart> Vpc(TerraformAttributes a) =>
    [
        new(PlannedTypes.Vpc, ("CidrBlock", a.PlainOrChosen("cidr_block")),
            ("Ipv6CidrBlock", a.Plain("ipv6_cidr_block")), ("EnableDnsSupport", a.PlainOrDefault("enable_dns_support")),
            ("EnableDnsHostnames", a.PlainOrDefault("enable_dns_hostnames")), ("OwnerId", a.Plain("owner_id")),
            ("DefaultSecurityGroup", a.Plain("default_security_group_id")), ("DefaultNetworkAcl", a.Plain("default_network_acl_id")),
            ("MainRouteTable", a.Plain("default_route_table_id") ?? a.Plain("main_route_table_id")), ("Name", Name(a))),
    ];

    private static IEnumerable<PlannedPart> Subnet(TerraformAttributes a) =>
    [
        new(PlannedTypes.Subnet, ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("CidrBlock", a.PlainOrChosen("cidr_block")),
            ("Ipv6CidrBlock", a.Plain("ipv6_cidr_block")), ("AvailabilityZone", a.PlainOrChosen("availability_zone")),
            ("AvailabilityZoneId", a.Plain("availability_zone_id")), ("OwnerId", a.Plain("owner_id")), ("Name", Name(a))),
    ];

    private static PlannedPart Addition(TerraformAttributes a, string property, string attribute, string kind) => new(
        PlannedTypes.VpcEndpointAddition, ("VpcEndpointId", a.Id("vpc_endpoint_id", IdKinds.VpcEndpoint)),
        (property, a.Id(attribute, kind) is { } id ? PlannedValue.Of([id]) : null));

    private static IEnumerable<PlannedPart> VpcEndpoint(TerraformAttributes a)
    {
        var options = a.Blocks("dns_options", out _)?.FirstOrDefault();
        var configurations = a.Blocks("subnet_configuration", out _);
        yield return new(PlannedTypes.VpcEndpoint,
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("ServiceName", a.Plain("service_name")),
            ("ServiceRegion", a.Plain("service_region")), ("VpcEndpointType", a.PlainOrDefault("vpc_endpoint_type")),
            ("SubnetIds", a.Ids("subnet_ids", IdKinds.Subnet)), ("RouteTableIds", a.Ids("route_table_ids", IdKinds.RouteTable)),
            ("SecurityGroupIds", a.Ids("security_group_ids", IdKinds.SecurityGroup)), ("PolicyDocument", a.Policy("policy")),
            ("PrivateDnsEnabled", a.PlainOrDefault("private_dns_enabled")), ("IpAddressType", a.PlainOrDefault("ip_address_type")),
            ("State", a.Plain("state")), ("OwnerId", a.Plain("owner_id")), ("PrefixListId", a.Plain("prefix_list_id")),
            ("CidrBlocks", a.Plain("cidr_blocks")), ("ResourceConfigurationArn", a.Plain("resource_configuration_arn")),
            ("ServiceNetworkArn", a.Plain("service_network_arn")), ("Name", Name(a)),
            ("DnsOptions", options is null ? null : PlannedValue.Of(("DnsRecordIpType", options.Plain("dns_record_ip_type")),
                ("PrivateDnsOnlyForInboundResolverEndpoint", options.Plain("private_dns_only_for_inbound_resolver_endpoint")))),
            ("DnsEntries", DnsEntries(a)),
            ("SubnetConfigurations", configurations is null ? null : PlannedValue.Of(configurations.Select(one => PlannedValue.Of(
                ("SubnetId", one.Plain("subnet_id")), ("Ipv4", one.Plain("ipv4")), ("Ipv6", one.Plain("ipv6")))))));
    }

    private static IEnumerable<PlannedPart> Instance(TerraformAttributes a)
    {
        // Interfaces of its own are resources too.
        if (a.Blocks("network_interface", out _) is { Count: > 0 })
            yield break;
        yield return new(PlannedTypes.NetworkInterface, ("SubnetId", a.Id("subnet_id", IdKinds.Subnet)),
            ("GroupSet", a.Ids("vpc_security_group_ids", IdKinds.SecurityGroup)), ("PrivateIpAddress", a.Plain("private_ip")))
        { IdPrefix = IdKinds.NetworkInterface };
    }

    private static IEnumerable<PlannedPart> NetworkInterface(TerraformAttributes a) =>
    [
        new(PlannedTypes.NetworkInterface, ("SubnetId", a.Id("subnet_id", IdKinds.Subnet, isRequired: true)),
            ("GroupSet", a.Ids("security_groups", IdKinds.SecurityGroup)), ("PrivateIpAddress", a.Plain("private_ip"))),
    ];

    /// <summary>A service or function runs in each of its subnets.</summary>
    private static IEnumerable<PlannedPart> Workload(TerraformAttributes a, string block, string groups)
    {
        foreach (var one in a.Blocks(block, out _) ?? [])
        {
            PlannedValue[] subnets =
            [
                .. one.Several(block == "vpc_config" ? "subnet_ids" : "subnets", IdKinds.Subnet)
                    .SelectMany(subnet => subnet is PlannedChoice { Alternatives: [PlannedList all, ..] } ? all.Items : [subnet]),
            ];
            foreach (var subnet in subnets)
                yield return new(PlannedTypes.NetworkInterface, ("SubnetId", subnet),
                    ("GroupSet", PlannedValue.Of(one.Several(groups, IdKinds.SecurityGroup))),
                    // The interfaces of tasks look the same on Fargate and on instances.
                    ("Task", a.Resource.Type == "aws_ecs_service" ? PlannedValue.Of("FargateTask") : null),
                    ("TaskConditions", a.Text("enable_execute_command") == "true" ? PlannedValue.Of(["exec"]) : null))
                { IdPrefix = IdKinds.NetworkInterface };
        }
    }

    private static IEnumerable<PlannedPart> Service(TerraformAttributes a)
    {
        var names = a.Plain("private_dns_names") ?? (a.Text("private_dns_name") is { } one ? PlannedValue.Of([one]) : null);
        yield return new(PlannedTypes.Service, ("ServiceName", a.Plain("service_name")), ("ServiceType", a.Plain("service_type")),
            ("Owner", a.Plain("owner")), ("AvailabilityZones", a.Plain("availability_zones")), ("PrivateDnsNames", names),
            ("VpcEndpointPolicySupported", a.Plain("vpc_endpoint_policy_supported")),
            ("SupportedIpAddressTypes", a.Plain("supported_ip_address_types")));
    }

    private static PlannedValue? Cidrs(TerraformAttributes a, string blocks)
    {
        var entries = a.Blocks(blocks, out var open);
        return open is not null ? new PlannedOpen(open) : entries is null ? null
            : PlannedValue.Of(entries.Select(entry => entry.Plain("cidr")).OfType<PlannedValue>());
    }

    private static PlannedValue? Name(TerraformAttributes a) => a.Plain("tags") is PlannedMap tags
        && tags.Properties.TryGetValue("Name", out var name) ? name : null;
}

/// <summary>A part of what a resource describes: one rule of several, for instance.</summary>
internal sealed class PlannedPart
{
    public PlannedPart(string type, params (string Name, PlannedValue? Value)[] properties)
    {
        Type = type;
        foreach (var (name, value) in properties)
            if (value is not null)
                Properties[name] = value;
    }

    /// <summary>The type.</summary>
    public string Type { get; }

    /// <summary>The properties.</summary>
    public Dictionary<string, PlannedValue> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>The form of its id where it is not the resource's own; null where it is.</summary>
    public string? IdPrefix { get; init; }
}
