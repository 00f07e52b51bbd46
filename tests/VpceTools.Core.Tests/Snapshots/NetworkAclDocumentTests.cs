using VpceTools.Addressing;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class NetworkAclDocumentTests
{
    [Fact]
    public void Entries_keep_direction_action_protocol_ports_and_order()
    {
        var network = SnapshotFolder.ReadOne("""
            {"NetworkAcls": [{
                "Associations": [{"NetworkAclAssociationId": "aclassoc-1", "NetworkAclId": "acl-0ea1f54ca7EXAMPLE", "SubnetId": "subnet-0931fc2fa5EXAMPLE"}],
                "Entries": [
                    {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32767},
                    {"Ipv6CidrBlock": "::/0", "Egress": true, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32768},
                    {"CidrBlock": "10.0.0.0/16", "Egress": false, "PortRange": {"From": 443, "To": 443}, "Protocol": "6", "RuleAction": "allow", "RuleNumber": 100},
                    {"Ipv6CidrBlock": "::/0", "Egress": false, "IcmpTypeCode": {"Code": -1, "Type": -1}, "Protocol": "58", "RuleAction": "allow", "RuleNumber": 110}],
                "IsDefault": true, "NetworkAclId": "acl-0ea1f54ca7EXAMPLE", "Tags": [], "VpcId": "vpc-06e4ab6c6cEXAMPLE", "OwnerId": "111122223333"
            }]}
            """);

        Assert.Equal(
            [
                new NetworkAcl
                {
                    Id = "acl-0ea1f54ca7EXAMPLE",
                    VpcId = "vpc-06e4ab6c6cEXAMPLE",
                    OwnerId = "111122223333",
                    IsDefault = true,
                    SubnetIds = ["subnet-0931fc2fa5EXAMPLE"],
                    Entries =
                    [
                        new(32767, true, false, -1, CidrBlock.AnyIPv4),
                        new(32768, true, false, -1, CidrBlock.AnyIPv6),
                        new(100, false, true, 6, CidrBlock.Parse("10.0.0.0/16"), 443, 443),
                        new(110, false, true, 58, CidrBlock.AnyIPv6),
                    ],
                },
            ],
            network.NetworkAcls);
    }

    [Fact]
    public void An_ACL_of_forty_rules_a_direction_is_read_whole()
    {
        var entries = string.Join(",", Enumerable.Range(1, 80).Select(i =>
            $$"""{"CidrBlock": "10.{{i}}.0.0/16", "Egress": {{(i % 2 == 0 ? "true" : "false")}}, "Protocol": "6", "PortRange": {"From": 443, "To": 443}, "RuleAction": "allow", "RuleNumber": {{i}}}"""));

        var acl = Assert.Single(SnapshotFolder.ReadOne(
            $$"""{"NetworkAcls": [{"NetworkAclId": "acl-1", "Entries": [{{entries}}]}]}""").NetworkAcls);

        Assert.Equal(40, acl.Entries.Count(e => e.IsEgress));
        Assert.Equal(40, acl.Entries.Count(e => !e.IsEgress));
    }
}
