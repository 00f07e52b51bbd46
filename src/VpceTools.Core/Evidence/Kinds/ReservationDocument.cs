using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-instances: instances, and their network interfaces.</summary>
internal static class ReservationDocument
{
    /// <summary>Other services have reservations too; those of EC2 hold instances.</summary>
    public static bool Read(SnapshotNode item, SnapshotContents contents)
    {
        if (!item.Has("Instances"))
            return false;
        foreach (var instance in item.Items("Instances"))
        {
            contents.Add(contents.Instances, instance, "InstanceId", ReadInstance);
            var zone = instance.Object("Placement")?.Text("AvailabilityZone");
            // An interface without its subnet tells nothing beyond its id.
            foreach (var n in instance.Items("NetworkInterfaces"))
                if (n.Has("SubnetId"))
                    contents.Add(contents.InstanceInterfaces, n, "NetworkInterfaceId", node => NetworkInterfaceDocument.Read(node, instance.Text("InstanceId"), zone));
        }

        return true;
    }

    /// <summary>Writes a reservation of one instance.</summary>
    public static void Write(Utf8JsonWriter json, Instance instance, IReadOnlyDictionary<string, NetworkInterface> interfaces)
    {
        var own = instance.NetworkInterfaceIds.Where(interfaces.ContainsKey).Select(id => interfaces[id]).ToList();
        json.WriteObjects("Instances", [instance], (w, i) =>
        {
            w.WriteText("InstanceId", i.Id);
            w.WriteText("VpcId", i.VpcId);
            w.WriteText("Platform", i.Platform);
            if (i.State is not null)
            {
                w.WriteStartObject("State");
                w.WriteText("Name", i.State);
                w.WriteEndObject();
            }

            if (own.Find(n => n.AvailabilityZone is not null) is { } placed)
            {
                w.WriteStartObject("Placement");
                w.WriteText("AvailabilityZone", placed.AvailabilityZone);
                w.WriteEndObject();
            }

            w.WriteObjects("NetworkInterfaces", i.NetworkInterfaceIds, (x, id) =>
            {
                if (interfaces.TryGetValue(id, out var known))
                    NetworkInterfaceDocument.WriteShared(x, known);
                else
                    x.WriteText("NetworkInterfaceId", id);
            });
            w.WriteNameTag(i.Name);
        });
    }

    private static Instance ReadInstance(SnapshotNode item) => new()
    {
        Id = item.RequiredText("InstanceId"),
        VpcId = item.Text("VpcId"),
        State = item.Object("State")?.Text("Name"),
        Platform = item.Text("Platform"),
        NetworkInterfaceIds = item.List("NetworkInterfaces", n => n.RequiredText("NetworkInterfaceId")),
        Name = item.NameTag(),
    };
}
