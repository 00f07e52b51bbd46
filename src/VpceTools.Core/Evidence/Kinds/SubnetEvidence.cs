using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-subnets.</summary>
internal static class SubnetEvidence
{
    public static EvidenceKind<Subnet> Row { get; } = new(ResourceKind.Subnet, "ec2", "DescribeSubnets")
    {
        Purpose = "zones and address blocks",
        Key = "Subnets",
        IdProperty = "SubnetId",
        IdOf = item => item.Id,
        Select = id => $"--subnet-ids {id}",
        Get = network => network.Subnets,
        With = (network, items) => network with { Subnets = items },
        Check = Check,
        Read = Read,
        Write = Write,
    };

    public static void Write(Utf8JsonWriter json, Subnet subnet)
    {
        json.WriteText("AvailabilityZoneId", subnet.AvailabilityZoneId);
        json.WriteFlag("EnableDns64", subnet.EnableDns64);
        json.WriteText("OwnerId", subnet.OwnerId);
        CidrAssociations.Write(json, subnet.CidrBlocks, isVpc: false);
        json.WriteTags(subnet.Name, subnet.Stack);
        json.WriteText("SubnetId", subnet.Id);
        json.WriteText("State", subnet.State);
        json.WriteText("VpcId", subnet.VpcId);
        json.WriteNumber("AvailableIpAddressCount", subnet.AvailableIpAddressCount);
        json.WriteText("AvailabilityZone", subnet.AvailabilityZone);
    }

    private static void Check(Subnet subnet)
    {
        IdForm.Subnet.Check("SubnetId", subnet.Id);
        IdForm.Vpc.Check("VpcId", subnet.VpcId);
        IdForm.Owner.Check("OwnerId", subnet.OwnerId);
        IdForm.Place.Check("AvailabilityZone", subnet.AvailabilityZone);
        IdForm.Place.Check("AvailabilityZoneId", subnet.AvailabilityZoneId);
    }

    private static Subnet Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("SubnetId"),
        VpcId = item.Text("VpcId") ?? "",
        AvailabilityZone = item.Text("AvailabilityZone"),
        AvailabilityZoneId = item.Text("AvailabilityZoneId"),
        CidrBlocks = CidrAssociations.Read(item),
        AvailableIpAddressCount = item.Number("AvailableIpAddressCount"),
        EnableDns64 = item.Flag("EnableDns64"),
        OwnerId = item.Text("OwnerId"),
        State = item.Text("State"),
        Name = item.NameTag(),
        Stack = item.StackTags(),
    };
}
