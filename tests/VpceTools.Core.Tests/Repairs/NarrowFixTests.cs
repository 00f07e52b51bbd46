using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// A plan opens no more than clients need, leaves what somebody denied on purpose, decides about policies before it sends clients to them,
/// and brings what it needs itself.
/// </summary>
public sealed class NarrowFixTests
{
    private const string OneCall = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:ReceiveMessage","Resource":"*"}]}""";

    private static VpcNetwork Empty { get; } = World.Healthy.WithGroup(World.Group(World.EndpointGroup, [], []))
        .WithoutInterface(World.AppInterfaceA).WithoutInterface(World.AppInterfaceB);

    private static VpcNetwork Off { get; } = World.Healthy.WithEndpoint(e =>
        e with { PrivateDnsEnabled = false, PolicyDocument = OneCall });

    private static RepairOptions ForApps { get; } = new() { Checks = WorldChanges.Subnets(World.AppSubnetA, World.AppSubnetB) };

    [Fact]
    public void A_named_subnet_is_let_in_by_its_own_block() => Assert.Equal(["allow TCP 443 from 10.0.1.0/24"],
        Empty.Plan(new() { Checks = WorldChanges.Subnets(World.AppSubnetA) }).Lines());

    [Fact]
    public void Subnets_are_let_in_by_their_blocks_joined_only_where_that_adds_nothing()
    {
        Assert.Equal(["allow TCP 443 from 10.0.1.0/24", "allow TCP 443 from 10.0.2.0/24, after 1"], Empty.Plan(ForApps).Lines());
        var neighbours = Empty with
        {
            Subnets = Empty.Subnets.Select(s => s.Id == World.AppSubnetA ? s with { CidrBlocks = [World.Cidr("10.0.3.0/24")] } : s)
                .ToValueList(),
        };
        Assert.Equal(["allow TCP 443 from 10.0.2.0/23"], neighbours.Plan(ForApps).Lines());
    }

    /// <summary>Of the ephemeral ports somebody closed the one of Remote Desktop; nothing allows the others yet.</summary>
    [Fact]
    public void A_deny_of_another_port_stays_and_the_rest_is_allowed_behind_it()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], World.AllowAll(100, true),
            World.Entry(50, false, false, 6, "0.0.0.0/0", 3389), World.Entry(200, false, true, 6, "0.0.0.0/0", 22)));

        var plan = network.Plan(ForApps);

        Assert.Equal(
            ["add rule 210 inbound: allow tcp 1024-65535 10.0.11.5/32", "add rule 220 inbound: allow tcp 1024-65535 10.0.12.5/32, after 1"],
            plan.Lines());
        var rest = Assert.Single(plan.Refused, r => r.Finding.Check == "NetworkAcl");
        Assert.Equal(RefusalKind.Manual, rest.Kind);
        Assert.All(rest.Actions, action => Assert.Equal((3389, 3389),
            (((CreateNetworkAclEntry)action).FromPort, ((CreateNetworkAclEntry)action).ToPort)));
        Assert.Equal(RepairPlanner.Plan(plan.Result, plan.Result.Endpoints, ForApps, TestContext.Current.CancellationToken).Repairs, []);
    }

    /// <summary>One address is in quarantine. Whoever names the ACL opens it for just that address.</summary>
    [Fact]
    public void A_deny_of_one_host_stays_unless_the_person_names_the_ACL_and_then_only_that_host_is_opened()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
            World.AllowAll(100, true),
            World.Entry(50, false, false, -1, "10.0.1.77/32")));

        var plan = network.Plan(ForApps);
        var opened = network.Plan(ForApps with { AllowOverrideDeny = [World.EndpointAcl] });

        Assert.Equal(["add rule 60 inbound: allow tcp 443 10.0.1.0/24", "add rule 70 inbound: allow tcp 443 10.0.2.0/24, after 1"],
            plan.Lines());
        Assert.All(plan.Repairs, r => Assert.Null(((CreateNetworkAclEntry)r.Action).OverridesRuleNumber));
        Assert.Contains(opened.Repairs, r => r.Action.Description == "add rule 49 inbound: allow tcp 443 10.0.1.77/32");
        Assert.DoesNotContain(opened.Repairs, r =>
            r.Action is CreateNetworkAclEntry { OverridesRuleNumber: not null, Cidr: not "10.0.1.77/32" });
    }

    [Fact]
    public void Clients_are_not_sent_to_a_policy_that_nobody_decided_about_unless_that_is_accepted()
    {
        var refused = Off.Plan().Refused;
        var accepted = Off.Plan(new() { AllowRedirectOverPolicy = true });

        Assert.Contains(refused, r => r.Kind == RefusalKind.Redirect && r.Finding.Check == "PrivateDns"
            && r.Reason.Contains("-RequiredAction", StringComparison.Ordinal)
                && r.Reason.Contains("-MaximumRisk Caution", StringComparison.Ordinal));
        var redirect = Assert.Single(accepted.Repairs);
        Assert.Equal(RepairRisk.Caution, redirect.Action.Risk);
        Assert.Contains("The endpoint's policy is not the default", redirect.Action.SideEffect, StringComparison.Ordinal);
        Assert.Single(Off.WithEndpoint(e => e with { PolicyDocument = World.DefaultPolicy }).Plan().Repairs);
    }

    [Theory]
    [InlineData("sqs:ReceiveMessage", true)]
    [InlineData("sqs:SendMessage", false)]
    [InlineData("s3:GetObject", false)]
    public void With_required_calls_it_is_decided(string action, bool isSent)
    {
        var options = new RepairOptions
        {
            Checks = new() { RequiredCalls = [new() { Action = action, Resource = "*" }] },
            IsWanted = finding => finding.Check == "PrivateDns",
        };

        Assert.Equal(isSent, Off.Plan(options).Repairs.Count == 1);
    }

    /// <summary>Who pipes a finding names what is to be repaired, not all that it takes.</summary>
    [Fact]
    public void What_a_named_problem_needs_goes_along_or_the_refusal_names_it()
    {
        var network = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false })
            .WithGroup(World.Group(World.EndpointGroup, [], []));
        var only = new RepairOptions { IsWanted = finding => finding.Check == "PrivateDns" };

        Assert.Equal(["allow TCP 443 from sg-app", "enable private DNS, after 1"], network.Plan(only with { MayAdd = _ => true }).Lines());
        Assert.EndsWith($"It has a fix: repair SecurityGroupIngress of {World.EndpointId} with it, which -Check or -ExcludeCheck leaves out.",
            network.Plan(only).OnlyRefusal(RefusalKind.Redirect).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_list_counts_with_the_entries_that_it_may_get()
    {
        var network = World.Healthy with
        {
            PrefixLists =
            [new() { Id = "pl-1", Name = "ours", MaxEntries = 60, CidrBlocks = [World.Cidr("10.9.0.0/16")] }]
        };
        var action = new AuthorizeSecurityGroupIngress(World.EndpointGroup, new(443, 443, PrefixListId: "pl-1"));

        Assert.Contains("more than 60 inbound", action.ObstacleIn(network, RepairQuotas.Default), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""", true)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""", true)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""", false)]
    public void The_default_policy_is_the_default_with_a_version_or_without(string policy, bool isDefault) => Assert.Equal(isDefault,
        new ModifyVpcEndpoint(World.EndpointId) { ResetPolicy = true }.IsDoneIn(World.Healthy.WithEndpoint(e =>
            e with { PolicyDocument = policy })));
}
