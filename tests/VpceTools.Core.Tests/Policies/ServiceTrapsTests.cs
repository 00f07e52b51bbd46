using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

public class ServiceTrapsTests
{
    private const string S3 = "com.amazonaws.us-west-2.s3";

    [Theory]
    [InlineData("Amazon Linux repositories", "arn:aws:s3:::al2023-repos-us-west-2-de612dc2/*")]
    [InlineData("Amazon Linux repositories", "arn:aws:s3:::amazonlinux-2-repos-us-west-2/*")]
    [InlineData("ECR image layers", "arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*")]
    [InlineData("Systems Manager agent", "arn:aws:s3:::us-west-2-birdwatcher-prod/*")]
    [InlineData("CloudFormation wait conditions and custom resources", "arn:aws:s3:::cloudformation-custom-resource-response-uswest2/*")]
    [InlineData("CloudFormation wait conditions and custom resources", "arn:aws:s3:::cloudformation-waitcondition-us-west-2/*")]
    [InlineData("Systems Manager agent registration", "arn:aws:ec2:us-west-2:*:instance/*")]
    public void A_trap_names_the_resources_of_the_Region(string name, string resource) =>
        Assert.Contains(resource, ServiceTraps.All.Single(trap => trap.Name == name).RequestsIn("us-west-2", isGatewayEndpoint: true).Select(request => request.Resource));

    [Fact]
    public void Buckets_are_of_the_partition_of_the_Region() =>
        Assert.All(ServiceTraps.All.SelectMany(trap => trap.RequestsIn("cn-north-1", isGatewayEndpoint: true)), request => Assert.Matches(@"^(\*|arn:aws-cn:.*)$", request.Resource));

    [Fact]
    public void The_default_policy_springs_no_trap()
    {
        var document = TestPolicy.Allow();
        Assert.All(ServiceTraps.All, trap => Assert.Empty(trap.FindBlocked(document, "us-west-2", isGatewayEndpoint: true)));
    }

    [Fact]
    public void A_policy_for_the_owners_buckets_springs_all_of_them()
    {
        var document = TestPolicy.Allow("\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]");
        Assert.All(ServiceTraps.All, trap =>
            Assert.All(trap.FindBlocked(document, "us-west-2", isGatewayEndpoint: true), decision => Assert.Equal(PolicyDecisionKind.ImplicitDeny, decision.Decision)));
        Assert.All(ServiceTraps.All, trap => Assert.Equal(trap.Calls.Count, trap.FindBlocked(document, "us-west-2", isGatewayEndpoint: true).Count));
    }

    [Fact]
    public void A_policy_that_allows_the_bucket_springs_nothing()
    {
        var trap = ServiceTraps.All.Single(item => item.Name == "ECR image layers");
        Assert.Empty(trap.FindBlocked(TestPolicy.Allow("\"Resource\":\"arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*\""), "us-west-2", isGatewayEndpoint: true));
        Assert.Single(trap.FindBlocked(TestPolicy.Allow("\"Resource\":\"arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*\""), "eu-west-1", isGatewayEndpoint: true));
    }

    // The action has no resource types, so that it is asked for on "*" and a policy that names repositories only stops it:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
    [Fact]
    public void A_call_about_no_resource_is_not_surely_allowed_where_resources_are_named()
    {
        var trap = ServiceTraps.All.Single(item => item.Name == "ECR sign-in");
        var document = TestPolicy.Allow("\"Action\":\"ecr:*\",\"Resource\":\"arn:aws:ecr:us-west-2:123456789012:repository/*\"");
        Assert.Equal("Resource", trap.FindBlocked(document, "us-west-2", isGatewayEndpoint: false).Single().MissingContextKeys.Single().Key);
    }

    [Fact]
    public void Calls_without_which_only_features_fail_can_be_left_out()
    {
        var trap = ServiceTraps.All.Single(item => item.Name == "CloudWatch agent");
        var document = TestPolicy.Allow("\"Resource\":\"arn:aws:s3:::data/*\"");
        Assert.Single(trap.FindBlocked(document, "us-west-2", isGatewayEndpoint: true));
        Assert.Empty(trap.FindBlocked(document, "us-west-2", isGatewayEndpoint: true, essentialOnly: true));
    }

    [Fact]
    public void A_condition_on_the_owner_of_the_resource_leaves_the_trap_open()
    {
        var trap = ServiceTraps.All.Single(item => item.Name == "ECR image layers");
        var document = TestPolicy.Allow("\"Condition\":{\"StringEquals\":{\"aws:ResourceOrgID\":\"o-1\"}}");
        Assert.Equal(PolicyDecisionKind.Conditional, trap.FindBlocked(document, "us-west-2", isGatewayEndpoint: true).Single().Decision);
    }

    [Fact]
    public void Of_gives_the_traps_of_the_services_that_the_VPC_has()
    {
        Assert.Equal(["Amazon Linux repositories", "CloudWatch agent"], ServiceTraps.Of(S3, [S3]).Select(trap => trap.Name));
        Assert.Contains(ServiceTraps.Of(S3, [S3, "com.amazonaws.us-west-2.ecr.dkr"]), trap => trap.Name == "ECR image layers");
        Assert.Contains(ServiceTraps.Of(S3, [S3, "com.amazonaws.us-west-2.ssmmessages"]), trap => trap.Name == "Systems Manager agent");
        Assert.Empty(ServiceTraps.Of("com.amazonaws.us-west-2.sqs", [S3, "com.amazonaws.us-west-2.ecr.dkr"]));
        Assert.Equal(["ECR sign-in"], ServiceTraps.Of("com.amazonaws.us-west-2.ecr.api", [S3, "com.amazonaws.us-west-2.ecr.dkr"]).Select(trap => trap.Name));
        Assert.Equal(["Systems Manager agent channels"], ServiceTraps.Of("com.amazonaws.us-west-2.ssmmessages", ["com.amazonaws.us-west-2.ssm"]).Select(trap => trap.Name));
    }

    [Fact]
    public void Every_trap_has_its_AWS_page_and_calls_that_exist() =>
        Assert.All(ServiceTraps.All, trap =>
        {
            Assert.Equal("docs.aws.amazon.com", trap.Page.Host);
            Assert.NotEmpty(trap.Calls);
            Assert.All(trap.Calls, call => Assert.Null(CallNames.WhyNoAction(call.Action) ?? CallNames.WhyUnknownAction(call.Action)));
        });
}
