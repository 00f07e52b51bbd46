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
    };

    /// <summary>The kind of an attribute; null where it is no id that matters here.</summary>
    public static string? Of(string type, string attribute) => Kinds.TryGetValue((type, attribute), out var kind) ? kind : null;

    /// <summary>Whether an attribute refers to other resources, by what it is called.</summary>
    public static bool IsReference(string attribute) => attribute.EndsWith("_id", StringComparison.Ordinal)
        || attribute.EndsWith("_ids", StringComparison.Ordinal) || attribute.EndsWith("security_groups", StringComparison.Ordinal);

    /// <summary>The attributes of a type that are such ids.</summary>
    public static IEnumerable<string> AttributesOf(string type) => Kinds.Keys.Where(key => key.Type == type).Select(key => key.Attribute);
}
