using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>One attribute of one VPC a call: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html.</summary>
internal static class ModifyVpcAttribute
{
    private static readonly string[] Attributes = ["EnableDnsHostnames", "EnableDnsSupport", "EnableNetworkAddressUsageMetrics"];

    public static Answer Run(OperationContext context)
    {
        var vpcId = context.Required("VpcId");
        if (context.World.Get(Kinds.Vpcs, vpcId) is null)
            throw DescribeCatalogue.VpcIds.Refusal(vpcId);
        var given = Attributes.Where(context.Request.ContainsKey).ToList();

        // "You cannot modify the DNS resolution and DNS hostnames attributes in the same request."
        if (given.Count > 1)
            throw new Ec2Exception("InvalidParameterCombination",
                $"Fields for multiple attribute types specified: {string.Join(", ", given.Select(name => char.ToLowerInvariant(name[0]) + name[1..]))}");
        if (given.Count == 0)
            throw new Ec2Exception("MissingParameter", "No attribute was specified");

        var attributes = context.World.Get(Kinds.VpcAttributes, vpcId) ?? new JsonObject { ["VpcId"] = vpcId };
        attributes[given[0]] = context.Request[given[0]]!.DeepClone();
        context.World.Put(Kinds.VpcAttributes, vpcId, attributes);
        return Answer.Done;
    }
}
