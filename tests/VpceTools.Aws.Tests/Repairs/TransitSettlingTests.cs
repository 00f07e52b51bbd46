using System.Text.Json.Nodes;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>An attachment of a transit gateway, and what a route table does with it, needs a while for each change.</summary>
public sealed class TransitSettlingTests
{
    private const string Attachments = "TransitGatewayAttachments";
    private const string VpcAttachments = "TransitGatewayVpcAttachments";

    private static readonly RepairAction AddSubnet = SampleActions.All["attach a further subnet"];

    public static TheoryData<string, string> Changes => new()
    {
        { "associate a transit gateway route table", "the association of tgw-attach-0a1 is associating" },
        { "propagate routes", "the propagation of tgw-attach-0a1 is enabling" },
        { "attach a further subnet", "tgw-attach-0a1 is modifying" },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task The_change_and_its_undo_are_waited_for_and_the_waiting_reported(string name, string stage)
    {
        await using var server = await StartAsync(TimeSpan.FromSeconds(2));
        var (before, progress, action) = (server.World.Dump(), new CollectedProgress(), SampleActions.All[name]);

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(action, progress: progress));

        Assert.Contains(progress.Reports, r => r.Detail.StartsWith($"{stage}, waiting (", StringComparison.Ordinal));
        Assert.DoesNotContain(Passing(server), state => state.EndsWith("ing", StringComparison.Ordinal));
        Assert.NotEqual(before, server.World.Dump());
        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(action.Inverse(new())));
        Assert.DoesNotContain(Passing(server), state => state.EndsWith("ing", StringComparison.Ordinal));
        Assert.Equal(Without(before, "Propagations"), Without(server.World.Dump(), "Propagations"));
    }

    [Fact]
    public async Task What_settles_at_once_costs_one_look()
    {
        await using var server = await StartAsync(TimeSpan.Zero);

        Assert.Equal(RepairOutcome.Changed, await server.ApplyAsync(AddSubnet));

        Assert.Equal(1, server.Calls.CountOf("DescribeTransitGatewayVpcAttachments"));
    }

    [Fact]
    public async Task A_second_change_of_the_attachment_is_sent_once_the_first_is_over()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        using var client = server.CreateClient();
        await client.ModifyTransitGatewayVpcAttachmentAsync(
            new() { TransitGatewayAttachmentId = SampleActions.Attachment, RemoveSubnetIds = ["subnet-0c1"] }, Token);

        var applying = server.ApplyAsync(AddSubnet);
        await LostAnswerTests.WhenCalledAsync(server, "ModifyTransitGatewayVpcAttachment", 2);
        server.Options = server.Options with { ModificationDelay = TimeSpan.Zero };
        server.World.Change(VpcAttachments, SampleActions.Attachment, a => a["State"] = "available");

        Assert.Equal(RepairOutcome.Changed, await applying);
        Assert.Contains(server.Calls.Of("ModifyTransitGatewayVpcAttachment"), call => call.ErrorCode == "IncorrectState");
        Assert.Equal("available", State(server));
    }

    [Fact]
    public async Task An_attachment_that_stays_so_is_unsettled_in_the_end()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));

        var outcome = await server.ApplyAsync(AddSubnet, settleTimeout: TimeSpan.FromMilliseconds(200));

        Assert.Equal((RepairOutcomeKind.Unsettled, "SettleTimeout"), (outcome.Kind, outcome.ErrorId));
        Assert.Equal("EC2 took the change. tgw-attach-0a1 is modifying after 0.2 s.", outcome.Error);
    }

    [Theory]
    [InlineData("failed", "IncorrectState", "EC2 took the change. tgw-attach-0a1 is failed.")]
    [InlineData(null, "ResourceNotFound", "EC2 took the change. tgw-attach-0a1 has lost its attachment.")]
    public async Task One_that_fails_or_goes_is_unsettled_at_once(string? state, string errorId, string error)
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        var applying = server.ApplyAsync(AddSubnet, settleTimeout: TimeSpan.FromMinutes(5));
        await LostAnswerTests.WhenCalledAsync(server, "DescribeTransitGatewayVpcAttachments", 2);

        if (state is null)
            server.World.Remove(VpcAttachments, SampleActions.Attachment);
        else
            server.World.Change(VpcAttachments, SampleActions.Attachment, a => a["State"] = state);

        var outcome = await applying;
        Assert.Equal((RepairOutcomeKind.Unsettled, errorId, error), (outcome.Kind, outcome.ErrorId, outcome.Error));
    }

    [Fact]
    public async Task What_AWS_rolls_back_is_not_taken_for_done()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        var applying = server.ApplyAsync(AddSubnet, settleTimeout: TimeSpan.FromMilliseconds(500));
        await LostAnswerTests.WhenCalledAsync(server, "DescribeTransitGatewayVpcAttachments", 2);

        server.World.Change(VpcAttachments, SampleActions.Attachment, a =>
            (a["State"], a["SubnetIds"]) = ("available", new JsonArray("subnet-0a1")));

        var outcome = await applying;
        Assert.Equal((RepairOutcomeKind.Unsettled, "SettleTimeout"), (outcome.Kind, outcome.ErrorId));
        Assert.Contains("tgw-attach-0a1 does not show the change yet after", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_the_wait_tells_that_the_change_was_taken()
    {
        await using var server = await StartAsync(TimeSpan.FromMinutes(10));
        using var user = new CancellationTokenSource();
        using var executor = Executors.Create(server.Url);
        var applying = executor.ApplyAsync(AddSubnet, TimeSpan.FromMinutes(5), null, user.Token);
        await LostAnswerTests.WhenCalledAsync(server, "DescribeTransitGatewayVpcAttachments", 2);

        await user.CancelAsync();

        var outcome = await applying;
        Assert.Equal((RepairOutcomeKind.Unsettled, "Interrupted"), (outcome.Kind, outcome.ErrorId));
    }

    private static string State(Ec2TestServer server) => server.World.Find(VpcAttachments, SampleActions.Attachment)!["State"]!.ToString();

    /// <summary>Every state that the attachment has, or has in a table.</summary>
    private static IEnumerable<string> Passing(Ec2TestServer server)
    {
        yield return State(server);
        var attachment = server.World.Find(Attachments, SampleActions.Attachment)!;
        yield return attachment["State"]!.ToString();
        yield return attachment["Association"]?["State"]?.ToString() ?? "";
        var listed = server.World.Find("TransitGatewayPropagations", SampleActions.TransitTable)?["Propagations"] as JsonArray ?? [];
        foreach (var propagation in listed)
            yield return propagation!["State"]!.ToString();
    }

    /// <summary>An empty list of propagations is as good as none.</summary>
    private static string Without(string dump, string member) => string.Join('\n', dump.Split('\n')
        .Where(line => !line.Contains($"\"{member}\":[]", StringComparison.Ordinal)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<Ec2TestServer> StartAsync(TimeSpan delay) =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), new() { ModificationDelay = delay }, Token);
}
