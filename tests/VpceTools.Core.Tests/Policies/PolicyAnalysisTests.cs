using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

public class PolicyAnalysisTests
{
    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""", true)]
    [InlineData("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":["*"],"Resource":["*"]}}""",
        true)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[]}""", false)]
    public void IsDefaultPolicy(string json, bool expected) =>
        Assert.Equal(expected, PolicyAnalysis.IsDefaultPolicy(TestPolicy.Parse(json)));

    [Theory]
    [InlineData("", false)]
    [InlineData("\"Action\":\"s3:GetObject\"", false)]
    [InlineData("\"Principal\":{\"AWS\":\"123456789012\"}", false)]
    [InlineData("\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}", false)]
    [InlineData("\"Action\":[]", true)]
    [InlineData("\"Action\":\"GetObject\"", true)]
    [InlineData("\"NotAction\":\"*\"", true)]
    [InlineData("\"NotResource\":\"*\"", true)]
    [InlineData("\"Resource\":\"bucket/*\"", true)]
    [InlineData("\"Resource\":\"arn:aws:s3\"", true)]
    [InlineData("\"Principal\":{}", true)]
    [InlineData("\"NotPrincipal\":\"*\"", true)]
    [InlineData("\"Condition\":{\"NumericEquals\":{\"s3:max-keys\":\"many\"}}", true)]
    [InlineData("\"Condition\":{\"ForAnyValue:Null\":{\"aws:TagKeys\":\"true\"}}", true)]
    public void AllowsNothing_of_one_allow(string elements, bool expected) =>
        Assert.Equal(expected, PolicyAnalysis.AllowsNothing(TestPolicy.Allow(elements)));

    [Theory]
    [InlineData("", true)]
    [InlineData("\"Action\":\"s3:*\"", false)]
    [InlineData("\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}", false)]
    public void AllowsNothing_with_a_deny(string elements, bool expected) =>
        Assert.Equal(expected, PolicyAnalysis.AllowsNothing(TestPolicy.Of(TestPolicy.Statement("Allow"),
            TestPolicy.Statement("Deny", elements))));

    [Fact]
    public void AllowsNothing_of_denies_alone() =>
        Assert.True(PolicyAnalysis.AllowsNothing(TestPolicy.Of(TestPolicy.Statement("Deny", "\"Action\":\"s3:Put*\""))));

    [Theory]
    [InlineData("\"Action\":\"s3:GetObject\"", "com.amazonaws.us-east-1.s3", true)]
    [InlineData("\"Action\":\"s3:GetObject\"", "com.amazonaws.us-east-1.sqs", false)]
    [InlineData("\"Action\":\"*\"", "com.amazonaws.us-east-1.sqs", true)]
    [InlineData("\"NotAction\":\"sqs:*\"", "com.amazonaws.us-east-1.sqs", false)]
    [InlineData("\"NotAction\":\"sqs:Send*\"", "com.amazonaws.us-east-1.sqs", true)]
    [InlineData("\"Resource\":\"arn:aws:sqs:us-east-1:*:*\"", "com.amazonaws.us-east-1.sqs", true)]
    [InlineData("\"Resource\":\"arn:aws:sqs:eu-west-1:*:*\"", "com.amazonaws.us-east-1.sqs", false)]
    [InlineData("\"Resource\":\"arn:aws-cn:sqs:us-east-1:*:*\"", "com.amazonaws.us-east-1.sqs", false)]
    [InlineData("\"Resource\":\"arn:aws:s3:::data/*\"", "com.amazonaws.us-east-1.s3", true)]
    [InlineData("\"Action\":\"logs:PutLogEvents\"", "com.amazonaws.us-east-1.vpce-unknown-service", true)]
    [InlineData("\"Action\":[]", "com.amazonaws.us-east-1.vpce-unknown-service", false)]
    public void CanAllowService(string elements, string serviceName, bool expected) =>
        Assert.Equal(expected, PolicyAnalysis.CanAllowService(TestPolicy.Allow(elements), TestPolicy.Target(serviceName)));

    // No one of the denies covers the service.
    [Theory]
    [InlineData("\"Action\":\"s3:Get*\"", "\"NotAction\":\"s3:Get*\"", false)]
    [InlineData("\"Action\":\"s3:Get*\"", "\"NotAction\":[\"s3:Get*\",\"s3:PutObject\"]", true)]
    [InlineData("\"Action\":\"s3:Get*\"", "\"NotAction\":[\"s3:Get*\",\"s3:AddedByAwsTomorrow\"]", true)]
    [InlineData("\"Action\":\"s3:Get*\"", "\"NotAction\":\"s3:Get*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}", true)]
    public void CanAllowService_puts_the_denies_together(string deny, string otherDeny, bool expected) =>
        Assert.Equal(expected, PolicyAnalysis.CanAllowService(
        TestPolicy.Of(TestPolicy.Statement("Allow"), TestPolicy.Statement("Deny", deny), TestPolicy.Statement("Deny", otherDeny)),
        TestPolicy.Target("com.amazonaws.us-east-1.s3")));

    [Fact]
    public void CanAllowService_takes_what_all_calls_share()
    {
        var document = TestPolicy.Allow("\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}");
        var target = TestPolicy.Target("com.amazonaws.us-east-1.s3");
        Assert.True(PolicyAnalysis.CanAllowService(document, target));
        Assert.True(PolicyAnalysis.CanAllowService(document, target, TestPolicy.Context("aws:SourceVpce=vpce-1")));
        Assert.False(PolicyAnalysis.CanAllowService(document, target, TestPolicy.Context("aws:SourceVpce=vpce-2")));
    }

    [Theory]
    [InlineData("arn:aws:sqs:us-east-1:123456789012:q", null, null)]
    [InlineData("arn:aws:s3:::data", ResourceMismatchKind.Service, "s3")]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:q", ResourceMismatchKind.Region, "eu-west-1")]
    [InlineData("arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q", ResourceMismatchKind.Partition, "aws-us-gov")]
    [InlineData("arn:*:*:*:*:q", null, null)]
    [InlineData("arn:aws:sqs:us-?ast-1:123456789012:q", null, null)]
    [InlineData("*", null, null)]
    public void FindResourceMismatches(string resource, ResourceMismatchKind? kind, string? actual)
    {
        var found = PolicyAnalysis.FindResourceMismatches(TestPolicy.Allow($"\"Resource\":\"{resource}\""),
            TestPolicy.Target("com.amazonaws.us-east-1.sqs")).SingleOrDefault();
        Assert.Equal((kind, actual), (found?.Kind, found?.Actual));
    }

    [Fact]
    public void FindResourceMismatches_knows_services_whose_calls_are_about_other_services_resources() =>
        Assert.Empty(PolicyAnalysis.FindResourceMismatches(
            TestPolicy.Allow("\"Resource\":\"arn:aws:ec2:us-east-1:123456789012:instance/*\""),
            TestPolicy.Target("com.amazonaws.us-east-1.ssm")));

    [Fact]
    public void FindResourceMismatches_leaves_NotResource_alone() =>
        Assert.Empty(PolicyAnalysis.FindResourceMismatches(TestPolicy.Allow("\"NotResource\":\"arn:aws:s3:::data\""),
            TestPolicy.Target("com.amazonaws.us-east-1.sqs")));
}
