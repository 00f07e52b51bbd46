using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-instances: instances in reservations, and their network interfaces.</summary>
internal static class InstanceEvidence
{
    public static EvidenceKind<Instance> Row { get; } = new(ResourceKind.Instance, "ec2", "DescribeInstances")
    {
        IdOf = item => item.Id,
        Select = id => $"--instance-ids {id}",
        Get = network => network.Instances,
        With = (network, items) => network with { Instances = items },
        Check = Check,
        Forms = slot =>
        [
            new ListDocument<Instance>(slot)
            {
                Completes = ResourceKind.Instance,
                Key = "Reservations",
                Inner = "Instances",
                FileName = "describe-instances",
                Items = network => network.Instances,
                DrawsOn = network => network.NetworkInterfaces,
                Id = item => item.Text("InstanceId"),
                Read = Read,
                Also = ReadInterfaces,
                Writer = WriterOf,
            },
        ],
    };

    private static void Check(Instance instance)
    {
        IdForm.Instance.Check("InstanceId", instance.Id);
        IdForm.Vpc.Check("VpcId", instance.VpcId);
        IdForm.NetworkInterface.Check("NetworkInterfaceId", instance.NetworkInterfaceIds);
    }

    private static Instance Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("InstanceId"),
        VpcId = item.Text("VpcId"),
        State = item.Object("State")?.Text("Name"),
        Platform = item.Text("Platform"),
        NetworkInterfaceIds = item.List("NetworkInterfaces", n => n.RequiredText("NetworkInterfaceId")),
        Name = item.NameTag(),
    };

    private static void ReadInterfaces(DocumentNode instance, EvidenceContents contents, bool isRead)
    {
        var zone = instance.Object("Placement")?.Text("AvailabilityZone");
        // An interface without its subnet tells nothing beyond its id.
        foreach (var item in instance.Items("NetworkInterfaces"))
            if (item.Has("SubnetId") && item.Text("NetworkInterfaceId") is { Length: > 0 } id)
                contents.Add(NetworkInterfaceEvidence.OfInstances, id, item, n =>
                    NetworkInterfaceEvidence.Read(n, instance.Text("InstanceId"), zone));
    }

    private static Action<Utf8JsonWriter, Instance> WriterOf(VpcNetwork network)
    {
        var interfaces = new Dictionary<string, NetworkInterface>(network.NetworkInterfaces.Count, StringComparer.Ordinal);
        foreach (var item in network.NetworkInterfaces)
            interfaces[item.Id] = item;
        return (json, instance) => Write(json, instance, interfaces);
    }

    private static void Write(Utf8JsonWriter json, Instance instance, Dictionary<string, NetworkInterface> interfaces)
    {
        json.WriteText("InstanceId", instance.Id);
        json.WriteText("VpcId", instance.VpcId);
        json.WriteText("Platform", instance.Platform);
        if (instance.State is not null)
        {
            json.WriteStartObject("State");
            json.WriteText("Name", instance.State);
            json.WriteEndObject();
        }

        if (instance.NetworkInterfaceIds.Select(id => interfaces.TryGetValue(id, out var n) ? n.AvailabilityZone : null)
            .FirstOrDefault(z => z is not null) is { } zone)
        {
            json.WriteStartObject("Placement");
            json.WriteText("AvailabilityZone", zone);
            json.WriteEndObject();
        }

        json.WriteObjects("NetworkInterfaces", instance.NetworkInterfaceIds, (w, id) =>
        {
            if (interfaces.TryGetValue(id, out var known))
                NetworkInterfaceEvidence.WriteShared(w, known);
            else
                w.WriteText("NetworkInterfaceId", id);
        });
        json.WriteTags(instance.Name, null);
    }
}
