using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The outputs of describe-transit-gateway-attachments (all of them, with their route tables), -vpc-attachments (with their subnets and
/// options) and -peering-attachments (with both sides).
/// </summary>
internal static class TransitGatewayAttachmentEvidence
{
    /// <summary>When any of what transit gateways are about is asked for.</summary>
    public const string Purpose = "only where a client is outside the endpoint's VPC and a route leads to a transit gateway";

    public static IdForm Form { get; } = IdForm.Ec2("tgw-attach");

    public static EvidenceKind<TransitGatewayAttachment> Row { get; } =
        new(ResourceKind.TransitGatewayAttachment, "ec2", "DescribeTransitGatewayAttachments")
        {
            Purpose = Purpose,
            Key = "TransitGatewayAttachments",
            IdProperty = "TransitGatewayAttachmentId",
            IdOf = item => item.Id,
            Select = id => id.StartsWith("tgw-attach-", StringComparison.Ordinal) ? $"--transit-gateway-attachment-ids {id}"
                : $"--filters Name=transit-gateway-id,Values={id}",
            Get = network => network.TransitGatewayAttachments,
            With = (network, items) => network with { TransitGatewayAttachments = items },
            Check = Check,
            Read = Read,
            Write = Write,
        };

    public static EvidenceKind<TransitGatewayVpcAttachment> OfVpcs { get; } =
        new(ResourceKind.TransitGatewayVpcAttachment, "ec2", "DescribeTransitGatewayVpcAttachments")
        {
            Purpose = Purpose,
            Key = "TransitGatewayVpcAttachments",
            IdProperty = "TransitGatewayAttachmentId",
            IdOf = item => item.Id,
            Select = id => id.StartsWith("tgw-attach-", StringComparison.Ordinal) ? $"--transit-gateway-attachment-ids {id}"
                : $"--filters Name=vpc-id,Values={id}",
            Get = network => network.TransitGatewayVpcAttachments,
            With = (network, items) => network with { TransitGatewayVpcAttachments = items },
            Check = CheckVpc,
            Read = ReadVpc,
            Write = WriteVpc,
        };

    public static EvidenceKind<TransitGatewayPeeringAttachment> Peerings { get; } =
        new(ResourceKind.TransitGatewayPeeringAttachment, "ec2", "DescribeTransitGatewayPeeringAttachments")
        {
            Purpose = Purpose,
            Key = "TransitGatewayPeeringAttachments",
            IdProperty = "TransitGatewayAttachmentId",
            IdOf = item => item.Id,
            Select = id => $"--transit-gateway-attachment-ids {id}",
            Get = network => network.TransitGatewayPeeringAttachments,
            With = (network, items) => network with { TransitGatewayPeeringAttachments = items },
            Check = CheckPeering,
            Read = item => new(item.RequiredText("TransitGatewayAttachmentId"), item.Text("State"),
                Side(item, "RequesterTgwInfo"), Side(item, "AccepterTgwInfo")),
            Write = WritePeering,
        };

    private static void Check(TransitGatewayAttachment item)
    {
        Form.Check("TransitGatewayAttachmentId", item.Id);
        TransitGatewayEvidence.Form.Check("TransitGatewayId", item.TransitGatewayId);
        IdForm.Owner.Check("TransitGatewayOwnerId", item.TransitGatewayOwnerId);
        IdForm.Owner.Check("ResourceOwnerId", item.ResourceOwnerId);
        IdForm.Target.Check("ResourceId", item.ResourceId);
        TransitGatewayTableEvidence.Form.Check("TransitGatewayRouteTableId", item.Association?.RouteTableId);
    }

    private static TransitGatewayAttachment Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("TransitGatewayAttachmentId"),
        TransitGatewayId = item.Text("TransitGatewayId"),
        TransitGatewayOwnerId = item.Text("TransitGatewayOwnerId"),
        ResourceType = item.Text("ResourceType"),
        ResourceId = item.Text("ResourceId"),
        ResourceOwnerId = item.Text("ResourceOwnerId"),
        State = item.Text("State"),
        Association = item.ObjectIfAny("Association") is { } association
            && association.Text("TransitGatewayRouteTableId") is { Length: > 0 } table ? new(table, association.Text("State")) : null,
    };

    private static void Write(Utf8JsonWriter json, TransitGatewayAttachment item)
    {
        json.WriteText("TransitGatewayAttachmentId", item.Id);
        json.WriteText("TransitGatewayId", item.TransitGatewayId);
        json.WriteText("TransitGatewayOwnerId", item.TransitGatewayOwnerId);
        json.WriteText("ResourceOwnerId", item.ResourceOwnerId);
        json.WriteText("ResourceType", item.ResourceType);
        json.WriteText("ResourceId", item.ResourceId);
        json.WriteText("State", item.State);
        if (item.Association is not { } association)
            return;
        json.WriteStartObject("Association");
        json.WriteText("TransitGatewayRouteTableId", association.RouteTableId);
        json.WriteText("State", association.State);
        json.WriteEndObject();
    }

    private static void CheckVpc(TransitGatewayVpcAttachment item)
    {
        Form.Check("TransitGatewayAttachmentId", item.Id);
        TransitGatewayEvidence.Form.Check("TransitGatewayId", item.TransitGatewayId);
        IdForm.Vpc.Check("VpcId", item.VpcId);
        IdForm.Owner.Check("VpcOwnerId", item.VpcOwnerId);
        IdForm.Subnet.Check("SubnetIds", item.SubnetIds);
    }

    private static TransitGatewayVpcAttachment ReadVpc(DocumentNode item)
    {
        var options = item.ObjectIfAny("Options");
        return new()
        {
            Id = item.RequiredText("TransitGatewayAttachmentId"),
            TransitGatewayId = item.Text("TransitGatewayId"),
            VpcId = item.Text("VpcId"),
            VpcOwnerId = item.Text("VpcOwnerId"),
            State = item.Text("State"),
            SubnetIds = item.Texts("SubnetIds"),
            ApplianceModeSupport = options?.Text("ApplianceModeSupport"),
            DnsSupport = options?.Text("DnsSupport"),
            Ipv6Support = options?.Text("Ipv6Support"),
            SecurityGroupReferencingSupport = options?.Text("SecurityGroupReferencingSupport"),
        };
    }

    private static void WriteVpc(Utf8JsonWriter json, TransitGatewayVpcAttachment item)
    {
        json.WriteText("TransitGatewayAttachmentId", item.Id);
        json.WriteText("TransitGatewayId", item.TransitGatewayId);
        json.WriteText("VpcId", item.VpcId);
        json.WriteText("VpcOwnerId", item.VpcOwnerId);
        json.WriteText("State", item.State);
        json.WriteTexts("SubnetIds", item.SubnetIds);
        if ((item.DnsSupport ?? item.SecurityGroupReferencingSupport ?? item.Ipv6Support ?? item.ApplianceModeSupport) is null)
            return;
        json.WriteStartObject("Options");
        json.WriteText("DnsSupport", item.DnsSupport);
        json.WriteText("SecurityGroupReferencingSupport", item.SecurityGroupReferencingSupport);
        json.WriteText("Ipv6Support", item.Ipv6Support);
        json.WriteText("ApplianceModeSupport", item.ApplianceModeSupport);
        json.WriteEndObject();
    }

    private static void CheckPeering(TransitGatewayPeeringAttachment item)
    {
        Form.Check("TransitGatewayAttachmentId", item.Id);
        foreach (var side in new[] { item.Requester, item.Accepter })
        {
            TransitGatewayEvidence.Form.Check("TransitGatewayId", side.TransitGatewayId);
            IdForm.Owner.Check("OwnerId", side.OwnerId);
            IdForm.Place.Check("Region", side.Region);
        }
    }

    private static PeeringTransitGateway Side(DocumentNode item, string name) => item.ObjectIfAny(name) is { } side
        ? new(side.Text("TransitGatewayId"), side.Text("OwnerId"), side.Text("Region")) : new(null, null, null);

    private static void WritePeering(Utf8JsonWriter json, TransitGatewayPeeringAttachment item)
    {
        json.WriteText("TransitGatewayAttachmentId", item.Id);
        foreach (var (name, side) in new[] { ("RequesterTgwInfo", item.Requester), ("AccepterTgwInfo", item.Accepter) })
        {
            json.WriteStartObject(name);
            json.WriteText("TransitGatewayId", side.TransitGatewayId);
            json.WriteText("OwnerId", side.OwnerId);
            json.WriteText("Region", side.Region);
            json.WriteEndObject();
        }

        json.WriteText("State", item.State);
    }
}
