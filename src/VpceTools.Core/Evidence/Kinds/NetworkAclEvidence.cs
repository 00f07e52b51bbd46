using System.Globalization;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-network-acls.</summary>
internal static class NetworkAclEvidence
{
    private const int MaximumProtocol = 255;
    private const int Tcp = 6;

    public static EvidenceKind<NetworkAcl> Row { get; } = new(ResourceKind.NetworkAcl, "ec2", "DescribeNetworkAcls")
    {
        Purpose = "entries and associations",
        Key = "NetworkAcls",
        IdProperty = "NetworkAclId",
        IdOf = item => item.Id,
        Select = id => id.StartsWith("acl-", StringComparison.Ordinal) ? $"--network-acl-ids {id}"
            : $"--filters Name=association.subnet-id,Values={id}",
        Get = network => network.NetworkAcls,
        With = (network, items) => network with { NetworkAcls = items },
        Check = Check,
        Read = Read,
        Write = Write,
    };

    public static void Write(Utf8JsonWriter json, NetworkAcl acl)
    {
        json.WriteObjects("Associations", acl.SubnetIds, (w, subnet) =>
        {
            w.WriteText("NetworkAclId", acl.Id);
            w.WriteText("SubnetId", subnet);
        });
        json.WriteObjects("Entries", acl.Entries, Write);
        json.WriteFlag("IsDefault", acl.IsDefault);
        json.WriteText("NetworkAclId", acl.Id);
        json.WriteText("VpcId", acl.VpcId);
        json.WriteText("OwnerId", acl.OwnerId);
        json.WriteTags(null, acl.Stack);
    }

    private static void Check(NetworkAcl acl)
    {
        IdForm.NetworkAcl.Check("NetworkAclId", acl.Id);
        IdForm.Vpc.Check("VpcId", acl.VpcId);
        IdForm.Owner.Check("OwnerId", acl.OwnerId);
        IdForm.Subnet.Check("SubnetId", acl.SubnetIds);
    }

    private static NetworkAcl Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("NetworkAclId"),
        VpcId = item.Text("VpcId"),
        IsDefault = item.Flag("IsDefault") ?? false,
        OwnerId = item.Text("OwnerId"),
        Stack = item.StackTags(),
        SubnetIds = item.List("Associations", a => a.RequiredText("SubnetId")),
        Entries = item.List("Entries", ReadEntry),
    };

    private static NetworkAclEntry ReadEntry(DocumentNode entry)
    {
        var number = entry.Number("RuleNumber") ?? throw entry.Missing("RuleNumber");
        if (number is < 1 or > NetworkAclEntry.ClosingRuleNumberIPv6)
            throw entry.Unreadable(
                "RuleNumber", number.ToString(CultureInfo.InvariantCulture), $"a number from 1 to {NetworkAclEntry.ClosingRuleNumberIPv6}");
        var action = entry.RequiredText("RuleAction");
        var isAllow = action switch
        {
            "allow" => true,
            "deny" => false,
            _ => throw entry.Unreadable("RuleAction", action, "allow or deny"),
        };
        var protocol = entry.Number("Protocol") ?? throw entry.Missing("Protocol");
        if (protocol is < -1 or > MaximumProtocol)
            throw entry.Unreadable("Protocol", protocol.ToString(CultureInfo.InvariantCulture), $"a number from -1 to {MaximumProtocol}");
        var cidr = entry.Cidr("CidrBlock") ?? entry.Cidr("Ipv6CidrBlock") ?? throw entry.Missing("CidrBlock");
        (int From, int To)? ports = entry.Object("PortRange") is { } range ? PortRange.ReadAclRange(range) : null;
        var isEgress = entry.Flag("Egress") ?? throw entry.Missing("Egress");
        // EC2 gives TCP entries their ports always: without them it is not known how wide the entry is.
        if (protocol == Tcp && ports is null)
            throw entry.Missing("PortRange");
        return new(number, isEgress, isAllow, protocol, cidr, ports?.From, ports?.To);
    }

    private static void Write(Utf8JsonWriter json, NetworkAclEntry entry)
    {
        json.WriteText(entry.Cidr.Family == IpFamily.IPv4 ? "CidrBlock" : "Ipv6CidrBlock", entry.Cidr.ToString());
        json.WriteFlag("Egress", entry.IsEgress);
        if (entry.FromPort is { } from && entry.ToPort is { } to)
        {
            json.WriteStartObject("PortRange");
            json.WriteNumber("From", from);
            json.WriteNumber("To", to);
            json.WriteEndObject();
        }

        json.WriteText("Protocol", entry.Protocol.ToString(CultureInfo.InvariantCulture));
        json.WriteText("RuleAction", entry.IsAllow ? "allow" : "deny");
        json.WriteNumber("RuleNumber", entry.RuleNumber);
    }
}
