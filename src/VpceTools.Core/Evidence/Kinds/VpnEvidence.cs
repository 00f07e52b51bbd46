using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The outputs of describe-vpn-gateways and describe-vpn-connections, neither of which has pages.</summary>
internal static class VpnEvidence
{
    private static readonly IdForm Gateway = IdForm.Ec2("vgw");
    private static readonly IdForm Connection = IdForm.Ec2("vpn");

    public static EvidenceKind<VpnGateway> Gateways { get; } = new(ResourceKind.VpnGateway, "ec2", "DescribeVpnGateways")
    {
        Purpose = "only where a client is on premises and a route back leads to a virtual private gateway",
        Key = "VpnGateways",
        IdProperty = "VpnGatewayId",
        IdOf = gateway => gateway.Id,
        Select = id => $"--vpn-gateway-ids {id}",
        Get = network => network.VpnGateways,
        With = (network, items) => network with { VpnGateways = items },
        Check = gateway =>
        {
            Gateway.Check("VpnGatewayId", gateway.Id);
            foreach (var attachment in gateway.VpcAttachments)
                IdForm.Vpc.Check("VpcId", attachment.VpcId);
        },
        Read = item => new()
        {
            Id = item.RequiredText("VpnGatewayId"),
            State = item.Text("State"),
            VpcAttachments = item.List("VpcAttachments", a => new VpnGatewayAttachment(a.RequiredText("VpcId"), a.Text("State"))),
        },
        Write = (json, gateway) =>
        {
            json.WriteText("VpnGatewayId", gateway.Id);
            json.WriteText("State", gateway.State);
            json.WriteObjects("VpcAttachments", gateway.VpcAttachments, (w, attachment) =>
            {
                w.WriteText("State", attachment.State);
                w.WriteText("VpcId", attachment.VpcId);
            });
        },
    };

    public static EvidenceKind<VpnConnection> Connections { get; } = new(ResourceKind.VpnConnection, "ec2", "DescribeVpnConnections")
    {
        Purpose = "only where a client is on premises and a route back leads to a VPN",
        Key = "VpnConnections",
        IdProperty = "VpnConnectionId",
        IdOf = connection => connection.Id,
        Select = id => id.StartsWith("vgw-", StringComparison.Ordinal) ? $"--filters Name=vpn-gateway-id,Values={id}"
            : $"--vpn-connection-ids {id}",
        Get = network => network.VpnConnections,
        With = (network, items) => network with { VpnConnections = items },
        Check = connection =>
        {
            Connection.Check("VpnConnectionId", connection.Id);
            Gateway.Check("VpnGatewayId", connection.VpnGatewayId);
            TransitGatewayEvidence.Form.Check("TransitGatewayId", connection.TransitGatewayId);
        },
        Read = item => new()
        {
            Id = item.RequiredText("VpnConnectionId"),
            State = item.Text("State"),
            VpnGatewayId = item.Text("VpnGatewayId"),
            TransitGatewayId = item.Text("TransitGatewayId"),
            TunnelStatuses = item.List("VgwTelemetry", tunnel => tunnel.RequiredText("Status")),
        },
        Write = (json, connection) =>
        {
            json.WriteText("VpnConnectionId", connection.Id);
            json.WriteText("State", connection.State);
            json.WriteText("VpnGatewayId", connection.VpnGatewayId);
            json.WriteText("TransitGatewayId", connection.TransitGatewayId);
            json.WriteObjects("VgwTelemetry", connection.TunnelStatuses, (w, status) => w.WriteText("Status", status));
        },
    };
}
