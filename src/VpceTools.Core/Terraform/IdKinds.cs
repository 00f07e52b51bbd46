using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <summary>Which attributes of which resources are ids, and of what: the prefix that EC2 gives such ids.</summary>
internal static class IdKinds
{
    public const string Vpc = "vpc";
    public const string Subnet = "subnet";
    public const string SecurityGroup = "sg";
    public const string RouteTable = "rtb";
    public const string NetworkAcl = "acl";
    public const string VpcEndpoint = "vpce";
    public const string PrefixList = "pl";
    public const string DhcpOptions = "dopt";
    public const string NetworkInterface = "eni";
    public const string HostedZone = PlannedId.HostedZone;
    public const string ResolverRule = "rslvr-rr";
    public const string ResolverEndpoint = "rslvr-out";
    public const string FirewallRuleGroup = "rslvr-frg";
    public const string Profile = "rp";

    public const string Peering = "pcx";
    public const string NatGateway = "nat";
    public const string EgressOnlyGateway = "eigw";
    public const string CarrierGateway = "cagw";
    public const string LocalGateway = "lgw";
    public const string TransitGateway = "tgw";
    public const string TransitTable = "tgw-rtb";
    public const string TransitAttachment = "tgw-attach";

    /// <summary>What the attribute gateway_id takes: an internet gateway, or a virtual private one.</summary>
    public const string Gateway = "igw";

    private const string VpnGateway = "vgw";

    /// <summary>A name in DNS and no id: that of an endpoint.</summary>
    public const string DnsName = "dns";

    /// <summary>The ARN of what a Route 53 Profile can hold.</summary>
    public const string Arn = "arn";

    private static readonly Dictionary<(string Type, string Attribute), string> Kinds = new()
    {
        [("aws_vpc", "id")] = Vpc,
        [("aws_vpc", "default_security_group_id")] = SecurityGroup,
        [("aws_vpc", "main_route_table_id")] = RouteTable,
        [("aws_vpc", "default_route_table_id")] = RouteTable,
        [("aws_vpc", "default_network_acl_id")] = NetworkAcl,
        [("aws_default_vpc", "id")] = Vpc,
        [("aws_default_vpc", "default_security_group_id")] = SecurityGroup,
        [("aws_default_vpc", "main_route_table_id")] = RouteTable,
        [("aws_default_vpc", "default_route_table_id")] = RouteTable,
        [("aws_default_vpc", "default_network_acl_id")] = NetworkAcl,
        [("aws_subnet", "id")] = Subnet,
        [("aws_default_subnet", "id")] = Subnet,
        [("aws_security_group", "id")] = SecurityGroup,
        [("aws_default_security_group", "id")] = SecurityGroup,
        [("aws_route_table", "id")] = RouteTable,
        [("aws_default_route_table", "id")] = RouteTable,
        [("aws_network_acl", "id")] = NetworkAcl,
        [("aws_default_network_acl", "id")] = NetworkAcl,
        [("aws_vpc_endpoint", "id")] = VpcEndpoint,
        [("aws_vpc_endpoint", "prefix_list_id")] = PrefixList,
        [("aws_ec2_managed_prefix_list", "id")] = PrefixList,
        [("aws_vpc_dhcp_options", "id")] = DhcpOptions,
        [("aws_network_interface", "id")] = NetworkInterface,
        [("aws_instance", "primary_network_interface_id")] = NetworkInterface,
        [("aws_internet_gateway", "id")] = Gateway,
        [("aws_vpn_gateway", "id")] = Gateway,
        [("aws_egress_only_internet_gateway", "id")] = EgressOnlyGateway,
        [("aws_ec2_carrier_gateway", "id")] = CarrierGateway,
        [("aws_nat_gateway", "id")] = NatGateway,
        [("aws_vpc_peering_connection", "id")] = Peering,
        [("aws_ec2_transit_gateway", "id")] = TransitGateway,
        [("aws_ec2_transit_gateway", "association_default_route_table_id")] = TransitTable,
        [("aws_ec2_transit_gateway", "propagation_default_route_table_id")] = TransitTable,
        [("aws_ec2_transit_gateway_route_table", "id")] = TransitTable,
        [("aws_ec2_transit_gateway_vpc_attachment", "id")] = TransitAttachment,
        [("aws_ec2_transit_gateway_peering_attachment", "id")] = TransitAttachment,
        [("aws_ec2_transit_gateway_connect", "id")] = TransitAttachment,
        [("aws_vpn_connection", "transit_gateway_attachment_id")] = TransitAttachment,
        [("aws_vpc_endpoint", "dns_entry")] = DnsName,
        [("aws_vpc_endpoint", "arn")] = Arn,
        [("aws_route53_zone", "id")] = HostedZone,
        [("aws_route53_zone", "zone_id")] = HostedZone,
        [("aws_route53_zone", "arn")] = Arn,
        [("aws_route53_resolver_rule", "id")] = ResolverRule,
        [("aws_route53_resolver_rule", "arn")] = Arn,
        [("aws_route53_resolver_endpoint", "id")] = ResolverEndpoint,
        [("aws_route53_resolver_firewall_rule_group", "id")] = FirewallRuleGroup,
        [("aws_route53_resolver_firewall_rule_group", "arn")] = Arn,
        [("aws_route53profiles_profile", "id")] = Profile,
        [("aws_service_discovery_private_dns_namespace", "hosted_zone")] = HostedZone,
    };

    /// <summary>The kind of an attribute; null where it is no id that matters here.</summary>
    public static string? Of(string type, string attribute) => Kinds.TryGetValue((type, attribute), out var kind) ? kind : null;

    /// <summary>Attributes that hold what another attribute of the same resource was given.</summary>
    private static readonly Dictionary<(string Type, string Attribute), string> Given = new()
    {
        [("aws_vpc_peering_connection_accepter", "id")] = "vpc_peering_connection_id",
        [("aws_vpc_peering_connection_options", "id")] = "vpc_peering_connection_id",
        [("aws_ec2_transit_gateway_vpc_attachment_accepter", "id")] = "transit_gateway_attachment_id",
        [("aws_ec2_transit_gateway_peering_attachment_accepter", "id")] = "transit_gateway_attachment_id",
        // https://developer.hashicorp.com/terraform/language/resources/terraform-data
        [("terraform_data", "output")] = "input",
    };

    /// <summary>The attribute that was given where one holds what another was given; else the same.</summary>
    public static string GivenBy(string type, string attribute) => Given.TryGetValue((type, attribute), out var given) ? given : attribute;

    /// <summary>What the ids of a type begin with; null where they are none that matter here.</summary>
    public static string? PrefixOf(string type) => type == "aws_vpn_gateway" ? VpnGateway : Of(type, "id");

    /// <summary>Whether a kind is an id, which tells one resource from every other even in a mocked run.</summary>
    public static bool IsId(string kind) => kind is not (DnsName or Arn);

    /// <summary>Whether a text can be of a kind.</summary>
    public static bool IsOf(string text, string kind) => kind switch
    {
        HostedZone => text.Length is > 8 and <= 32 && text.All(char.IsLetterOrDigit) && text.Any(char.IsDigit),
        DnsName => text.Contains(".vpce."),
        Arn => text.StartsWith("arn:", StringComparison.Ordinal),
        Gateway => text.StartsWith("igw-", StringComparison.Ordinal) || text.StartsWith("vgw-", StringComparison.Ordinal),
        TransitGateway => text.StartsWith("tgw-", StringComparison.Ordinal) && !IsOf(text, TransitTable) && !IsOf(text, TransitAttachment),
        _ => text.StartsWith(kind + "-", StringComparison.Ordinal),
    };

    /// <summary>Whether an attribute refers to other resources, by what it is called.</summary>
    public static bool IsReference(string attribute) => attribute.EndsWith("_id", StringComparison.Ordinal)
        || attribute.EndsWith("_ids", StringComparison.Ordinal) || attribute.EndsWith("security_groups", StringComparison.Ordinal)
        || attribute is "alias" or "records" or "vpc" or "resource_arn";

    /// <summary>The attributes of a type that are such ids.</summary>
    public static IEnumerable<string> AttributesOf(string type) => Kinds.Keys.Where(key => key.Type == type).Select(key => key.Attribute);
}
