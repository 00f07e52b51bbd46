using VpceTools.Aws.Tests.Sources;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Repairs;

/// <summary>Asking for permission changes nothing, and says what a dry run cannot see.</summary>
public sealed class PermissionTests
{
    public static TheoryData<string> WithDryRun => [.. SampleActions.All.Where(a => a.Value is not ModifyVpcAttribute).Select(a => a.Key)];

    [Theory]
    [MemberData(nameof(WithDryRun))]
    public async Task A_dry_run_tells_allowed_and_denied_and_changes_nothing(string name)
    {
        var action = SampleActions.All[name];
        await using var server = await StartAsync();
        var before = await server.ReadAsync();

        var allowed = await server.CheckAsync(action);
        server.On(action.Operation, Ec2Behaviour.Denied());
        var denied = await server.CheckAsync(action);

        Assert.Equal(RepairPermission.Allowed, allowed.Permission);
        Assert.Equal(RepairPermission.Denied, denied.Permission);
        Assert.Contains(action.IamAction, denied.Detail, StringComparison.Ordinal);
        Assert.All(server.Calls.Of(action.Operation), call => Assert.Equal("true", call.Parameters["DryRun"]));
        NetworkAssert.SameResources(before, await server.ReadAsync());
    }

    [Fact]
    public async Task A_VPC_attribute_has_no_dry_run_so_that_nothing_is_sent()
    {
        await using var server = await StartAsync();

        var outcome = await server.CheckAsync(SampleActions.All["DNS support off"]);

        Assert.Equal(RepairPermission.Unknown, outcome.Permission);
        Assert.Contains("ec2:ModifyVpcAttribute", outcome.Detail, StringComparison.Ordinal);
        Assert.Equal(0, server.Calls.Count);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public async Task Enabling_private_DNS_says_what_a_dry_run_cannot_see(bool? enable, bool says)
    {
        await using var server = await StartAsync();

        var outcome = await server.CheckAsync(new ModifyVpcEndpoint(SampleActions.Interface)
        {
            PrivateDnsEnabled = enable,
            AddSubnetIds = ["subnet-0b1"]
        });

        Assert.Equal(RepairPermission.Allowed, outcome.Permission);
        Assert.Equal(says, outcome.Detail?.Contains("route53:AssociateVPCWithHostedZone", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Any_other_answer_is_unknown_with_what_was_said()
    {
        await using var server = await StartAsync();
        server.On("CreateNetworkAclEntry",
            Ec2Behaviour.Error("InvalidNetworkAclID.NotFound", "The networkAcl ID 'acl-0a1' does not exist"));

        var outcome = await server.CheckAsync(SampleActions.Entry);

        Assert.Equal(RepairPermission.Unknown, outcome.Permission);
        Assert.Contains("The networkAcl ID 'acl-0a1' does not exist", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_that_ends_is_not_noticed_and_an_absent_service_is_unknown()
    {
        var server = await StartAsync();
        server.On("CreateNetworkAclEntry", Ec2Behaviour.Throttled(2));
        Assert.Equal(RepairPermission.Allowed, (await server.CheckAsync(SampleActions.Entry)).Permission);

        await server.DisposeAsync();

        Assert.Equal(RepairPermission.Unknown, (await server.CheckAsync(SampleActions.Entry)).Permission);
    }

    [Fact]
    public async Task Cancelling_ends_the_question()
    {
        await using var server = await StartAsync();
        server.On("*", Ec2Behaviour.Hang());
        using var user = new CancellationTokenSource();
        using var executor = Executors.Create(server.Url);
        var asking = executor.CheckPermissionAsync(SampleActions.Entry, user.Token);
        await LostAnswerTests.WhenCalledAsync(server, "CreateNetworkAclEntry", 1);

        await user.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static Task<Ec2TestServer> StartAsync() =>
        Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: TestContext.Current.CancellationToken);
}
