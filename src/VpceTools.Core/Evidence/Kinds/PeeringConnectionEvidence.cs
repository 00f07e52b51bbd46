using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpc-peering-connections.</summary>
internal static class PeeringConnectionEvidence
{
    public static EvidenceKind<VpcPeeringConnection> Row { get; } = new(
        ResourceKind.VpcPeeringConnection, "ec2", "DescribeVpcPeeringConnections")
    {
        Purpose = "only where a route or rule leads over a peering connection",
        Key = "VpcPeeringConnections",
        IdProperty = "VpcPeeringConnectionId",
        IdOf = item => item.Id,
        Select = id => $"--vpc-peering-connection-ids {id}",
        Get = network => network.PeeringConnections,
        With = (network, items) => network with { PeeringConnections = items },
        Check = Check,
        Read = Read,
        Write = Write,
    };

    public static void Write(Utf8JsonWriter json, VpcPeeringConnection connection)
    {
        Write(json, "AccepterVpcInfo", connection.Accepter);
        Write(json, "RequesterVpcInfo", connection.Requester);
        if (connection.Status is not null)
        {
            json.WriteStartObject("Status");
            json.WriteText("Code", connection.Status);
            json.WriteEndObject();
        }

        json.WriteText("VpcPeeringConnectionId", connection.Id);
    }

    private static void Check(VpcPeeringConnection connection)
    {
        IdForm.VpcPeeringConnection.Check("VpcPeeringConnectionId", connection.Id);
        foreach (var side in new[] { connection.Requester, connection.Accepter })
        {
            IdForm.Vpc.Check("VpcId", side.VpcId);
            IdForm.Owner.Check("OwnerId", side.OwnerId);
            IdForm.Place.Check("Region", side.Region);
        }
    }

    private static VpcPeeringConnection Read(DocumentNode item) => new(
        item.RequiredText("VpcPeeringConnectionId"), item.Object("Status")?.Text("Code"), Side(item, "RequesterVpcInfo"),
            Side(item, "AccepterVpcInfo"));

    /// <summary>A side; the accepter's CIDR blocks are absent until the connection is active.</summary>
    private static PeeringVpc Side(DocumentNode item, string name)
    {
        if (item.Object(name) is not { } side)
            return new(null, null, null, []);
        var blocks = new[] { side.Cidr("CidrBlock") }.OfType<CidrBlock>()
            .Concat(side.List("CidrBlockSet", b => b.Cidr("CidrBlock") ?? throw b.Missing("CidrBlock")))
            .Concat(side.List("Ipv6CidrBlockSet", b => b.Cidr("Ipv6CidrBlock") ?? throw b.Missing("Ipv6CidrBlock")));
        return new(side.Text("VpcId"), side.Text("OwnerId"), side.Text("Region"), blocks.Distinct().ToValueList())
        {
            AllowsDnsResolution = side.ObjectIfAny("PeeringOptions")?.Flag("AllowDnsResolutionFromRemoteVpc"),
        };
    }

    private static void Write(Utf8JsonWriter json, string name, PeeringVpc side)
    {
        var ipv4 = side.CidrBlocks.Where(b => b.Family == IpFamily.IPv4).ToList();
        json.WriteStartObject(name);
        json.WriteText("CidrBlock", ipv4.Count > 0 ? ipv4[0].ToString() : null);
        json.WriteObjects("Ipv6CidrBlockSet", side.CidrBlocks.Where(b => b.Family == IpFamily.IPv6), (w, block) =>
            w.WriteText("Ipv6CidrBlock", block.ToString()));
        json.WriteObjects("CidrBlockSet", ipv4, (w, block) => w.WriteText("CidrBlock", block.ToString()));
        json.WriteText("OwnerId", side.OwnerId);
        if (side.AllowsDnsResolution is { } allows)
        {
            json.WriteStartObject("PeeringOptions");
            json.WriteFlag("AllowDnsResolutionFromRemoteVpc", allows);
            json.WriteEndObject();
        }

        json.WriteText("VpcId", side.VpcId);
        json.WriteText("Region", side.Region);
        json.WriteEndObject();
    }
}
