using VpceTools.Aws.Tests.Sources;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>An endpoint takes one change at a time and needs a while for each.</summary>
public sealed class SettlingTests
{
    private static readonly ModifyVpcEndpoint AddSubnet = (ModifyVpcEndpoint)SampleActions.All["add a subnet"];

    [Fact]
    public async Task The_change_is_waited_for_and_the_waiting_reported()
    {
        await using var server = await StartAsync(TimeSpan.FromMilliseconds(300));
        var progress = new CollectedProgress();

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(AddSubnet, progress: progress));

        Assert.Equal("available", server.World.Find("VpcEndpoints", SampleActions.Interface)!["State"]!.ToString());
        Assert.Contains(progress.Reports, r => r.Detail.StartsWith("vpce-0a1 is pending, waiting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("add a route table", 2)]
    [InlineData("put a policy", 2)]
    [InlineData("add a subnet", 2)]
    public async Task What_settles_at_once_costs_one_look_before_and_one_after(string name, int looks)
    {
        await using var server = await StartAsync(TimeSpan.Zero);

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(SampleActions.All[name]));

        Assert.Equal(looks, server.Calls.CountOf("DescribeVpcEndpoints"));
    }

    [Fact]
    public async Task A_state_may_be_written_in_any_case()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        var applying = server.ApplyAsync(AddSubnet);
        await LostAnswerTests.WhenCalledAsync(server, "DescribeVpcEndpoints", 3);

        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint => endpoint["State"] = "Available");

        Assert.Equal(RepairOutcome.Changed, await applying);
    }

    [Fact]
    public async Task Another_change_that_is_under_way_is_waited_for_first()
    {
        await using var server = await StartAsync(TimeSpan.FromMilliseconds(400));
        using var client = server.CreateClient();
        await client.ModifyVpcEndpointAsync(new() { VpcEndpointId = SampleActions.Interface, PrivateDnsEnabled = false }, Token);

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(AddSubnet));

        Assert.DoesNotContain(server.Calls.Of("ModifyVpcEndpoint"), call => call.ErrorCode is not null);
    }

    [Fact]
    public async Task Another_change_that_is_not_over_in_time_leaves_ours_unsent()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint => endpoint["State"] = "pending");

        var outcome = await server.ApplyAsync(AddSubnet, settleTimeout: TimeSpan.FromMilliseconds(200));

        Assert.Equal((RepairOutcomeKind.Refused, "OperationInProgress"), (outcome.Kind, outcome.ErrorId));
        Assert.Equal(0, server.Calls.CountOf("ModifyVpcEndpoint"));
    }

    [Fact]
    public async Task A_change_that_comes_in_between_is_waited_for_too()
    {
        await using var server = await StartAsync(TimeSpan.Zero);
        server.On("ModifyVpcEndpoint", Ec2Behaviour.Error("OperationInProgress", "VpcEndpoint modify operation in progress").Times(2));

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(AddSubnet));

        Assert.Equal(3, server.Calls.CountOf("ModifyVpcEndpoint"));
    }

    [Fact]
    public async Task An_endpoint_that_stays_pending_is_unsettled_in_the_end()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));

        var outcome = await server.ApplyAsync(AddSubnet, settleTimeout: TimeSpan.FromMilliseconds(200));

        Assert.Equal((RepairOutcomeKind.Unsettled, "SettleTimeout"), (outcome.Kind, outcome.ErrorId));
        Assert.Equal("EC2 took the change. vpce-0a1 is pending after 0.2 s.", outcome.Error);
    }

    [Theory]
    [InlineData("failed", "IncorrectState")]
    [InlineData("deleted", "IncorrectState")]
    public async Task An_endpoint_that_turns_into_another_state_is_unsettled_at_once(string state, string errorId)
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        var applying = server.ApplyAsync(AddSubnet, settleTimeout: TimeSpan.FromMinutes(5));
        await LostAnswerTests.WhenCalledAsync(server, "DescribeVpcEndpoints", 3);

        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint => endpoint["State"] = state);

        var outcome = await applying;
        Assert.Equal((RepairOutcomeKind.Unsettled, errorId), (outcome.Kind, outcome.ErrorId));
        Assert.Contains(state, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_the_endpoint_reports_is_told_and_one_from_before_is_not()
    {
        await using var server = await StartAsync(TimeSpan.FromMilliseconds(100));
        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint => endpoint["LastError"] = Error("Old", "Something else."));
        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(AddSubnet));

        server.Options = server.Options with { ModificationDelay = TimeSpan.FromMinutes(10) };
        server.Calls.Clear();
        var applying = server.ApplyAsync(new ModifyVpcEndpoint(SampleActions.Interface) { PrivateDnsEnabled = false });
        await LostAnswerTests.WhenCalledAsync(server, "DescribeVpcEndpoints", 3);
        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint =>
            endpoint["LastError"] = Error("New", "The zone cannot be associated."));

        var outcome = await applying;
        Assert.Equal((RepairOutcomeKind.Unsettled, "EndpointError"), (outcome.Kind, outcome.ErrorId));
        Assert.Contains("New: The zone cannot be associated.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_or_cannot_be_read_any_more_is_unsettled()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        server.On("DescribeVpcEndpoints", Ec2Behaviour.Denied().When(_ => server.Calls.CountOf("ModifyVpcEndpoint") > 0).Times(1))
            .On("DescribeVpcEndpoints", Ec2Behaviour.Error("InvalidVpcEndpointId.NotFound", "Gone.")
                .When(_ => server.Calls.CountOf("ModifyVpcEndpoint") > 0));

        var unreadable = await server.ApplyAsync(AddSubnet);
        Assert.Equal((RepairOutcomeKind.Unsettled, "AccessDenied"), (unreadable.Kind, unreadable.ErrorId));

        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint => endpoint["State"] = "available");
        server.Calls.Clear();
        var gone = await server.ApplyAsync(new ModifyVpcEndpoint(SampleActions.Interface) { PrivateDnsEnabled = false });
        Assert.Equal((RepairOutcomeKind.Unsettled, "ResourceNotFound"), (gone.Kind, gone.ErrorId));
    }

    [Fact]
    public async Task Cancelling_the_wait_tells_that_the_change_was_taken()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        using var user = new CancellationTokenSource();
        using var executor = Executors.Create(server.Url);
        var applying = executor.ApplyAsync(AddSubnet, TimeSpan.FromMinutes(5), null, user.Token);
        await LostAnswerTests.WhenCalledAsync(server, "DescribeVpcEndpoints", 3);

        await user.CancelAsync();

        var outcome = await applying;
        Assert.Equal((RepairOutcomeKind.Unsettled, "Interrupted"), (outcome.Kind, outcome.ErrorId));
    }

    [Fact]
    public async Task Cancelling_the_wait_for_another_change_sends_nothing()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        server.World.Change("VpcEndpoints", SampleActions.Interface, endpoint => endpoint["State"] = "pending");
        using var user = new CancellationTokenSource();
        using var executor = Executors.Create(server.Url);
        var applying = executor.ApplyAsync(AddSubnet, TimeSpan.FromMinutes(5), null, user.Token);
        await LostAnswerTests.WhenCalledAsync(server, "DescribeVpcEndpoints", 2);

        await user.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => applying);
        Assert.Equal(0, server.Calls.CountOf("ModifyVpcEndpoint"));
    }

    [Fact]
    public async Task An_answer_that_is_lost_still_has_its_endpoint_waited_for()
    {
        await using var server = await StartAsync(TimeSpan.FromMilliseconds(300));
        server.On("ModifyVpcEndpoint", Ec2Behaviour.CutOff().Times(1));

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(AddSubnet));

        Assert.Equal("available", server.World.Find("VpcEndpoints", SampleActions.Interface)!["State"]!.ToString());
    }

    private static System.Text.Json.Nodes.JsonObject Error(string code, string message) => new() { ["Code"] = code, ["Message"] = message };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Ec2TestServer> StartAsync(TimeSpan delay) =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), new() { ModificationDelay = delay }, Token);
}
