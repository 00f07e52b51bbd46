using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// The well-known traps of endpoint policies: a policy that allows the owner's buckets only also stops the AWS-owned buckets that services
/// read and write, and one that allows the calls of a service's API reference only stops those that its agents make. Each entry names the
/// AWS page that it was written from. Which endpoints are needed together is in <c>tasks.json</c>.
/// </summary>
public static class ServiceTraps
{
    private const string Read = "s3:GetObject";
    private const string Write = "s3:PutObject";
    private const string MessageOperations = "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html";

    public static ValueList<ServiceTrap> All { get; } =
    [
        // "The yum repositories for Amazon Linux are Amazon S3 buckets in each Region."
        new(
            "Amazon Linux repositories", "s3", "yum and dnf time out or get 403 on Amazon Linux",
            new Uri("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html#edit-vpc-endpoint-policy-s3"),
            [],
            [
                Bucket(Read, "al2023-repos-{region}-de612dc2/*"),
                Bucket(Read, "amazonlinux-2-repos-{region}/*"),
                Bucket(Read, "amazonlinux.{region}.amazonaws.com/*", isEssential: false),
                Bucket(Read, "packages.{region}.amazonaws.com/*", isEssential: false),
                Bucket(Read, "repo.{region}.amazonaws.com/*", isEssential: false),
            ]),
        // "Amazon ECR uses Amazon S3 to store your image layers."
        new(
            "ECR image layers", "s3", "docker pull authenticates and then waits or gets 403 for the layers",
            new Uri("https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms"),
            ["ecr.api", "ecr.dkr"],
            [Bucket(Read, "prod-{region}-starport-layer-bucket/*")]),
        new(
            "Systems Manager agent", "s3", "SSM Agent cannot update itself, run documents or patch",
            new Uri(
                "https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html#ssm-agent-minimum-s3-permissions"),
            ["ssm", "ssmmessages", "ec2messages"],
            [
                Bucket(Read, "amazon-ssm-{region}/*"),
                Bucket(Read, "aws-ssm-{region}/*"),
                Bucket(Read, "patch-baseline-snapshot-{region}/*"),
                Bucket(Read, "{region}-birdwatcher-prod/*"),
                Bucket(Read, "aws-ssm-distributor-file-{region}/*"),
                Bucket(Read, "aws-ssm-document-attachments-{region}/*"),
                Bucket(Read, "aws-windows-downloads-{region}/*", isEssential: false),
                Bucket(Read, "amazon-ssm-packages-{region}/*", isEssential: false),
                Bucket(Read, "aws-patchmanager-macos-{region}/*", isEssential: false),
            ]),
        // "CloudFormation has S3 buckets in each Region to monitor responses to a custom resource request or a wait condition."
        new(
            "CloudFormation wait conditions and custom resources", "s3",
                "stacks wait until they time out, because the signal cannot be written",
            new Uri("https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html"),
            ["cloudformation"],
            [
                Bucket(Write, "cloudformation-custom-resource-response-{regionWithoutDashes}/*"),
                Bucket(Write, "cloudformation-waitcondition-{region}/*"),
            ]),
        new(
            "Elastic Beanstalk", "s3", "environments do not deploy",
            new Uri("https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html#AWSHowTo.S3.VPCendpoints"),
            ["elasticbeanstalk", "elasticbeanstalk-health"],
            [
                Bucket(Read, "elasticbeanstalk-platform-assets-{region}/*"),
                Bucket(Read, "elasticbeanstalk-env-resources-{region}/*"),
            ]),
        new(
            "CodeDeploy agent", "s3", "the CodeDeploy agent cannot be installed or updated",
            new Uri("https://docs.aws.amazon.com/codedeploy/latest/userguide/vpc-endpoints.html"),
            ["codedeploy", "codedeploy-commands-secure"],
            [Bucket(Read, "aws-codedeploy-{region}/*")]),
        new(
            "CloudWatch agent", "s3", "the CloudWatch agent package cannot be downloaded",
            new Uri(
                "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-CloudWatch-Agent-on-EC2-Instance-commandline-first.html"),
            [],
            [Bucket(Read, "amazoncloudwatch-agent-{region}/*", isEssential: false)]),
        // "Amazon ECR users require permissions to call ecr:GetAuthorizationToken before they can authenticate to a registry and push or
        // pull any images from any Amazon ECR repository." The call is about no repository.
        new(
            "ECR sign-in", "ecr.api", "docker login and image pulls get 403",
            new Uri("https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html"),
            ["ecr.dkr"],
            [new("ecr:GetAuthorizationToken", "*")]),
        // The agent's own calls, "special operations used by AWS Systems Manager"; no API reference has them, so that policies forget them.
        new(
            "Systems Manager agent registration", "ssm", "instances do not show up as managed nodes",
            new Uri(MessageOperations),
            ["ssmmessages", "ec2messages"],
            [new("ssm:UpdateInstanceInformation", "arn:{partition}:ec2:{region}:*:instance/*")]),
        new(
            "Systems Manager agent channels", "ssmmessages", "Run Command and Session Manager do not reach the instance",
            new Uri(MessageOperations),
            ["ssm"],
            [
                new("ssmmessages:CreateControlChannel", "*"),
                new("ssmmessages:CreateDataChannel", "*"),
                new("ssmmessages:OpenControlChannel", "*"),
                new("ssmmessages:OpenDataChannel", "*"),
            ]),
        // "SSM Agent 3.3.40.0 and later" does without this endpoint where ssmmessages is there.
        new(
            "Systems Manager agent messages", "ec2messages", "Run Command does not reach instances with an SSM Agent before 3.3.40.0",
            new Uri(MessageOperations),
            ["ssm"],
            [
                new("ec2messages:AcknowledgeMessage", "*"),
                new("ec2messages:DeleteMessage", "*"),
                new("ec2messages:FailMessage", "*"),
                new("ec2messages:GetEndpoint", "*"),
                new("ec2messages:GetMessages", "*"),
                new("ec2messages:SendReply", "*"),
            ]),
    ];

    /// <summary>The traps of an endpoint of a service, in a VPC that has endpoints of the other services.</summary>
    /// <param name="endpointServiceName">The endpoint's service, for example <c>com.amazonaws.us-east-1.s3</c>.</param>
    /// <param name="serviceNamesInVpc">The services of all endpoints of the VPC.</param>
    public static ValueList<ServiceTrap> Of(string endpointServiceName, IEnumerable<string> serviceNamesInVpc)
    {
        var service = EndpointServices.Parse(endpointServiceName)?.Service;
        var present = new HashSet<string?>(serviceNamesInVpc.Select(name => EndpointServices.Parse(name)?.Service), StringComparer.Ordinal);
        return All.Where(
            trap => trap.EndpointService == service && (trap.NeededBy.Count == 0 || trap.NeededBy.Any(present.Contains))).ToValueList();
    }

    private static ServiceTrapCall Bucket(string action, string path, bool isEssential = true) =>
        new(action, "arn:{partition}:s3:::" + path, isEssential);
}
