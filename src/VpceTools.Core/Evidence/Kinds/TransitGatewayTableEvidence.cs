using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The output of describe-transit-gateway-route-tables, and what belongs to a table: its associations and propagations, one document a
/// table, which they do not name.
/// </summary>
internal static class TransitGatewayTableEvidence
{
    public static IdForm Form { get; } = IdForm.Ec2("tgw-rtb");

    public static EvidenceKind<TransitGatewayRouteTable> Row { get; } =
        new(ResourceKind.TransitGatewayRouteTable, "ec2", "DescribeTransitGatewayRouteTables")
        {
            Purpose = $"{TransitGatewayAttachmentEvidence.Purpose} whose tables an attachment lacks",
            Key = "TransitGatewayRouteTables",
            IdProperty = "TransitGatewayRouteTableId",
            IdOf = table => table.Id,
            Select = id => id.StartsWith("tgw-rtb-", StringComparison.Ordinal) ? $"--transit-gateway-route-table-ids {id}"
                : $"--filters Name=transit-gateway-id,Values={id}",
            Get = network => network.TransitGatewayRouteTables,
            With = (network, items) => network with { TransitGatewayRouteTables = items },
            Check = Check,
            Read = Read,
            Write = Write,
        };

    public static EvidenceKind<TransitGatewayAssociations> Associations { get; } =
        new(ResourceKind.TransitGatewayAssociation, "ec2", "GetTransitGatewayRouteTableAssociations")
        {
            Purpose = "the same, and where transit gateways are peered, one call a route table",
            IdOf = item => item.RouteTableId,
            Select = id => $"--transit-gateway-route-table-id {id}",
            Get = network => network.TransitGatewayAssociations,
            With = (network, items) => network with { TransitGatewayAssociations = items },
            Check = item => Check(item.RouteTableId, item.Associations),
            WithPage = (known, page) => known with { Associations = [.. page.Associations, .. known.Associations] },
            Forms = slot =>
            [
                new ChildDocument<TransitGatewayAssociations>(slot)
                {
                    Completes = ResourceKind.TransitGatewayAssociation,
                    Key = "Associations",
                    FileName = "get-transit-gateway-route-table-associations",
                    Parent = new("TransitGatewayRouteTableId", Form),
                    Noun = "the associations of a transit gateway route table",
                    IsOurs = item => item.Has("TransitGatewayAttachmentId"),
                    Items = network => network.TransitGatewayAssociations,
                    Read = (document, id) => new(id, document.List("Associations", ReadAttachment)),
                    Writer = _ => (json, item) => json.WriteObjects("Associations", item.Associations, WriteAttachment),
                },
            ],
        };

    public static EvidenceKind<TransitGatewayPropagations> Propagations { get; } =
        new(ResourceKind.TransitGatewayPropagation, "ec2", "GetTransitGatewayRouteTablePropagations")
        {
            Purpose = "only where a route of a transit gateway is missing, one call a route table",
            IdOf = item => item.RouteTableId,
            Select = id => $"--transit-gateway-route-table-id {id}",
            Get = network => network.TransitGatewayPropagations,
            With = (network, items) => network with { TransitGatewayPropagations = items },
            Check = item => Check(item.RouteTableId, item.Propagations),
            WithPage = (known, page) => known with { Propagations = [.. page.Propagations, .. known.Propagations] },
            Forms = slot =>
            [
                new ChildDocument<TransitGatewayPropagations>(slot)
                {
                    Completes = ResourceKind.TransitGatewayPropagation,
                    Key = "TransitGatewayRouteTablePropagations",
                    FileName = "get-transit-gateway-route-table-propagations",
                    Parent = new("TransitGatewayRouteTableId", Form),
                    Noun = "the propagations of a transit gateway route table",
                    Items = network => network.TransitGatewayPropagations,
                    Read = (document, id) => new(id, document.List("TransitGatewayRouteTablePropagations", ReadAttachment)),
                    Writer = _ => (json, item) =>
                        json.WriteObjects("TransitGatewayRouteTablePropagations", item.Propagations, WriteAttachment),
                },
            ],
        };

    private static void Check(TransitGatewayRouteTable table)
    {
        Form.Check("TransitGatewayRouteTableId", table.Id);
        TransitGatewayEvidence.Form.Check("TransitGatewayId", table.TransitGatewayId);
    }

    private static void Check(string table, ValueList<TransitGatewayTableAttachment> attachments)
    {
        Form.Check("TransitGatewayRouteTableId", table);
        foreach (var attachment in attachments)
        {
            TransitGatewayAttachmentEvidence.Form.Check("TransitGatewayAttachmentId", attachment.AttachmentId);
            IdForm.Target.Check("ResourceId", attachment.ResourceId);
        }
    }

    private static TransitGatewayRouteTable Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("TransitGatewayRouteTableId"),
        TransitGatewayId = item.Text("TransitGatewayId"),
        State = item.Text("State"),
        IsDefaultAssociation = item.Flag("DefaultAssociationRouteTable"),
        IsDefaultPropagation = item.Flag("DefaultPropagationRouteTable"),
    };

    private static void Write(Utf8JsonWriter json, TransitGatewayRouteTable table)
    {
        json.WriteText("TransitGatewayRouteTableId", table.Id);
        json.WriteText("TransitGatewayId", table.TransitGatewayId);
        json.WriteText("State", table.State);
        json.WriteFlag("DefaultAssociationRouteTable", table.IsDefaultAssociation);
        json.WriteFlag("DefaultPropagationRouteTable", table.IsDefaultPropagation);
    }

    private static TransitGatewayTableAttachment ReadAttachment(DocumentNode item) => new(
        item.RequiredText("TransitGatewayAttachmentId"), item.Text("ResourceId")?.Split('(')[0], item.Text("ResourceType"),
        item.Text("State"));

    private static void WriteAttachment(Utf8JsonWriter json, TransitGatewayTableAttachment item)
    {
        json.WriteText("TransitGatewayAttachmentId", item.AttachmentId);
        json.WriteText("ResourceId", item.ResourceId);
        json.WriteText("ResourceType", item.ResourceType);
        json.WriteText("State", item.State);
    }
}
