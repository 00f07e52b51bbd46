using Amazon.EC2.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Authorizing and revoking security group rules, as the API reference has it.</summary>
public sealed class SecurityGroupMutationTests : SampleWorldTestBase
{
    [Fact]
    public async Task An_authorized_rule_is_there_and_has_an_id()
    {
        var answer = await Client.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = "sg-0e1",
            IpPermissions = [Tcp(443, "10.9.7.5/16", "peer")]
        }, Token);
        Assert.True(answer.Return);
        var rule = Assert.Single(answer.SecurityGroupRules);
        Assert.Equal(("10.9.0.0/16", false, "tcp", 443, 443, "peer"),
            (rule.CidrIpv4, rule.IsEgress, rule.IpProtocol, rule.FromPort, rule.ToPort, rule.Description));

        var permission = Assert.Single((await Group("sg-0e1")).IpPermissions);
        Assert.Equal(["10.0.0.0/16", "10.9.0.0/16"], permission.Ipv4Ranges.Select(range => range.CidrIp));
        Assert.Equal("peer", permission.Ipv4Ranges[1].Description);
        var rules = (await Client.DescribeSecurityGroupRulesAsync(new() { Filters = [new Filter("group-id", ["sg-0e1"])] },
            Token)).SecurityGroupRules;
        Assert.Equal(3, rules.Count);
        Assert.Contains(rules, found => found.SecurityGroupRuleId == rule.SecurityGroupRuleId);
    }

    [Fact]
    public async Task Egress_to_a_prefix_list_a_group_and_ipv6_makes_a_permission_for_each_port_range()
    {
        await Client.AuthorizeSecurityGroupEgressAsync(
            new()
            {
                GroupId = "sg-0f1",
                IpPermissions =
                [
                    new IpPermission { IpProtocol = "6", FromPort = 443, ToPort = 443,
                        UserIdGroupPairs = [new UserIdGroupPair { GroupId = "sg-0e1" }],
                        Ipv6Ranges = [new Ipv6Range { CidrIpv6 = "2001:db8::1/32" }] },
                    new IpPermission { IpProtocol = "-1", PrefixListIds = [new PrefixListId { Id = "pl-0b1" }] },
                ],
            },
            Token);
        var permissions = (await Group("sg-0f1")).IpPermissionsEgress;
        Assert.Equal(2, permissions.Count);
        Assert.Equal(("sg-0e1", "111122223333"), (permissions[0].UserIdGroupPairs[0].GroupId, permissions[0].UserIdGroupPairs[0].UserId));
        Assert.Equal("2001:db8::/32", Assert.Single(permissions[0].Ipv6Ranges).CidrIpv6);
        Assert.Equal(("-1", null, "pl-0b1"), (permissions[1].IpProtocol, permissions[1].FromPort,
            Assert.Single(permissions[1].PrefixListIds).Id));
    }

    [Fact]
    public async Task A_rule_that_exists_is_a_duplicate_however_it_is_spelled_and_nothing_of_the_request_happens()
    {
        var message = await RefusedAsync("InvalidPermission.Duplicate", Client.AuthorizeSecurityGroupIngressAsync(
            new()
            {
                GroupId = "sg-0e1", IpPermissions = [Tcp(8443, "10.0.0.0/16"),
                new IpPermission { IpProtocol = "6", FromPort = 443, ToPort = 443,
                    Ipv4Ranges = [new IpRange { CidrIp = "10.0.3.4/16" }] }]
            }, Token));
        Assert.Equal("the specified rule \"peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW\" already exists", message);
        Assert.Single((await Group("sg-0e1")).IpPermissions);
        await RefusedAsync("InvalidPermission.Duplicate",
            Client.AuthorizeSecurityGroupEgressAsync(new()
            {
                GroupId = "sg-0e1",
                IpPermissions = [new IpPermission { IpProtocol = "-1", Ipv4Ranges = [new IpRange { CidrIp = "0.0.0.0/0" }] }]
            }, Token));
    }

    [Fact]
    public async Task The_quota_counts_each_direction_and_each_family_apart()
    {
        Server.Options = Server.Options with { RulesPerSecurityGroup = 3 };
        await Client.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = "sg-0e1",
            IpPermissions = [Tcp(443, "10.1.0.0/16"), Tcp(443, "10.2.0.0/16")]
        }, Token);
        await RefusedAsync("RulesPerSecurityGroupLimitExceeded",
            Client.AuthorizeSecurityGroupIngressAsync(new() { GroupId = "sg-0e1", IpPermissions = [Tcp(443, "10.3.0.0/16")] }, Token));
        await Client.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = "sg-0e1",
            IpPermissions = [new IpPermission { IpProtocol = "tcp", FromPort = 443, ToPort = 443,
                Ipv6Ranges = [new Ipv6Range { CidrIpv6 = "::/0" }] }]
        }, Token);
        await Client.AuthorizeSecurityGroupEgressAsync(new() { GroupId = "sg-0e1", IpPermissions = [Tcp(443, "10.3.0.0/16")] }, Token);

        // pl-0b1 may have ten entries, and counts ten.
        Server.Options = Server.Options with { RulesPerSecurityGroup = 11 };
        await RefusedAsync("RulesPerSecurityGroupLimitExceeded",
            Client.AuthorizeSecurityGroupEgressAsync(new()
            {
                GroupId = "sg-0e1",
                IpPermissions = [new IpPermission { IpProtocol = "-1", PrefixListIds = [new PrefixListId { Id = "pl-0b1" }] }]
            }, Token));
    }

    [Fact]
    public async Task A_revoked_rule_is_gone_by_value_and_by_id()
    {
        var revoked = await Client.RevokeSecurityGroupIngressAsync(new() { GroupId = "sg-0e1", IpPermissions = [Tcp(443, "10.0.0.0/16")] },
            Token);
        Assert.Equal("10.0.0.0/16", Assert.Single(revoked.RevokedSecurityGroupRules).CidrIpv4);
        Assert.Null((await Group("sg-0e1")).IpPermissions);

        var rules = (await Client.DescribeSecurityGroupRulesAsync(new() { Filters = [new Filter("group-id", ["sg-0f1"])] },
            Token)).SecurityGroupRules;
        var toGroup = rules.Single(rule => rule.ReferencedGroupInfo is not null);
        var byId = await Client.RevokeSecurityGroupIngressAsync(new()
        {
            GroupId = "sg-0f1",
            SecurityGroupRuleIds = [toGroup.SecurityGroupRuleId]
        }, Token);
        Assert.Equal("sg-0f1", Assert.Single(byId.RevokedSecurityGroupRules).ReferencedGroupId);
        Assert.Null((await Group("sg-0f1")).IpPermissions);
        Assert.Single((await Group("sg-0f1")).IpPermissionsEgress);
    }

    [Fact]
    public async Task A_rule_that_somebody_else_added_has_an_id_too_and_can_be_revoked()
    {
        Assert.Equal(5, (await Client.DescribeSecurityGroupRulesAsync(new(), Token)).SecurityGroupRules.Count);
        Server.World.Change("SecurityGroups", "sg-0e1", group => group["IpPermissions"]![0]!["IpRanges"]!.AsArray()
            .Add(new System.Text.Json.Nodes.JsonObject { ["CidrIp"] = "10.7.0.0/16" }));
        Assert.Equal(6, (await Client.DescribeSecurityGroupRulesAsync(new(), Token)).SecurityGroupRules.Count);
        await Client.RevokeSecurityGroupIngressAsync(new() { GroupId = "sg-0e1", IpPermissions = [Tcp(443, "10.7.0.0/16")] }, Token);
        Assert.Equal(5, (await Client.DescribeSecurityGroupRulesAsync(new(), Token)).SecurityGroupRules.Count);
    }

    [Fact]
    public async Task A_rule_that_is_not_there_cannot_be_revoked_except_in_a_default_vpc_where_it_is_listed()
    {
        var request = new RevokeSecurityGroupEgressRequest { GroupId = "sg-0e1", IpPermissions = [Tcp(80, "10.0.0.0/16")] };
        await RefusedAsync("InvalidPermission.NotFound", Client.RevokeSecurityGroupEgressAsync(request, Token));
        Server.World.Change("Vpcs", "vpc-0a1", vpc => vpc["IsDefault"] = true);
        var answer = await Client.RevokeSecurityGroupEgressAsync(request, Token);
        Assert.Equal(80, Assert.Single(answer.UnknownIpPermissions).FromPort);
        Assert.Null(answer.RevokedSecurityGroupRules);
    }

    [Theory]
    [InlineData("sg-09f", "tcp", 443, "10.0.0.0/16", "InvalidGroup.NotFound")]
    [InlineData("nope", "tcp", 443, "10.0.0.0/16", "InvalidGroupId.Malformed")]
    [InlineData("sg-0e1", "tcp", 443, "10.0.0.0/33", "InvalidParameterValue")]
    [InlineData("sg-0e1", "tcp", 443, "ten", "InvalidParameterValue")]
    [InlineData("sg-0e1", "tcp", 70000, "10.0.0.0/16", "InvalidParameterValue")]
    [InlineData("sg-0e1", "tcp", null, "10.0.0.0/16", "InvalidParameterValue")]
    public async Task What_is_wrong_is_refused(string groupId, string protocol, int? port, string cidr, string code) => await RefusedAsync(
        code,
        Client.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = groupId,
            IpPermissions = [new IpPermission { IpProtocol = protocol, FromPort = port, ToPort = port,
                Ipv4Ranges = [new IpRange { CidrIp = cidr }] }]
        }, Token));

    [Fact]
    public async Task Unknown_peers_are_refused()
    {
        await RefusedAsync("InvalidGroup.NotFound",
            Client.AuthorizeSecurityGroupIngressAsync(new()
            {
                GroupId = "sg-0e1",
                IpPermissions = [new IpPermission { IpProtocol = "-1", UserIdGroupPairs = [new UserIdGroupPair { GroupId = "sg-09f" }] }]
            },
                    Token));
        await RefusedAsync("InvalidPrefixListID.NotFound",
            Client.AuthorizeSecurityGroupIngressAsync(new()
            {
                GroupId = "sg-0e1",
                IpPermissions = [new IpPermission { IpProtocol = "-1", PrefixListIds = [new PrefixListId { Id = "pl-09f" }] }]
            }, Token));
        await Client.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = "sg-0e1",
            IpPermissions = [new IpPermission { IpProtocol = "-1",
                UserIdGroupPairs = [new UserIdGroupPair { GroupId = "sg-09f", UserId = "444455556666" }] }]
        }, Token);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_a_denied_call_neither()
    {
        await RefusedAsync("DryRunOperation", Client.AuthorizeSecurityGroupIngressAsync(new()
        {
            DryRun = true, GroupId = "sg-0e1",
            IpPermissions = [Tcp(8443, "10.0.0.0/16")]
        }, Token));
        Server.On("AuthorizeSecurityGroupIngress", Ec2Behaviour.Denied());
        await RefusedAsync("UnauthorizedOperation",
            Client.AuthorizeSecurityGroupIngressAsync(new() { GroupId = "sg-0e1", IpPermissions = [Tcp(8443, "10.0.0.0/16")] }, Token));
        Assert.Single((await Group("sg-0e1")).IpPermissions);
    }

    private static IpPermission Tcp(int port, string cidr, string? description = null) =>
        new()
        {
            IpProtocol = "tcp", FromPort = port, ToPort = port,
            Ipv4Ranges = [new IpRange { CidrIp = cidr, Description = description }]
        };

    private async Task<SecurityGroup> Group(string id) =>
        Assert.Single((await Client.DescribeSecurityGroupsAsync(new() { GroupIds = [id] }, Token)).SecurityGroups);
}
