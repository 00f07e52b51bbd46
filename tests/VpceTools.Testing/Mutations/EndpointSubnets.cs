using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>AddSubnetIds and RemoveSubnetIds: each subnet has one network interface of the endpoint, and each zone one subnet.</summary>
internal static class EndpointSubnets
{
    public static IEnumerable<Action> Plan(EndpointChange change)
    {
        const string OnlyWithSubnets = "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.";
        change.Only("AddSubnetIds", OnlyWithSubnets, "Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork");
        change.Only("RemoveSubnetIds", OnlyWithSubnets, "Interface", "Resource", "ServiceNetwork");
        var current = change.List("SubnetIds").Select(id => id!.ToString()).ToList();
        var removed = change.Context.Texts("RemoveSubnetIds").ToList();
        foreach (var id in removed.Where(id => !current.Contains(id)))
            throw new Ec2Exception("InvalidParameter", $"The subnet {id} is not associated with the VPC endpoint {change.Id}");

        var zones = current.Except(removed, StringComparer.Ordinal)
            .Select(id => change.World.Get(Kinds.Subnets, id)?["AvailabilityZone"]?.ToString()).ToHashSet(StringComparer.Ordinal);
        var added = change.Context.Texts("AddSubnetIds").Except(current, StringComparer.Ordinal).Select(id => Subnet(change, id)).ToList();
        foreach (var subnet in added)
        {
            CheckZone(change, subnet);
            if (!zones.Add(subnet["AvailabilityZone"]?.ToString()))
                throw new Ec2Exception("DuplicateSubnetsInSameZone",
                    $"Found another VPC endpoint subnet in the availability zone of {subnet["SubnetId"]}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.");
            CheckSpace(change, subnet);
        }

        return [.. removed.Select(id => (Action)(() => Remove(change, id))),
            .. added.Select(subnet => (Action)(() => Add(change, subnet)))];
    }

    private static JsonObject Subnet(EndpointChange change, string id)
    {
        // ModifyVpcEndpoint has its own spelling of this code; errors-overview.html lists both.
        if (change.World.Get(Kinds.Subnets, id) is not { } subnet)
            throw new Ec2Exception("InvalidSubnetId.NotFound", $"The subnet ID '{id}' does not exist");
        return subnet["VpcId"]?.ToString() == change.VpcId
            ? subnet
            : throw new Ec2Exception("InvalidParameter", $"Subnet {id} does not belong to VPC {change.VpcId}");
    }

    private static void CheckZone(EndpointChange change, JsonObject subnet)
    {
        if (change.Service?["AvailabilityZones"] is JsonArray zones
            && !zones.Any(zone => zone!.ToString() == subnet["AvailabilityZone"]?.ToString()))
            throw new Ec2Exception("InvalidParameter",
                $"The VPC endpoint service {change.ServiceName} does not support the availability zone of the subnet: {subnet["SubnetId"]}.");
    }

    private static void CheckSpace(EndpointChange change, JsonObject subnet)
    {
        if (subnet["AvailableIpAddressCount"]?.ToJsonString() == "0")
            throw new Ec2Exception("InsufficientFreeAddressesInSubnet",
                "The specified subnet does not have enough free addresses to satisfy the request.");
        if (NeedsIpv6(change) && Ipv6Block(subnet) is null)
            throw new Ec2Exception("InvalidParameter",
                $"The subnet {subnet["SubnetId"]} has no IPv6 CIDR block for the IP address type of the VPC endpoint.");
    }

    private static void Add(EndpointChange change, JsonObject subnet)
    {
        var subnetId = subnet["SubnetId"]!.ToString();
        var id = change.World.NewId("eni");
        var eni = new JsonObject
        {
            ["NetworkInterfaceId"] = id,
            ["InterfaceType"] = change.Type == "GatewayLoadBalancer" ? "gateway_load_balancer_endpoint" : "vpc_endpoint",
            ["Description"] = $"VPC Endpoint Interface {change.Id}",
            ["RequesterManaged"] = true,
            ["Status"] = "in-use",
            ["SubnetId"] = subnetId,
            ["VpcId"] = change.VpcId,
            ["AvailabilityZone"] = subnet["AvailabilityZone"]?.ToString(),
            ["OwnerId"] = change.Endpoint["OwnerId"]?.ToString(),
            ["Groups"] = change.List("Groups").DeepClone(),
            ["SourceDestCheck"] = true,
            ["Ipv6Addresses"] = new JsonArray(),
            ["PrivateIpAddresses"] = new JsonArray(),
        };
        if (change.Endpoint["IpAddressType"]?.ToString() != "ipv6"
            && Cidr.FirstFree(change.World, subnetId, subnet["CidrBlock"]!.ToString()) is { } address)
        {
            eni["PrivateIpAddress"] = address;
            eni["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["Primary"] = true, ["PrivateIpAddress"] = address });
        }

        if (NeedsIpv6(change) && Cidr.FirstFree(change.World, subnetId, Ipv6Block(subnet)!) is { } ipv6)
            eni["Ipv6Addresses"] = new JsonArray(new JsonObject { ["Ipv6Address"] = ipv6 });
        change.World.Put(Kinds.NetworkInterfaces, id, eni);
        change.List("NetworkInterfaceIds").Add((JsonNode)id);
        change.List("SubnetIds").Add((JsonNode)subnetId);
        CountAddresses(subnet, -1);
    }

    private static void Remove(EndpointChange change, string subnetId)
    {
        var interfaces = change.List("NetworkInterfaceIds");
        foreach (var id in interfaces.Where(id =>
            change.World.Get(Kinds.NetworkInterfaces, id!.ToString())?["SubnetId"]?.ToString() == subnetId).ToList())
        {
            interfaces.Remove(id);
            change.World.Remove(Kinds.NetworkInterfaces, id!.ToString());
            if (change.World.Get(Kinds.Subnets, subnetId) is { } subnet)
                CountAddresses(subnet, 1);
        }

        var subnets = change.List("SubnetIds");
        foreach (var id in subnets.Where(id => id!.ToString() == subnetId).ToList())
            subnets.Remove(id);
    }

    private static bool NeedsIpv6(EndpointChange change) =>
        (change.Context.Text("IpAddressType") ?? change.Endpoint["IpAddressType"]?.ToString()) is "ipv6" or "dualstack";

    private static string? Ipv6Block(JsonObject subnet) =>
        (subnet["Ipv6CidrBlockAssociationSet"] as JsonArray)?.FirstOrDefault()?["Ipv6CidrBlock"]?.ToString();

    private static void CountAddresses(JsonObject subnet, int change)
    {
        if (subnet["AvailableIpAddressCount"].ToNumber() is { } count)
            subnet["AvailableIpAddressCount"] = count + change;
    }
}
