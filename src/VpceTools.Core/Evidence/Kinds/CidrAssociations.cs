using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The CIDR blocks of VPCs and subnets.</summary>
internal static class CidrAssociations
{
    /// <summary>
    /// The associated blocks: the primary IPv4 block, other IPv4 blocks, IPv6 blocks. Blocks that failed or left do not count.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockState.html</remarks>
    public static ValueList<CidrBlock> Read(DocumentNode item)
    {
        var blocks = new List<CidrBlock>();
        if (item.Cidr("CidrBlock") is { } primary)
            blocks.Add(primary);
        AddAssociated(blocks, item.Items("CidrBlockAssociationSet"), "CidrBlock", "CidrBlockState");
        AddAssociated(blocks, item.Items("Ipv6CidrBlockAssociationSet"), "Ipv6CidrBlock", "Ipv6CidrBlockState");
        return blocks.Distinct().ToValueList();
    }

    /// <summary>Writes the primary block and the IPv6 blocks, and for a VPC also the list of IPv4 blocks.</summary>
    public static void Write(Utf8JsonWriter json, ValueList<CidrBlock> blocks, bool isVpc)
    {
        var ipv4 = blocks.Where(b => b.Family == IpFamily.IPv4).ToList();
        if (ipv4.Count > 0)
            json.WriteText("CidrBlock", ipv4[0].ToString());
        if (isVpc)
            json.WriteObjects("CidrBlockAssociationSet", ipv4, (w, block) => Association(w, block, "CidrBlock", "CidrBlockState"));
        json.WriteObjects(
            "Ipv6CidrBlockAssociationSet", blocks.Where(b => b.Family == IpFamily.IPv6), (w, block) =>
                Association(w, block, "Ipv6CidrBlock", "Ipv6CidrBlockState"));
    }

    private static void AddAssociated(List<CidrBlock> blocks, DocumentItems associations, string block, string state)
    {
        foreach (var association in associations)
        {
            var current = association.Object(state)?.Text("State");
            if (current is null || current.Equals("associated", StringComparison.OrdinalIgnoreCase))
                blocks.Add(association.Cidr(block) ?? throw association.Missing(block));
        }
    }

    private static void Association(Utf8JsonWriter json, CidrBlock block, string name, string state)
    {
        json.WriteText(name, block.ToString());
        json.WriteStartObject(state);
        json.WriteText("State", "associated");
        json.WriteEndObject();
    }
}
