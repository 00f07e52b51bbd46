using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpcs.</summary>
internal static class VpcDocument
{
    /// <summary>describe-vpc-classic-link has the same key and no CIDR blocks, which every VPC has.</summary>
    public static bool Read(SnapshotNode item, SnapshotContents contents) =>
        (item.Has("CidrBlock") || item.Has("CidrBlockAssociationSet")) && contents.Add(contents.Vpcs, item, "VpcId", Read);

    public static void Write(Utf8JsonWriter json, Vpc vpc)
    {
        json.WriteText("OwnerId", vpc.OwnerId);
        CidrAssociations.Write(json, vpc.CidrBlocks, isVpc: true);
        json.WriteFlag("IsDefault", vpc.IsDefault);
        json.WriteNameTag(vpc.Name);
        json.WriteText("VpcId", vpc.Id);
        json.WriteText("DhcpOptionsId", vpc.DhcpOptionsId);
    }

    private static Vpc Read(SnapshotNode item) => new()
    {
        Id = item.RequiredText("VpcId"),
        OwnerId = item.Text("OwnerId"),
        CidrBlocks = CidrAssociations.Read(item),
        IsDefault = item.Flag("IsDefault") ?? false,
        Name = item.NameTag(),
        DhcpOptionsId = item.Text("DhcpOptionsId"),
    };
}
