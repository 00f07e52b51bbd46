using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of search-transit-gateway-routes, one document a route table, which it does not name.</summary>
internal static class TransitGatewayRouteEvidence
{
    private static readonly IdForm RouteTable = TransitGatewayTableEvidence.Form;
    private static readonly IdForm Attachment = TransitGatewayAttachmentEvidence.Form;

    public static EvidenceKind<TransitGatewayRoutes> Row { get; } = new(
        ResourceKind.TransitGatewayRoute, "ec2", "SearchTransitGatewayRoutes")
    {
        Purpose = TransitGatewayAttachmentEvidence.Purpose,
        IdOf = routes => routes.RouteTableId,
        Select = id => $"--transit-gateway-route-table-id {id} --filters Name=state,Values=active,blackhole",
        Get = network => network.TransitGatewayRoutes,
        With = (network, items) => network with { TransitGatewayRoutes = items },
        Check = Check,
        WithPage = (known, page) => known with { Routes = [.. page.Routes, .. known.Routes] },
        Forms = slot =>
        [
            new ChildDocument<TransitGatewayRoutes>(slot)
            {
                Completes = ResourceKind.TransitGatewayRoute,
                Key = "Routes",
                FileName = "search-transit-gateway-routes",
                Parent = new("TransitGatewayRouteTableId", RouteTable),
                Noun = "the routes of a transit gateway route table",
                IsOurs = IsOurs,
                Marker = "AdditionalRoutesAvailable",
                Items = network => network.TransitGatewayRoutes,
                Read = (document, id) => new(id, document.List("Routes", Read)),
                Writer = _ => (json, routes) => json.WriteObjects("Routes", routes.Routes, Write),
            },
        ],
    };

    /// <summary>describe-client-vpn-routes and search-local-gateway-routes have routes too, which name their parents.</summary>
    private static bool IsOurs(DocumentNode item) =>
        !item.Has("ClientVpnEndpointId") && !item.Has("LocalGatewayRouteTableId") && item.Has("Type")
            && (item.Has("DestinationCidrBlock") || item.Has("PrefixListId"));

    private static void Check(TransitGatewayRoutes routes)
    {
        RouteTable.Check("TransitGatewayRouteTableId", routes.RouteTableId);
        foreach (var route in routes.Routes)
        {
            IdForm.PrefixList.Check("PrefixListId", route.PrefixListId);
            foreach (var attachment in route.Attachments)
            {
                Attachment.Check("TransitGatewayAttachmentId", attachment.Id);
                IdForm.Target.Check("ResourceId", attachment.ResourceId);
            }
        }
    }

    private static TransitGatewayRoute Read(DocumentNode route) => new()
    {
        Destination = route.Cidr("DestinationCidrBlock")
            ?? (route.Has("PrefixListId") ? null : throw route.Missing("DestinationCidrBlock")),
        PrefixListId = route.Text("PrefixListId"),
        Type = route.Text("Type"),
        State = route.Text("State"),
        Attachments = route.List("TransitGatewayAttachments", ReadAttachment),
    };

    /// <summary>Of a VPN connection EC2 names the tunnel too: <c>vpn-0abc(198.51.100.1)</c>.</summary>
    private static TransitGatewayRouteAttachment ReadAttachment(DocumentNode attachment) =>
        new(attachment.RequiredText("TransitGatewayAttachmentId"), attachment.Text("ResourceId")?.Split('(')[0],
            attachment.Text("ResourceType"));

    private static void Write(Utf8JsonWriter json, TransitGatewayRoute route)
    {
        json.WriteText("DestinationCidrBlock", route.Destination?.ToString());
        json.WriteText("PrefixListId", route.PrefixListId);
        json.WriteObjects("TransitGatewayAttachments", route.Attachments, (w, attachment) =>
        {
            w.WriteText("ResourceId", attachment.ResourceId);
            w.WriteText("TransitGatewayAttachmentId", attachment.Id);
            w.WriteText("ResourceType", attachment.ResourceType);
        });
        json.WriteText("Type", route.Type);
        json.WriteText("State", route.State);
    }
}
