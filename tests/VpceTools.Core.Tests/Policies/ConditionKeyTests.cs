using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>Which keys calls have: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.</summary>
public class ConditionKeyTests
{
    private const string Owner = "111122223333";

    private static VpcEndpoint Endpoint(string service) =>
        new()
        {
            Id = "vpce-1", VpcId = "vpc-1", OwnerId = Owner, ServiceName = $"com.amazonaws.us-east-1.{service}",
            TypeName = "Interface"
        };

    private static string Condition(string @operator, string key, string value) =>
        $"\"Condition\":{{\"{@operator}\":{{\"{key}\":\"{value}\"}}}}";

    private static PolicyDecision Decide(string elements, string service, string action, string resource = "*") =>
        PolicyEvaluator.Evaluate(TestPolicy.Allow(elements),
            EndpointContext.Through(Endpoint(service), new() { Action = action, Resource = resource }));

    // "The following services support this key"; the calls of the others have it not.
    [Theory]
    [InlineData("aws:VpceAccount", Owner, "kms", "kms:Decrypt", PolicyDecisionKind.Allowed)]
    [InlineData("aws:VpceAccount", "999999999999", "kms", "kms:Decrypt", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("aws:VpceAccount", Owner, "sqs", "sqs:SendMessage", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("aws:VpceAccount", Owner, "dynamodb", "dynamodb:GetItem", PolicyDecisionKind.Allowed)]
    [InlineData("aws:VpceOrgID", "o-abc", "sqs", "sqs:SendMessage", PolicyDecisionKind.Conditional)]
    [InlineData("aws:VpceOrgID", "o-abc", "logs", "logs:PutLogEvents", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("aws:SourceVpcArn", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", "kms", "kms:Decrypt", PolicyDecisionKind.Allowed)]
    [InlineData("aws:SourceVpcArn", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", "dynamodb", "dynamodb:GetItem",
        PolicyDecisionKind.ImplicitDeny)]
    [InlineData("aws:SourceVpcArn", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", "ssm", "ssm:GetParameter",
        PolicyDecisionKind.ImplicitDeny)]
    [InlineData("aws:SourceVpc", "vpc-1", "ssm", "ssm:GetParameter", PolicyDecisionKind.Allowed)]
    public void Keys_of_the_network_are_there_for_some_services_only(string key, string value, string service, string action,
        PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(Condition("StringEquals", key, value), service, action).Decision);

    [Theory]
    [InlineData("ForAnyValue:StringLike", "kms", "kms:Decrypt", PolicyDecisionKind.Conditional)]
    [InlineData("ForAnyValue:StringLike", "sqs", "sqs:SendMessage", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ForAllValues:StringLike", "sqs", "sqs:SendMessage", PolicyDecisionKind.Allowed)]
    public void The_path_of_the_endpoints_owner(string @operator, string service, string action, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(Condition(@operator, "aws:VpceOrgPaths", "o-abc/r-ab12/*"), service, action).Decision);

    [Fact]
    public void The_owner_of_an_endpoint_in_another_Region_than_its_service_does_not_tell_the_VPCs_ARN()
    {
        Assert.Contains("aws:SourceVpcArn", EndpointContext.For(Endpoint("kms")).Values.Keys);
        Assert.DoesNotContain("aws:SourceVpcArn", EndpointContext.For(Endpoint("kms") with { ServiceRegion = "eu-west-1" }).Values.Keys);
        Assert.DoesNotContain("aws:VpceAccount", EndpointContext.For(Endpoint("kms") with { OwnerId = null }).Values.Keys);
    }

    [Theory]
    [InlineData("StringEquals", "kms:ViaService", "s3", "s3:GetObject", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("StringNotEquals", "kms:ViaService", "s3", "s3:GetObject", PolicyDecisionKind.Allowed)]
    [InlineData("StringEquals", "kms:ViaService", "kms", "kms:Decrypt", PolicyDecisionKind.Conditional)]
    // Keys of other services that the reference lists for the action, or that all services' calls can have.
    [InlineData("StringEquals", "ec2:SourceInstanceARN", "ssm", "ssm:UpdateInstanceInformation", PolicyDecisionKind.Conditional)]
    [InlineData("StringEquals", "lambda:SourceFunctionArn", "s3", "s3:GetObject", PolicyDecisionKind.Conditional)]
    [InlineData("StringEquals", "cognito-identity.amazonaws.com:sub", "s3", "s3:GetObject", PolicyDecisionKind.Conditional)]
    [InlineData("StringEquals", "aws:PrincipalTag/team", "s3", "s3:GetObject", PolicyDecisionKind.Conditional)]
    // Misspelt: no request has them. A key that resembles none may be newer than the list.
    [InlineData("StringEquals", "aws:PrincipleOrgID", "s3", "s3:GetObject", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("StringNotEquals", "aws:PrincipleOrgID", "s3", "s3:GetObject", PolicyDecisionKind.Allowed)]
    [InlineData("StringEquals", "aws:PrincipalTags/team", "s3", "s3:GetObject", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("StringEquals", "s3:prefx", "s3", "s3:ListBucket", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("StringEquals", "aws:AddedByAwsTomorrow", "s3", "s3:GetObject", PolicyDecisionKind.Conditional)]
    [InlineData("StringEquals", "kms:RecipientAttestation:NitroTPMPCR99", "kms", "kms:Decrypt", PolicyDecisionKind.Conditional)]
    public void Keys_of_other_services_and_misspelt_ones_are_never_there(string @operator, string key, string service, string action,
        PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(Condition(@operator, key, "value-value"), service, action).Decision);

    /// <summary>A policy that stands by itself names the services in its statements, where it does.</summary>
    [Theory]
    [InlineData("\"sqs:SendMessage\"", "s3:prefix", "Calls of sqs do not have s3:prefix")]
    [InlineData("[\"SQS:*\",\"sns:Publish\"]", "s3:prefix", "Calls of SQS, sns do not have s3:prefix")]
    [InlineData("[\"sqs:*\",\"s3:ListBucket\"]", "s3:prefix", null)]
    [InlineData("\"*\"", "s3:prefix", null)]
    [InlineData("\"s*:Get*\"", "s3:prefix", null)]
    [InlineData("\"s3:ListBucket\"", "s3:prefix", null)]
    public void A_key_that_no_call_of_the_statement_has_is_found_without_an_endpoint(string actions, string key, string? message)
    {
        var document = TestPolicy.Parse($$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":{{{actions}}},"Resource":"*",{{{Condition("StringEquals", key, "x")}}}}]}
            """);
        var found = PolicyLinter.Lint(document).SingleOrDefault(result => result.Rule == PolicyLintRule.KeyNotInRequest);

        Assert.Equal(message is null, found is null);
        Assert.StartsWith(message ?? "", found?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws:PrincipleOrgID", "aws:PrincipalOrgID")]
    [InlineData("aws:SourceVpceId", "aws:SourceVpce")]
    [InlineData("aws:PrincipalTags/team", "aws:PrincipalTag/team")]
    [InlineData("s3:prefx", "s3:prefix")]
    [InlineData("AWS:principalorgid", null)]
    [InlineData("aws:PrincipalTag/team", null)]
    [InlineData("s3:ExistingObjectTag/team", null)]
    [InlineData("kms:EncryptionContext:team", null)]
    [InlineData("accounts.google.com:aud", null)]
    [InlineData("kms:RecipientAttestation:NitroTPMPCR99", null)]
    public void The_key_that_is_meant(string key, string? meant) => Assert.Equal(meant, ConditionKeys.FindMeant(key));

    // "For most resources in your account, the ARN contains the owner account ID"; S3's do not, and those of AWS's own are nobody's.
    [Theory]
    [InlineData("sqs", "sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:q", Owner, PolicyDecisionKind.Allowed)]
    [InlineData("sqs", "sqs:SendMessage", "arn:aws:sqs:us-east-1:444455556666:q", Owner, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("sqs", "sqs:SendMessage", "arn:aws:sqs:us-east-1:444455556666:*", Owner, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("sqs", "sqs:SendMessage", "arn:aws:sqs:us-east-1:*:q", Owner, PolicyDecisionKind.Conditional)]
    [InlineData("s3", "s3:GetObject", "arn:aws:s3:::data/a", Owner, PolicyDecisionKind.Conditional)]
    [InlineData("s3", "s3:GetObject", "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/a", Owner, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3", "s3:GetObject", "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/a", "444455556666",
        PolicyDecisionKind.Conditional)]
    [InlineData("iam", "iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess", Owner, PolicyDecisionKind.ImplicitDeny)]
    // "The following actions don't support this key."
    [InlineData("ec2", "ec2:AcceptVpcPeeringConnection", "arn:aws:ec2:us-east-1:111122223333:vpc-peering-connection/p", Owner,
        PolicyDecisionKind.Conditional)]
    public void The_owner_of_the_resource(string service, string action, string resource, string account, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(Condition("StringEquals", "aws:ResourceAccount", account), service, action, resource).Decision);

    [Fact]
    public void What_is_assumed_of_the_owner_is_listed()
    {
        var decision = Decide(Condition("StringEquals", "aws:ResourceOrgID", "o-abc"), "s3", "s3:GetObject",
            "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/a");

        Assert.Equal("aws:ResourceOrgID = somebody else's", Assert.Single(decision.AssumedContextKeys).ToString());
        Assert.EndsWith("does not hold: aws:ResourceOrgID is somebody else's", decision.OtherStatements.Single().Why,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:s3:::prod-us-east-1-starport-layer-bucket/x", true)]
    [InlineData("arn:aws-us-gov:s3:::prod-us-gov-west-1-starport-layer-bucket/*", true)]
    [InlineData("arn:aws:s3:::cloudformation-custom-resource-response-uswest2/x", true)]
    [InlineData("arn:aws:s3:::elasticbeanstalk-us-east-1/x", true)]
    // A customer's own, which begin alike.
    [InlineData("arn:aws:s3:::elasticbeanstalk-us-east-1-123456789012/x", false)]
    [InlineData("arn:aws:s3:::aws-ssm-backups/x", false)]
    [InlineData("arn:aws:s3:::prod-registry-k8s-io-eu-west-1/x", true)]
    [InlineData("arn:aws:ssm:us-east-1::parameter/aws/service/ami", true)]
    [InlineData("arn:aws:ssm:us-east-1:111122223333:parameter/aws", false)]
    [InlineData("arn:aws:s3:::*", false)]
    [InlineData("*", false)]
    public void Resources_of_AWSs_own(string resource, bool expected) => Assert.Equal(expected, AwsOwnedResources.Contains(resource));

    [Theory]
    [InlineData("aws:VpceAccount", "StringEquals", "sqs", PolicyLintSeverity.Warning, "never holds")]
    [InlineData("aws:VpceAccount", "StringNotEqualsIfExists", "sqs", PolicyLintSeverity.Warning, "always holds")]
    [InlineData("aws:VpceAccount", "StringEqualsIfExists", "sqs", PolicyLintSeverity.Information, "always holds")]
    [InlineData("aws:VpceAccount", "StringEquals", "kms", null, "")]
    [InlineData("kms:ViaService", "StringEquals", "sqs", PolicyLintSeverity.Warning, "Calls of sqs do not have kms:ViaService")]
    [InlineData("lambda:SourceFunctionArn", "StringEquals", "sqs", null, "")]
    public void A_key_that_no_call_through_the_endpoint_has_is_found(string key, string @operator, string service,
        PolicyLintSeverity? severity, string message)
    {
        var document = TestPolicy.Of(TestPolicy.Statement("Allow", Condition(@operator, key, "x")), TestPolicy.Statement("Allow"));
        var found = PolicyLinter.Lint(document, TestPolicy.Target($"com.amazonaws.us-east-1.{service}"))
            .SingleOrDefault(result => result.Rule == PolicyLintRule.KeyNotInRequest);

        Assert.Equal(severity, found?.Severity);
        Assert.Contains(message, found?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws:PrincipleOrgID", PolicyLintSeverity.Error,
        "There is no condition key 'aws:PrincipleOrgID': 'aws:PrincipalOrgID' is meant.")]
    [InlineData("aws:AddedByAwsTomorrow", PolicyLintSeverity.Warning, "IAM documents no global condition key 'aws:AddedByAwsTomorrow'.")]
    [InlineData("s3:AddedByAwsTomorrow", PolicyLintSeverity.Information, "The service 's3' has no condition key 's3:AddedByAwsTomorrow'.")]
    [InlineData("s4:x", PolicyLintSeverity.Error, "'s4:x' begins with no service prefix that IAM knows.")]
    [InlineData("s3:x-amz-acl", null, null)]
    [InlineData("aws:CalledViaAWSMCP", null, null)]
    public void A_key_that_IAM_does_not_document_is_found(string key, PolicyLintSeverity? severity, string? message)
    {
        var document = TestPolicy.Of(TestPolicy.Statement("Allow", Condition("StringEquals", key, "x")), TestPolicy.Statement("Allow"));
        var found = PolicyLinter.Lint(document).SingleOrDefault(result => result.Rule == PolicyLintRule.UnknownConditionKey);

        Assert.Equal((severity, message), (found?.Severity, found?.Message));
    }
}
