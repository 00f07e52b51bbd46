using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html</summary>
public class EndpointServicesTests
{
    [Theory]
    [InlineData("com.amazonaws.us-east-1.s3", "s3, s3-object-lambda", "us-east-1")]
    [InlineData("com.amazonaws.s3-global.accesspoint", "s3, s3-object-lambda", null)]
    [InlineData("com.amazonaws.us-east-1.sqs", "sqs", "us-east-1")]
    [InlineData("com.amazonaws.us-gov-west-1.ecr.api", "ecr", "us-gov-west-1")]
    [InlineData("com.amazonaws.us-east-1.ecr.dkr", "ecr", "us-east-1")]
    [InlineData("com.amazonaws.us-east-1.monitoring", "cloudwatch", "us-east-1")]
    [InlineData("com.amazonaws.us-east-1.kinesis-firehose", "firehose", "us-east-1")]
    [InlineData("com.amazonaws.us-east-1.sagemaker.runtime", "sagemaker", "us-east-1")]
    [InlineData("aws.sagemaker.us-east-1.notebook", "sagemaker", "us-east-1")]
    [InlineData("aws.api.us-east-1.emr-serverless", "emr-serverless", "us-east-1")]
    [InlineData("cn.com.amazonaws.cn-north-1.sts", "sts", "cn-north-1")]
    [InlineData("com.amazonaws.us-east-1.kms-fips", "kms", "us-east-1")]
    [InlineData("com.amazonaws.us-east-1.email-smtp", "ses", "us-east-1")]
    [InlineData("com.amazonaws.us-east-1.bedrock-runtime", "bedrock", "us-east-1")]
    [InlineData("com.amazonaws.us-isob-east-1.logs", "logs", "us-isob-east-1")]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0", "", null)]
    [InlineData("com.amazonaws.us-east-1.not-a-service", "", "us-east-1")]
    [InlineData("", "", null)]
    public void The_prefixes_and_the_Region_of_an_endpoint_service(string name, string prefixes, string? region)
    {
        var target = TestPolicy.Target(name);
        Assert.Equal((prefixes, region), (target.ServicePrefixes.ToString(), target.Region));
    }

    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("cn-northwest-1", "aws-cn")]
    [InlineData("us-gov-east-1", "aws-us-gov")]
    [InlineData("us-iso-east-1", "aws-iso")]
    [InlineData("us-isob-east-1", "aws-iso-b")]
    [InlineData("eu-isoe-west-1", "aws-iso-e")]
    [InlineData("us-isof-south-1", "aws-iso-f")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    public void The_partition_of_a_Region(string region, string partition) => Assert.Equal(partition, AwsPartition.Of(region));

    [Fact]
    public void An_endpoint_is_a_target()
    {
        var target = PolicyTarget.Of(new VpcEndpoint
        {
            Id = "vpce-1", TypeName = "Gateway",
            ServiceName = "com.amazonaws.eu-west-1.dynamodb"
        });
        Assert.Equal(("dynamodb", "eu-west-1", "aws", true),
            (target.ServicePrefixes.ToString(), target.Region, target.Partition, target.IsGateway));
    }

    [Fact]
    public void The_prefixes_that_services_are_mapped_to_exist() =>
        Assert.All(EndpointServices.Prefixes.Values, prefix => Assert.True(ServiceAuthorization.IsPrefix(prefix), prefix));
}
