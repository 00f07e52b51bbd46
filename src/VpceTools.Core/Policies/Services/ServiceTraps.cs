using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// The well-known traps of endpoint policies: a policy that allows the owner's buckets only also stops the buckets of others that services
/// and agents read and write, a condition on the caller's organization stops callers who have no AWS principal, and a policy that allows
/// the calls of a service's API reference only stops those that its agents make. Each entry names the page that it was written from. Who
/// signs the calls is from https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md. Which
/// endpoints are needed together is in <c>tasks.json</c>.
/// </summary>
internal static class ServiceTraps
{
    private const string Read = "s3:GetObject";
    private const string Write = "s3:PutObject";
    private const string MessageOperations =
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html";

    // "We have a bucket" of this name in these Regions; other Regions are sent to one of them, past a gateway endpoint.
    private static readonly ValueList<string> KubernetesRegions =
    [
        "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
            "ap-south-2", "ap-southeast-1", "ap-southeast-2",
        "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1",
            "ca-west-1", "eu-central-1",
        "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3", "il-central-1",
            "me-central-1", "me-south-1", "mx-central-1",
        "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    public static ValueList<ServiceTrap> All { get; } =
    [
        // "The yum repositories for Amazon Linux are Amazon S3 buckets in each Region."
        new(
            "Amazon Linux repositories", "s3", "yum and dnf time out or get 403 on Amazon Linux",
            new("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html#edit-vpc-endpoint-policy-s3"),
            [], TrapWorkload.Instance,
            [
                Unsigned("al2023-repos-{region}-de612dc2/*"),
                Unsigned("amazonlinux-2-repos-{region}/*"),
            ]) { IsForAnybody = true },
        // "A call to Amazon S3 is signed using a presigned URL, which is created by an Amazon ECR account."
        new(
            "ECR image layers", "s3", "docker pull authenticates and then waits or gets 403 for the layers",
            new("https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms"),
            ["ecr.api", "ecr.dkr"], TrapWorkload.None,
            [Bucket(Read, "prod-{region}-starport-layer-bucket/*", RequestPrincipal.AwsAccount)]),
        // registry.k8s.io sends clients in AWS to buckets of the Kubernetes project in their Region.
        new(
            "images of registry.k8s.io", "s3", "pulling images of registry.k8s.io gets 403 for the layers",
            new("https://github.com/kubernetes/registry.k8s.io/blob/main/cmd/archeio/internal/app/buckets.go"),
            ["eks"], TrapWorkload.Kubernetes,
            [
                Unsigned("prod-registry-k8s-io-{region}/*") with { Regions = KubernetesRegions },
                Unsigned("767373bbdcb8270361b96548387bf2a9ad0d48758c35-{region}/*") with { Regions = ["eu-west-2"] },
            ]),
        // "SSM Agent … could make unauthenticated requests from your VPC to various service-owned S3 buckets."
        new(
            "Systems Manager agent", "s3", "SSM Agent cannot update itself, run documents or patch",
            new("https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html#ssm-agent-minimum-s3-permissions"),
            ["ssm", "ssmmessages", "ec2messages"], TrapWorkload.None,
            [
                Unsigned("amazon-ssm-{region}/*"),
                Unsigned("aws-ssm-{region}/*"),
                Unsigned("patch-baseline-snapshot-{region}/*"),
                Unsigned("{region}-birdwatcher-prod/*"),
                Unsigned("aws-ssm-distributor-file-{region}/*"),
                Unsigned("aws-ssm-document-attachments-{region}/*"),
            ]),
        // "If you have resources in your VPC that must respond to a custom resource request or a wait condition": functions and instances
        // answer through addresses that cloudformation.amazonaws.com signs, whether or not the VPC has an endpoint for CloudFormation.
        // A policy may well allow the one of the two that a stack uses.
        new(
            "CloudFormation wait conditions", "s3", "stacks wait until they time out, because the signal cannot be written",
            new("https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html"),
            ["cloudformation"], TrapWorkload.None,
            [Bucket(Write, "cloudformation-waitcondition-{region}/*", RequestPrincipal.Parse("cloudformation.amazonaws.com"))])
        { IsForAnybody = true },
        new(
            "CloudFormation custom resources", "s3",
            "stacks wait until they time out, because the response of a function in the VPC cannot be written",
            new("https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html"),
            ["cloudformation"], TrapWorkload.None,
            [
                Bucket(Write, "cloudformation-custom-resource-response-{regionWithoutDashes}/*",
                    RequestPrincipal.Parse("cloudformation.amazonaws.com")),
            ]) { IsForAnybody = true },
        new(
            "Elastic Beanstalk", "s3", "environments do not deploy",
            new("https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html#AWSHowTo.S3.VPCendpoints"),
            ["elasticbeanstalk", "elasticbeanstalk-health"], TrapWorkload.None,
            [
                Bucket(Read, "elasticbeanstalk-platform-assets-{region}/*"),
                Bucket(Read, "elasticbeanstalk-env-resources-{region}/*"),
            ]),
        new(
            "CodeDeploy agent", "s3", "the CodeDeploy agent cannot be installed or updated",
            new("https://docs.aws.amazon.com/codedeploy/latest/userguide/vpc-endpoints.html"),
            ["codedeploy", "codedeploy-commands-secure"], TrapWorkload.None,
            [Unsigned("aws-codedeploy-{region}/*")]),
        // "Amazon ECR users require permissions to call ecr:GetAuthorizationToken before they can authenticate to a registry and push or
        // pull any images from any Amazon ECR repository." The call is about no repository.
        new(
            "ECR sign-in", "ecr.api", "docker login and image pulls get 403",
            new("https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html"),
            ["ecr.dkr"], TrapWorkload.None,
            [new("ecr:GetAuthorizationToken", "*")]),
        // The agent's own calls, "special operations used by AWS Systems Manager"; no API reference has them, so that policies forget them.
        new(
            "Systems Manager agent registration", "ssm", "instances do not show up as managed nodes",
            new(MessageOperations),
            ["ssmmessages", "ec2messages"], TrapWorkload.None,
            [new("ssm:UpdateInstanceInformation", "arn:{partition}:ec2:{region}:*:instance/*")]),
        new(
            "Systems Manager agent channels", "ssmmessages", "Run Command and Session Manager do not reach the instance",
            new(MessageOperations),
            ["ssm"], TrapWorkload.None,
            [
                new("ssmmessages:CreateControlChannel", "*"),
                new("ssmmessages:CreateDataChannel", "*"),
                new("ssmmessages:OpenControlChannel", "*"),
                new("ssmmessages:OpenDataChannel", "*"),
            ]),
        // "SSM Agent 3.3.40.0 and later" does without this endpoint where ssmmessages is there.
        new(
            "Systems Manager agent messages", "ec2messages", "Run Command does not reach instances with an SSM Agent before 3.3.40.0",
            new(MessageOperations),
            ["ssm"], TrapWorkload.None,
            [
                new("ec2messages:AcknowledgeMessage", "*"),
                new("ec2messages:DeleteMessage", "*"),
                new("ec2messages:FailMessage", "*"),
                new("ec2messages:GetEndpoint", "*"),
                new("ec2messages:GetMessages", "*"),
                new("ec2messages:SendReply", "*"),
            ]),
        // "aws:ResourceOrgID" and "aws:ResourceAccount" are not those of the customer for what AWS owns and gives to everybody: the public
        // parameters of AMIs, and the documents whose names begin with AWS-.
        new(
            "AWS's own parameters and documents", "ssm", "public parameters of AMIs cannot be read, and AWS's documents cannot be run",
            new("https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md"),
            [], TrapWorkload.None,
            [
                new("ssm:GetParameter", "arn:{partition}:ssm:{region}::parameter/aws/service/*"),
                new("ssm:GetDocument", "arn:{partition}:ssm:{region}::document/AWS-*"),
            ]) { IsForAnybody = true },
        // The pods' tokens are what they call with: "calling AssumeRoleWithWebIdentity does not require the use of AWS security
        // credentials", so that no condition on the caller's account or organization holds, and no Principal but "*" matches.
        new(
            "IAM roles for service accounts", "sts", "pods on EKS get no credentials for their service account's role",
            new("https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html"),
            ["eks"], TrapWorkload.Kubernetes,
            [new("sts:AssumeRoleWithWebIdentity", "arn:{partition}:iam::*:role/*")]),
    ];

    /// <summary>The traps of an endpoint of a service, for example <c>com.amazonaws.us-east-1.s3</c>.</summary>
    public static ValueList<ServiceTrap> For(string endpointServiceName)
    {
        var service = EndpointServices.Parse(endpointServiceName)?.Service;
        return All.Where(trap => trap.EndpointService == service).ToValueList();
    }

    // "Makes an unauthenticated call to Amazon S3 which originates from your VPC."
    private static ServiceTrapCall Unsigned(string path) => Bucket(Read, path, RequestPrincipal.Anonymous);

    private static ServiceTrapCall Bucket(string action, string path, RequestPrincipal? caller = null) =>
        new(action, "arn:{partition}:s3:::" + path, caller);
}
