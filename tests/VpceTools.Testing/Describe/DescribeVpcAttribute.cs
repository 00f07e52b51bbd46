using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Describe;

/// <summary>
/// One attribute of one VPC a call: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html.
/// </summary>
internal static class DescribeVpcAttribute
{
    public static Answer Run(Ec2World world, JsonObject request)
    {
        var vpcId = request["VpcId"]?.ToString() ?? throw Ec2Exception.MissingParameter("VpcId");
        var attribute = request["Attribute"]?.ToString() ?? throw Ec2Exception.MissingParameter("Attribute");
        if (world.Get(Kinds.Vpcs, vpcId) is null && world.Get(Kinds.VpcAttributes, vpcId) is null)
            throw DescribeCatalogue.VpcIds.Refusal(vpcId);

        var member = attribute switch
        {
            "enableDnsSupport" => "EnableDnsSupport",
            "enableDnsHostnames" => "EnableDnsHostnames",
            "enableNetworkAddressUsageMetrics" => "EnableNetworkAddressUsageMetrics",
            _ => throw Ec2Exception.InvalidValue(attribute, "attribute", "Unknown attribute."),
        };
        return new Answer().With("VpcId", vpcId).With(member, new JsonObject { ["Value"] = Value(world, vpcId, member) });
    }

    /// <summary>The value of an attribute, known or presumed.</summary>
    public static bool Value(Ec2World world, string vpcId, string member) =>
        world.Get(Kinds.VpcAttributes, vpcId)?[member]?["Value"]?.GetValue<bool>() ?? Default(member, world.Get(Kinds.Vpcs, vpcId));

    // What a new VPC has: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support.
    private static bool Default(string member, JsonObject? vpc) => member switch
    {
        "EnableDnsSupport" => true,
        "EnableDnsHostnames" => vpc?["IsDefault"]?.GetValue<bool>() == true,
        _ => false,
    };
}
