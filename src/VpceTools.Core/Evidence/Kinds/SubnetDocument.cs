using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-subnets.</summary>
internal static class SubnetDocument
{
    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.Subnets, item, "SubnetId", Read);

    public static void Write(Utf8JsonWriter json, Subnet subnet)
    {
        json.WriteText("AvailabilityZoneId", subnet.AvailabilityZoneId);
        json.WriteText("OwnerId", subnet.OwnerId);
        CidrAssociations.Write(json, subnet.CidrBlocks, isVpc: false);
        json.WriteNameTag(subnet.Name);
        json.WriteText("SubnetId", subnet.Id);
        json.WriteText("State", subnet.State);
        json.WriteText("VpcId", subnet.VpcId);
        json.WriteNumber("AvailableIpAddressCount", subnet.AvailableIpAddressCount);
        json.WriteText("AvailabilityZone", subnet.AvailabilityZone);
    }

    private static Subnet Read(SnapshotNode item) => new()
    {
        Id = item.RequiredText("SubnetId"),
        VpcId = item.Text("VpcId") ?? "",
        AvailabilityZone = item.Text("AvailabilityZone"),
        AvailabilityZoneId = item.Text("AvailabilityZoneId"),
        CidrBlocks = CidrAssociations.Read(item),
        AvailableIpAddressCount = item.Number("AvailableIpAddressCount"),
        OwnerId = item.Text("OwnerId"),
        State = item.Text("State"),
        Name = item.NameTag(),
    };
}
