using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// The well-known traps of endpoint policies: a policy that allows the owner's buckets only also stops the AWS-owned buckets that these services read and write.
/// Each entry names the AWS page that it was written from.
/// </summary>
public static class ServiceTraps
{
    private const string Read = "s3:GetObject";
    private const string Write = "s3:PutObject";

    /// <summary>All traps.</summary>
    public static ValueList<ServiceTrap> All { get; } =
    [
        // "The yum repositories for Amazon Linux are Amazon S3 buckets in each Region."
        new(
            "Amazon Linux repositories", "s3", "yum and dnf time out or answer 403 on Amazon Linux",
            new Uri("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html#edit-vpc-endpoint-policy-s3"),
            [], [],
            [
                Bucket(Read, "al2023-repos-{region}-de612dc2/*"),
                Bucket(Read, "amazonlinux-2-repos-{region}/*"),
                Bucket(Read, "amazonlinux.{region}.amazonaws.com/*", isEssential: false),
                Bucket(Read, "packages.{region}.amazonaws.com/*", isEssential: false),
                Bucket(Read, "repo.{region}.amazonaws.com/*", isEssential: false),
            ]),
        // "Amazon ECR uses Amazon S3 to store your image layers."
        new(
            "ECR image layers", "s3", "docker pull authenticates and then hangs or answers 403 on the layers",
            new Uri("https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms"),
            ["ecr.api", "ecr.dkr"], ["ecr.api", "ecr.dkr", "s3"],
            [Bucket(Read, "prod-{region}-starport-layer-bucket/*")]),
        new(
            "Systems Manager agent", "s3", "SSM Agent cannot update itself, run documents or patch",
            new Uri("https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html#ssm-agent-minimum-s3-permissions"),
            ["ssm", "ssmmessages", "ec2messages"], ["ssm", "ssmmessages", "ec2messages"],
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
            "CloudFormation wait conditions and custom resources", "s3", "stacks wait until they time out, because the signal cannot be written",
            new Uri("https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html"),
            ["cloudformation"], [],
            [
                Bucket(Write, "cloudformation-custom-resource-response-{regionWithoutDashes}/*"),
                Bucket(Write, "cloudformation-waitcondition-{region}/*"),
            ]),
        new(
            "Elastic Beanstalk", "s3", "environments do not deploy",
            new Uri("https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html#AWSHowTo.S3.VPCendpoints"),
            ["elasticbeanstalk", "elasticbeanstalk-health"], [],
            [
                Bucket(Read, "elasticbeanstalk-platform-assets-{region}/*"),
                Bucket(Read, "elasticbeanstalk-env-resources-{region}/*"),
            ]),
        new(
            "CodeDeploy agent", "s3", "the CodeDeploy agent cannot be installed or updated",
            new Uri("https://docs.aws.amazon.com/codedeploy/latest/userguide/vpc-endpoints.html"),
            ["codedeploy", "codedeploy-commands-secure"], ["codedeploy", "codedeploy-commands-secure"],
            [Bucket(Read, "aws-codedeploy-{region}/*")]),
        new(
            "CloudWatch agent", "s3", "the CloudWatch agent package cannot be downloaded",
            new Uri("https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/download-CloudWatch-Agent-on-EC2-Instance-commandline-first.html"),
            [], [],
            [Bucket(Read, "amazoncloudwatch-agent-{region}/*", isEssential: false)]),
    ];

    /// <summary>The traps of an endpoint of a service, in a VPC that has endpoints of the other services.</summary>
    /// <param name="endpointServiceName">The endpoint's service, for example <c>com.amazonaws.us-east-1.s3</c>.</param>
    /// <param name="serviceNamesInVpc">The services of all endpoints of the VPC.</param>
    public static ValueList<ServiceTrap> Of(string endpointServiceName, IEnumerable<string> serviceNamesInVpc)
    {
        var service = EndpointServices.Parse(endpointServiceName)?.Service;
        var present = new HashSet<string?>(serviceNamesInVpc.Select(name => EndpointServices.Parse(name)?.Service), StringComparer.Ordinal);
        return All.Where(trap => trap.EndpointService == service && (trap.NeededBy.Count == 0 || trap.NeededBy.Any(present.Contains))).ToValueList();
    }

    private static ServiceTrapCall Bucket(string action, string path, bool isEssential = true) => new(action, "arn:{partition}:s3:::" + path, isEssential);
}
