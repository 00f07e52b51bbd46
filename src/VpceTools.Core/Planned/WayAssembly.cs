using System.Text.Json.Nodes;

namespace VpceTools.Planned;

/// <summary>Puts peering connections, NAT gateways and virtual private gateways together.</summary>
/// <param name="assembly">What they are part of.</param>
internal sealed class WayAssembly(PlannedAssembly assembly)
{
    /// <summary>Whether every peering connection of the VPCs that the code makes is known.</summary>
    public bool SeesPeerings => assembly.There(PlannedTypes.VpcPeeringConnection)
        .All(peering => peering.Text("VpcId") is not null && peering.Text("PeerVpcId") is not null);

    /// <summary>What the calls of EC2 would give.</summary>
    public IEnumerable<JsonObject> Documents()
    {
        yield return new()
        {
            ["VpcPeeringConnections"] = new JsonArray([.. assembly.There(PlannedTypes.VpcPeeringConnection).Select(Peering)]),
            ["NatGateways"] = new JsonArray([.. assembly.There(PlannedTypes.NatGateway).Select(Nat)]),
            ["VpnGateways"] = new JsonArray([.. assembly.There(PlannedTypes.VpnGateway).Select(Vpn)]),
        };
    }

    private JsonObject Peering(PropertyReader peering)
    {
        var isAccepted = assembly.There(PlannedTypes.VpcPeeringAcceptance)
            .Any(one => one.Text("VpcPeeringConnectionId") == peering.Id && one.Flag("IsAccepted") == true);
        return new()
        {
            ["VpcPeeringConnectionId"] = peering.Id,
            ["Status"] = isAccepted ? new JsonObject { ["Code"] = "active" }
                : peering.Text("Status") is { } status ? new JsonObject { ["Code"] = status } : null,
            ["RequesterVpcInfo"] = Side(peering, "VpcId", null, null),
            ["AccepterVpcInfo"] = Side(peering, "PeerVpcId", peering.Text("PeerOwnerId"), peering.Text("PeerRegion")),
        };
    }

    private JsonObject Side(PropertyReader peering, string property, string? owner, string? region)
    {
        var vpc = peering.Text(property) ?? (peering.Open(property) is { } open ? assembly.StandIn("vpc", open) : null);
        var blocks = vpc is null ? [] : assembly.AllBlocksOf(vpc).Known;
        var ipv4 = blocks.Where(block => !block.Contains(':')).ToList();
        return new()
        {
            ["VpcId"] = vpc,
            ["OwnerId"] = owner,
            ["Region"] = region,
            ["CidrBlock"] = ipv4.FirstOrDefault(),
            ["CidrBlockSet"] = new JsonArray([.. ipv4.Select(block => new JsonObject { ["CidrBlock"] = block })]),
            ["Ipv6CidrBlockSet"] = new JsonArray([.. blocks.Except(ipv4).Select(block => new JsonObject { ["Ipv6CidrBlock"] = block })]),
        };
    }

    /// <summary>The address of a NAT gateway is any of its subnet's where the code does not fix it, and then not known.</summary>
    private JsonObject Nat(PropertyReader gateway)
    {
        var subnet = gateway.Text("SubnetId");
        return new()
        {
            ["NatGatewayId"] = gateway.Id,
            ["SubnetId"] = subnet,
            ["VpcId"] = subnet is null ? null : assembly.VpcOfSubnet(subnet),
            ["State"] = "available",
            ["ConnectivityType"] = gateway.Text("ConnectivityType"),
            ["NatGatewayAddresses"] = gateway.Text("PrivateIpAddress") is { } address
                ? new JsonArray(new JsonObject { ["PrivateIp"] = address }) : new JsonArray(),
        };
    }

    private JsonObject Vpn(PropertyReader gateway)
    {
        var vpcs = assembly.There(PlannedTypes.VpcGatewayAttachment).Where(one => one.Text("VpnGatewayId") == gateway.Id)
            .Select(one => one.Text("VpcId")).Prepend(gateway.Text("VpcId")).OfType<string>().Distinct(StringComparer.Ordinal);
        return new()
        {
            ["VpnGatewayId"] = gateway.Id,
            ["State"] = "available",
            ["VpcAttachments"] = new JsonArray([.. vpcs.Select(vpc => new JsonObject { ["VpcId"] = vpc, ["State"] = "attached" })]),
        };
    }
}
