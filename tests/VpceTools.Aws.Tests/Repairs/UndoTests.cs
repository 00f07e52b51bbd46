using VpceTools.Aws.Tests.Sources;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Running;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>A rule is taken away by the id that EC2 gave it. That id comes from a file, so that EC2 is asked which rule it is.</summary>
public sealed class UndoTests
{
    private static readonly AuthorizeSecurityGroupIngress Action = (AuthorizeSecurityGroupIngress)SampleActions.All["ingress from a group"];

    [Fact]
    public async Task The_rule_that_was_added_goes()
    {
        await using var server = await StartAsync();
        var before = await server.ReadAsync();
        var id = (await server.ApplyAsync(Action)).SecurityGroupRuleId;

        Assert.Equal(RepairStatus.Applied, (await UndoAsync(server, id)).Status);
        Assert.Equal(before, await server.ReadAsync());
    }

    /// <summary>The id of a rule that was there before, in the same group and direction.</summary>
    [Fact]
    public async Task Another_rule_stays_whatever_a_journal_says()
    {
        await using var server = await StartAsync();
        var id = (await server.ApplyAsync(Action)).SecurityGroupRuleId;
        var otherId = (await IdsAsync(server)).Single(other => other != id);
        var before = await server.ReadAsync();

        var result = await UndoAsync(server, otherId);

        Assert.Equal((RepairStatus.Refused, $"{otherId} is not the rule that was added: it allows tcp 443 10.0.0.0/16."),
            (result.Status, result.Error));
        Assert.Equal(before, await server.ReadAsync());
    }

    /// <summary>
    /// The id of a rule of another group or direction, one that never was, or one that went and came back by somebody else's hand.
    /// </summary>
    [Theory]
    [InlineData(SampleActions.Clients)]
    [InlineData(null)]
    public async Task A_rule_that_has_another_id_by_now_is_somebody_elses(string? group)
    {
        await using var server = await StartAsync();
        await server.ApplyAsync(Action);
        var id = group is null ? "sgr-0000000000000000f" : (await IdsAsync(server, group))[0];
        var before = await server.ReadAsync();

        Assert.Equal(RepairStatus.AlreadyDone, (await UndoAsync(server, id)).Status);
        Assert.Equal(before, await server.ReadAsync());
        Assert.DoesNotContain(server.Calls.All, call => call.Operation.StartsWith("Revoke", StringComparison.Ordinal));
    }

    /// <summary>Private DNS of the endpoint is on, whoever switched it on: EC2 is asked, and the rule stays.</summary>
    [Fact]
    public async Task What_lets_clients_in_stays_while_private_DNS_sends_them_there()
    {
        await using var server = await StartAsync();
        var id = (await server.ApplyAsync(Action)).SecurityGroupRuleId;
        var before = await server.ReadAsync();

        var result = await UndoAsync(server, id, []);

        Assert.Equal(RepairStatus.Refused, result.Status);
        Assert.Contains($"Private DNS of {SampleActions.Interface} is on", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await server.ReadAsync());
        server.On("DescribeVpcEndpoints", Ec2Behaviour.Denied());
        Assert.Contains("What sends clients to the endpoints could not be read, so that nothing was changed.",
            (await UndoAsync(server, id, [])).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_ids_cannot_be_read_nothing_is_taken_away()
    {
        await using var server = await StartAsync();
        var id = (await server.ApplyAsync(Action)).SecurityGroupRuleId;
        var before = await server.ReadAsync();
        server.On("DescribeSecurityGroupRules", Ec2Behaviour.Denied());

        var result = await UndoAsync(server, id);

        Assert.Equal(RepairStatus.Failed, result.Status);
        Assert.Contains("so that nothing was changed. IAM does not allow ec2:DescribeSecurityGroupRules.", result.Error,
            StringComparison.Ordinal);
        Assert.Equal(before, await server.ReadAsync());
    }

    private static Task<Ec2TestServer> StartAsync() =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> IdsAsync(Ec2TestServer server, string? group = null)
    {
        using var executor = Executors.Create(server.Url);
        var network = await executor.RefreshAsync(
            new(), new RevokeSecurityGroupIngress(group ?? Action.GroupId, Action.Permission) { RuleId = "any" },
            TestContext.Current.CancellationToken);
        return [.. network.SecurityGroups[0].Ingress.Select(rule => rule.RuleId!)];
    }

    private static async Task<EndpointRepairResult> UndoAsync(Ec2TestServer server, string? ruleId, ValueList<string>? allowed = null)
    {
        using var executor = Executors.Create(server.Url);
        var undo = new RevokeSecurityGroupIngress(Action.GroupId, Action.Permission) { RuleId = ruleId };
        var entry = new JournalEntry("r", new(1, Action) { EndpointId = SampleActions.Interface, Undo = undo }, JournalEvent.Applied);
        return await new UndoRun(executor, null, Executors.Patience)
        {
            AllowBlockClients = allowed
            ?? [SampleActions.Interface]
        }.UndoAsync(entry, null, TestContext.Current.CancellationToken);
    }
}
