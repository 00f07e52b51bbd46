using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-network-interfaces.</summary>
internal static class NetworkInterfaceDocument
{
    public static bool Read(SnapshotNode item, SnapshotContents contents) =>
        contents.Add(contents.NetworkInterfaces, item, "NetworkInterfaceId", n => Read(n, n.Object("Attachment")?.Text("InstanceId"), n.Text("AvailabilityZone")));

    /// <summary>Reads an interface of either document.</summary>
    public static NetworkInterface Read(SnapshotNode item, string? instanceId, string? zone) => new()
    {
        Id = item.RequiredText("NetworkInterfaceId"),
        VpcId = item.Text("VpcId") ?? "",
        SubnetId = item.Text("SubnetId") ?? "",
        AvailabilityZone = zone,
        InterfaceType = item.Text("InterfaceType"),
        Status = item.Text("Status"),
        Description = item.Text("Description"),
        GroupIds = item.List("Groups", g => g.RequiredText("GroupId")),
        Addresses = Addresses(item),
        Prefixes = Prefixes(item),
        InstanceId = instanceId,
        OwnerId = item.Text("OwnerId"),
        RequesterManaged = item.Flag("RequesterManaged") ?? false,
    };

    public static void Write(Utf8JsonWriter json, NetworkInterface n)
    {
        if (n.InstanceId is not null)
        {
            json.WriteStartObject("Attachment");
            json.WriteText("InstanceId", n.InstanceId);
            json.WriteText("Status", "attached");
            json.WriteEndObject();
        }

        json.WriteText("AvailabilityZone", n.AvailabilityZone);
        json.WriteFlag("RequesterManaged", n.RequesterManaged);
        WriteShared(json, n);
    }

    /// <summary>Writes what describe-instances has as well.</summary>
    public static void WriteShared(Utf8JsonWriter json, NetworkInterface n)
    {
        var ipv4 = n.Addresses.Where(a => a.Family == IpFamily.IPv4).ToList();
        json.WriteText("Description", n.Description);
        json.WriteObjects("Groups", n.GroupIds, (w, group) => w.WriteText("GroupId", group));
        json.WriteText("InterfaceType", n.InterfaceType);
        json.WriteObjects("Ipv6Addresses", n.Addresses.Where(a => a.Family == IpFamily.IPv6), (w, address) => w.WriteText("Ipv6Address", address.ToString()));
        json.WriteText("NetworkInterfaceId", n.Id);
        json.WriteText("OwnerId", n.OwnerId);
        json.WriteText("PrivateIpAddress", ipv4.Count > 0 ? ipv4[0].ToString() : null);
        json.WriteObjects("PrivateIpAddresses", ipv4, (w, address) =>
        {
            w.WriteFlag("Primary", address == ipv4[0]);
            w.WriteText("PrivateIpAddress", address.ToString());
        });
        json.WriteObjects("Ipv4Prefixes", n.Prefixes.Where(p => p.Family == IpFamily.IPv4), (w, p) => w.WriteText("Ipv4Prefix", p.ToString()));
        json.WriteObjects("Ipv6Prefixes", n.Prefixes.Where(p => p.Family == IpFamily.IPv6), (w, p) => w.WriteText("Ipv6Prefix", p.ToString()));
        json.WriteText("Status", n.Status);
        json.WriteText("SubnetId", n.SubnetId);
        json.WriteText("VpcId", n.VpcId);
    }

    private static ValueList<IpAddress> Addresses(SnapshotNode item)
    {
        var addresses = new List<IpAddress>();
        Add(item.Address("PrivateIpAddress"));
        foreach (var address in item.Items("PrivateIpAddresses"))
            if (address.Flag("Primary") == true)
                Add(address.Address("PrivateIpAddress"));
        foreach (var address in item.Items("PrivateIpAddresses"))
            Add(address.Address("PrivateIpAddress") ?? throw address.Missing("PrivateIpAddress"));
        foreach (var address in item.Items("Ipv6Addresses"))
            Add(address.Address("Ipv6Address") ?? throw address.Missing("Ipv6Address"));
        return addresses.ToValueList();

        void Add(IpAddress? address)
        {
            if (address is { } known && !addresses.Contains(known))
                addresses.Add(known);
        }
    }

    private static ValueList<CidrBlock> Prefixes(SnapshotNode item)
    {
        var ipv4 = item.List("Ipv4Prefixes", prefix => prefix.Cidr("Ipv4Prefix") ?? throw prefix.Missing("Ipv4Prefix"));
        var ipv6 = item.List("Ipv6Prefixes", prefix => prefix.Cidr("Ipv6Prefix") ?? throw prefix.Missing("Ipv6Prefix"));
        return ipv6.Count == 0 ? ipv4 : ipv4.Concat(ipv6).ToValueList();
    }
}
