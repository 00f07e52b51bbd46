using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-nat-gateways.</summary>
internal static class NatGatewayEvidence
{
    private static readonly IdForm Form = IdForm.Ec2("nat");

    public static EvidenceKind<NatGateway> Row { get; } = new(ResourceKind.NatGateway, "ec2", "DescribeNatGateways")
    {
        Purpose = "where a verdict depends on whether clients have a way to the internet, and a route leads to a NAT gateway",
        Key = "NatGateways",
        IdProperty = "NatGatewayId",
        IdOf = gateway => gateway.Id,
        Select = id => $"--nat-gateway-ids {id}",
        Get = network => network.NatGateways,
        With = (network, items) => network with { NatGateways = items },
        Check = Check,
        Read = Read,
        Write = Write,
    };

    private static void Check(NatGateway gateway)
    {
        Form.Check("NatGatewayId", gateway.Id);
        IdForm.Vpc.Check("VpcId", gateway.VpcId);
        IdForm.Subnet.Check("SubnetId", gateway.SubnetId);
    }

    private static NatGateway Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("NatGatewayId"),
        VpcId = item.Text("VpcId"),
        SubnetId = item.Text("SubnetId"),
        State = item.Text("State"),
        ConnectivityType = item.Text("ConnectivityType"),
        AvailabilityMode = item.Text("AvailabilityMode"),
        // An address that is still being assigned is not known yet.
        PrivateAddresses = [.. item.Nodes("NatGatewayAddresses").Select(a => a.Address("PrivateIp")).Where(a => a is not null)
            .Select(a => a!.Value)],
    };

    private static void Write(Utf8JsonWriter json, NatGateway gateway)
    {
        json.WriteText("NatGatewayId", gateway.Id);
        json.WriteText("VpcId", gateway.VpcId);
        json.WriteText("SubnetId", gateway.SubnetId);
        json.WriteText("State", gateway.State);
        json.WriteText("ConnectivityType", gateway.ConnectivityType);
        json.WriteText("AvailabilityMode", gateway.AvailabilityMode);
        json.WriteObjects("NatGatewayAddresses", gateway.PrivateAddresses, (w, address) => w.WriteText("PrivateIp", address.ToString()));
    }
}
