using System.Management.Automation;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Which endpoints a call is about: ids, VPCs, services, and what the pipeline brings.</summary>
public sealed class EndpointSelectionTests(SnapshotSession session) : IClassFixture<SnapshotSession>
{
    private const string Test = "Test-VpcEndpoint -SnapshotPath $s -Check SecurityGroupIngress -IncludeNotApplicable";

    [Fact]
    public void Without_a_selection_every_endpoint_is_tested_ordered_by_vpc_and_service() =>
        Assert.Equal([SmallWorld.Ecr, SmallWorld.S3, SmallWorld.Sqs], Ids(session.Invoke(Test)));

    [Theory]
    [InlineData("-Id vpce-0a1")]
    [InlineData("vpce-0a1")]
    [InlineData("-VpcEndpointId vpce-0a1")]
    [InlineData("-EndpointId vpce-0a1")]
    [InlineData("VPCE-0A1")]
    [InlineData("' vpce-0a1 '")]
    [InlineData("arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0a1")]
    [InlineData("-VpcEndpointIds vpce-0a1")]
    [InlineData("'vpce-0a1-abcd.sqs.us-east-1.vpce.amazonaws.com'")]
    [InlineData("'vpce-0a1-abcd-us-east-1a.sqs.us-east-1.vpce.amazonaws.com'")]
    [InlineData("'*.vpce-0a1-abcd.s3.us-east-1.vpce.amazonaws.com'")]
    [InlineData("'https://bucket.VPCE-0A1-abcd.s3.us-east-1.vpce.amazonaws.com/key?x=y'")]
    [InlineData("-Id vpce-0a*")]
    [InlineData("-ServiceName sqs")]
    [InlineData("-ServiceName SQS")]
    [InlineData("-ServiceName com.amazonaws.us-east-1.sqs")]
    [InlineData("-ServiceName us-east-1.sqs")]
    [InlineData("-ServiceName *.s[qz]s")]
    [InlineData("-VpcId vpc-0a1 -ServiceName sqs")]
    [InlineData("-VpcId vpc-0* -Id vpce-0a1")]
    [InlineData("-Region us-east-1 -ServiceName sqs")]
    public void One_endpoint_is_named_in_many_ways(string arguments) =>
        Assert.Equal([SmallWorld.Sqs], Ids(session.Invoke($"{Test} {arguments}")));

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html</summary>
    [Theory]
    [InlineData("-Filter @{ Name = 'service-name'; Values = 'com.amazonaws.us-east-1.sqs' }")]
    [InlineData("-Filter @{ Name = 'service-name'; Value = '*.s?s' }")]
    [InlineData("-Filter @{ 'vpc-endpoint-id' = 'vpce-0a1', 'vpce-0zz' }")]
    [InlineData("-Filter ([pscustomobject]@{ Name = 'vpc-endpoint-id'; Values = @('vpce-0a1') })")]
    [InlineData("-Filter @{ Name = 'vpc-endpoint-type'; Values = 'interface' }, @{ 'service-name' = '*sqs' }")]
    [InlineData("-Filter @{ 'vpc-endpoint-type' = 'Interface'; 'service-name' = '*sqs' }")]
    [InlineData("-Filter @{ 'tag:Stage' = 'prod' }")]
    [InlineData("-Filter @{ 'tag-key' = 'Stage' }")]
    [InlineData("-Tag @{ Stage = 'prod' }")]
    [InlineData("-Tag @{ Key = 'Stage'; Value = 'p*' }")]
    [InlineData("-Tag ([pscustomobject]@{ Key = 'Stage'; Value = 'prod' })")]
    [InlineData("-Tag @{ Stage = 'test', 'prod' } -Filter @{ 'vpc-id' = 'vpc-0a1' }")]
    public void Filters_and_tags_are_those_of_EC2(string arguments) =>
        Assert.Equal([SmallWorld.Sqs], Ids(session.Invoke($"{Test} {arguments}")));

    [Theory]
    [InlineData("-Filter @{ 'service-name' = 'SQS' }")]
    [InlineData("-Filter @{ 'service-name' = '[a-z]*' }")]
    [InlineData("-Tag @{ stage = 'prod' }")]
    [InlineData("-Tag @{ Stage = 'prod'; Team = '*' }")]
    [InlineData("-Id vpce-0c1 -Tag @{ Stage = 'prod' }")]
    [InlineData("-ServiceName ecr.api -Tag @{ Stage = 'prod' }")]
    public void What_does_not_fit_a_filter_is_left_out_and_no_error(string arguments)
    {
        var result = session.Invoke($"{Test} {arguments}");

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("-Filter @{ 'vpc-endpoint' = 'x' }", "'vpc-endpoint' is no filter of VPC endpoints.")]
    [InlineData("-Filter @{ Name = 'vpc-id' }", "Filter 'vpc-id' has no value.")]
    [InlineData("-Filter vpc-id", "A filter is a hashtable")]
    [InlineData("-Tag Stage", "A tag is a hashtable")]
    public void What_is_no_filter_is_refused(string arguments, string message)
    {
        var error = session.Invoke($"{Test} {arguments}").SingleError;

        Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3", SmallWorld.S3)]
    [InlineData("ecr.api", SmallWorld.Ecr)]
    [InlineData("api", SmallWorld.Ecr)]
    [InlineData("ecr.*", SmallWorld.Ecr)]
    public void A_short_service_name_means_the_last_parts(string name, string id) =>
        Assert.Equal([id], Ids(session.Invoke($"{Test} -ServiceName {name}")));

    [Fact]
    public void Several_ids_in_one_text_are_several_ids() =>
        Assert.Equal([SmallWorld.Sqs, SmallWorld.Ecr], Ids(session.Invoke($"{Test} \"vpce-0a1`tvpce-0c1, `n\"")));

    [Theory]
    [InlineData("' '", "ParameterArgumentValidationError")]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-0a1", "EndpointIdMalformed")]
    [InlineData("https://sqs.us-east-1.amazonaws.com", "EndpointIdMalformed")]
    public void A_text_without_an_id_selects_nothing(string text, string errorId)
    {
        var result = session.Invoke($"{Test} {text}");

        Assert.Empty(result.Output);
        Assert.StartsWith(errorId + ",", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_from_the_pipeline_keep_their_order_and_count_once() =>
        Assert.Equal([SmallWorld.Sqs, SmallWorld.Ecr], Ids(session.Invoke($"'vpce-0a1','vpce-0c1','vpce-0a1' | {Test}")));

    [Theory]
    [InlineData("[pscustomobject]@{ VpcEndpointId = 'vpce-0c1'; VpcId = 'vpc-0a1'; ServiceName = 'com.amazonaws.us-east-1.ecr.api' }")]
    [InlineData("[pscustomobject]@{ EndpointId = 'vpce-0c1'; ServiceName = '' }")]
    [InlineData("[pscustomobject]@{ Id = 'vpce-0c1'; VpcId = $null }")]
    [InlineData("[pscustomobject]@{ ServiceName = 'com.amazonaws.us-east-1.ecr.api' }")]
    public void Objects_bind_by_property_name(string value) =>
        Assert.Equal([SmallWorld.Ecr], Ids(session.Invoke($"{value} | {Test}")));

    [Fact]
    public void An_object_with_a_vpc_id_means_all_endpoints_of_the_vpc_and_its_type_name_is_not_taken_for_an_id() =>
        Assert.Equal([SmallWorld.Ecr, SmallWorld.S3, SmallWorld.Sqs], Ids(session.Invoke($"$input | {Test}", new VpcLike(SmallWorld.Vpc))));

    [Fact]
    public void A_compiled_object_with_an_endpoint_id_binds_by_property_name() =>
        Assert.Equal([SmallWorld.S3], Ids(session.Invoke($"$input | {Test}", new EndpointLike(SmallWorld.S3, SmallWorld.Vpc))));

    [Fact]
    public void Results_can_be_piped_back() =>
        Assert.Equal([SmallWorld.Ecr], Ids(session.Invoke($"{Test} | Where-Object Status -eq Failed | {Test}")));

    [Fact]
    public void An_object_that_names_nothing_is_an_error_and_selects_nothing()
    {
        var result = session.Invoke($"[datetime]::MinValue | {Test}");

        Assert.StartsWith("InputObjectNotBound,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void An_empty_pipeline_selects_nothing() => Assert.Empty(session.Invoke($"@() | {Test}").Succeeded());

    [Theory]
    [InlineData("vpce-0ffffffffffffffff", "EndpointNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("vpce_0a1", "EndpointIdMalformed", ErrorCategory.InvalidArgument)]
    [InlineData("vpc-0a1", "EndpointIdMalformed", ErrorCategory.InvalidArgument)]
    public void A_wrong_id_is_one_error_and_the_others_go_on(string id, string errorId, ErrorCategory category)
    {
        var result = session.Invoke($"'{id}','vpce-0a1' | {Test}");

        Assert.Equal([SmallWorld.Sqs], result.Output.Select(Id));
        Assert.Null(result.TerminatingError);
        Assert.Equal($"{errorId},VpceTools.Commands.TestVpcEndpointCommand", result.SingleError.FullyQualifiedErrorId);
        Assert.Equal(category, result.SingleError.CategoryInfo.Category);
        Assert.Equal(id, result.SingleError.TargetObject);
        Assert.Contains($"'{id}'", result.SingleError.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-VpcId vpc-0b2", "VpcWithoutEndpoint", "vpc-0b2")]
    [InlineData("-ServiceName kms", "ServiceWithoutEndpoint", "kms")]
    [InlineData("-Region eu-west-1", "RegionNotFound", "eu-west-1")]
    public void A_name_that_finds_nothing_is_an_error(string arguments, string errorId, string target)
    {
        var result = session.Invoke($"{Test} {arguments}");

        Assert.Empty(result.Output);
        Assert.StartsWith($"{errorId},", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(target, result.SingleError.TargetObject);
    }

    [Theory]
    [InlineData("-Id vpce-f*")]
    [InlineData("-VpcId vpc-f*")]
    [InlineData("-ServiceName f*")]
    public void A_wildcard_may_find_nothing(string arguments) => Assert.Empty(session.Invoke($"{Test} {arguments}").Succeeded());

    [Theory]
    [InlineData("-VpcId $none", "ArgumentEmpty")]
    [InlineData("-ServiceName ''", "ArgumentEmpty")]
    [InlineData("-Id $none", "ParameterArgumentValidationError")]
    [InlineData("-Id $env:none, 'vpce-0a1'", "Parameter")]
    public void A_variable_without_a_value_does_not_select_everything(string arguments, string errorId)
    {
        var result = session.Invoke($"{Test} {arguments}");

        Assert.Empty(result.Output);
        Assert.StartsWith(errorId, result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(ModuleResult result) => result.Succeeded().Select(Id).Distinct();

    private static string Id(PSObject result) => (string)result.Properties["EndpointId"].Value;

    private sealed record VpcLike(string VpcId);

    private sealed record EndpointLike(string VpcEndpointId, string VpcId);
}
