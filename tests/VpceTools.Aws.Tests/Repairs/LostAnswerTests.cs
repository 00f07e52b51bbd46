using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>The answer to a change is lost on the way. Whether it was made is found out, or said not to be known; never guessed.</summary>
public sealed class LostAnswerTests
{
    public static TheoryData<string> Kinds =>
        ["ingress from IPv4", "egress to IPv4", "revoke ingress", "revoke egress", "create an inbound entry", "delete an entry",
            "create a route over a peering connection", "associate a transit gateway route table", "propagate routes",
            "create a transit gateway route", "attach a further subnet",
            "DNS support off", "add a subnet", "add a route table"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Cut_off_after_the_change_was_made_the_look_tells_and_no_second_call_is_sent(string name)
    {
        await using var server = await StartAsync();
        server.On(SampleActions.All[name].Operation, Ec2Behaviour.CutOff().Times(1));

        var outcome = await server.ApplyAsync(SampleActions.All[name]);

        Assert.Equal(RepairOutcome.Changed, outcome);
        Assert.Equal(1, server.Calls.CountOf(SampleActions.All[name].Operation));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Cut_off_before_the_change_was_made_it_is_made_by_a_second_call(string name)
    {
        await using var server = await StartAsync();
        server.On(SampleActions.All[name].Operation, Ec2Behaviour.Reset().Times(1));

        var outcome = await server.ApplyAsync(SampleActions.All[name]);

        Assert.Equal(RepairOutcomeKind.Changed, outcome.Kind);
        Assert.Equal(2, server.Calls.CountOf(SampleActions.All[name].Operation));
    }

    [Theory]
    [InlineData("ingress from IPv4")]
    [InlineData("revoke ingress")]
    [InlineData("create an inbound entry")]
    [InlineData("delete an entry")]
    public async Task A_change_that_shows_late_is_known_by_what_the_second_call_says(string name)
    {
        // EC2 is eventually consistent: a look may not show the change yet.
        var action = SampleActions.All[name];
        await using var server = await StartAsync();
        server.On(action.Operation, Ec2Behaviour.InternalError().Afterwards().Times(1));
        foreach (var look in (string[])["DescribeSecurityGroups", "DescribeNetworkAcls"])
            server.On(look, Ec2Behaviour.Error("InvalidGroup.NotFound", "Not here yet.").Times(3));

        var outcome = await server.ApplyAsync(action);

        Assert.Equal(RepairOutcome.Changed, outcome);
        Assert.Equal(2, server.Calls.CountOf(action.Operation));
    }

    /// <summary>
    /// The entry is made and the answer lost; the next call is told that the number is in use, while reads do not show by what. They come
    /// to show it, or it stays open: it is never said to be another entry that nobody saw.
    /// </summary>
    [Theory]
    [InlineData(7, RepairOutcomeKind.Changed)]
    [InlineData(int.MaxValue, RepairOutcomeKind.Unclear)]
    public async Task An_entry_that_reads_do_not_show_yet_is_not_taken_for_another_one(int late, RepairOutcomeKind expected)
    {
        var world = SampleWorld.Create();
        await using var server = await Ec2TestServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);
        var (looks, hidden) = (0, (System.Text.Json.Nodes.JsonNode?)null);
        server.On("CreateNetworkAclEntry", Ec2Behaviour.InternalError().Afterwards().Times(1));
        server.On("CreateNetworkAclEntry", Ec2Behaviour.Error("NetworkAclEntryAlreadyExists",
            "The network acl entry identified by the number already exists."));
        server.On("DescribeNetworkAcls", Ec2Behaviour.Denied().When(_ =>
        {
            // Reads are behind: they show the ACL as it was before the call.
            world.Change("NetworkAcls", SampleActions.Entry.NetworkAclId, acl =>
            {
                var entries = acl["Entries"]!.AsArray();
                // Numbers keep the type that the request gave them.
                hidden ??= entries.Single(e => $"{e!["RuleNumber"]}" == $"{SampleActions.Entry.RuleNumber}"
                    && $"{e["Egress"]}" == "false")!.DeepClone();
                var own = entries.Where(e => System.Text.Json.Nodes.JsonNode.DeepEquals(e, hidden)).ToList();
                own.ForEach(e => entries.Remove(e));
                if (++looks > late)
                    entries.Add(hidden.DeepClone());
            });
            return false;
        }));

        var outcome = await server.ApplyAsync(SampleActions.Entry, c => c with { MaximumRetries = 2 });

        Assert.Equal(expected, outcome.Kind);
        Assert.True(looks > 7, $"{looks} looks");
    }

    [Fact]
    public async Task Cut_off_every_time_it_is_not_known()
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", Ec2Behaviour.Reset());

        var outcome = await server.ApplyAsync(SampleActions.Entry, c => c with { MaximumRetries = 2 });

        Assert.Equal((RepairOutcomeKind.Unclear, "AnswerInvalid"), (outcome.Kind, outcome.ErrorId));
        Assert.Contains("look at acl-0a1", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(3, server.Calls.CountOf("CreateNetworkAclEntry"));
    }

    [Fact]
    public async Task Cut_off_and_nothing_to_look_with_it_is_not_known()
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", Ec2Behaviour.CutOff()).On("DescribeNetworkAcls", Ec2Behaviour.Denied());

        Assert.Equal(RepairOutcomeKind.Unclear, (await server.ApplyAsync(SampleActions.Entry, c => c with { MaximumRetries = 0 })).Kind);
    }

    [Theory]
    [InlineData(true, RepairOutcomeKind.Changed)]
    [InlineData(false, RepairOutcomeKind.Unclear)]
    public async Task A_call_that_gets_no_answer_in_time_is_looked_at_and_not_repeated(bool made, RepairOutcomeKind kind)
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", made ? Ec2Behaviour.Hang().Afterwards() : Ec2Behaviour.Hang());

        var outcome = await server.ApplyAsync(SampleActions.Entry, Hasty);

        Assert.Equal(kind, outcome.Kind);
        Assert.Equal(made ? null : "RequestTimeout", outcome.ErrorId);
        Assert.Equal(1, server.Calls.CountOf("CreateNetworkAclEntry"));
    }

    [Fact]
    public async Task Private_DNS_that_hangs_names_the_permission_that_it_may_lack()
    {
        await using var server = await StartAsync();
        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint => endpoint["PrivateDnsEnabled"] = false);
        server.On("ModifyVpcEndpoint", Ec2Behaviour.Hang());

        var outcome = await server.ApplyAsync(new ModifyVpcEndpoint(SampleActions.Interface) { PrivateDnsEnabled = true }, Hasty);

        Assert.Equal(RepairOutcomeKind.Unclear, outcome.Kind);
        Assert.Contains("route53:AssociateVPCWithHostedZone", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_error_that_passes_is_not_noticed_and_one_that_stays_is_refused()
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", Ec2Behaviour.InternalError().Times(2))
            .On("AuthorizeSecurityGroupIngress", Ec2Behaviour.InternalError());

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(SampleActions.Entry));
        var refused = await server.ApplyAsync(SampleActions.All["ingress from IPv4"]);

        Assert.Equal((RepairOutcomeKind.Refused, "ServiceUnavailable"), (refused.Kind, refused.ErrorId));
    }

    [Fact]
    public async Task An_answer_that_is_none_of_EC2_counts_as_lost()
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", Ec2Behaviour.InvalidXml().Times(1));

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(SampleActions.Entry));
    }

    [Fact]
    public async Task Cancelled_before_anything_is_sent_nothing_is_sent()
    {
        await using var server = await StartAsync();
        using var executor = Executors.Create(server.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            executor.ApplyAsync(SampleActions.Entry, Executors.Patience, null, new CancellationToken(canceled: true)));

        Assert.Equal(0, server.Calls.Count);
    }

    [Fact]
    public async Task Cancelled_while_throttled_nothing_was_sent_that_counts()
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", Ec2Behaviour.Throttled(int.MaxValue));
        using var user = new CancellationTokenSource();
        using var executor = Executors.Create(server.Url, c => c with { MaximumRetries = 100_000 });
        var applying = executor.ApplyAsync(SampleActions.Entry, Executors.Patience, null, user.Token);
        await WhenCalledAsync(server, "CreateNetworkAclEntry", 2);

        await user.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => applying);
    }

    [Theory]
    [InlineData(true, RepairOutcomeKind.Changed)]
    [InlineData(false, RepairOutcomeKind.Unclear)]
    public async Task Cancelled_while_a_call_is_under_way_its_answer_is_waited_for_a_little(bool answers, RepairOutcomeKind kind)
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry", answers ? Ec2Behaviour.Slow(TimeSpan.FromSeconds(1)) : Ec2Behaviour.Hang());
        using var user = new CancellationTokenSource();
        using var executor = Executors.Create(server.Url);
        var applying = executor.ApplyAsync(SampleActions.Entry, Executors.Patience, null, user.Token);
        await WhenCalledAsync(server, "CreateNetworkAclEntry", 1);

        await user.CancelAsync();
        var outcome = await applying.WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken);

        Assert.Equal((kind, answers ? null : "Interrupted"), (outcome.Kind, outcome.ErrorId));
    }

    private static AwsConnection Hasty(AwsConnection connection) => connection with { RequestTimeout = TimeSpan.FromMilliseconds(700) };

    private static Task<Ec2TestServer> StartAsync() =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: TestContext.Current.CancellationToken);

    internal static async Task WhenCalledAsync(Ec2TestServer server, string operation, int times)
    {
        while (server.Calls.CountOf(operation) < times)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}
