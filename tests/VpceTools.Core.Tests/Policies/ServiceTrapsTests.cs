using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

public class ServiceTrapsTests
{
    private const string Own = "111122223333";

    private static ServiceTrap Trap(string name) => ServiceTraps.All.Single(trap => trap.Name == name);

    private static IEnumerable<PolicyDecisionKind> Blocked(ServiceTrap trap, PolicyDocument document, string region = "us-west-2") =>
        trap.FindBlocked(document, region, call => call with { IsGatewayEndpoint = trap.EndpointService == "s3", OwnAccounts = [Own] })
            .Select(decision => decision.Decision);

    private static PolicyDocument AllowIf(string condition) => TestPolicy.Allow($"\"Condition\":{condition}");

    [Theory]
    [InlineData("Amazon Linux repositories", "arn:aws:s3:::al2023-repos-us-west-2-de612dc2/*")]
    [InlineData("Amazon Linux repositories", "arn:aws:s3:::amazonlinux-2-repos-us-west-2/*")]
    [InlineData("ECR image layers", "arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*")]
    [InlineData("images of registry.k8s.io", "arn:aws:s3:::prod-registry-k8s-io-us-west-2/*")]
    [InlineData("Systems Manager agent", "arn:aws:s3:::us-west-2-birdwatcher-prod/*")]
    [InlineData("CloudFormation custom resources", "arn:aws:s3:::cloudformation-custom-resource-response-uswest2/*")]
    [InlineData("CloudFormation wait conditions", "arn:aws:s3:::cloudformation-waitcondition-us-west-2/*")]
    [InlineData("AWS's own parameters and documents", "arn:aws:ssm:us-west-2::parameter/aws/service/*")]
    [InlineData("Systems Manager agent registration", "arn:aws:ec2:us-west-2:*:instance/*")]
    public void A_trap_names_the_resources_of_the_Region(string name, string resource) =>
        Assert.Contains(resource, Trap(name).Calls.Select(call => call.RequestIn("us-west-2").Resource));

    [Theory]
    [InlineData("us-west-2", "prod-registry-k8s-io-us-west-2")]
    [InlineData("eu-west-2", "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2")]
    [InlineData("cn-north-1", null)]
    public void Images_of_Kubernetes_come_from_the_bucket_of_the_Region_where_there_is_one(string region, string? bucket) => Assert.Equal(
        bucket is null ? [] : [$"arn:aws:s3:::{bucket}/*"],
        Trap("images of registry.k8s.io").Calls.Where(call => call.IsMadeIn(region)).Select(call => call.RequestIn(region).Resource));

    [Fact]
    public void Buckets_are_of_the_partition_of_the_Region() => Assert.All(
        ServiceTraps.All.SelectMany(trap => trap.Calls).Select(call => call.RequestIn("cn-north-1").Resource),
        resource => Assert.Matches(@"^(\*|arn:aws-cn:.*)$", resource));

    [Fact]
    public void The_default_policy_springs_no_trap() =>
        Assert.All(ServiceTraps.All, trap => Assert.Empty(Blocked(trap, TestPolicy.Allow())));

    [Fact]
    public void A_policy_for_the_owners_buckets_springs_all_of_them() => Assert.All(ServiceTraps.All, trap => Assert.Equal(
        Enumerable.Repeat(PolicyDecisionKind.ImplicitDeny, trap.Calls.Count(call => call.IsMadeIn("us-west-2"))),
        Blocked(trap, TestPolicy.Allow("\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::data\",\"arn:aws:s3:::data/*\"]"))));

    [Fact]
    public void A_policy_that_allows_the_bucket_springs_nothing()
    {
        var document = TestPolicy.Allow("\"Resource\":\"arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*\"");
        Assert.Empty(Blocked(Trap("ECR image layers"), document));
        Assert.Single(Blocked(Trap("ECR image layers"), document, "eu-west-1"));
    }

    // The action has no resource types, so that it is asked for on "*" and a policy that names repositories only stops it:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
    [Fact]
    public void A_call_about_no_resource_is_stopped_where_resources_are_named() => Assert.Equal(
        [PolicyDecisionKind.ImplicitDeny],
        Blocked(Trap("ECR sign-in"), TestPolicy.Allow(
            "\"Action\":\"ecr:*\",\"Resource\":\"arn:aws:ecr:us-west-2:123456789012:repository/*\"")));

    // Who owns the buckets and who signs the calls:
    // https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md
    [Theory]
    [InlineData("ECR image layers", """{"StringEquals":{"aws:ResourceOrgID":"o-abc"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ECR image layers", """{"ForAnyValue:StringLike":{"aws:ResourceOrgPaths":"o-abc/*"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ECR image layers", """{"StringEquals":{"aws:ResourceAccount":"111122223333"}}""", PolicyDecisionKind.ImplicitDeny)]
    // Somebody may have found out the number of AWS's account.
    [InlineData("ECR image layers", """{"StringEquals":{"aws:ResourceAccount":["111122223333","999988887777"]}}""",
        PolicyDecisionKind.Conditional)]
    [InlineData("ECR image layers", """{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ECR image layers", """{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}""",
        PolicyDecisionKind.Conditional)]
    [InlineData("Amazon Linux repositories", """{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Amazon Linux repositories", """{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:*"}}""",
        PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Amazon Linux repositories", """{"Bool":{"aws:PrincipalIsAWSService":"true"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Amazon Linux repositories", """{"StringEquals":{"aws:PrincipalAccount":["anonymous","111122223333"]}}""", null)]
    [InlineData("CloudFormation wait conditions", """{"Bool":{"aws:PrincipalIsAWSService":"true"}}""", null)]
    [InlineData("CloudFormation wait conditions", """{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""",
        PolicyDecisionKind.ImplicitDeny)]
    [InlineData("IAM roles for service accounts", """{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("IAM roles for service accounts", """{"StringEquals":{"aws:ResourceOrgID":"o-abc"}}""", null)]
    [InlineData("AWS's own parameters and documents", """{"StringEquals":{"aws:ResourceOrgID":"o-abc"}}""",
        PolicyDecisionKind.ImplicitDeny)]
    [InlineData("AWS's own parameters and documents", """{"StringEquals":{"aws:ResourceAccount":"111122223333"}}""",
        PolicyDecisionKind.ImplicitDeny)]
    [InlineData("AWS's own parameters and documents", """{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""", null)]
    // A condition on who the user's own principals are is what it is for.
    [InlineData("ECR sign-in", """{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""", null)]
    public void A_condition_on_the_owner_of_the_resource_or_the_caller(string name, string condition, PolicyDecisionKind? expected) =>
        Assert.Equal(expected, Blocked(Trap(name), AllowIf(condition)).Cast<PolicyDecisionKind?>().FirstOrDefault());

    [Theory]
    [InlineData("""{"StringNotEquals":{"aws:ResourceAccount":"111122223333"}}""", PolicyDecisionKind.ExplicitDeny)]
    [InlineData("""{"StringNotEquals":{"aws:ResourceOrgID":"o-abc"}}""", PolicyDecisionKind.ExplicitDeny)]
    [InlineData("""{"StringNotEqualsIfExists":{"aws:ResourceOrgID":"o-abc"}}""", PolicyDecisionKind.ExplicitDeny)]
    [InlineData("""{"StringNotEquals":{"aws:ResourceAccount":"444455556666"}}""", PolicyDecisionKind.Conditional)]
    public void A_deny_on_foreign_accounts_surely_stops_image_layers(string condition, PolicyDecisionKind expected) => Assert.Equal(
        [expected],
        Blocked(Trap("ECR image layers"), TestPolicy.Of(TestPolicy.Statement("Allow"),
            TestPolicy.Statement("Deny", $"\"Action\":\"s3:*\",\"Condition\":{condition}"))));

    [Fact]
    public void For_gives_the_traps_of_the_service()
    {
        Assert.Contains(ServiceTraps.For("com.amazonaws.us-west-2.s3"), trap => trap.Name == "ECR image layers");
        Assert.Empty(ServiceTraps.For("com.amazonaws.us-west-2.sqs"));
        Assert.Equal(["ECR sign-in"], ServiceTraps.For("com.amazonaws.us-west-2.ecr.api").Select(trap => trap.Name));
        Assert.Equal(["Systems Manager agent channels"], ServiceTraps.For("com.amazonaws.us-west-2.ssmmessages").Select(trap => trap.Name));
        Assert.Equal(["IAM roles for service accounts"], ServiceTraps.For("com.amazonaws.us-west-2.sts").Select(trap => trap.Name));
    }

    [Fact]
    public void Every_trap_has_its_page_and_calls_that_exist() =>
        Assert.All(ServiceTraps.All, trap =>
        {
            Assert.Contains(trap.Page.Host, (string[])["docs.aws.amazon.com", "github.com"]);
            Assert.NotEmpty(trap.Calls);
            Assert.All(trap.Calls, call =>
            {
                Assert.Null(CallNames.WhyNoAction(call.Action) ?? CallNames.WhyUnknownAction(call.Action));
                Assert.Empty(CallPairs.Of([call.Action], [call.RequestIn("us-west-2").Resource]).Unpaired);
            });
        });

    [Fact]
    public void Buckets_that_no_customer_owns_are_known_as_such() => Assert.All(
        ServiceTraps.All.Where(trap => trap.EndpointService == "s3").SelectMany(trap => trap.Calls),
        call => Assert.True(AwsOwnedResources.Contains(call.RequestIn(call.Regions.Count == 0 ? "us-west-2" : call.Regions[0]).Resource),
            call.Resource));
}
