using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Paths;

/// <summary>
/// What people report, from the symptom: the worlds of the field cases where they are at hand, and worlds in their image that are always
/// there. A verdict is for a client and what it calls, or for a task.
/// </summary>
public sealed class SymptomTests
{
    [Theory]
    [InlineData("bedrock-runtime-only", "task BedrockInference", PathVerdict.Reachable)]
    [InlineData("bedrock-runtime-only", "bedrock", PathVerdict.NoEndpoint)]
    [InlineData("companion-does-not-answer", "task EcrPull", PathVerdict.NoEndpoint)]
    [InlineData("companion-of-another-region", "task EcrPull", PathVerdict.NoEndpoint)]
    [InlineData("fargate-no-logs", "logs", PathVerdict.NoEndpoint)]
    [InlineData("fips-name", "secretsmanager-fips.us-gov-west-1.amazonaws.com", PathVerdict.NoEndpoint)]
    [InlineData("igw-no-public-address", "s3", PathVerdict.NoEndpoint)]
    [InlineData("peering-is-no-way-out", "sts.amazonaws.com", PathVerdict.NoEndpoint)]
    [InlineData("peer-private-dns", "logs", PathVerdict.NoEndpoint, "i-076c6617ab47ab030")]
    [InlineData("nat64", "ec2", PathVerdict.Reachable, "i-0f0429f26af45b167")]
    [InlineData("several-ports", "nvirginia.privatelink.cloud.databricks.com", PathVerdict.Unknown)]
    [InlineData("cross-region-zone", "loki.example.org", PathVerdict.Unknown)]
    [InlineData("group-of-another-vpc", "secretsmanager", PathVerdict.Reachable)]
    [InlineData("private-dns-off-on-purpose", "kms", PathVerdict.Unknown)]
    public void A_field_case_is_answered_from_the_symptom(string name, string asked, PathVerdict expected, string? instance = null)
    {
        var folder = FieldCases() is { } cases ? Path.Combine(cases, name) : null;
        Assert.SkipUnless(folder is not null && Directory.Exists(folder), "The field cases are not at hand.");
        var network = Assert.Single(Snapshot.Read(folder!));
        var options = new CheckOptions { Clients = instance is null ? new() : new() { InstanceIds = [instance] } };
        var finder = new PathFinder([network], options);
        var verdicts = finder.Clients().Where(c => c.Client.Kind == ClientKind.NetworkInterface)
            .Select(c => (Path: Ask(finder, network, c.Client, asked), c.Client)).ToList();
        Assert.NotEmpty(verdicts);
        Assert.All(verdicts, v => Assert.True(expected == v.Path.Verdict, $"{v.Client.Label}: {v.Path.Verdict}: {v.Path.Message}"));
    }

    /// <summary>D of the reports: names that clients ask by default and that the endpoint does not cover.</summary>
    [Theory]
    [InlineData("sts", "sts.amazonaws.com", "sts.us-east-1.amazonaws.com")]
    [InlineData("sqs", "queue.amazonaws.com", "sqs.us-east-1.amazonaws.com")]
    [InlineData("s3", "s3.dualstack.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com")]
    [InlineData("secretsmanager", "secretsmanager-fips.us-east-1.amazonaws.com", "secretsmanager.us-east-1.amazonaws.com")]
    public void A_name_that_the_endpoint_does_not_cover_leads_nowhere_and_the_covered_one_does(string service, string asked, string covered)
    {
        var network = With(Empty, service, covered);
        var finder = new PathFinder([network], new());
        var client = finder.Clients().First(c => c.Client.Id == World.AppInterfaceA).Client;
        var lost = Ask(finder, network, client, asked);
        Assert.Equal((PathVerdict.NoEndpoint, null), (lost.Verdict, lost.EndpointId));
        Assert.NotEqual("", lost.Message);
        Assert.Equal(PathVerdict.Reachable, Ask(finder, network, client, covered).Verdict);
    }

    /// <summary>E of the reports: endpoints for a part of a task.</summary>
    [Theory]
    [InlineData("SessionManager", "sessions", "ssm")]
    [InlineData("EcrPull", "image layers", "ecr.api", "ecr.dkr")]
    [InlineData("EcrPull", "the registry", "ecr.api", "s3")]
    [InlineData("BedrockInference", "model invocation", "bedrock")]
    public void A_task_with_a_part_of_its_endpoints_lacks_the_others(string task, string lacking, params string[] services)
    {
        var network = services.Aggregate(Empty, (sofar, service) => With(sofar, service, PrivateName(service)));
        var finder = new PathFinder([network], new());
        var client = finder.Clients().First(c => c.Client.Id == World.AppInterfaceA).Client;
        var paths = TaskPaths.Find(finder, network, client, TaskCatalog.BuiltIn, TaskCatalog.BuiltIn.Find(task)!).ToList();
        Assert.NotEqual(PathVerdict.Reachable, paths[^1].Verdict);
        Assert.Contains(lacking, paths[^1].Message, StringComparison.Ordinal);
        Assert.Contains(paths, path => path.Need == lacking && path.Verdict == PathVerdict.NoEndpoint && path.Proposal is not null);
    }

    [Fact]
    public void An_IPv6_only_client_is_stopped_by_the_group_that_does_not_know_its_NAT_gateway()
    {
        var folder = FieldCases() is { } cases ? Path.Combine(cases, "nat64") : null;
        Assert.SkipUnless(folder is not null && Directory.Exists(folder), "The field cases are not at hand.");
        var network = Assert.Single(Snapshot.Read(folder!));
        network = network with
        {
            SecurityGroups = [.. network.SecurityGroups.Select(g => network.Endpoints[0].GroupIds.Contains(g.Id) ? g with { Ingress = [] }
                : g)],
        };
        var finder = new PathFinder([network], new() { Clients = new() { InstanceIds = ["i-0f0429f26af45b167"] } });
        var path = Ask(finder, network, finder.Clients().First(c => c.Client.Kind == ClientKind.NetworkInterface).Client, "ec2");
        Assert.Equal(PathVerdict.Blocked, path.Verdict);
        Assert.Contains(path.Hops, hop => hop.Decision == PathDecision.Blocked
            && hop.Component.StartsWith("security group", StringComparison.Ordinal));
        Assert.Contains(path.Hops, hop => hop.Detail?.Contains("64:ff9b::/96", StringComparison.Ordinal) == true);
    }

    private static EndpointPath Ask(PathFinder finder, VpcNetwork network, Client client, string asked) =>
        asked.StartsWith("task ", StringComparison.Ordinal)
        ? TaskPaths.Find(finder, network, client, TaskCatalog.BuiltIn, TaskCatalog.BuiltIn.Find(asked["task ".Length..])!).Last()
        : finder.Find(network, client, PathDestination.Parse(asked, network.Region)!);

    private static string? FieldCases() =>
        Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "field-cases")) is var folder && Directory.Exists(folder) ? folder
            : null;

    /// <summary>The network with an endpoint for a service in both zones, private DNS on.</summary>
    private static VpcNetwork With(VpcNetwork network, string service, params string[] names)
    {
        var (number, first) = (network.Endpoints.Count, World.Healthy.Endpoints[0]);
        var interfaces = new[] { (World.EndpointSubnetA, 11), (World.EndpointSubnetB, 12) }.Select(zone =>
            World.Interface($"eni-{service}-{zone.Item2}", zone.Item1, $"10.0.{zone.Item2}.{50 + number}", World.EndpointGroup) with
            {
                InterfaceType = "vpc_endpoint",
                RequesterManaged = true,
            }).ToList();
        return network with
        {
            Endpoints =
            [
                .. network.Endpoints,
                first with
                {
                    Id = $"vpce-{service.Replace('.', '-')}", ServiceName = $"com.amazonaws.us-east-1.{service}",
                    NetworkInterfaceIds = [.. interfaces.Select(nic => nic.Id)],
                },
            ],
            Services =
            [
                .. network.Services,
                World.Healthy.Services[0] with { ServiceName = $"com.amazonaws.us-east-1.{service}", PrivateDnsNames = [.. names] },
            ],
            NetworkInterfaces = [.. network.NetworkInterfaces, .. interfaces],
        };
    }

    private static string PrivateName(string service) =>
        service == "ecr.dkr" ? "*.dkr.ecr.us-east-1.amazonaws.com" : ServiceCatalog.DefaultHostOf(service, "us-east-1")!;

    private static VpcNetwork Empty { get; } = World.Healthy with { Endpoints = [], Services = [] };
}
