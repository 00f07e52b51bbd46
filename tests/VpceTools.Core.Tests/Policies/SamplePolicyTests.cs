using System.Text.Json;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>
/// Endpoint policies after those that AWS documents, each with its page in <c>Policies/Samples</c>: nothing is said against them, and they
/// decide calls as the page says.
/// </summary>
public class SamplePolicyTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Policies", "Samples");

    public static TheoryData<string, string> Samples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal))
            {
                foreach (var service in Read(name).Services)
                    data.Add(name, service);
            }

            return data;
        }
    }

    [Fact]
    public void There_are_samples_of_many_services_with_their_pages()
    {
        var samples = Directory.GetFiles(Folder, "*.json").Select(path => Read(Path.GetFileNameWithoutExtension(path))).ToList();
        Assert.InRange(samples.SelectMany(sample => sample.Services).Distinct().Count(), 30, 200);
        Assert.All(samples, sample => Assert.Contains(new Uri(sample.Page).Host, (string[])["docs.aws.amazon.com", "github.com"]));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_documented_policy_is_no_alarm(string name, string service)
    {
        var (sample, endpoint) = (Read(name), Endpoint(name, service));
        var policy = TestPolicy.Parse(sample.Policy.GetRawText());
        var faults = PolicyLinter.Lint(policy, PolicyTarget.Of(endpoint))
            .Where(result => result.Severity != PolicyLintSeverity.Information);
        Assert.True(!faults.Any(), string.Join("\n", faults));

        var result = World(name, service).Check<EndpointPolicyCheck>();

        Assert.True(result.Status == CheckStatus.Passed, result.Message);
        Assert.All(result.Findings, finding => Assert.Equal(Severity.Information, finding.Severity));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_documented_policy_decides_as_its_page_says(string name, string service)
    {
        var (sample, endpoint) = (Read(name), Endpoint(name, service));
        var policy = TestPolicy.Parse(sample.Policy.GetRawText());

        Assert.All(sample.Passes, call => Assert.Equal(PolicyDecisionKind.Allowed, Decide(call)));
        Assert.All(sample.Stopped, call => Assert.Contains(Decide(call),
            (PolicyDecisionKind[])[PolicyDecisionKind.ImplicitDeny, PolicyDecisionKind.ExplicitDeny]));
        Assert.All(sample.Depends, call => Assert.Equal(PolicyDecisionKind.Conditional, Decide(call)));

        PolicyDecisionKind Decide(SampleCall call) =>
            EndpointPolicyDecision.Of(endpoint, "us-east-1", policy, call.ToRequest(), accountId: "111122223333").Decision;
    }

    // A deny of another service's actions, as where one policy is for all endpoints: nobody is hindered.
    [Fact]
    public void A_deny_of_another_services_actions_is_no_alarm()
    {
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::*"}]}""";
        var result = Worlds.World.Healthy.WithEndpoint(e => e with { PolicyDocument = Policy }).Check<EndpointPolicyCheck>();

        Assert.Equal(CheckStatus.Passed, result.Status);
    }

    private static VpcEndpoint Endpoint(string name, string service) => World(name, service).Endpoints.Single();

    // The VPC has no instances, of which nobody knows what they call.
    private static VpcNetwork World(string name, string service)
    {
        var sample = Read(name);
        var network = sample.Type == "Gateway" ? Worlds.World.HealthyGateway : Worlds.World.Healthy;
        return network.WithEndpoint(e => e with
        {
            ServiceName = $"com.amazonaws.us-east-1.{service}",
            OwnerId = "111122223333",
            PolicyDocument = sample.Policy.GetRawText()
        })
            with
        { Instances = [], NetworkInterfaces = network.NetworkInterfaces.Select(i => i with { InstanceId = null }).ToValueList() };
    }

    private static Sample Read(string name) => JsonSerializer.Deserialize<Sample>(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;

    private sealed record Sample(string Page, string[] Services, string Type, JsonElement Policy, SampleCall[] Passes, SampleCall[] Stopped,
        SampleCall[] Depends);

    private sealed record SampleCall(string Action, string Resource, string? Principal, Dictionary<string, string[]>? Context)
    {
        public PolicyRequest ToRequest() => new()
        {
            Action = Action,
            Resource = Resource,
            Principal = Principal,
            Context = (Context ?? []).Aggregate(PolicyContext.Empty, (context, pair) => context.With(pair.Key, pair.Value)),
        };
    }
}
