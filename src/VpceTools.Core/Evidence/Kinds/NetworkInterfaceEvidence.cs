using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-network-interfaces.</summary>
internal static class NetworkInterfaceEvidence
{
    /// <summary>Network interfaces as DescribeInstances gives them: with less detail than DescribeNetworkInterfaces does.</summary>
    public static readonly ResourceSlot<NetworkInterface> OfInstances = new(item => item.Id, Check);

    public static EvidenceKind<NetworkInterface> Row { get; } = new(ResourceKind.NetworkInterface, "ec2", "DescribeNetworkInterfaces")
    {
        Purpose = "the endpoints' own interfaces, the clients, members of security groups",
        IdOf = item => item.Id,
        Select = id => $"--network-interface-ids {id}",
        Get = network => network.NetworkInterfaces,
        With = (network, items) => network with { NetworkInterfaces = items },
        Check = Check,
        Forms = slot =>
        [
            new ListDocument<NetworkInterface>(slot)
            {
                Completes = ResourceKind.NetworkInterface,
                Key = "NetworkInterfaces",
                FileName = "describe-network-interfaces",
                Items = Described,
                Id = item => item.Text("NetworkInterfaceId"),
                Read = item => Read(item, item.Object("Attachment")?.Text("InstanceId"), item.Text("AvailabilityZone")),
                Writer = _ => Write,
            },
        ],
        Collect = contents =>
        {
            var (own, others) = (contents.Of(Row!.Slot), contents.Of(OfInstances));
            return (own.Items.Concat(others.Items.Where(n => !own.Contains(n.Id))),
                own.Unreadable.Concat(others.Unreadable.Where(id => !own.Contains(id))));
        },
    };

    /// <summary>Reads an interface of either document.</summary>
    public static NetworkInterface Read(DocumentNode item, string? instanceId, string? zone) => new()
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
        PublicAddress = PublicAddress(item),
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
        if (n.PublicAddress is { } publicAddress)
        {
            json.WriteStartObject("Association");
            json.WriteText("PublicIp", publicAddress.ToString());
            json.WriteEndObject();
        }

        json.WriteText("Description", n.Description);
        json.WriteObjects("Groups", n.GroupIds, (w, group) => w.WriteText("GroupId", group));
        json.WriteText("InterfaceType", n.InterfaceType);
        json.WriteObjects("Ipv6Addresses", n.Addresses.Where(a => a.Family == IpFamily.IPv6), (w, address) =>
            w.WriteText("Ipv6Address", address.ToString()));
        json.WriteText("NetworkInterfaceId", n.Id);
        json.WriteText("OwnerId", n.OwnerId);
        json.WriteText("PrivateIpAddress", ipv4.Count > 0 ? ipv4[0].ToString() : null);
        json.WriteObjects("PrivateIpAddresses", ipv4, (w, address) =>
        {
            w.WriteFlag("Primary", address == ipv4[0]);
            w.WriteText("PrivateIpAddress", address.ToString());
        });
        json.WriteObjects("Ipv4Prefixes", n.Prefixes.Where(p => p.Family == IpFamily.IPv4), (w, p) =>
            w.WriteText("Ipv4Prefix", p.ToString()));
        json.WriteObjects("Ipv6Prefixes", n.Prefixes.Where(p => p.Family == IpFamily.IPv6), (w, p) =>
            w.WriteText("Ipv6Prefix", p.ToString()));
        json.WriteText("Status", n.Status);
        json.WriteText("SubnetId", n.SubnetId);
        json.WriteText("VpcId", n.VpcId);
    }

    /// <summary>Those that describe-instances gives are no more than that where describe-network-interfaces was not asked.</summary>
    private static IEnumerable<NetworkInterface> Described(VpcNetwork network)
    {
        if (network.Described.Contains(ResourceKind.NetworkInterface))
            return network.NetworkInterfaces;
        var embedded = new HashSet<string>(network.Instances.SelectMany(i => i.NetworkInterfaceIds), StringComparer.Ordinal);
        return network.NetworkInterfaces.Where(n => !embedded.Contains(n.Id));
    }

    private static void Check(NetworkInterface n)
    {
        IdForm.NetworkInterface.Check("NetworkInterfaceId", n.Id);
        IdForm.Vpc.Check("VpcId", n.VpcId);
        IdForm.Subnet.Check("SubnetId", n.SubnetId);
        IdForm.Place.Check("AvailabilityZone", n.AvailabilityZone);
        IdForm.SecurityGroup.Check("GroupId", n.GroupIds);
        IdForm.Instance.Check("InstanceId", n.InstanceId);
        IdForm.Owner.Check("OwnerId", n.OwnerId);
    }

    private static ValueList<IpAddress> Addresses(DocumentNode item)
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

    // A secondary address can have one of its own:
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfacePrivateIpAddress.html
    private static IpAddress? PublicAddress(DocumentNode item)
    {
        var publicAddress = item.Object("Association")?.Address("PublicIp");
        foreach (var address in item.Items("PrivateIpAddresses"))
            publicAddress ??= address.Object("Association")?.Address("PublicIp");
        return publicAddress;
    }

    private static ValueList<CidrBlock> Prefixes(DocumentNode item)
    {
        var ipv4 = item.List("Ipv4Prefixes", prefix => prefix.Cidr("Ipv4Prefix") ?? throw prefix.Missing("Ipv4Prefix"));
        var ipv6 = item.List("Ipv6Prefixes", prefix => prefix.Cidr("Ipv6Prefix") ?? throw prefix.Missing("Ipv6Prefix"));
        return ipv6.Count == 0 ? ipv4 : ipv4.Concat(ipv6).ToValueList();
    }
}
