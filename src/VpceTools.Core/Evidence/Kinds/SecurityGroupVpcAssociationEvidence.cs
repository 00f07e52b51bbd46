using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-security-group-vpc-associations.</summary>
internal static class SecurityGroupVpcAssociationEvidence
{
    public static EvidenceKind<SecurityGroupVpcAssociation> Row { get; } =
        new(ResourceKind.SecurityGroupVpcAssociation, "ec2", "DescribeSecurityGroupVpcAssociations")
        {
            IdOf = association => association.Id,
            Select = id => $"--filters Name=group-id,Values={id}",
            Get = network => network.SecurityGroupVpcAssociations,
            With = (network, items) => network with { SecurityGroupVpcAssociations = items },
            Check = Check,
            Forms = slot =>
            [
                new ListDocument<SecurityGroupVpcAssociation>(slot)
            {
                Completes = ResourceKind.SecurityGroupVpcAssociation,
                Key = "SecurityGroupVpcAssociations",
                FileName = "describe-security-group-vpc-associations",
                Items = network => network.SecurityGroupVpcAssociations,
                Id = item => item.Text("GroupId") is { } group && item.Text("VpcId") is { } vpc ? $"{group}/{vpc}" : null,
                Read = item => new(item.RequiredText("GroupId"), item.RequiredText("VpcId"), item.Text("VpcOwnerId"), item.Text("State")),
                Writer = _ => Write,
            },
        ],
        };

    private static void Check(SecurityGroupVpcAssociation association)
    {
        IdForm.SecurityGroup.Check("GroupId", association.GroupId);
        IdForm.Vpc.Check("VpcId", association.VpcId);
        IdForm.Owner.Check("VpcOwnerId", association.VpcOwnerId);
    }

    private static void Write(Utf8JsonWriter json, SecurityGroupVpcAssociation association)
    {
        json.WriteText("GroupId", association.GroupId);
        json.WriteText("VpcId", association.VpcId);
        json.WriteText("VpcOwnerId", association.VpcOwnerId);
        json.WriteText("State", association.State);
    }
}
