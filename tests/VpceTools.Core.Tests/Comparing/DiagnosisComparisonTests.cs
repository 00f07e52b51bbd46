using CsCheck;
using VpceTools.Checks;
using VpceTools.Comparing;
using VpceTools.Core.Tests.Repairs;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Comparing;

/// <summary>What made a result another one, and nothing else.</summary>
public sealed class DiagnosisComparisonTests
{
    private const int Iterations = 25;
    private static readonly string Endpoint = World.Healthy.Endpoints[0].Id;

    [Theory]
    [MemberData(nameof(SampleTests.Names), MemberType = typeof(SampleTests))]
    public void A_sample_and_its_repaired_copy_differ_by_exactly_the_plan(string sample) =>
        IsThePlan(Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample))).Plan(), new());

    [Fact]
    public void A_broken_network_and_its_repaired_copy_differ_by_exactly_the_plan() =>
        Gen.Select(BrokenNetworks.Network, BrokenNetworks.Options).Sample(
            (network, options) => IsThePlan(network.Plan(options), options.Checks), iter: Iterations);

    [Fact]
    public void A_network_does_not_differ_from_itself()
    {
        var comparison = Compare(World.Healthy, World.Healthy);

        Assert.Empty(comparison.Compare(Endpoint));
        Assert.Empty(comparison.OtherChanges);
        Assert.False(comparison.IsUnknownInBoth);
    }

    [Fact]
    public void The_cause_is_the_rule_that_is_gone_and_what_came_and_went_beside_it_is_not()
    {
        var group = World.Healthy.SecurityGroups.Single(g => g.Id == World.Healthy.Endpoints[0].GroupIds[0]);
        var after = World.Healthy.WithGroup(group with { Ingress = [World.Allow("tcp", "192.168.0.0/16", 22, 22)] })
            .WithSubnet(World.EndpointSubnetA, subnet => subnet with { AvailableIpAddressCount = 7 });

        var comparison = Compare(World.Healthy, after);
        var result = Assert.Single(comparison.Compare(Endpoint));

        Assert.Equal(("SecurityGroupIngress", CheckStatus.Passed, CheckStatus.Failed, ResultTrend.Worse),
            (result.Check, result.Before, result.After, result.Trend));
        Assert.Equal(group.Ingress.Select(rule => $"{group.Id}: ingress rule {rule} removed").Order(StringComparer.Ordinal),
            result.Causes.Select(cause => cause.ToString()).Order(StringComparer.Ordinal));
        Assert.NotEmpty(result.NewFindings);
        Assert.Empty(result.GoneFindings);
        Assert.Equal(2, comparison.OtherChanges.Count());
    }

    [Fact]
    public void Where_either_of_two_changes_is_enough_each_is_a_set_of_its_own()
    {
        // Either of the two rules would let clients in, and both are gone.
        var group = World.Healthy.SecurityGroups.Single(g => g.Id == World.Healthy.Endpoints[0].GroupIds[0]);
        var before = World.Healthy.WithGroup(group with
        {
            Ingress = [World.Allow("tcp", "10.0.0.0/16", 443, 443),
            World.Allow("-1", "10.0.0.0/15")]
        });

        var result = Assert.Single(Compare(before, World.Healthy.WithGroup(group with { Ingress = [] })).Compare(Endpoint));

        Assert.Equal(2, result.CauseSets.Count);
        Assert.All(result.CauseSets, set => Assert.Single(set.Changes));
        Assert.Equal(2, result.Causes.Count);
    }

    [Fact]
    public void Where_only_both_of_two_changes_do_it_they_are_one_set()
    {
        var group = World.Healthy.SecurityGroups.Single(g => g.Id == World.Healthy.Endpoints[0].GroupIds[0]);
        var before = World.Healthy.WithGroup(group with { Ingress = [] });
        var after = World.Healthy.WithGroup(group with
        {
            Ingress = [World.Allow("tcp", "10.0.0.0/17", 443, 443), World.Allow("tcp", "10.0.128.0/17", 443, 443)],
        });

        var result = Assert.Single(Compare(before, after).Compare(Endpoint));

        Assert.Equal((CheckStatus.Failed, CheckStatus.Passed, ResultTrend.Better), (result.Before, result.After, result.Trend));
        Assert.NotEmpty(result.GoneFindings);
    }

    [Fact]
    public void A_call_that_is_denied_now_is_the_cause_of_what_is_Unknown_now()
    {
        var comparison = Compare(World.Healthy, World.Healthy.Denied(ResourceKind.NetworkAcl));

        var result = Assert.Single(comparison.Compare(Endpoint), change => change.Check == "NetworkAcl");

        Assert.Equal((CheckStatus.Unknown, ResultTrend.Worse), (result.After, result.Trend));
        Assert.Equal((ChangeKind.Unseen, "aws ec2 describe-network-acls"),
            (Assert.Single(result.Causes).Change, result.Causes[0].ResourceId));
    }

    [Fact]
    public void What_is_Unknown_before_and_after_is_noticed()
    {
        var denied = World.Healthy.Denied(ResourceKind.NetworkAcl);
        var comparison = Compare(denied, denied);

        Assert.Empty(comparison.Compare(Endpoint));
        Assert.True(comparison.IsUnknownInBoth);
    }

    [Fact]
    public void An_endpoint_that_came_or_went_is_told_once()
    {
        var without = World.Healthy with { Endpoints = [] };

        var gone = Assert.Single(Compare(World.Healthy, without).Compare(Endpoint));
        var came = Assert.Single(Compare(without, World.Healthy).Compare(Endpoint));

        Assert.Equal(("EndpointState", CheckStatus.Passed, null, ResultTrend.Worse), (gone.Check, gone.Before, gone.After, gone.Trend));
        Assert.Equal($"{Endpoint}: removed", Assert.Single(gone.Causes).ToString());
        Assert.Equal(("EndpointState", null, CheckStatus.Passed), (came.Check, came.Before, came.After));
        Assert.Equal($"{Endpoint}: added", Assert.Single(came.Causes).ToString());
    }

    private static DiagnosisComparison Compare(VpcNetwork before, VpcNetwork after, CheckOptions? options = null) =>
        new(before, after, CheckCatalog.All, options ?? new(), TestContext.Current.CancellationToken);

    /// <summary>
    /// Every cause is a part of what an action changes, and every action has one among the causes. A fix may have actions that keep other
    /// checks from getting worse, such as ACL entries for a new interface: no result differs by them, and the fix is named all the same.
    /// </summary>
    private static void IsThePlan(RepairPlan plan, CheckOptions options)
    {
        var comparison = Compare(plan.Network, plan.Result, options);
        var causes = comparison.EndpointIds.SelectMany(comparison.Compare).SelectMany(result => result.Causes)
            .Select(Name).ToHashSet(StringComparer.Ordinal);
        var network = plan.Network;
        var ofActions = new List<HashSet<string>>();
        foreach (var repair in plan.Repairs)
        {
            var next = repair.Action.ApplyTo(network);
            ofActions.Add([.. new NetworkDifference(network, next).Alterations.Select(alteration => Name(alteration.Change))]);
            network = next;
        }

        Assert.All(causes, cause => Assert.Contains(ofActions, action => action.Contains(cause)));
        var named = plan.Repairs.Where((_, i) => ofActions[i].Overlaps(causes)).ToList();
        // An action by which no problem is gone, as the plan itself says, only keeps others from coming up: no result tells of it.
        Assert.All(plan.Repairs.Where(repair => repair.Closes.Count > 0), repair => Assert.True(
            named.Exists(other => other == repair || other.For.Any(repair.For.Contains)),
            $"{repair.Action.Description}: {string.Join(", ", causes)}"));
    }

    /// <summary>Numbers go on counting from one action to the next: 8 free addresses, 7, 6.</summary>
    private static string Name(NetworkChange change) =>
        change.Property == nameof(Subnet.AvailableIpAddressCount) ? $"{change.ResourceId}: {change.Property}"
            : $"{change.ResourceId}: {change.Description}";
}
