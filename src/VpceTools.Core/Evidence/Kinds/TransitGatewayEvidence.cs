using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-transit-gateways.</summary>
internal static class TransitGatewayEvidence
{
    public static IdForm Form { get; } = IdForm.Ec2("tgw");

    public static EvidenceKind<TransitGateway> Row { get; } = new(ResourceKind.TransitGateway, "ec2", "DescribeTransitGateways")
    {
        Key = "TransitGateways",
        IdProperty = "TransitGatewayId",
        IdOf = gateway => gateway.Id,
        Select = id => $"--transit-gateway-ids {id}",
        Get = network => network.TransitGateways,
        With = (network, items) => network with { TransitGateways = items },
        Check = Check,
        Read = Read,
        Write = Write,
    };

    private static void Check(TransitGateway gateway)
    {
        Form.Check("TransitGatewayId", gateway.Id);
        IdForm.Owner.Check("OwnerId", gateway.OwnerId);
    }

    private static TransitGateway Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("TransitGatewayId"),
        OwnerId = item.Text("OwnerId"),
        State = item.Text("State"),
        SecurityGroupReferencingSupport = item.ObjectIfAny("Options")?.Text("SecurityGroupReferencingSupport"),
    };

    private static void Write(Utf8JsonWriter json, TransitGateway gateway)
    {
        json.WriteText("TransitGatewayId", gateway.Id);
        json.WriteText("OwnerId", gateway.OwnerId);
        json.WriteText("State", gateway.State);
        if (gateway.SecurityGroupReferencingSupport is not { } referencing)
            return;
        json.WriteStartObject("Options");
        json.WriteText("SecurityGroupReferencingSupport", referencing);
        json.WriteEndObject();
    }
}
