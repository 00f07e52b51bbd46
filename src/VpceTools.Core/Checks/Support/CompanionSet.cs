using VpceTools.Model;

namespace VpceTools.Checks.Support;

/// <summary>Services whose endpoints work only together, as AWS documents them. The one place of this data.</summary>
/// <param name="Purpose">What needs them.</param>
/// <param name="Members">The services that have to be there, by code.</param>
/// <param name="Page">The AWS page that says so.</param>
internal sealed record CompanionSet(string Purpose, ValueList<string> Members, Uri Page)
{
    /// <summary>Services that only some clients need.</summary>
    public ValueList<string> Optional { get; init; } = [];

    /// <summary>Who needs the optional ones.</summary>
    public string OptionalFor { get; init; } = "";

    /// <summary>Members whose endpoint alone says nothing: half the world has one for other reasons.</summary>
    public ValueList<string> NotTelling { get; init; } = [];

    /// <summary>Members that are of use alone as well.</summary>
    public ValueList<string> EnoughAlone { get; init; } = [];

    /// <summary>What they are of use for.</summary>
    public string AloneFor { get; init; } = "";

    /// <summary>Regions in which the optional services do not exist.</summary>
    public ValueList<string> WithoutOptionalIn { get; init; } = [];

    /// <summary>All sets.</summary>
    public static ValueList<CompanionSet> All { get; } =
    [
        new("Pulling images from Amazon ECR", ["ecr.api", "ecr.dkr", "s3"],
            new("https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"))
        {
            NotTelling = ["s3"],
        },
        new("AWS Systems Manager with its agent", ["ssm", "ssmmessages"],
            new("https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html"))
        {
            EnoughAlone = ["ssm"],
            AloneFor = "Parameter Store needs ssm only",
            Optional = ["ec2messages"],
            // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
            OptionalFor = "SSM Agent before version 3.3.40.0",
            WithoutOptionalIn = ["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "eusc-de-east-1", "mx-central-1"],
        },
        new("Amazon ECS container instances", ["ecs-agent", "ecs-telemetry", "ecs"],
            new("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"))
        {
            NotTelling = ["ecs"],
        },
        new("AWS CodeArtifact repositories", ["codeartifact.api", "codeartifact.repositories"],
            new("https://docs.aws.amazon.com/codeartifact/latest/ug/create-vpc-endpoints.html"))
        {
            // https://docs.aws.amazon.com/codeartifact/latest/ug/create-s3-gateway-endpoint.html
            Optional = ["s3"],
            OptionalFor = "package formats other than Python and Swift",
        },
        new("The AWS CodeDeploy agent", ["codedeploy-commands-secure", "codedeploy"],
            new("https://docs.aws.amazon.com/codedeploy/latest/userguide/vpc-endpoints.html"))
        {
            NotTelling = ["codedeploy"],
        },
    ];

    /// <summary>The sets that an endpoint for a service says are wanted.</summary>
    public static IEnumerable<CompanionSet> WantedBy(string code) =>
        All.Where(s => s.Members.Contains(code) && !s.NotTelling.Contains(code));
}
