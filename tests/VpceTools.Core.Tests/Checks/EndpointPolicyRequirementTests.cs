using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>What EndpointPolicy says when the user names the calls that must pass, and of calls that services make by themselves.</summary>
public sealed class EndpointPolicyRequirementTests
{
    private const string Queue = "arn:aws:sqs:us-east-1:123456789012:orders";
    private static readonly PolicyRequest Send = new() { Action = "sqs:SendMessage", Resource = Queue };

    private static string Allow(string action, string resource = "*", string more = "") =>
        $$"""{"Effect":"Allow","Principal":"*","Action":"{{action}}","Resource":"{{resource}}"{{more}}}""";

    private static string Policy(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", statements)}}]}""";

    private static EndpointTestResult Check(string policy, params PolicyRequest[] required) =>
        World.Healthy.WithEndpoint(e => e with { PolicyDocument = policy })
            .Check<EndpointPolicyCheck>(new() { RequiredCalls = [.. required] });

    [Fact]
    public void Required_calls_that_are_allowed_pass()
    {
        var result = Check(Policy(Allow("sqs:Send*", Queue)), Send);

        Assert.Equal((CheckStatus.Passed, "The policy lets the required call pass."), (result.Status, result.Message));
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void A_call_that_no_statement_allows_fails_with_the_statements_and_their_mending()
    {
        var policy = Policy(Allow("sqs:ReceiveMessage"));
        var finding = Check(policy, Send, Send with { Action = "sqs:ReceiveMessage" }).Only(CheckStatus.Failed, Severity.High);

        Assert.Equal($"The policy of endpoint vpce-1 stops the required call: no statement allows sqs:SendMessage on {Queue}.",
            finding.Summary);
        Assert.Contains("statement 1 at 1:38: it does not match because Action sqs:ReceiveMessage does not match sqs:SendMessage",
            finding.Evidence.Detail, StringComparison.Ordinal);
        var repair = Assert.IsType<ModifyVpcEndpoint>(Assert.Single(finding.Repair));
        Assert.Equal(policy.Replace("]}", $",{Allow("sqs:SendMessage", Queue)}]}}", StringComparison.Ordinal), repair.PolicyDocument);
        Assert.True(finding.CanRepair);
        Assert.Equal(CheckStatus.Passed, Check(repair.PolicyDocument!, Send, Send with { Action = "sqs:ReceiveMessage" }).Status);
    }

    [Fact]
    public void A_call_that_is_denied_fails_with_the_statement_and_is_not_mended()
    {
        var finding = Check(Policy(Allow("*"), """{"Sid":"No","Effect":"Deny","Principal":"*","Action":"sqs:Send*","Resource":"*"}"""),
            Send).Only(CheckStatus.Failed, Severity.High);

        Assert.Equal($"The policy of endpoint vpce-1 denies the required call: statement 2 ('No') denies sqs:SendMessage on {Queue}.",
            finding.Summary);
        Assert.StartsWith("statement 2 ('No') at 1:", finding.Evidence.Rule, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
        Assert.Contains("take it out of statement 2 ('No')", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_hangs_on_a_key_is_unknown_and_names_the_key()
    {
        var finding = Check(Policy(Allow("*", more: ""","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""")), Send)
            .Only(CheckStatus.Unknown, Severity.Medium);

        Assert.Contains("depends on aws:PrincipalOrgID", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("-Context @{ 'aws:PrincipalOrgID' = '…' }", finding.Recommendation, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void A_call_on_any_resource_hangs_on_the_resource_where_the_policy_names_some() => Assert.Contains(
        "Say more about the calls (Resource)",
        Check(Policy(Allow("sqs:*", Queue)), Send with { Resource = "*" }).Only(CheckStatus.Unknown, Severity.Medium).Recommendation,
        StringComparison.Ordinal);

    [Fact]
    public void Stopped_and_denied_calls_are_two_findings_and_only_the_stopped_ones_are_mended()
    {
        var result = Check(
            Policy(Allow("sqs:Get*"), """{"Effect":"Deny","Principal":"*","Action":"sqs:DeleteQueue","Resource":"*"}"""), Send,
            Send with { Action = "sqs:DeleteQueue" });

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Equal([0, 1], result.Findings.Select(finding => finding.Repair.Count));
        Assert.DoesNotContain("\"Action\":\"sqs:DeleteQueue\",\"Resource\":\""
            + Queue, ((ModifyVpcEndpoint)result.Findings[1].Repair[0]).PolicyDocument, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_of_the_one_named_client_is_what_the_call_comes_from()
    {
        var policy = Policy(Allow("*", more: ""","Condition":{"IpAddress":{"aws:VpcSourceIp":"10.0.3.0/24"}}"""));
        var network = World.Healthy.WithEndpoint(e => e with { PolicyDocument = policy });
        EndpointTestResult From(string cidr) =>
            network.Check<EndpointPolicyCheck>(new() { RequiredCalls = [Send], Clients = new() { CidrBlocks = [CidrBlock.Parse(cidr)] } });

        Assert.Equal(CheckStatus.Passed, From("10.0.3.7/32").Status);
        Assert.Equal(CheckStatus.Failed, From("10.0.4.7/32").Status);
        Assert.Equal(CheckStatus.Unknown, From("10.0.3.0/28").Status);
    }

    [Fact]
    public void Calls_of_other_services_are_not_held_against_the_endpoint()
    {
        var result = Check(Policy(Allow("sqs:*")), new PolicyRequest { Action = "s3:GetObject" });

        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Contains("None of the required actions is one of its service (sqs).", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_another_account_is_diagnosed_and_not_mended()
    {
        var finding = World.Healthy.WithEndpoint(e => e with { PolicyDocument = Policy(Allow("sqs:Get*")), RequesterManaged = true })
            .Check<EndpointPolicyCheck>(new() { RequiredCalls = [Send] }).Only(CheckStatus.Failed, Severity.High);

        Assert.Empty(finding.Repair);
        Assert.Contains("requester-managed", finding.Recommendation, StringComparison.Ordinal);
    }

    // Resources of another service, Region or partition: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    [Theory]
    [InlineData("arn:aws:s3:::data", "service 's3'")]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:q", "region 'eu-west-1'")]
    [InlineData("arn:aws-cn:sqs:cn-north-1:123456789012:q", "partition 'aws-cn'")]
    public void Resources_that_no_call_through_the_endpoint_can_be_about_are_a_warning(string resource, string says) => Assert.Contains(
        says, Check(Policy(Allow("sqs:SendMessage", Queue), Allow("sqs:*", resource)))
            .Only(CheckStatus.Warning, Severity.Low).Evidence.Detail, StringComparison.Ordinal);

    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
    [Fact]
    public void A_gateway_that_stops_image_layers_is_a_warning_where_ECR_is_used()
    {
        var own = World.HealthyGateway.WithEndpoint(e => e with { PolicyDocument = Policy(Allow("s3:*", "arn:aws:s3:::own/*")) });
        var used = own.WithAnother(WorldChanges.Endpoint("vpce-2", "ecr.dkr")).Check<EndpointPolicyCheck>();

        Assert.Equal(CheckStatus.Warning, used.Status);
        Assert.Equal(
            [("The policy of endpoint vpce-2 stops calls needed by ECR image layers", Severity.Medium)],
            used.Findings.Where(finding => finding.Summary.Contains("ECR", StringComparison.Ordinal))
                .Select(finding =>
                    (finding.Summary.Replace(World.GatewayId, "vpce-2", StringComparison.Ordinal).Split(':')[0], finding.Severity)));
        Assert.DoesNotContain(own.Check<EndpointPolicyCheck>().Findings, finding =>
            finding.Summary.Contains("ECR", StringComparison.Ordinal));
    }

    private static VpcNetwork OwnBuckets(VpcNetwork network) =>
        network.WithEndpoint(e => e with { PolicyDocument = Policy(Allow("s3:*", "arn:aws:s3:::own*")) });

    private static VpcNetwork WithoutInstances(VpcNetwork network) =>
        network with
        {
            Instances = [],
            NetworkInterfaces = network.NetworkInterfaces.Select(i => i with { InstanceId = null })
            .ToValueList()
        };

    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html#edit-vpc-endpoint-policy-s3
    [Fact]
    public void Amazon_Linux_repositories_may_be_needed_where_instances_run()
    {
        var result = OwnBuckets(World.HealthyGateway).Check<EndpointPolicyCheck>();

        Assert.Equal((CheckStatus.Warning, Severity.Low), (result.Status, result.Findings[0].Severity));
        Assert.Contains("s3:GetObject on arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*: no statement allows it",
            result.Findings[0].Evidence.Detail, StringComparison.Ordinal);
        Assert.Contains("https://docs.aws.amazon.com/", result.Findings[0].Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_may_be_needed_is_told_once_and_is_no_alarm()
    {
        var result = OwnBuckets(WithoutInstances(World.HealthyGateway)).Check<EndpointPolicyCheck>();

        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Equal([Severity.Information, Severity.Information], result.Findings.Select(finding => finding.Severity));
        Assert.Equal(
            $"The policy of endpoint {World.GatewayId} would stop calls of Amazon Linux repositories, CloudFormation wait conditions, CloudFormation custom resources, if anything in the VPC makes them.",
            result.Findings[1].Summary);
    }

    // registry.k8s.io sends its clients to buckets of their Region.
    [Fact]
    public void Images_of_Kubernetes_and_roles_of_pods_are_needed_where_a_cluster_is()
    {
        var network = WithoutInstances(World.HealthyGateway);
        network = network with
        {
            NetworkInterfaces = network.NetworkInterfaces.Select((i, n) => n == 0
            ? i with { Description = "Amazon EKS blue" } : i).ToValueList()
        };

        Assert.Contains(OwnBuckets(network).Check<EndpointPolicyCheck>().Findings, finding => finding.Severity == Severity.Low
            && finding.Summary.Contains("registry.k8s.io", StringComparison.Ordinal));
        Assert.DoesNotContain(
            OwnBuckets(WithoutInstances(World.HealthyGateway)).Check<EndpointPolicyCheck>().Findings, finding =>
                finding.Summary.Contains("registry.k8s.io", StringComparison.Ordinal));
    }

    // "Calling AssumeRoleWithWebIdentity does not require the use of AWS security credentials":
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
    [Theory]
    [InlineData("aws:PrincipalOrgID", "o-abc", CheckStatus.Warning)]
    [InlineData("aws:ResourceOrgID", "o-abc", CheckStatus.Passed)]
    public void A_condition_on_the_caller_of_STS_stops_pods(string key, string value, CheckStatus status)
    {
        var policy = Policy(Allow("sts:*", more: $$$""","Condition":{"StringEquals":{"{{{key}}}":"{{{value}}}"}}"""));
        var result = World.Healthy.WithEndpoint(e => e with { ServiceName = "com.amazonaws.us-east-1.sts", PolicyDocument = policy })
            .WithAnother(WorldChanges.Endpoint("vpce-2", "eks")).Check<EndpointPolicyCheck>();

        Assert.Equal(status, result.Status);
        Assert.Equal(status == CheckStatus.Warning,
            result.Findings.Any(finding => finding is { Severity: Severity.Medium }
                && finding.Summary.Contains("IAM roles for service accounts", StringComparison.Ordinal)));
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns: without private DNS the names
    // of agents lead elsewhere.
    [Fact]
    public void An_interface_endpoint_of_S3_without_private_DNS_is_no_trap_for_agents() => Assert.Equal(
        CheckStatus.Passed,
        OwnBuckets(World.Healthy.WithEndpoint(e => e with { ServiceName = "com.amazonaws.us-east-1.s3", PrivateDnsEnabled = false }))
            .Check<EndpointPolicyCheck>().Status);

    [Fact]
    public void With_required_calls_only_these_are_judged() => Assert.Equal(
        CheckStatus.Passed,
        World.HealthyGateway.WithEndpoint(e => e with { PolicyDocument = Policy(Allow("s3:*", "arn:aws:s3:::own/*")) })
            .Check<EndpointPolicyCheck>(new()
            {
                RequiredCalls = [new() { Action = "s3:GetObject",
                Resource = "arn:aws:s3:::own/x" }]
            }).Status);
}
