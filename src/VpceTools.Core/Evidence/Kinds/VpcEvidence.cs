using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpcs.</summary>
internal static class VpcEvidence
{
    public static EvidenceKind<Vpc> Row { get; } = new(ResourceKind.Vpc, "ec2", "DescribeVpcs")
    {
        Purpose = "address blocks and DHCP options of the VPCs",
        Key = "Vpcs",
        IdProperty = "VpcId",
        IdOf = item => item.Id,
        Select = id => $"--vpc-ids {id}",
        Get = network => network.Vpcs,
        With = (network, items) => network with { Vpcs = items },
        Check = Check,
        // describe-vpc-classic-link has the same key and no CIDR blocks, which every VPC has.
        IsOurs = item => item.Has("CidrBlock") || item.Has("CidrBlockAssociationSet"),
        Read = Read,
        Write = Write,
    };

    public static void Write(Utf8JsonWriter json, Vpc vpc)
    {
        json.WriteText("OwnerId", vpc.OwnerId);
        CidrAssociations.Write(json, vpc.CidrBlocks, isVpc: true);
        json.WriteFlag("IsDefault", vpc.IsDefault);
        json.WriteTags(vpc.Name, vpc.Stack);
        json.WriteText("VpcId", vpc.Id);
        json.WriteText("DhcpOptionsId", vpc.DhcpOptionsId);
    }

    private static void Check(Vpc vpc)
    {
        IdForm.Vpc.Check("VpcId", vpc.Id);
        IdForm.DhcpOptions.Check("DhcpOptionsId", vpc.DhcpOptionsId);
        IdForm.Owner.Check("OwnerId", vpc.OwnerId);
    }

    private static Vpc Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("VpcId"),
        OwnerId = item.Text("OwnerId"),
        CidrBlocks = CidrAssociations.Read(item),
        IsDefault = item.Flag("IsDefault") ?? false,
        Name = item.NameTag(),
        Stack = item.StackTags(),
        DhcpOptionsId = item.Text("DhcpOptionsId"),
    };
}
