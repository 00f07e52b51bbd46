using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The outputs of describe-vpc-block-public-access-options, which is one object for the Region, and of …-exclusions.</summary>
internal static class BlockPublicAccessEvidence
{
    public static EvidenceKind<BlockPublicAccessOptions> Options { get; } =
        new(ResourceKind.VpcBlockPublicAccessOptions, "ec2", "DescribeVpcBlockPublicAccessOptions")
        {
            Purpose = "where a verdict depends on whether clients have a way to the internet, and a route leads to a gateway",
            IdOf = options => options.Region,
            Get = network => network.BlockPublicAccess,
            With = (network, items) => network with { BlockPublicAccess = items },
            Check = options =>
            {
                IdForm.Place.Check("AwsRegion", options.Region);
                IdForm.Account.Check("AwsAccountId", options.AccountId);
            },
            Forms = slot =>
            [
                new ListDocument<BlockPublicAccessOptions>(slot)
            {
                Completes = ResourceKind.VpcBlockPublicAccessOptions,
                Key = "VpcBlockPublicAccessOptions",
                IsSingle = true,
                FileName = "describe-vpc-block-public-access-options",
                Items = network => network.BlockPublicAccess,
                Id = item => item.Text("AwsRegion"),
                Read = item => new(item.RequiredText("AwsRegion"), item.Text("AwsAccountId"), item.Text("State"),
                    item.Text("InternetGatewayBlockMode")),
                Writer = _ => Write,
            },
        ],
        };

    public static EvidenceKind<BlockPublicAccessExclusion> Exclusions { get; } =
        new(ResourceKind.VpcBlockPublicAccessExclusion, "ec2", "DescribeVpcBlockPublicAccessExclusions")
        {
            Purpose = "where the Region blocks public access and a verdict depends on it",
            Key = "VpcBlockPublicAccessExclusions",
            IdProperty = "ExclusionId",
            IdOf = exclusion => exclusion.Id,
            Select = id => $"--exclusion-ids {id}",
            Get = network => network.BlockPublicAccessExclusions,
            With = (network, items) => network with { BlockPublicAccessExclusions = items },
            Check = exclusion =>
            {
                IdForm.Any.Check("ExclusionId", exclusion.Id);
                IdForm.Arn.Check("ResourceArn", exclusion.ResourceArn);
            },
            Read = item => new(item.RequiredText("ExclusionId"), item.Text("ResourceArn"), item.Text("State"),
                item.Text("InternetGatewayExclusionMode")),
            Write = Write,
        };

    private static void Write(Utf8JsonWriter json, BlockPublicAccessOptions options)
    {
        json.WriteText("AwsAccountId", options.AccountId);
        json.WriteText("AwsRegion", options.Region);
        json.WriteText("State", options.State);
        json.WriteText("InternetGatewayBlockMode", options.InternetGatewayBlockMode);
    }

    private static void Write(Utf8JsonWriter json, BlockPublicAccessExclusion exclusion)
    {
        json.WriteText("ExclusionId", exclusion.Id);
        json.WriteText("InternetGatewayExclusionMode", exclusion.InternetGatewayExclusionMode);
        json.WriteText("ResourceArn", exclusion.ResourceArn);
        json.WriteText("State", exclusion.State);
    }
}
