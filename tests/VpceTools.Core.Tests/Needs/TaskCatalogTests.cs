using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Needs;

public sealed class TaskCatalogTests
{
    private const string Function = "AWS Lambda VPC ENI-orders-6f0c2a1e-9d4b-4a51-8a4e-2b7d0c9e5f13";

    public static TheoryData<string> TaskNames => [.. TaskCatalog.BuiltIn.Tasks.Select(t => t.Name)];

    // What the pages of the tasks list as needed, conditions apart: code, or code|code where any will do.
    [Theory]
    [InlineData("EcrPull", "ecr.api ecr.dkr s3")] // AmazonECR/latest/userguide/vpc-endpoints.html
    [InlineData("FargateTask", "")] // AmazonECS/latest/developerguide/vpc-endpoints.html: Fargate itself needs none of ECS's endpoints
    [InlineData("EcsInstance", "ecs-agent ecs-telemetry ecs")] // the same page
    [InlineData("EksNode", "ec2 ecr.api ecr.dkr s3")] // eks/latest/userguide/private-clusters.html
    [InlineData("IRSA", "sts|sts")] // the same page
    [InlineData("EksPodIdentity", "eks-auth")] // eks/latest/userguide/pod-id-agent-setup.html
    [InlineData("SystemsManagerAgent", "ssm ssmmessages|ec2messages")] // systems-manager/latest/userguide/setup-create-vpc.html
    [InlineData("SessionManager",
        "ssmmessages ssm ssmmessages|ec2messages")] // systems-manager/latest/userguide/session-manager-prerequisites.html
    [InlineData("PatchManager", "s3 ssm ssmmessages|ec2messages")] // systems-manager/latest/userguide/setup-create-vpc.html
    [InlineData("Lambda", "")] // lambda/latest/dg/configuration-vpc.html
    [InlineData("LambdaKafka", "lambda sts")] // lambda/latest/dg/with-msk-cluster-network.html
    [InlineData("XRay", "xray")] // xray/latest/devguide/xray-security-vpc-endpoint.html
    [InlineData("SecretsRead", "secretsmanager")] // secretsmanager/latest/userguide/vpc-endpoint-overview.html
    [InlineData("ParameterRead", "ssm")] // systems-manager/latest/userguide/setup-create-vpc.html
    [InlineData("BedrockInference", "bedrock-runtime")] // bedrock/latest/userguide/vpc-interface-endpoints.html
    [InlineData("BedrockAgent", "bedrock-agent-runtime")] // the same page
    [InlineData("SageMakerNotebook",
        "sagemaker.api sagemaker.runtime s3")] // sagemaker/latest/dg/appendix-notebook-and-internet-access.html
    [InlineData("SageMakerStudio", "sagemaker.api sagemaker.runtime s3")] // sagemaker/latest/dg/studio-notebooks-and-internet-access.html
    [InlineData("SageMakerTraining", "s3")] // sagemaker/latest/dg/train-vpc.html
    [InlineData("SageMakerHosting", "s3")] // sagemaker/latest/dg/host-vpc.html
    [InlineData("GlueJob", "s3")] // glue/latest/dg/start-connecting.html
    [InlineData("EmrCluster", "s3")] // emr/latest/ManagementGuide/private-subnet-iampolicy.html
    [InlineData("CodeBuild", "")] // codebuild/latest/userguide/vpc-support.html
    [InlineData("CodeDeployAgent", "codedeploy-commands-secure codedeploy s3")] // codedeploy/latest/userguide/vpc-endpoints.html
    [InlineData("CodeArtifact", "codeartifact.api codeartifact.repositories")] // codeartifact/latest/ug/create-vpc-endpoints.html
    [InlineData("Airflow", "s3 monitoring ecr.dkr ecr.api logs sqs kms airflow.api airflow.env")] // mwaa/latest/userguide/vpc-vpe-create-access.html
    [InlineData("ElasticBeanstalk", "elasticbeanstalk s3 cloudformation")] // elasticbeanstalk/latest/dg/vpc-vpce.html
    [InlineData("S3Express", "s3express")] // AmazonS3/latest/userguide/s3-express-networking.html
    public void A_task_needs_what_its_page_says(string task, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Needs(task).Where(n => n.Need is { IsRequired: true, When: null })
            .Select(n => string.Join('|', n.Need.AnyOf.Select(w => w.Service)))));

    [Theory]
    [InlineData("FargateTask", "awslogs", "logs", true)]
    [InlineData("FargateTask", "secrets", "secretsmanager", true)]
    [InlineData("FargateTask", "parameters", "ssm", true)]
    [InlineData("FargateTask", "exec", "ssmmessages", true)]
    [InlineData("FargateTask", "exec-kms", "kms", false)]
    [InlineData("FargateTask", "ecr", "ecr.api ecr.dkr s3", true)]
    [InlineData("FargateTask", "service-connect", "ecs-agent", false)]
    [InlineData("EksNode", "irsa", "sts", false)]
    [InlineData("EksNode", "pod-identity", "eks-auth", false)]
    [InlineData("EksNode", "load-balancer-controller", "elasticloadbalancing", false)]
    [InlineData("EksNode", "cluster-autoscaler", "autoscaling", false)]
    [InlineData("EksPod", "irsa", "sts", true)]
    [InlineData("SessionManager", "logs", "logs", true)]
    [InlineData("SessionManager", "kms", "kms", true)]
    [InlineData("SessionManager", "old-agent", "ec2messages", false)]
    [InlineData("CloudWatchAgent", "metrics", "monitoring", true)]
    [InlineData("CloudWatchAgent", "logs", "logs", true)]
    [InlineData("GlueJob", "data-catalog", "glue", false)]
    [InlineData("BedrockInference", "catalogue", "bedrock", false)]
    public void Conditions_have_a_word_and_say_what_is_needed_then(string task, string condition, string codes, bool required)
    {
        var needs = Needs(task).Where(n => n.Need.Condition == condition).ToList();
        Assert.Equal(codes, string.Join(' ', needs.Select(n => n.Need.AnyOf[0].Service)));
        Assert.All(needs, n => Assert.Equal(required, n.Need.IsRequired));
        Assert.All(needs, n => Assert.NotNull(n.Need.When));
    }

    // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
    [Fact]
    public void Ec2messages_is_no_way_in_Regions_that_do_not_have_it()
    {
        Assert.Contains(Needs("SystemsManagerAgent"), n => n.Need.AnyOf.Any(w => w.Service == "ec2messages"));
        var needs = TaskCatalog.BuiltIn.NeedsOf(Task("SystemsManagerAgent"), "mx-central-1");
        Assert.DoesNotContain(needs, n => n.Need.AnyOf.Any(w => w.Service == "ec2messages"));
        Assert.DoesNotContain(needs, n => n.Need.Condition == "old-agent");
    }

    [Fact]
    public void A_way_tells_names_ports_and_calls_in_a_Region()
    {
        var layers = Needs("EcrPull").Single(n => n.Need.Name == "image layers").Need.AnyOf[0];
        Assert.Equal(["prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com"], layers.HostsIn("eu-west-1"));
        Assert.Equal([443], layers.PortsOf());
        Assert.Equal([EndpointType.Gateway, EndpointType.Interface], layers.TypesOf());
        Assert.Equal(["com.amazonaws.eu-west-1.s3"], layers.ServiceNamesIn("eu-west-1"));
        var call = Assert.Single(layers.Calls);
        Assert.True(call.IsUnsigned);
        Assert.Equal(["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"], call.ResourcesIn("eu-west-1"));
        Assert.Equal(["arn:aws-cn:s3:::prod-cn-north-1-starport-layer-bucket/*"], call.ResourcesIn("cn-north-1"));

        var registry = Needs("EcrPull").Single(n => n.Need.Name == "the registry").Need.AnyOf[0];
        Assert.Equal(["111122223333.dkr.ecr.eu-west-1.amazonaws.com"], registry.HostsIn("eu-west-1", "111122223333"));
        Assert.Equal(["arn:aws:ecr:eu-west-1:111122223333:repository/*"], registry.Calls[0].ResourcesIn("eu-west-1", "111122223333"));
        Assert.Equal(["arn:aws:ecr:eu-west-1:*:repository/*"], registry.Calls[0].ResourcesIn("eu-west-1"));
    }

    [Theory]
    [InlineData(Function, "lambda", "Lambda", "orders")]
    [InlineData("AWS Lambda VPC ENI-a-b-6f0c2a1e-9d4b-4a51-8a4e-2b7d0c9e5f13", "lambda", "Lambda", "a-b")]
    [InlineData("anything", "lambda", "Lambda", null)]
    [InlineData("arn:aws:ecs:us-east-1:111122223333:attachment/3f6c2b7e-42c5-4e2a-9e8a-70a4f5f3b6d1", "interface", "FargateTask", null)]
    [InlineData("arn:aws-us-gov:ecs:us-gov-west-1:111122223333:attachment/3f6c2b7e-42c5-4e2a-9e8a-70a4f5f3b6d1", "interface", "FargateTask",
        null)]
    [InlineData("Amazon EKS prod", "interface", "EksNode", "prod")]
    [InlineData("aws-K8S-i-0123456789abcdef0", "interface", "EksNode", "i-0123456789abcdef0")]
    [InlineData("aws-k8s-branch-eni", "branch", "EksPod", null)]
    [InlineData("[DO NOT DELETE] ENI managed by SageMaker for Studio Domain(d-abc) - 946a4c21ed31356ee889a8dd95fde7cf", "interface",
        "SageMakerStudio", "d-abc")]
    [InlineData("[Do not delete] Network Interface created to access resources in your VPC for SageMaker Notebook Instance book",
        "interface", "SageMakerNotebook", "book")]
    [InlineData("Attached to Glue using role: arn:aws:iam::111122223333:role/etl", "interface", "GlueJob",
        "arn:aws:iam::111122223333:role/etl")]
    public void Interfaces_show_what_runs(string description, string type, string task, string? name) => Assert.Contains(
        TaskCatalog.BuiltIn.Recognise(new() { Id = "eni-1", Description = description, InterfaceType = type }), found =>
            found.Task.Name == task && found.Name == name);

    [Fact]
    public void An_interface_shows_a_task_once()
    {
        var found = TaskCatalog.BuiltIn.Recognise(new() { Id = "eni-1", Description = Function, InterfaceType = "lambda" });
        Assert.Equal(("Lambda", "orders"), (Assert.Single(found).Task.Name, found[0].Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Primary network interface")]
    [InlineData("VPC Endpoint Interface vpce-0123456789abcdef0")]
    [InlineData("ELB app/shop/0123456789abcdef")]
    [InlineData("arn:aws:ecs:us-east-1:111122223333:attachment/not-a-uuid")]
    public void Other_interfaces_show_nothing(string description) =>
        Assert.Empty(TaskCatalog.BuiltIn.Recognise(new() { Id = "eni-1", Description = description, InterfaceType = "interface" }));

    [Theory]
    [InlineData("ecr.dkr", "EcrPull")]
    [InlineData("ssmmessages", "SystemsManagerAgent")]
    [InlineData("bedrock-runtime", "BedrockInference")]
    [InlineData("ecs-agent", "EcsInstance")]
    [InlineData("s3", "")]
    [InlineData("logs", "")]
    public void Endpoints_suggest_tasks(string code, string expected) =>
        Assert.Equal(expected, string.Join(' ', TaskCatalog.BuiltIn.SuggestedBy(code).Select(t => t.Name)));

    [Fact]
    public void NeedersOf_is_the_other_way_round()
    {
        Assert.Contains(TaskCatalog.BuiltIn.NeedersOf("logs", "eu-west-1"), n => n.Task.Name == "FargateTask"
            && n.Need.Condition == "awslogs");
        Assert.DoesNotContain(TaskCatalog.BuiltIn.NeedersOf("ec2messages", "mx-central-1"), _ => true);
    }

    [Theory]
    [MemberData(nameof(TaskNames))]
    public void A_task_is_of_pages_of_AWS_actions_of_IAM_and_services_with_endpoints(string name)
    {
        var task = Task(name);
        var pages = task.Needs.Select(n => n.Page).Concat(task.Signs.Select(s => s.Page)).Append(task.Page);
        Assert.All(pages, page => Assert.Equal("docs.aws.amazon.com", page.Host));
        foreach (var way in task.Needs.SelectMany(n => n.AnyOf))
        {
            var service = ServiceCatalog.Find(way.Service!);
            Assert.NotNull(service);
            Assert.NotEmpty(way.HostsIn("us-east-1"));
            Assert.Subset(service.Types.ToHashSet(), way.TypesOf().ToHashSet());
            // A name of a task is one that the service is known by.
            foreach (var host in way.Names)
            {
                var text = Template.VariablesOf(ServiceCatalog.PartitionOf("us-east-1").Expand(host, "us-east-1"))
                    .Aggregate(ServiceCatalog.PartitionOf("us-east-1").Expand(host, "us-east-1"), (n, variable) =>
                        n.Replace($"{{{variable}}}", "x1"));
                Assert.Contains(ServiceCatalog.WhoIs(text), found => found.Service.Code == service.Code);
            }

            foreach (var call in way.Calls)
            {
                var prefix = call.Action[..call.Action.IndexOf(':')];
                Assert.True(ServiceAuthorization.HasAction(prefix, GlobPattern.Parse(call.Action.ToLowerInvariant())), call.Action);
                Assert.Contains(prefix, EndpointServices.PrefixesOf(way.ServiceNamesIn("us-east-1")[0]));
            }
        }

        Assert.All(task.SuggestedBy, hint => Assert.NotNull(ServiceCatalog.Find(hint.Service)));
        Assert.All(task.Includes, part => Assert.NotNull(TaskCatalog.BuiltIn.Find(part.Task)));
    }

    [Fact]
    public void Every_task_that_suggests_itself_needs_what_suggests_it()
    {
        foreach (var task in TaskCatalog.BuiltIn.Tasks)
            foreach (var hint in task.SuggestedBy)
                Assert.Contains(TaskCatalog.BuiltIn.NeedsOf(task, "us-east-1"), n => n.Need.AnyOf.Any(w => w.Service == hint.Service));
    }

    [Fact]
    public void Add_puts_the_tasks_of_a_file_beside_those_of_the_module()
    {
        var (catalog, error) = TaskCatalog.BuiltIn.Add(TaskFileTests.Whole);
        Assert.Null(error);
        Assert.Equal(TaskCatalog.BuiltIn.Tasks.Count + 1, catalog!.Tasks.Count);
        var needs = catalog.NeedsOf(catalog.Find("shop")!, "eu-west-1");
        Assert.Equal(["orders", "payment", "the Amazon ECR API", "the registry", "image layers", "the Secrets Manager API"],
            needs.Select(n => n.Need.Name));
        var secrets = needs.Single(n => n.Task.Name == "SecretsRead").Need;
        Assert.Equal((false, "secrets", "the shop reads secrets"), (secrets.IsRequired, secrets.Condition, secrets.When));
        Assert.Equal(["sqs"], catalog.NeedsOf(catalog.Find("Shop")!, "us-east-1")[0].Need.AnyOf.Select(w => w.Service));
        Assert.Contains("Shop", catalog.SuggestedBy("sqs").Select(t => t.Name));
        Assert.Null(TaskCatalog.BuiltIn.Find("Shop"));
    }

    [Fact]
    public void Add_lets_a_file_take_the_place_of_a_task()
    {
        var (catalog, error) = TaskCatalog.BuiltIn.Add(
            """{"tasks": [{"name": "ecrpull", "title": "Pulling", "page": "https://example.com", "needs": [{"name": "all", "anyOf": [{"service": "s3"}]}]}]}""");
        Assert.Null(error);
        Assert.Equal("Pulling", catalog!.Find("EcrPull")!.Title);
        Assert.Equal(TaskCatalog.BuiltIn.Tasks.Count, catalog.Tasks.Count);
        Assert.Contains(catalog.NeedsOf(catalog.Find("EksNode")!, "us-east-1"), n => n.Need.Name == "all");
    }

    [Theory]
    [InlineData(""" "includes": [{"task": §"EcrPul"}] """, "there is no task 'EcrPul', neither in the file nor in the module.")]
    [InlineData(""" "includes": [{"task": §"a"}] """, "task 'a' includes itself, by way of the tasks that it includes.")]
    [InlineData(""" "needs": [{"name": "n", "anyOf": [{"service": §"sqss"}]}] """,
        "'sqss' is no service that AWS lists VPC endpoints for.")]
    [InlineData(""" "suggestedBy": [{"service": §"sqss"}] """, "'sqss' is no service that AWS lists VPC endpoints for.")]
    [InlineData(""" "needs": §1 """, "'needs' of task 'A' is 1 and should be a list.")]
    [InlineData(""" "includes": []}, {"name": "B", "title": "B", "page": "https://a.b", "includes": [{"task": §"C"}]}, {"name": "C", "title": "C", "page": "https://a.b", "includes": [{"task": "B"}] """, "task 'C' includes itself, by way of the tasks that it includes.")]
    public void Add_refuses_what_does_not_fit(string members, string message)
    {
        var (text, line, column) = TaskFileTests.Unmarked(
            $$"""{"tasks": [{"name": "A", "title": "A", "page": "https://a.b",{{members}}}]}""");
        var (catalog, error) = TaskCatalog.BuiltIn.Add(text);
        Assert.Null(catalog);
        Assert.Equal(new(message, line, column), error);
    }

    private static WorkloadTask Task(string name) => TaskCatalog.BuiltIn.Find(name)!;

    private static ValueList<StatedNeed> Needs(string task) => TaskCatalog.BuiltIn.NeedsOf(Task(task), "us-east-1");
}
