using VpceTools.Needs;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

/// <summary>
/// The forms of https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html and of other partitions.
/// </summary>
public sealed class EndpointServiceNameTests
{
    [Theory]
    [InlineData("com.amazonaws.us-east-1.sqs", "sqs", "us-east-1", false, null)]
    [InlineData("com.amazonaws.us-east-1.sqs-fips", "sqs", "us-east-1", true, null)]
    [InlineData("com.amazonaws.us-east-1.ecr.api", "ecr.api", "us-east-1", false, null)]
    [InlineData("com.amazonaws.iam", "iam", null, false, null)]
    [InlineData("com.amazonaws.route53", "route53", null, false, null)]
    [InlineData("com.amazonaws.s3-global.accesspoint", "s3-global.accesspoint", null, false, null)]
    [InlineData("aws.sagemaker.us-east-1.notebook", "notebook", "us-east-1", false, null)]
    [InlineData("aws.api.us-east-1.kendra-ranking", "kendra-ranking", "us-east-1", false, null)]
    [InlineData("api.aws.us-east-1.cassandra-streams", "cassandra-streams", "us-east-1", false, null)]
    [InlineData("aws.api.us-east-2.route53globalresolver-fips", "route53globalresolver", "us-east-2", true, null)]
    [InlineData("cn.com.amazonaws.cn-north-1.ec2", "ec2", "cn-north-1", false, null)]
    [InlineData("com.amazonaws.cn-north-1.kms", "kms", "cn-north-1", false, null)]
    [InlineData("cn.com.amazonaws.cn-north-1.transcribe.cn", "transcribe", "cn-north-1", false, null)]
    [InlineData("gov.ic.c2s.us-iso-east-1.sqs", "sqs", "us-iso-east-1", false, null)]
    [InlineData("eu.amazonaws.eusc-de-east-1.ecr.dkr", "ecr.dkr", "eusc-de-east-1", false, null)]
    [InlineData("com.amazonaws.us-east-1.iot-fips.api", "iot.api", "us-east-1", true, null)]
    [InlineData("com.amazonaws.us-east-1.airflow.api-fips", "airflow.api", "us-east-1", true, null)]
    [InlineData("com.amazonaws.us-east-1.memorydb-fips", "memory-db", "us-east-1", true, null)]
    [InlineData("com.amazonaws.us-east-1.mail-manager-smtp.auth.fips", "mail-manager-smtp.auth", "us-east-1", true, null)]
    [InlineData("com.amazonaws.us-west-2.timestream.ingest-cell12", "timestream.ingest-cell", "us-west-2", false, "12")]
    [InlineData("com.amazonaws.us-east-1.not-yet-known", "not-yet-known", "us-east-1", false, null)]
    [InlineData("com.amazonaws.us-east-1.not-yet-known-fips", "not-yet-known", "us-east-1", true, null)]
    [InlineData("com.amazonaws.us-east-1.inspector2", "inspector2", "us-east-1", false, null)]
    public void Parse_takes_the_names_of_AWS_apart(string name, string code, string? region, bool fips, string? cell) =>
        Assert.Equal(new(code, region, fips, cell), EndpointServiceName.Parse(name));

    [Theory]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0")]
    [InlineData("cn.com.amazonaws.vpce.cn-north-1.vpce-svc-0123456789abcdef0")]
    [InlineData("com.amazonaws.")]
    [InlineData("com.amazonaws")]
    [InlineData("com.amazonaws.us-east-1.")]
    [InlineData("com.example.us-east-1.sqs")]
    [InlineData("")]
    public void Parse_refuses_what_is_no_endpoint_service_of_AWS(string name) => Assert.Null(EndpointServiceName.Parse(name));

    [Fact]
    public void Parse_takes_apart_every_name_that_the_catalogue_makes()
    {
        foreach (var service in ServiceCatalog.Services)
            foreach (var region in new[] { "eu-west-1", "cn-north-1", "us-iso-east-1" })
                foreach (var fips in new[] { false, true })
                    foreach (var name in service.ServiceNamesIn(region, ServiceCatalog.PartitionOf(region), fips))
                        Assert.Equal(new(service.Code, service.IsGlobal ? null : region, fips, null), EndpointServiceName.Parse(name));
    }
}
