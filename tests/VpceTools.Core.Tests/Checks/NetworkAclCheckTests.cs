using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class NetworkAclCheckTests
{
    [Fact]
    public void Passes_when_both_acls_let_requests_and_answers_through() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.Check<NetworkAclCheck>().Status);

    [Theory]
    [InlineData(World.EndpointAcl, false, "entering", "requests", "10.0.1.10:49152 -> 10.0.11.5:443")]
    [InlineData(World.EndpointAcl, true, "leaving", "return traffic", "10.0.11.5:443 -> 10.0.1.10:49152")]
    [InlineData(World.AppAcl, true, "leaving", "requests", "10.0.1.10:49152 -> 10.0.11.5:443")]
    [InlineData(World.AppAcl, false, "entering", "return traffic", "10.0.11.5:443 -> 10.0.1.10:49152")]
    public void Names_acl_direction_and_packet_when_one_direction_has_no_entry(string acl, bool egress, string direction, string what,
        string packet)
    {
        var result = World.Healthy.WithAcl(World.Acl(acl, SubnetsOf(acl), World.AllowAll(100, !egress))).Check<NetworkAclCheck>();
        var finding = result.Findings.First(f => f.Summary.Contains(direction, StringComparison.Ordinal)
            && f.Summary.Contains(what, StringComparison.Ordinal));
        Assert.Equal(acl, finding.ResourceId);
        Assert.Equal(packet, finding.Evidence.Packet!.ToString());
        Assert.Equal($"rule * {(egress ? "outbound" : "inbound")}: deny all traffic 0.0.0.0/0", finding.Evidence.Rule);
        Assert.Equal("SUBNET_ACL_RESTRICTION", finding.Evidence.ExplanationCode);
    }

    [Fact]
    public void All_blockers_show_at_once()
    {
        var result = World.Healthy.WithAcl(World.Acl(World.AppAcl, SubnetsOf(World.AppAcl)))
            .WithAcl(World.Acl(World.EndpointAcl, SubnetsOf(World.EndpointAcl))).Check<NetworkAclCheck>();
        // In the order in which packets meet them. The endpoint's subnets are clients too: on the way to the interface in the other one.
        Assert.Equal(
            [
                "acl-app drops requests leaving", "acl-ep drops requests leaving", "acl-ep drops requests entering",
                "acl-ep drops return traffic leaving", "acl-app drops return traffic entering", "acl-ep drops return traffic entering",
            ],
            result.Findings.Select(f => f.Summary["Network ACL ".Length..(f.Summary.IndexOf("ing ", StringComparison.Ordinal) + 3)]));
        Assert.Equal(CheckStatus.Failed, World.Healthy.WithAcl(World.Acl(World.AppAcl, SubnetsOf(World.AppAcl))).Check<NetworkAclCheck>(
            new() { Clients = new() { SubnetIds = [World.AppSubnetA] } }).Status);
    }

    [Fact]
    public void A_client_in_the_endpoint_interfaces_own_subnet_never_meets_an_acl()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, SubnetsOf(World.EndpointAcl)))
            .WithEndpoint(e => e with { SubnetIds = [World.EndpointSubnetA], NetworkInterfaceIds = [World.EndpointInterfaceA] });
        Assert.Equal(CheckStatus.NotApplicable,
            network.Check<NetworkAclCheck>(new() { Clients = new() { SubnetIds = [World.EndpointSubnetA] } }).Status);
    }

    [Fact]
    public void Some_answer_ports_denied_is_intermittent_and_says_what_works()
    {
        // Answers only to the ports that Windows clients use: Linux clients fail for most connections.
        var result = World.Healthy.WithAcl(World.Acl(World.AppAcl, SubnetsOf(World.AppAcl),
            World.AllowAll(100, egress: true), World.Entry(100, false, true, 6, "0.0.0.0/0", 49152, 65535))).Check<NetworkAclCheck>();
        var finding = Assert.Single(result.Findings);
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal("10.0.11.5:443 -> 10.0.1.10:1024", finding.Evidence.Packet!.ToString());
        Assert.Contains("ports 49152-65535", finding.Evidence.Detail);
        Assert.Contains("lose some packets", result.Message);
    }

    [Fact]
    public void Fixes_of_one_acl_never_take_the_same_number()
    {
        var result = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, SubnetsOf(World.EndpointAcl))).Check<NetworkAclCheck>();
        var entries = result.Findings.SelectMany(f => f.Repair).Cast<CreateNetworkAclEntry>()
            .Select(e => (e.NetworkAclId, e.IsEgress, e.RuleNumber)).ToList();
        Assert.True(entries.Count(e => e.IsEgress) > 2);
        Assert.Equal(entries.Distinct(), entries);
    }

    [Fact]
    public void The_acl_of_a_shared_subnet_is_for_its_owner_to_change()
    {
        var network = World.Healthy.WithAcl(World.Acl(World.EndpointAcl,
            SubnetsOf(World.EndpointAcl)) with
        { OwnerId = "999999999999" }) with
        { AccountId = "111111111111" };
        Assert.EndsWith("belongs to account 999999999999: only that account can modify it.",
            network.Check<NetworkAclCheck>().Findings[0].Recommendation);
    }

    [Fact]
    public void The_fix_adds_the_narrowest_entry_behind_what_is_written()
    {
        var finding = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, SubnetsOf(World.EndpointAcl), World.AllowAll(100, egress: true),
            World.Entry(100, false, true, 6, "0.0.0.0/0", 22)))
            .Check<NetworkAclCheck>(new() { Clients = new() { SubnetIds = [World.AppSubnetA] } }).Findings[0];
        var action = Assert.IsType<CreateNetworkAclEntry>(Assert.Single(finding.Repair));
        Assert.Equal((110, false, "10.0.1.0/24", 443, 443),
            (action.RuleNumber, action.IsEgress, action.Cidr.ToString(), action.FromPort, action.ToPort));
        Assert.True(finding.CanRepair);
        Assert.Equal("aws ec2 create-network-acl-entry --network-acl-id acl-ep --ingress --rule-number 110 --protocol 6 "
            + "--port-range From=443,To=443 "
            + "--cidr-block 10.0.1.0/24 --rule-action allow --region us-east-1", finding.AwsCli);
    }

    [Fact]
    public void What_somebody_denied_is_shown_with_its_rule_and_left_to_a_person()
    {
        var finding = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, SubnetsOf(World.EndpointAcl),
            World.AllowAll(100, egress: true), World.AllowAll(100, egress: false), World.Entry(90, false, false, 6, "10.0.0.0/16", 443)))
                .Check<NetworkAclCheck>().Findings[0];
        Assert.Equal("rule 90 inbound: deny tcp 443 10.0.0.0/16", finding.Evidence.Rule);
        Assert.All(finding.Repair, a => Assert.True(a is CreateNetworkAclEntry { Risk: RepairRisk.Manual, RuleNumber: < 90 }));
        Assert.False(finding.CanRepair);
    }

    [Fact]
    public void No_room_in_front_of_a_deny_gives_advice_instead_of_a_fix()
    {
        var finding = World.Healthy.WithAcl(World.Acl(World.EndpointAcl, SubnetsOf(World.EndpointAcl),
            World.AllowAll(100, egress: true), World.AllowAll(100, egress: false), World.Entry(1, false, false, 6, "10.0.0.0/16", 443)))
                .Check<NetworkAclCheck>().Findings[0];
        Assert.Empty(finding.Repair);
        Assert.Contains("no number is free", finding.Recommendation);
    }

    [Fact]
    public void A_gateway_endpoint_needs_every_block_of_the_prefix_list_both_ways()
    {
        var network = World.HealthyGateway.WithAcl(World.Acl(World.AppAcl, SubnetsOf(World.AppAcl),
            World.AllowAll(100, egress: false), World.Entry(100, true, true, 6, "52.216.0.0/15", 443)));
        var result = network.Check<NetworkAclCheck>();
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal("10.0.1.10:49152 -> 54.231.0.0:443", result.Findings[0].Evidence.Packet!.ToString());
        Assert.Equal("54.231.0.0/16", ((CreateNetworkAclEntry)result.Findings[0].Repair[0]).Cidr.ToString());
    }

    [Fact]
    public void An_ipv6_path_is_judged_by_the_ipv6_entries()
    {
        var network = World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces
                .Replacing(n => n.Id == World.AppInterfaceA, n =>
                    n with { Addresses = [.. n.Addresses, IpAddress.Parse("2001:db8:0:1::a")] })
                .Replacing(n => n.Id == World.EndpointInterfaceA, n =>
                    n with { Addresses = [.. n.Addresses, IpAddress.Parse("2001:db8:0:11::5")] }),
        };
        var result = network.Check<NetworkAclCheck>(new() { Clients = new() { NetworkInterfaceIds = [World.AppInterfaceA] } });
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal("[2001:db8:0:1::a]:49152 -> [2001:db8:0:11::5]:443", result.Findings[0].Evidence.Packet!.ToString());
    }

    [Theory]
    [InlineData(ResourceKind.NetworkAcl, "aws ec2 describe-network-acls")]
    [InlineData(ResourceKind.Subnet, "aws ec2 describe-subnets")]
    public void Missing_evidence_is_named(ResourceKind kind, string command)
    {
        var result = World.Healthy.Without(kind).Check<NetworkAclCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains(command, result.Message);
    }

    [Fact]
    public void A_subnet_whose_acl_is_not_in_the_evidence_makes_the_answer_unknown()
    {
        var network = World.Healthy with { NetworkAcls = [World.Healthy.NetworkAcls[0]] };
        var result = network.Check<NetworkAclCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("association.subnet-id,Values=subnet-epa", result.Message);
    }

    private static ValueList<string> SubnetsOf(string acl) => World.Healthy.NetworkAcls.Single(a => a.Id == acl).SubnetIds;
}
