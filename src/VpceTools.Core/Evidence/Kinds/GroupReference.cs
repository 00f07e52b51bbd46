using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>A security group as a rule's peer; the same in describe-security-groups and describe-security-group-rules.</summary>
internal static class GroupReference
{
    public static SecurityGroupReference Read(SnapshotNode pair) => new(
        pair.RequiredText("GroupId"), pair.Text("UserId"), pair.Text("VpcId"), pair.Text("VpcPeeringConnectionId"), pair.Text("PeeringStatus"));

    public static void Write(Utf8JsonWriter json, SecurityGroupReference group)
    {
        json.WriteText("UserId", group.UserId);
        json.WriteText("GroupId", group.GroupId);
        json.WriteText("VpcId", group.VpcId);
        json.WriteText("VpcPeeringConnectionId", group.VpcPeeringConnectionId);
        json.WriteText("PeeringStatus", group.PeeringStatus);
    }
}
