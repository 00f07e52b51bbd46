using VpceTools.Addressing;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class SecurityGroupDocumentTests
{
    private const string Groups = """
        {"SecurityGroups": [{
            "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "UserIdGroupPairs": [], "PrefixListIds": []}],
            "Description": "My security group", "GroupName": "my-sg", "VpcId": "vpc-1a2b3c4d", "OwnerId": "123456789012", "GroupId": "sg-903004f8",
            "IpPermissions": [{
                "PrefixListIds": [{"PrefixListId": "pl-63a5400a"}], "FromPort": 443, "ToPort": 443, "IpProtocol": "tcp",
                "IpRanges": [{"Description": "office", "CidrIp": "203.0.113.0/24"}, {"CidrIp": "10.0.0.0/16"}],
                "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/56"}],
                "UserIdGroupPairs": [{"UserId": "123456789012", "GroupId": "sg-1"}, {"UserId": "210987654321", "GroupId": "sg-2", "VpcId": "vpc-2", "VpcPeeringConnectionId": "pcx-1", "PeeringStatus": "active"}]
            }]
        }]}
        """;

    [Fact]
    public void A_permission_becomes_one_rule_a_peer()
    {
        var group = Assert.Single(SnapshotFolder.ReadOne(Groups).SecurityGroups);

        var https = new SecurityGroupRule { Protocol = "tcp", FromPort = 443, ToPort = 443 };
        Assert.Equal(
            [
                https with { Cidr = CidrBlock.Parse("203.0.113.0/24"), Description = "office" },
                https with { Cidr = CidrBlock.Parse("10.0.0.0/16") },
                https with { Cidr = CidrBlock.Parse("2001:db8::/56") },
                https with { PrefixListId = "pl-63a5400a" },
                https with { Group = new("sg-1", "123456789012") },
                https with { Group = new("sg-2", "210987654321", "vpc-2", "pcx-1", "active") },
            ],
            group.Ingress);
        Assert.Equal([new SecurityGroupRule { Protocol = "-1", Cidr = CidrBlock.AnyIPv4 }], group.Egress);
        Assert.Equal(("sg-903004f8", "my-sg", "vpc-1a2b3c4d", "123456789012"), (group.Id, group.Name, group.VpcId, group.OwnerId));
    }

    [Fact]
    public void Rules_get_the_ids_that_describe_security_group_rules_names()
    {
        using var folder = new SnapshotFolder();
        folder.Add("groups.json", Groups).Add("a-rules.json", """
            {"SecurityGroupRules": [
                {"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-903004f8", "GroupOwnerId": "123456789012", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "10.0.0.0/16"},
                {"SecurityGroupRuleId": "sgr-2", "GroupId": "sg-903004f8", "IsEgress": true, "IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "CidrIpv4": "0.0.0.0/0"},
                {"SecurityGroupRuleId": "sgr-3", "GroupId": "sg-903004f8", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupInfo": {"GroupId": "sg-1", "UserId": "123456789012"}},
                {"SecurityGroupRuleId": "sgr-4", "GroupId": "sg-903004f8", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListId": "pl-63a5400a"},
                {"SecurityGroupRuleId": "sgr-5", "GroupId": "sg-903004f8", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": "10.0.0.0/16"}
            ]}
            """);

        var network = folder.ReadOne();

        var group = Assert.Single(network.SecurityGroups);
        Assert.Equal([null, "sgr-1", null, "sgr-4", "sgr-3", null], group.Ingress.Select(r => r.RuleId));
        Assert.Equal(["sgr-2"], group.Egress.Select(r => r.RuleId));
        Assert.Equal([ResourceKind.SecurityGroup], network.Described);
    }

    [Fact]
    public void A_permission_without_a_peer_admits_nobody() =>
        Assert.Empty(Read("""{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [], "UserIdGroupPairs": []}""").Ingress);

    [Fact]
    public void A_group_of_a_thousand_rules_is_read_whole()
    {
        var ranges = string.Join(",", Enumerable.Range(0, 1000).Select(i => $$"""{"CidrIp": "10.{{i / 250}}.{{i % 250}}.0/24"}"""));

        Assert.Equal(1000, Read($$"""{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{{ranges}}]}""").Ingress.Count);
    }

    [Theory]
    [InlineData("icmp", 8, -1)]
    [InlineData("icmp", 3, 0)]
    [InlineData("icmpv6", -1, -1)]
    [InlineData("tcp", 0, 65535)]
    [InlineData("50", null, null)]
    public void Ports_and_ICMP_types_are_kept_as_written(string protocol, int? from, int? to)
    {
        var ports = from is null ? "" : $$""" "FromPort": {{from}}, "ToPort": {{to}}, """;

        var rule = Assert.Single(Read($$"""{"IpProtocol": "{{protocol}}", {{ports}} "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}""").Ingress);

        Assert.Equal((protocol, from, to), (rule.Protocol, rule.FromPort, rule.ToPort));
    }

    [Fact]
    public void Security_groups_that_another_service_lists_by_id_alone_are_ignored()
    {
        using var folder = new SnapshotFolder();
        folder.Add("ec2.json", Groups).Add("efs.json", """{"SecurityGroups": ["sg-903004f8"]}""");

        var network = folder.ReadOne();

        Assert.Equal(6, Assert.Single(network.SecurityGroups).Ingress.Count);
        Assert.Contains("efs.json", Assert.Single(network.Remarks));
    }

    private static SecurityGroup Read(string permission) =>
        Assert.Single(SnapshotFolder.ReadOne(
            $$"""{"SecurityGroups": [{"GroupId": "sg-1", "IpPermissions": [{{permission}}]}]}""").SecurityGroups);
}
