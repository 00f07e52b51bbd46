using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Running;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// What lets clients through stays while they are sent to the endpoint. What sends them there may be the doing of another run, of another
/// journal, or of somebody else: only the network tells.
/// </summary>
public sealed class UndoRedirectTests
{
    private static VpcNetwork Off { get; } = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false })
        .WithGroup(World.Group(World.EndpointGroup, [], []));

    public static TheoryData<string> Openers { get; } = ["group rule", "client's group rule", "ACL entry", "interface", "group", "policy"];

    [Theory]
    [MemberData(nameof(Openers))]
    public async Task Nothing_that_opens_the_way_is_taken_back_while_private_DNS_is_on(string what)
    {
        var action = Opener(what);
        var repaired = action.ApplyTo(Off).WithEndpoint(e => e with { PrivateDnsEnabled = true });
        using var executor = new SimulatedRepairExecutor(repaired, RepairQuotas.Default);

        var result = await new UndoRun(executor, null, TimeSpan.Zero).UndoAsync(Entry(action), null, Token);

        Assert.Equal((RepairStatus.Refused, "Redirected"), (result.Status, result.ErrorId));
        Assert.StartsWith($"Private DNS of {World.EndpointId} is on.", result.Error, StringComparison.Ordinal);
        Assert.EndsWith($"-AllowBlockClients {World.EndpointId}.", result.Error, StringComparison.Ordinal);
        Assert.Equal(repaired, executor.Network);
    }

    [Theory]
    [MemberData(nameof(Openers))]
    public async Task It_is_where_nothing_sends_clients_there_or_the_person_names_the_endpoint(string what)
    {
        var action = Opener(what);
        using var off = new SimulatedRepairExecutor(action.ApplyTo(Off), RepairQuotas.Default);
        using var named = new SimulatedRepairExecutor(action.ApplyTo(Off).WithEndpoint(e => e with { PrivateDnsEnabled = true }),
            RepairQuotas.Default);

        var results = new[]
        {
            await new UndoRun(off, null, TimeSpan.Zero).UndoAsync(Entry(action), null, Token),
            await new UndoRun(named, null, TimeSpan.Zero) { AllowBlockClients = [World.EndpointId.ToUpperInvariant()] }.UndoAsync(
                Entry(action), null, Token),
        };

        Assert.All(results, result => Assert.Equal(RepairStatus.Applied, result.Status));
        Assert.Equal(Off, off.Network);
    }

    /// <summary>The first run opened the way, the second one of another journal sends clients there. Each is undone alone.</summary>
    [Fact]
    public async Task Two_runs_are_taken_back_in_their_order_only()
    {
        var (rule, redirect) = (Opener("group rule"), new ModifyVpcEndpoint(World.EndpointId) { PrivateDnsEnabled = true });
        using var executor = new SimulatedRepairExecutor(redirect.ApplyTo(rule.ApplyTo(Off)), RepairQuotas.Default);
        var first = Entry(rule);
        var second = Entry(redirect) with { Run = "another" };

        Assert.Equal(RepairStatus.Refused, (await new UndoRun(executor, null, TimeSpan.Zero).UndoAsync(first, null, Token)).Status);
        Assert.Equal(RepairStatus.Applied, (await new UndoRun(executor, null, TimeSpan.Zero).UndoAsync(second, null, Token)).Status);
        Assert.Equal(RepairStatus.Applied, (await new UndoRun(executor, null, TimeSpan.Zero).UndoAsync(first, null, Token)).Status);
        Assert.Equal(Off, executor.Network);
    }

    /// <summary>The group is that of another endpoint too, whose clients the rule lets in as well.</summary>
    [Fact]
    public async Task An_endpoint_that_shares_the_group_counts_as_well()
    {
        var rule = Opener("group rule");
        using var executor = new SimulatedRepairExecutor(rule.ApplyTo(Off.WithSecond()), RepairQuotas.Default);

        var result = await new UndoRun(executor, null, TimeSpan.Zero) { AllowBlockClients = [World.EndpointId] }.UndoAsync(Entry(rule),
            null, Token);

        Assert.Equal(RepairStatus.Refused, result.Status);
        Assert.StartsWith("Private DNS of vpce-sns is on.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_route_tables_of_a_gateway_endpoint_count_just_so()
    {
        var policy = new ModifyVpcEndpoint(World.HealthyGateway.Endpoints[0].Id) { ResetPolicy = true };
        var before = World.HealthyGateway.WithEndpoint(e => e with { PolicyDocument = """{"Statement":[]}""" });
        using var executor = new SimulatedRepairExecutor(policy.ApplyTo(before), RepairQuotas.Default);
        var entry = new JournalEntry("r", new(1, policy) { EndpointId = policy.EndpointId, Undo = policy.Inverse(before) },
            JournalEvent.Applied);

        var result = await new UndoRun(executor, null, TimeSpan.Zero).UndoAsync(entry, null, Token);

        Assert.Equal(RepairStatus.Refused, result.Status);
        Assert.Contains($"to {before.Endpoints[0].Id}. What this repair added", result.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RepairAction Opener(string what) => what switch
    {
        "group rule" => new AuthorizeSecurityGroupIngress(World.EndpointGroup, new(443, 443, PeerGroupId: World.AppGroup)),
        "client's group rule" => new AuthorizeSecurityGroupEgress(World.AppGroup, new(8443, 8443, PeerGroupId: World.EndpointGroup)),
        "ACL entry" => new CreateNetworkAclEntry(World.AppAcl, 90, true, World.Cidr("10.0.11.5/32"), 443, 443),
        "interface" => new ModifyVpcEndpoint(World.EndpointId) { AddSecurityGroupIds = ["sg-more"] },
        "group" => new ModifyVpcEndpoint(World.EndpointId) { AddSecurityGroupIds = [World.AppGroup] },
        _ => new ModifyVpcEndpoint(World.EndpointId)
        {
            PolicyDocument =
            """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}]}"""
        },
    };

    private static JournalEntry Entry(RepairAction action) =>
        new("r", new(1, action) { EndpointId = World.EndpointId, Undo = action.Inverse(Off) }, JournalEvent.Applied);
}
