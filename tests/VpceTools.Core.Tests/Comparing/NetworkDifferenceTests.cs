using CsCheck;
using VpceTools.Comparing;
using VpceTools.Core.Tests.Repairs;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Evidence;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Comparing;

public sealed class NetworkDifferenceTests
{
    [Fact]
    public void With_all_differences_a_network_is_the_other_and_without_any_it_is_itself() => Gen.OneOf(
        Gen.Select(BrokenNetworks.Network, BrokenNetworks.Network), Gen.Select(NetworkGenerator.Network, NetworkGenerator.Network)).Sample(
        (before, after) =>
        {
            var difference = new NetworkDifference(before, after);

            Assert.Equal(Sorted(after), Sorted(difference.Without([])));
            Assert.Equal(Sorted(before), Sorted(difference.Without([.. difference.Alterations])));
        },
        iter: 60);

    [Fact]
    public void Equal_networks_have_no_differences_in_whatever_order_AWS_gives_them() => BrokenNetworks.Network.Sample(
        network => Assert.Empty(new NetworkDifference(network, network with
        {
            SecurityGroups = [.. network.SecurityGroups.Reverse().Select(group => group with { Ingress = [.. group.Ingress.Reverse()] })],
            NetworkAcls = [.. network.NetworkAcls.Select(acl => acl with { Entries = [.. acl.Entries.Reverse()] })],
            Endpoints = [.. network.Endpoints.Select(endpoint => endpoint with { SubnetIds = [.. endpoint.SubnetIds.Reverse()] })],
        }).Alterations),
        iter: 25);

    [Fact]
    public void Each_part_is_told_in_words()
    {
        var after = World.Healthy.WithEndpoint(endpoint => endpoint with { PrivateDnsEnabled = false, GroupIds = ["sg-new"] })
            .WithAcl(World.Acl("acl-extra", []));

        var told = new NetworkDifference(World.Healthy, after).Alterations.Select(alteration => alteration.Change.ToString()).ToList();

        Assert.Contains($"{World.Healthy.Endpoints[0].Id}: PrivateDnsEnabled changed from true to false", told);
        Assert.Contains($"{World.Healthy.Endpoints[0].Id}: security group sg-new added", told);
        Assert.Contains("acl-extra: added", told);
    }

    [Fact]
    public void A_rule_of_an_ACL_that_changed_is_one_change()
    {
        NetworkAcl Acl(bool allows) => World.Acl("acl-1", [], World.Entry(90, false, allows, 6, "10.0.0.0/16", 443, 443));
        var difference = new NetworkDifference(World.Healthy with { NetworkAcls = [Acl(true)] },
            World.Healthy with { NetworkAcls = [Acl(false)] });

        Assert.Equal(
            "acl-1: rule 90 inbound: allow tcp 443 10.0.0.0/16 changed to rule 90 inbound: deny tcp 443 10.0.0.0/16",
            Assert.Single(difference.Alterations).Change.ToString());
    }

    /// <summary>One answer of EC2 has the ids of rules and another has not; a policy is the same however it is laid out.</summary>
    [Fact]
    public void What_only_looks_different_is_no_difference()
    {
        var after = World.Healthy with
        {
            SecurityGroups = [.. World.Healthy.SecurityGroups.Select(group => group with
            {
                Ingress = [.. group.Ingress.Select(rule => rule with { RuleId = "sgr-0123456789abcdef0" })],
            })],
            Endpoints = [.. World.Healthy.Endpoints.Select(endpoint =>
                endpoint with { PolicyDocument = endpoint.PolicyDocument?.Replace(":", " : ", StringComparison.Ordinal) })],
        };

        Assert.Empty(new NetworkDifference(World.Healthy, after).Alterations);
    }

    [Fact]
    public void What_one_of_the_two_was_not_told_is_neither_there_nor_gone()
    {
        var denied = World.Healthy.Denied(ResourceKind.RouteTable);

        var alteration = Assert.Single(new NetworkDifference(World.Healthy, denied).Alterations);

        Assert.Equal((ChangeKind.Unseen, "aws ec2 describe-route-tables"), (alteration.Change.Change, alteration.Change.ResourceId));
        Assert.Equal(Sorted(denied), Sorted(new NetworkDifference(World.Healthy, denied).Without([])));
    }

    /// <summary>Every kind's items by id, and the lists in them in an order; as text, since records compare lists by place.</summary>
    private static IEnumerable<string> Sorted(VpcNetwork network) => EvidenceKinds.All
        .SelectMany(kind => kind.ItemsOf(network).Select(item => $"{kind.Kind} {item.Id} {Text(item.Item)}"))
        .Concat(network.Described.Select(kind => $"described {kind}"))
        .Concat(network.Failures.Select(failure => $"failed {failure.Kind} {failure.IamAction}"))
        .Concat(network.Unreadable.Select(id => $"unreadable {id}")).Order(StringComparer.Ordinal);

    private static string Text(object item) => string.Join("; ", item.GetType().GetProperties()
        .Where(property => property.CanWrite).Select(property => $"{property.Name}={Value(property.GetValue(item))}"));

    private static string Value(object? value) => value is System.Collections.IEnumerable items and not string
        ? string.Join(", ", items.Cast<object?>().Select(item => $"{item}").Order(StringComparer.Ordinal)) : $"{value}";
}
