using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <summary>
/// What hashicorp/aws and EC2 do where the configuration sets nothing: a plan shows such values as unknown although they are firm. The page
/// docs/guides/plans.md has the table for readers; a test holds the two together.
/// </summary>
internal static class TerraformDefaults
{
    private const string Registry = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/";

    private static readonly TerraformDefault[] All =
    [
        new("aws_vpc", "enable_dns_support", "true", Registry + "vpc#enable_dns_support-1"),
        new("aws_vpc", "enable_dns_hostnames", "false", Registry + "vpc#enable_dns_hostnames-1"),
        new("aws_vpc_endpoint", "vpc_endpoint_type", "Gateway", Registry + "vpc_endpoint#vpc_endpoint_type-1"),
        new("aws_vpc_endpoint", "private_dns_enabled", "false", Registry + "vpc_endpoint#private_dns_enabled-1"),
        new("aws_vpc_endpoint", "ip_address_type", "ipv4",
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html"),
        new("aws_nat_gateway", "connectivity_type", "public", Registry + "nat_gateway#connectivity_type-1"),
        new("aws_ec2_transit_gateway", "default_route_table_association", "enable",
            Registry + "ec2_transit_gateway#default_route_table_association-1"),
        new("aws_ec2_transit_gateway", "default_route_table_propagation", "enable",
            Registry + "ec2_transit_gateway#default_route_table_propagation-1"),
        new("aws_ec2_transit_gateway_vpc_attachment", "ipv6_support", "disable",
            Registry + "ec2_transit_gateway_vpc_attachment#ipv6_support-1"),
        new("aws_network_acl_rule", "egress", "false", Registry + "network_acl_rule#egress-1"),
    ];

    /// <summary>The defaults that are single values.</summary>
    public static IReadOnlyList<TerraformDefault> Values => All;

    /// <summary>What an attribute comes to where nothing sets it; null where there is nothing then.</summary>
    public static PlannedValue? Of(string type, string attribute) =>
        All.FirstOrDefault(one => one.Type == type && one.Attribute == attribute) is { } found ? PlannedValue.Of(found.Value) : null;
}

/// <summary>What an attribute comes to where nothing sets it.</summary>
/// <param name="Type">The type of resource.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Value">The value.</param>
/// <param name="Page">The page that says so.</param>
internal sealed record TerraformDefault(string Type, string Attribute, string Value, string Page);
