using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Entries of network ACLs: as narrow as the traffic, both directions, in front of what denies and in the place of nothing.
/// </summary>
public sealed class PlannedAclEntryTests
{
    private static readonly NetworkAclEntry Deny443 = World.Entry(50, false, false, 6, "0.0.0.0/0", 443);

    public static TheoryData<string, NetworkAcl, string[]> Closed => new()
    {
        {
            "the endpoint's, inbound", World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
                World.AllowAll(100, true)),
            ["add rule 100 inbound: allow tcp 443 10.0.1.0/24", "add rule 110 inbound: allow tcp 443 10.0.2.0/24, after 1"]
        },
        {
            "the clients', outbound", World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], World.AllowAll(100, false)),
            ["add rule 100 outbound: allow tcp 443 10.0.11.5/32", "add rule 110 outbound: allow tcp 443 10.0.12.5/32, after 1"]
        },
        {
            "the clients', answers", World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], World.AllowAll(100, true),
                World.Entry(200, false, true, 6, "0.0.0.0/0", 22)),
            ["add rule 210 inbound: allow tcp 1024-65535 10.0.11.5/32", "add rule 220 inbound: allow tcp 1024-65535 10.0.12.5/32, after 1"]
        },
    };

    private static VpcNetwork ClientsDenied { get; } =
        World.Healthy.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], World.AllowAll(100, false),
            World.AllowAll(100, true), World.Entry(50, true, false, 6, "10.0.0.0/16", 443)));

    /// <summary>Without names every subnet counts as a client, those of the endpoint included.</summary>
    private static RepairOptions ForApps { get; } = new() { Checks = WorldChanges.Subnets(World.AppSubnetA, World.AppSubnetB) };

    [Theory]
    [MemberData(nameof(Closed))]
    public void What_lets_nothing_through_lets_the_clients_of_the_endpoint_through(string name, NetworkAcl acl, string[] entries)
    {
        var plan = World.Healthy.WithAcl(acl).Plan(ForApps);

        Assert.True(entries.SequenceEqual(plan.Lines()), name + ": " + string.Join("; ", plan.Lines()));
        Assert.All(plan.Repairs, r => Assert.Equal(RepairRisk.Caution, r.Action.Risk));
    }

    [Fact]
    public void An_acl_without_entries_gets_both_directions()
    {
        var plan = World.Healthy.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB])).Plan();

        Assert.Equal(
        [
            "add rule 100 outbound: allow tcp 443 10.0.11.5/32", "add rule 110 outbound: allow tcp 443 10.0.12.5/32",
            "add rule 100 inbound: allow tcp 1024-65535 10.0.11.5/32", "add rule 110 inbound: allow tcp 1024-65535 10.0.12.5/32",
        ], plan.Repairs.Select(r => r.Action.Description));
        Assert.Empty(plan.Refused);
    }

    [Fact]
    public void Client_and_endpoint_behind_one_acl_get_entries_that_do_not_collide()
    {
        var plan = BehindOneAcl().Plan();

        Assert.Empty(plan.Refused);
        Assert.Equal(plan.Repairs.Count, plan.Repairs.Select(r => (CreateNetworkAclEntry)r.Action).Select(a => (a.IsEgress, a.RuleNumber))
            .Distinct().Count());
    }

    [Fact]
    public void Two_endpoints_behind_one_acl_share_the_entries_for_their_clients()
    {
        var plan = World.Healthy.WithSecond()
            .WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB], World.AllowAll(100, true))).Plan(ForApps);

        Assert.Equal(["add rule 100 inbound: allow tcp 443 10.0.1.0/24", "add rule 110 inbound: allow tcp 443 10.0.2.0/24, after 1"],
            plan.Lines());
        Assert.Equal(["vpce-1", "vpce-sns"], plan.Repairs[1].Closes.Select(f => f.EndpointId));
    }

    [Fact]
    public void Two_endpoints_that_clients_may_not_reach_get_an_entry_for_each_address()
    {
        var plan = World.Healthy.WithSecond()
            .WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], World.AllowAll(100, false))).Plan();

        Assert.Equal([100, 110, 120, 130], plan.Repairs.Select(r => ((CreateNetworkAclEntry)r.Action).RuleNumber));
        Assert.Equal(["10.0.11.5/32", "10.0.12.5/32", "10.0.11.6/32", "10.0.12.6/32"],
            plan.Repairs.Select(r => ((CreateNetworkAclEntry)r.Action).Cidr));
    }

    [Fact]
    public void What_somebody_denied_is_for_people()
    {
        var refusal = ClientsDenied.Plan().OnlyRefusal(RefusalKind.Manual);

        Assert.Contains("-AllowOverrideDeny acl-app", refusal.Reason);
        Assert.Contains("rule 50", refusal.Reason);
    }

    [Fact]
    public void What_somebody_denied_in_another_acl_stays_denied() =>
        ClientsDenied.Plan(new() { AllowOverrideDeny = [World.EndpointAcl] }).OnlyRefusal(RefusalKind.Manual);

    [Fact]
    public void By_name_the_entry_goes_in_front_of_the_denying_one_and_leaves_it_where_it_is()
    {
        var plan = ClientsDenied.Plan(new() { AllowOverrideDeny = [World.AppAcl] });

        Assert.Equal(["add rule 49 outbound: allow tcp 443 10.0.11.5/32", "add rule 48 outbound: allow tcp 443 10.0.12.5/32, after 1"],
            plan.Lines());
        Assert.Contains(plan.Result.NetworkAcls.Single(a => a.Id == World.AppAcl).Entries, e =>
            e is { RuleNumber: 50, IsAllow: false, IsEgress: true });
    }

    [Fact]
    public void A_name_counts_whatever_its_case() =>
        Assert.Equal(2, ClientsDenied.Plan(new() { AllowOverrideDeny = [World.AppAcl.ToUpperInvariant()] }).Repairs.Count);

    [Fact]
    public void An_entry_goes_in_front_of_the_first_that_denies_and_skips_numbers_that_are_taken()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
            World.AllowAll(100, true), World.AllowAll(100, false),
            Deny443, World.Entry(60, false, false, -1, "0.0.0.0/0"), World.Entry(49, false, true, 17, "0.0.0.0/0", 53),
            World.Entry(48, false, false, 6, "10.0.0.0/16", 22)));

        var numbers = network.Plan(new() { AllowOverrideDeny = [World.EndpointAcl] }).Repairs.Select(r =>
            ((CreateNetworkAclEntry)r.Action).RuleNumber);

        // The answers to clients in these subnets are denied by rule 60 only.
        Assert.Equal([47, 46, 45, 44, 59, 58], numbers);
    }

    [Fact]
    public void Without_a_free_number_in_front_nothing_is_displaced()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
            World.AllowAll(100, true), World.AllowAll(100, false),
            World.Entry(2, false, false, 6, "0.0.0.0/0", 443), World.Entry(1, false, true, 17, "0.0.0.0/0", 53)));

        var refusal = network.Plan(new() { AllowOverrideDeny = [World.EndpointAcl] }).OnlyRefusal(RefusalKind.Advice);

        Assert.EndsWith("no number is free in front of the entry that denies.", refusal.Reason);
    }

    [Theory]
    [InlineData(18, 20, true)]
    [InlineData(19, 20, false)]
    [InlineData(19, 40, true)]
    [InlineData(38, 40, true)]
    [InlineData(39, 40, false)]
    public void The_quota_of_entries_is_kept(int present, int quota, bool isMended)
    {
        var entries = Enumerable.Range(1, present).Select(i => World.Entry(i, false, true, 17, $"172.16.{i}.0/24", 53));
        var network = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
            [World.AllowAll(100, true), .. entries]));

        var plan = network.Plan(new() { Checks = ForApps.Checks with { Quotas = new() { EntriesPerNetworkAcl = quota } } });

        if (isMended)
        {
            Assert.Equal(2, plan.Repairs.Count);
            return;
        }

        var refusal = plan.OnlyRefusal(RefusalKind.Obstacle);
        Assert.Equal($"Network ACL {World.EndpointAcl} would have more than {quota} inbound entries, the account's quota.", refusal.Reason);
        Assert.Equal(2, refusal.Actions.Count);
    }

    [Fact]
    public void Ports_that_clients_do_not_send_from_stay_closed()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
            World.AllowAll(100, false)));

        var plan = network.Plan(new() { Checks = ForApps.Checks with { EphemeralPorts = new(new(32768), new(60999)) } });

        Assert.All(plan.Repairs, r => Assert.Contains("allow tcp 32768-60999", r.Action.Description));
        Assert.NotEmpty(plan.Repairs);
    }

    [Fact]
    public void An_acl_of_another_account_is_not_touched()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB],
            World.AllowAll(100, false)) with
        { OwnerId = "999999999999" });

        Assert.Contains("belongs to account 999999999999", network.Plan().OnlyRefusal(RefusalKind.Obstacle).Reason);
    }

    [Fact]
    public void IPv6_entries_carry_IPv6_blocks_and_share_the_numbers()
    {
        var entry = new CreateNetworkAclEntry(World.AppAcl, 100, true, World.Cidr("2001:db8::5/128"), 443, 443);

        Assert.Contains("--ipv6-cidr-block 2001:db8::5/128", entry.ToAwsCli());
        Assert.NotNull(entry.ObstacleIn(World.Healthy, RepairQuotas.Default));
    }

    private static VpcNetwork BehindOneAcl() => World.Healthy with
    {
        NetworkAcls = [World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB, World.EndpointSubnetA, World.EndpointSubnetB])],
    };
}
