using VpceTools.Planned;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>
/// What CloudFormation, or EC2 behind it, makes of a property that is not written. Where a tool and another differ, it is here; what both
/// leave to EC2 is where the network is put together (default groups, default network ACLs, main route tables).
/// </summary>
internal static class TemplateDefaults
{
    /// <summary>The rows, for the page about templates and for the tests.</summary>
    public static IReadOnlyList<TemplateDefault> All { get; } =
    [
        new(PlannedTypes.Vpc, "EnableDnsSupport", "true", Page("aws-resource-ec2-vpc")),
        new(PlannedTypes.Vpc, "EnableDnsHostnames", "false", Page("aws-resource-ec2-vpc")),
        // An archived edition of the page said true for this one; the current one says that it is off. Better to write it.
        new(PlannedTypes.VpcEndpoint, "PrivateDnsEnabled", "false", Page("aws-resource-ec2-vpcendpoint")),
        new(PlannedTypes.VpcEndpoint, "VpcEndpointType", "Gateway", Page("aws-resource-ec2-vpcendpoint")),
        new(PlannedTypes.NatGateway, "ConnectivityType", "public", Page("aws-resource-ec2-natgateway")),
        // CloudFormation waits until it is accepted, and fails where it is not.
        new(PlannedTypes.VpcPeeringConnection, "Status", "active", Page("aws-resource-ec2-vpcpeeringconnection")),
        new(PlannedTypes.TransitGateway, "DefaultRouteTableAssociation", "enable", Page("aws-resource-ec2-transitgateway")),
        new(PlannedTypes.TransitGateway, "DefaultRouteTablePropagation", "enable", Page("aws-resource-ec2-transitgateway")),
        new(PlannedTypes.NetworkAclEntry, "Egress", "false", Page("aws-resource-ec2-networkaclentry")),
        new(PlannedTypes.SecurityGroup, "SecurityGroupEgress", "all traffic to 0.0.0.0/0 and ::/0", Page("aws-resource-ec2-securitygroup")),
    ];

    /// <summary>
    /// "If you do not add egress rules, we add egress rules that allow all outbound IPv4 and IPv6 traffic": on the group's page.
    /// </summary>
    public static PlannedValue AllEgress { get; } = PlannedValue.Of(
    [
        PlannedValue.Of(("IpProtocol", PlannedValue.Of("-1")), ("CidrIp", PlannedValue.Of("0.0.0.0/0"))),
        PlannedValue.Of(("IpProtocol", PlannedValue.Of("-1")), ("CidrIpv6", PlannedValue.Of("::/0"))),
    ]);

    /// <summary>The value of a property that is not written; null where it has none.</summary>
    public static PlannedValue? Of(string type, string property) =>
        type == PlannedTypes.SecurityGroup && property == "SecurityGroupEgress" ? AllEgress
        : All.FirstOrDefault(row => row.Type == type && row.Property == property) is { } found ? PlannedValue.Of(found.Value) : null;

    /// <summary>Whether a value counts as not written: an empty list of egress rules adds none, so that EC2 adds its own.</summary>
    public static bool IsUnset(string type, string property, TemplateValue? value) => value is null or NoValue
        || (type == PlannedTypes.SecurityGroup && property == "SecurityGroupEgress" && value is ItemList { Items.Count: 0 });

    private static Uri Page(string name) => new($"https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/{name}.html");
}

/// <summary>What a property is that is not written.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Property">The property.</param>
/// <param name="Value">The value.</param>
/// <param name="Page">The page that says so.</param>
internal sealed record TemplateDefault(string Type, string Property, string Value, Uri Page);
