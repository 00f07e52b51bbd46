using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>
/// Every call that a repair and its undoing can make fails once: the world stays as it is, journal and results say so, and the next attempt
/// goes through.
/// </summary>
public sealed class RepairFailureTests : IDisposable
{
    private const string Policy =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:ListSecrets","Resource":"*"}]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-failure-").FullName;

    private string Journal => Path.Combine(_folder, "repair.jsonl");

    /// <summary>What is broken, the call that mends it and the one that takes that back.</summary>
    public static TheoryData<string, string, string> Calls { get; } = new()
    {
        { "security-group", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress" },
        { "egress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress" },
        { "network-acl", "CreateNetworkAclEntry", "DeleteNetworkAclEntry" },
        { "vpc-dns", "ModifyVpcAttribute", "ModifyVpcAttribute" },
        { "private-dns", "ModifyVpcEndpoint", "ModifyVpcEndpoint" },
        { "subnet-coverage", "ModifyVpcEndpoint", "ModifyVpcEndpoint" },
        { "route-table", "ModifyVpcEndpoint", "ModifyVpcEndpoint" },
        { "policy", "ModifyVpcEndpoint", "ModifyVpcEndpoint" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_EC2_refuses_changes_nothing_and_goes_through_the_next_time(string broken, string operation,
        string reversal)
    {
        using var live = await BrokenAsync(broken);
        var before = live.Server.World.Dump();
        var repair = $"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}' {(broken == "policy" ? "-RequiredAction secretsmanager:GetSecretValue" : "")}";
        var undo = $"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'";

        live.Server.On(operation, Ec2Behaviour.Denied());
        var failed = live.Invoke(repair);

        Assert.Equal(before, live.Server.World.Dump());
        Assert.Equal((operation, "Failed", null),
            (failed.Output[0].Properties["Action"].Value, $"{failed.Output[0].Properties["Status"].Value}",
                failed.Output[0].Properties["Undo"].Value));
        // A second problem is tried for itself; what hangs on the first is not.
        var tried = failed.Output.Where(o => $"{o.Properties["Status"].Value}" == "Failed").ToList();
        Assert.All(failed.Output.Except(tried), o => Assert.Equal("Skipped", $"{o.Properties["Status"].Value}"));
        Assert.Equal(tried.Count, failed.Errors.Count);
        Assert.All(failed.Errors, error => AssertDenied(error, operation));
        Assert.Equal(tried.Select(o => o.Properties["Number"].Value)
            .SelectMany(number => (string[])[$"Started {number}", $"Failed {number}"]), Lines());
        Assert.Empty(live.Invoke(undo).Succeeded());

        live.Server.ClearBehaviours();
        Assert.All(live.Invoke(repair).Texts("Status"), status => Assert.Equal("Applied", status));
        var repaired = live.Server.World.Dump();
        Assert.NotEqual(before, repaired);

        live.Server.On(reversal, Ec2Behaviour.Denied());
        var stuck = live.Invoke(undo);

        Assert.Equal(repaired, live.Server.World.Dump());
        Assert.Equal((reversal, "Failed"), (stuck.Output[0].Properties["Action"].Value, $"{stuck.Output[0].Properties["Status"].Value}"));
        Assert.All(stuck.Errors, error => AssertDenied(error, reversal));
        Assert.DoesNotContain(Lines(), line => line.StartsWith("Undone", StringComparison.Ordinal));

        live.Server.ClearBehaviours();
        Assert.All(live.Invoke(undo).Texts("Status"), status => Assert.Equal("Applied", status));
        Assert.Equal(before, live.Server.World.Dump());
    }

    public static TheoryData<int> Steps { get; } = [.. Enumerable.Range(1, 7)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Whichever_step_fails_what_hangs_on_it_is_skipped_and_the_rest_is_done(int step)
    {
        using var live = new LiveSession(Sample("several-causes"));
        live.Server.On("*", Ec2Behaviour.Denied().When(call => !IsRead(call) && live.Server.Calls.All.Count(c => !IsRead(c)) == step));

        var results = live.Invoke("Repair-VpcEndpoint @live -PolicyMode FullAccess -Force").Output;

        Assert.Equal(7, results.Count);
        var statuses = results.ToDictionary(o => (int)o.Properties["Number"].Value, o => $"{o.Properties["Status"].Value}");
        Assert.Equal("Failed", statuses[step]);
        Assert.All(results.Where(o => (int)o.Properties["Number"].Value != step), o =>
        {
            var hangs = ((IEnumerable<int>)o.Properties["DependsOn"].Value).Any(number => statuses[number] != "Applied");
            Assert.Equal(hangs ? "Skipped" : "Applied", $"{o.Properties["Status"].Value}");
        });

        live.Server.ClearBehaviours();
        Assert.All(live.Invoke("Repair-VpcEndpoint @live -PolicyMode FullAccess -Force").Texts("Status"), status =>
            Assert.Equal("Applied", status));
        Assert.Empty(live.Invoke("Get-VpcEndpointFinding @live").Succeeded());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool IsRead(Ec2Call call) => call.Operation.StartsWith("Describe", StringComparison.Ordinal)
        || call.Operation.StartsWith("Get", StringComparison.Ordinal);

    private static void AssertDenied(System.Management.Automation.ErrorRecord error, string operation)
    {
        Assert.StartsWith("RepairFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Contains("ec2:" + operation, error.Exception.Message, StringComparison.Ordinal);
    }

    private static Ec2World Sample(string name) => Ec2World.FromSnapshot(Path.Combine(RepositoryFiles.Root, "samples", name));

    private static async Task<LiveSession> BrokenAsync(string broken)
    {
        if (broken is not ("egress" or "policy"))
            return new(Sample(broken));
        var live = new LiveSession(Sample("healthy"));
        using var client = live.Server.CreateClient();
        if (broken == "policy")
        {
            var endpoints = await client.DescribeVpcEndpointsAsync(new(), TestContext.Current.CancellationToken);
            await client.ModifyVpcEndpointAsync(new() { VpcEndpointId = endpoints.VpcEndpoints[0].VpcEndpointId, PolicyDocument = Policy },
                TestContext.Current.CancellationToken);
            return live;
        }

        foreach (var group in (string[])["sg-07008a7016a968c6f", "sg-0ac636acbe64c2de1"])
        {
            var rules = await client.DescribeSecurityGroupRulesAsync(new() { Filters = [new("group-id", [group])] },
                TestContext.Current.CancellationToken);
            var outbound = rules.SecurityGroupRules.Where(rule => rule.IsEgress == true).Select(rule => rule.SecurityGroupRuleId).ToList();
            await client.RevokeSecurityGroupEgressAsync(new() { GroupId = group, SecurityGroupRuleIds = outbound },
                TestContext.Current.CancellationToken);
        }

        return live;
    }

    private List<string> Lines() => [.. File.ReadAllLines(Journal).Select(line => JsonNode.Parse(line)!)
        .Select(line => $"{line["event"]} {line["number"]}")];
}
