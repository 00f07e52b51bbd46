using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>A plan is applied action by action, against what is there right before each of them.</summary>
public sealed class RepairRunTests
{
    private static readonly VpcNetwork Broken = World.Healthy.WithDns(support: true, hostNames: false)
        .WithEndpoint(e => e with { PrivateDnsEnabled = false })
        .WithGroup(World.Group(World.EndpointGroup, [], []));

    [Fact]
    public async Task A_run_over_a_copy_makes_the_network_of_the_plan()
    {
        var plan = Plan(Broken);
        using var executor = new SimulatedRepairExecutor(plan.Network, RepairQuotas.Default);
        var run = Run(plan, executor);

        var results = new List<EndpointRepairResult>();
        foreach (var repair in plan.Repairs)
            results.Add(run.SkipOf(repair) ?? await run.ApplyAsync(repair, null, Token));

        Assert.Equal(plan.Result, executor.Network);
        Assert.All(results, r => Assert.Equal(RepairStatus.Applied, r.Status));
        Assert.All(run.Verify(results, executor.Network), r => Assert.True(r.Verified));
        Assert.All(run.Verify(results, plan.Network), r => Assert.False(r.Verified));
    }

    /// <summary>What cannot be read afterwards is neither closed nor open.</summary>
    [Theory]
    [InlineData(ResourceKind.SecurityGroup, "SecurityGroupIngress")]
    [InlineData(ResourceKind.VpcAttribute, "VpcDns")]
    [InlineData(ResourceKind.VpcEndpoint, "SecurityGroupIngress")]
    public async Task Without_evidence_nothing_is_verified(ResourceKind denied, string check)
    {
        var plan = Plan(Broken);
        using var executor = new SimulatedRepairExecutor(plan.Network, RepairQuotas.Default);
        var run = Run(plan, executor);
        var results = new List<EndpointRepairResult>();
        foreach (var repair in plan.Repairs)
            results.Add(await run.ApplyAsync(repair, null, Token));
        var blind = Without(executor.Network, denied);

        var verified = run.Verify(results, blind).Where(r => r.ClosesFinding.Any(f => f.Check == check)).ToList();

        Assert.NotEmpty(verified);
        Assert.All(verified, r => Assert.Null(r.Verified));
        Assert.Contains(run.Verification(blind).Doubts(results), doubt =>
            doubt.StartsWith($"Whether the repair closed {check} of {World.EndpointId} is not known.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_depends_on_a_declined_action_is_skipped_and_the_rest_goes_on()
    {
        var plan = Plan(Broken);
        using var executor = new SimulatedRepairExecutor(plan.Network, RepairQuotas.Default);
        var run = Run(plan, executor);
        var declined = plan.Repairs.First(r => r.Action is AuthorizeSecurityGroupIngress);

        var results = new List<EndpointRepairResult>();
        foreach (var repair in plan.Repairs)
            results.Add(run.SkipOf(repair) ?? (repair == declined ? run.Decline(repair) : await run.ApplyAsync(repair, null, Token)));

        // Private DNS would send every client to an endpoint that lets nobody in.
        Assert.Contains(results, r => r.Change is ModifyVpcEndpoint { PrivateDnsEnabled: true } && r.Status == RepairStatus.Skipped);
        Assert.Contains(results, r => r.Change is ModifyVpcAttribute && r.Status == RepairStatus.Applied);
        Assert.Null(executor.Network.Endpoints[0].PrivateDnsEnabled is true ? "on" : null);
    }

    /// <summary>
    /// The ACL of all subnets lets no request out and no answer out: two problems whose entries take their numbers one after the other.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_user_leaves_out_or_EC2_refuses_is_no_change_by_somebody_else(bool isDeclined)
    {
        var plan = Plan(World.Healthy with
        {
            NetworkAcls = [World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB, World.EndpointSubnetA, World.EndpointSubnetB],
                World.AllowAll(100, false))],
        });
        var (first, independent) = (plan.Repairs[0], plan.Repairs.First(r => r.Number > 1 && r.DependsOn.Count == 0));
        using var executor = new RefusingExecutor(plan.Network, isDeclined ? null : first.Action);
        var run = Run(plan, executor);

        var results = new List<EndpointRepairResult>();
        foreach (var repair in plan.Repairs)
            results.Add(run.SkipOf(repair)
                ?? (isDeclined && repair == first ? run.Decline(repair) : await run.ApplyAsync(repair, null, Token)));

        Assert.Equal(isDeclined ? RepairStatus.Skipped : RepairStatus.Failed, results[0].Status);
        Assert.Equal(RepairStatus.Applied, results[independent.Number - 1].Status);
        Assert.All(results.Skip(1), r => Assert.True(r.Status is RepairStatus.Applied or RepairStatus.Skipped, $"{r} {r.Error}"));
    }

    /// <summary>What is changed in between is refused as before, an entry in the way as much as one that takes the place.</summary>
    [Fact]
    public async Task After_a_declined_action_a_change_by_somebody_else_is_still_seen()
    {
        var plan = Plan(World.Healthy with
        {
            NetworkAcls = [World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB, World.EndpointSubnetA, World.EndpointSubnetB],
                World.AllowAll(100, false))],
        });
        using var executor = new SimulatedRepairExecutor(
            plan.Network.WithAcl(World.AppAcl, acl =>
                acl with { Entries = acl.Entries.Add(World.Entry(5, true, false, 6, "0.0.0.0/0", 443)) }), RepairQuotas.Default);
        var run = Run(plan, executor);
        run.Decline(plan.Repairs[0]);

        var result = await run.ApplyAsync(plan.Repairs.First(r => r.Number > 1 && r.DependsOn.Count == 0), null, Token);

        Assert.Equal(RepairStatus.Refused, result.Status);
    }

    [Fact]
    public async Task An_action_that_somebody_made_meanwhile_counts_as_done()
    {
        var plan = Plan(Broken);
        using var executor = new SimulatedRepairExecutor(plan.Result, RepairQuotas.Default);
        var run = Run(plan, executor);

        Assert.Equal(RepairStatus.AlreadyDone, (await run.ApplyAsync(plan.Repairs[0], null, Token)).Status);
        Assert.Equal(plan.Result, executor.Network);
    }

    [Fact]
    public async Task A_problem_that_is_gone_in_another_way_needs_no_action()
    {
        var plan = Plan(Broken);
        using var executor = new SimulatedRepairExecutor(
            Broken.WithGroup(World.Group(World.EndpointGroup, [World.Allow("-1", "10.0.0.0/8")], [])), RepairQuotas.Default);

        var result = await Run(plan, executor).ApplyAsync(plan.Repairs.First(r => r.Action is AuthorizeSecurityGroupIngress), null, Token);

        Assert.Equal(RepairStatus.AlreadyDone, result.Status);
        Assert.Null(result.Undo);
        Assert.DoesNotContain(executor.Network.SecurityGroups.Single(g => g.Id == World.EndpointGroup).Ingress, r => r.Group is not null);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_refused()
    {
        var plan = Plan(Broken);
        using var executor = new SimulatedRepairExecutor(Broken with { Endpoints = [] }, RepairQuotas.Default);

        var result = await Run(plan, executor).ApplyAsync(plan.Repairs[0], null, Token);

        Assert.Equal(RepairStatus.Refused, result.Status);
        Assert.Contains("has changed since the plan was made", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undoing_refuses_what_is_no_longer_as_the_repair_left_it()
    {
        var policy = new ModifyVpcEndpoint(World.EndpointId) { ResetPolicy = true };
        var before = World.Healthy.WithEndpoint(e => e with { PolicyDocument = """{"Statement":[]}""" });
        var entry = new JournalEntry("r", new(1, policy) { EndpointId = World.EndpointId, Undo = policy.Inverse(before) },
            JournalEvent.Applied);

        using var untouched = new SimulatedRepairExecutor(policy.ApplyTo(before), RepairQuotas.Default);
        Assert.Equal(RepairStatus.Applied, (await new UndoRun(untouched, null,
            TimeSpan.Zero)
        { AllowBlockClients = [World.EndpointId] }.UndoAsync(entry, null, Token)).Status);
        Assert.Equal(before, untouched.Network);

        using var changed = new SimulatedRepairExecutor(before.WithEndpoint(e =>
            e with { PolicyDocument = """{"Statement":[{"Effect":"Deny"}]}""" }), RepairQuotas.Default);
        Assert.Equal(RepairStatus.Refused, (await new UndoRun(changed, null, TimeSpan.Zero).UndoAsync(entry, null, Token)).Status);
    }

    [Theory]
    [InlineData("Clients of vpce-1", RepairStatus.Applied)]
    [InlineData("somebody else's", RepairStatus.Refused)]
    public async Task Where_nobody_saw_the_call_come_through_the_rule_must_carry_the_repairs_own_description(string description,
        RepairStatus expected)
    {
        var action = new AuthorizeSecurityGroupIngress(World.EndpointGroup,
            new(443, 443, PeerGroupId: World.AppGroup, Description: "Clients of vpce-1"));
        var entry = new JournalEntry("r", new(1, action) { EndpointId = World.EndpointId, Undo = action.Inverse(World.Healthy) },
            JournalEvent.Started);
        var rule = World.Allow("tcp", World.AppGroup, 443) with { Description = description };
        using var executor = new SimulatedRepairExecutor(World.Healthy.WithGroup(World.Group(World.EndpointGroup, [rule], [])),
            RepairQuotas.Default);

        Assert.Equal(expected,
            (await new UndoRun(executor, null, TimeSpan.Zero) { AllowBlockClients = [World.EndpointId] }.UndoAsync(entry, null,
                Token)).Status);
    }

    /// <summary>Nothing but a group's rule carries a name: that the entry is there does not say who made it.</summary>
    [Theory]
    [InlineData(JournalEvent.Started, false, RepairStatus.Refused)]
    [InlineData(JournalEvent.Unclear, false, RepairStatus.Refused)]
    [InlineData(JournalEvent.Started, true, RepairStatus.Applied)]
    [InlineData(JournalEvent.Applied, false, RepairStatus.Applied)]
    public async Task What_nobody_saw_come_through_is_taken_back_only_where_a_person_says_so(JournalEvent what, bool isConfirmed,
        RepairStatus expected)
    {
        var action = new CreateNetworkAclEntry(World.AppAcl, 90, true, World.Cidr("10.0.11.5/32"), 443, 443);
        var entry = new JournalEntry("r", new(1, action) { EndpointId = World.EndpointId, Undo = action.Inverse(World.Healthy) }, what);
        using var executor = new SimulatedRepairExecutor(action.ApplyTo(World.Healthy), RepairQuotas.Default);

        var result = await new UndoRun(executor, null, TimeSpan.Zero) { IsConfirmed = isConfirmed, AllowBlockClients = [World.EndpointId] }
            .UndoAsync(entry, null, Token);

        Assert.Equal(expected, result.Status);
        Assert.Equal(what != JournalEvent.Applied,
            result.Error?.StartsWith("It is not known whether the repair made this change", StringComparison.Ordinal) == true);
        Assert.Equal(expected == RepairStatus.Applied, executor.Network == World.Healthy);
    }

    public static TheoryData<string> Foreign { get; } = ["group", "ACL", "VPC", "endpoint"];

    /// <summary>The same ids in another account are other resources.</summary>
    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task What_belongs_to_another_account_is_not_taken_back(string kind)
    {
        RepairAction action = kind switch
        {
            "group" => new AuthorizeSecurityGroupIngress(World.EndpointGroup, new(8443, 8443, PeerGroupId: World.AppGroup)),
            "ACL" => new CreateNetworkAclEntry(World.AppAcl, 90, true, World.Cidr("10.0.11.5/32"), 443, 443),
            "VPC" => new ModifyVpcAttribute(World.VpcId, VpcDnsAttribute.EnableDnsHostnames),
            _ => new ModifyVpcEndpoint(World.EndpointId) { PrivateDnsEnabled = true },
        };
        var repaired = action.ApplyTo(World.Healthy);
        repaired = repaired with
        {
            SecurityGroups = repaired.SecurityGroups.Select(g => g with { OwnerId = "999999999999" }).ToValueList(),
            NetworkAcls = repaired.NetworkAcls.Select(a => a with { OwnerId = "999999999999" }).ToValueList(),
            Vpcs = repaired.Vpcs.Select(v => v with { OwnerId = "999999999999" }).ToValueList(),
            Endpoints = repaired.Endpoints.Select(e => e with { OwnerId = "999999999999" }).ToValueList(),
        };
        var entry = new JournalEntry("r", new(1, action) { EndpointId = World.EndpointId, Undo = action.Inverse(Broken) },
            JournalEvent.Applied)
        {
            AccountId = "111111111111", Region = "us-east-1",
        };
        using var executor = new SimulatedRepairExecutor(repaired, RepairQuotas.Default);
        using var empty = new SimulatedRepairExecutor(new VpcNetwork(), RepairQuotas.Default);

        var foreign = await new UndoRun(executor, null, TimeSpan.Zero).UndoAsync(entry, null, Token);
        var missing = await new UndoRun(empty, null, TimeSpan.Zero).UndoAsync(entry, null, Token);

        Assert.Equal((RepairStatus.Refused,
            $"{action.ResourceId} belongs to account 999999999999. The repair was made in account 111111111111."),
                (foreign.Status, foreign.Error));
        Assert.Equal(repaired, executor.Network);
        Assert.Equal(
            (RepairStatus.Refused,
                $"{action.ResourceId} is not in us-east-1 of the account whose credentials are used. The repair was made "
                    + "in account 111111111111."), (missing.Status, missing.Error));

        // Nothing is sent any more to an endpoint that was deleted; what belongs to others is still there.
        var redirect = entry with { Repair = entry.Repair with { Number = 2, DependsOn = [1] } };
        var order = new UndoOrder([entry, redirect]);
        order.Note(redirect, foreign);
        Assert.Same(redirect, order.DependentOn(entry));
        order.Note(redirect, missing);
        Assert.Null(order.DependentOn(entry));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static VpcNetwork Without(VpcNetwork network, ResourceKind kind) => (kind switch
    {
        ResourceKind.SecurityGroup => network with { SecurityGroups = [] },
        ResourceKind.VpcAttribute => network with { VpcAttributes = [] },
        _ => network with { Endpoints = [] },
    }) with
    { Described = network.Described.Where(k => k != kind).ToValueList() };

    /// <summary>A copy of the network that refuses one action.</summary>
    private sealed class RefusingExecutor(VpcNetwork network, RepairAction? refused) : IRepairExecutor
    {
        public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(IReadOnlyCollection<string> vpcIds, IReadOnlyCollection<string> endpointIds,
            CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VpcEndpoint>>(network.Endpoints);

        public Task<bool> AwaitSettlingAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<bool> AwaitChangeAsync(int turn, CancellationToken cancellationToken) => Task.FromResult(false);

        private readonly SimulatedRepairExecutor _copy = new(network, RepairQuotas.Default);

        public Task OpenAsync(CancellationToken cancellationToken) => _copy.OpenAsync(cancellationToken);

        public Task<VpcNetwork> RefreshAsync(VpcNetwork network, RepairAction action, CancellationToken cancellationToken) =>
            _copy.RefreshAsync(network, action, cancellationToken);

        public Task<RepairOutcome> ApplyAsync(RepairAction action, TimeSpan settleTimeout, IProgress<SourceProgress>? progress,
            CancellationToken cancellationToken) => action == refused
            ? Task.FromResult(new RepairOutcome(RepairOutcomeKind.Refused) { ErrorId = "AccessDenied", Error = "IAM says no." })
            : _copy.ApplyAsync(action, settleTimeout, progress, cancellationToken);

        public Task<PermissionOutcome> CheckPermissionAsync(RepairAction action, CancellationToken cancellationToken) =>
            _copy.CheckPermissionAsync(action, cancellationToken);

        public void Dispose() => _copy.Dispose();
    }

    private static RepairPlan Plan(VpcNetwork network) => RepairPlanner.Plan(network, network.Endpoints, new(), Token);

    private static RepairRun Run(RepairPlan plan, IRepairExecutor executor) => new(plan, executor, new(), null, TimeSpan.Zero);
}
