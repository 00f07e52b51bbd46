using System.Collections.Concurrent;
using VpceTools.CloudFormation;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Planned;
using VpceTools.Yaml;
using Xunit;
using NameClient = VpceTools.Naming.NameClient;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>
/// Paths and names in a network of which some values are open: what they are in every network that it can come to, and Unknown where these
/// differ. Held against the same template with each of the values given.
/// </summary>
public sealed class OpenPathTests
{
    private const string Host = "sqs.eu-west-1.amazonaws.com";

    /// <summary>What a parameter decides, each with the parameter's name; in the order of the values yes and no.</summary>
    private static readonly (string Parameter, string Right, string Open)[] Spots =
    [
        ("P1", "CidrIp: 10.0.0.0/16", "CidrIp: !If [P1, 10.0.0.0/16, 10.9.0.0/16]"),
        ("P2", "EnableDnsHostnames: true", "EnableDnsHostnames: !If [P2, true, false]"),
        ("P3", "PrivateDnsEnabled: true", "PrivateDnsEnabled: !If [P3, true, false]"),
        ("P4", "  Sqs:\n    Type: AWS::EC2::VPCEndpoint\n", "  Sqs:\n    Type: AWS::EC2::VPCEndpoint\n    Condition: P4\n"),
        ("P5", "SecurityGroupIds: [!Ref Group]", "SecurityGroupIds: [!If [P5, !Ref Group, !Ref Closed]]"),
    ];

    private const string Template = """
        Resources:
          Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }
          A: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a } }
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: endpoint
              VpcId: !Ref Vpc
              SecurityGroupIngress:
                - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }
          Closed:
            Type: AWS::EC2::SecurityGroup
            Properties: { GroupDescription: closed, VpcId: !Ref Vpc }
          Sqs:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: !Ref Vpc
              ServiceName: com.amazonaws.eu-west-1.sqs
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              SubnetIds: [!Ref A]
              SecurityGroupIds: [!Ref Group]

        """;

    private static readonly ConcurrentDictionary<string, (string Verdict, string Answer)> Known = new();

    /// <summary>Every set of open values, and every way in which the others are given.</summary>
    public static TheoryData<string> Settings
    {
        get
        {
            var data = new TheoryData<string>();
            for (var code = 0; code < (int)Math.Pow(3, Spots.Length); code++)
                data.Add(string.Concat(Spots.Select((_, i) => "yn?"[code / (int)Math.Pow(3, i) % 3])));
            return data;
        }
    }

    [Theory]
    [InlineData("yyyyy", PathVerdict.Reachable, NameStatus.Resolved)]
    [InlineData("nyyyy", PathVerdict.Blocked, NameStatus.Resolved)]
    [InlineData("yynyy", PathVerdict.NoEndpoint, NameStatus.Public)]
    [InlineData("y?yyy", PathVerdict.Unknown, NameStatus.Unknown)]
    [InlineData("y?yyn", PathVerdict.Blocked, NameStatus.Unknown)]
    public void The_values_decide_something(string setting, PathVerdict verdict, NameStatus status)
    {
        var network = NetworkOf(setting);
        Assert.Equal((verdict, status), (PathOf(network).Verdict, AnswerOf(network).Status));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_verdict_is_that_of_every_network_and_else_unknown(string setting)
    {
        var concrete = Concrete(setting).Select(known => Known.GetOrAdd(known, Judged).Verdict).Distinct().ToList();

        var path = PathOf(NetworkOf(setting));

        Assert.Equal(concrete.Count == 1 ? concrete[0] : nameof(PathVerdict.Unknown), Kind(path.Verdict));
        if (concrete.Count > 1)
            Assert.Contains("depends on this", path.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void An_answer_is_that_of_every_network_and_else_unknown(string setting)
    {
        var concrete = Concrete(setting).Select(known => Known.GetOrAdd(known, Judged).Answer).Distinct().ToList();

        var answer = AnswerOf(NetworkOf(setting));

        Assert.Equal(concrete.Count == 1 ? concrete[0] : "Unknown ", $"{answer.Status} {answer.EndpointId}");
        Assert.Equal(answer.Status == NameStatus.Unknown, answer.Missing.Count > 0);
        if (answer.Status == NameStatus.Unknown)
            Assert.Contains(answer.Missing, missing => missing.Contains("-Parameter", StringComparison.Ordinal));
    }

    [Fact]
    public void What_decides_is_named_and_nothing_else()
    {
        var path = PathOf(NetworkOf("?y?yy"));
        Assert.Equal(PathVerdict.Unknown, path.Verdict);
        Assert.Contains("P1", path.Message, StringComparison.Ordinal);
        Assert.Contains(path.Missing, missing => missing.Contains("-Parameter", StringComparison.Ordinal));
        Assert.Null(path.Client!.GroupIds);
    }

    /// <summary>A task can fail for sure though it is open which of its names does: each is denied in the other's place.</summary>
    [Fact]
    public void A_task_fails_where_it_fails_in_every_network()
    {
        var (yes, no) = ("SecurityGroupIds: [!If [P1, !Ref Group, !Ref Closed]]", "SecurityGroupIds: [!If [P1, !Ref Closed, !Ref Group]]");
        var ssm = Endpoint("ssm", yes) + Endpoint("ssmmessages", no);
        var network = Read(Template[..Template.IndexOf("  Sqs:", StringComparison.Ordinal)] + ssm, "?yyyy", "ssm", "ssmmessages");
        var finder = new PathFinder([network], new());
        var (home, client) = finder.Clients().Single(from => from.Client.Id == network.Subnets[0].Id);
        var task = TaskCatalog.BuiltIn.Tasks.Single(t => t.Name == "SessionManager");

        var paths = TaskPaths.Find(finder, home, client, TaskCatalog.BuiltIn, task).ToList();

        Assert.Equal(PathVerdict.Unknown, paths.First(path => path.To.StartsWith("ssm.", StringComparison.Ordinal)).Verdict);
        Assert.Equal(PathVerdict.Unknown, paths.First(path => path.To.StartsWith("ssmmessages.", StringComparison.Ordinal)).Verdict);
        Assert.Equal(PathVerdict.Blocked, paths[^1].Verdict);
    }

    private static string Endpoint(string service, string groups) => $$"""
          {{service}}Endpoint:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: !Ref Vpc
              ServiceName: com.amazonaws.eu-west-1.{{service}}
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              SubnetIds: [!Ref A]
              {{groups}}

        """;

    private static string Kind(PathVerdict verdict) =>
        verdict is PathVerdict.Blocked or PathVerdict.NoEndpoint or PathVerdict.Intermittent ? "no" : verdict.ToString();

    private static (string Verdict, string Answer) Judged(string setting)
    {
        var network = NetworkOf(setting);
        var answer = AnswerOf(network);
        return (Kind(PathOf(network).Verdict), $"{answer.Status} {answer.EndpointId}");
    }

    private static IEnumerable<string> Concrete(string setting)
    {
        var at = setting.IndexOf('?', StringComparison.Ordinal);
        return at < 0 ? [setting]
            : "yn".SelectMany(value => Concrete(setting[..at] + value + setting[(at + 1)..]));
    }

    private static VpcNetwork NetworkOf(string setting) =>
        Read(Spots.Aggregate(Template, (text, spot) => text.Replace(spot.Right, spot.Open, StringComparison.Ordinal)), setting, "sqs");

    private static VpcNetwork Read(string resources, string setting, params string[] services)
    {
        var yaml = "Parameters:\n" + string.Concat(Spots.Select(spot => $"  {spot.Parameter}: {{ Type: String }}\n"))
            + "Conditions:\n" + string.Concat(Spots.Select(spot => $"  {spot.Parameter}: !Equals [!Ref {spot.Parameter}, y]\n")) + resources;
        var path = Path.Combine(Path.GetTempPath(), $"template-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, yaml);
        try
        {
            var world = new TemplateSource(TemplateYaml.Read).Read(path, Spots.Select((spot, i) => (spot.Parameter, Value: setting[i]))
                .Where(given => given.Value != '?').Select(given => new KeyValuePair<string, string>(given.Parameter, given.Value.ToString())),
                "eu-west-1", null).Single();
            var network = PlannedOverlay.Over([Account(services)], world).Single();
            // Nothing but the code decides names.
            return WithNames(network) with { Plan = network.Plan!.After(WithNames) };
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static VpcNetwork Account(string[] services) => new()
    {
        Region = "eu-west-1",
        AccountId = "111122223333",
        Described = Enum.GetValues<ResourceKind>().ToValueList(),
        Services =
        [
            .. services.Select(service => new VpcEndpointService
            {
                ServiceName = $"com.amazonaws.eu-west-1.{service}",
                ServiceTypes = ["Interface"],
                PrivateDnsNames = [$"{service}.eu-west-1.amazonaws.com"],
                AvailabilityZones = ["eu-west-1a"],
            }),
        ],
    };

    private static VpcNetwork WithNames(VpcNetwork network) => network with
    {
        HostedZonesOfVpcs = network.Vpcs.Select(vpc => new VpcHostedZones(vpc.Id, [])).ToValueList(),
    };

    private static EndpointPath PathOf(VpcNetwork network)
    {
        var finder = new PathFinder([network], new());
        var (home, client) = finder.Clients().Single(from => from.Client.Id == network.Subnets[0].Id);
        return finder.Find(home, client, PathDestination.Parse(Host, "eu-west-1")!);
    }

    private static EndpointNameAnswer AnswerOf(VpcNetwork network) => new PlannedNames([network])
        .Resolve(NameClient.InVpc(network.Vpcs[0].Id), DomainName.TryParse(Host, out var name) ? name! : null!, NameType.A);
}
