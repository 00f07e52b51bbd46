using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Worlds;

/// <summary>
/// The healthy world as a hub, with a spoke whose client uses the endpoint: over a transit gateway, or over a peering connection. Tests
/// change one thing.
/// </summary>
internal static class HubAndSpoke
{
    public const string SpokeVpc = "vpc-9";
    public const string Client = "eni-9";
    public const string ClientSubnet = "subnet-9a";
    public const string SpokeTable = "rtb-9";
    public const string SpokeAttachmentSubnet = "subnet-9ta";
    public const string HubAttachmentSubnet = "subnet-ta";
    public const string HubAttachment = "tgw-attach-1";
    public const string SpokeAttachment = "tgw-attach-9";
    public const string Gateway = "tgw-1";
    public const string Table = "tgw-rtb-1";

    /// <summary>The client.</summary>
    public static CheckOptions Options { get; } = new() { Clients = new() { NetworkInterfaceIds = [Client] } };

    private static VpcNetwork Both { get; } = World.Healthy with
    {
        Vpcs = World.Healthy.Vpcs.Add(new()
        {
            Id = SpokeVpc, CidrBlocks = [World.Cidr("10.9.0.0/16")], DhcpOptionsId = "dopt-1",
            OwnerId = "123456789012"
        }),
        VpcAttributes = World.Healthy.VpcAttributes.Add(new(SpokeVpc, true, true)),
        Subnets = World.Healthy.Subnets.Concat(
        [
            World.Subnet(HubAttachmentSubnet, "us-east-1a", "10.0.21.0/28"), World.Subnet("subnet-tb", "us-east-1b", "10.0.22.0/28"),
            InSpoke(World.Subnet(ClientSubnet, "us-east-1a", "10.9.1.0/24")),
            InSpoke(World.Subnet("subnet-9b", "us-east-1b", "10.9.2.0/24")),
            InSpoke(World.Subnet(SpokeAttachmentSubnet, "us-east-1a", "10.9.21.0/28")),
            InSpoke(World.Subnet("subnet-9tb", "us-east-1b", "10.9.22.0/28")),
        ]).ToValueList(),
        NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(
            World.Interface(Client, ClientSubnet, "10.9.1.10", "sg-9") with { VpcId = SpokeVpc, InstanceId = "i-9" }),
        SecurityGroups = World.Healthy.SecurityGroups
            .Select(g => g.Id == World.EndpointGroup ? g with { Ingress = [World.Allow("tcp", "10.0.0.0/8", 443)] } : g)
            .Append(World.Group("sg-9", [], [World.Allow("-1", "0.0.0.0/0")]) with { VpcId = SpokeVpc }).ToValueList(),
        NetworkAcls = World.Healthy.NetworkAcls.Concat(
        [
            Open("acl-t", HubAttachmentSubnet, "subnet-tb"), Open("acl-9", ClientSubnet, "subnet-9b"),
            Open("acl-9t", SpokeAttachmentSubnet, "subnet-9tb"),
        ]).ToValueList(),
    };

    /// <summary>Both VPCs are attached to one transit gateway with one route table.</summary>
    public static VpcNetwork OverTransitGateway { get; } = Both.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.0.0/8", Gateway))
        .WithTable(new()
        {
            Id = SpokeTable, VpcId = SpokeVpc, IsMain = true,
            Routes = [World.Local("10.9.0.0/16"), World.Route("10.0.0.0/8", Gateway)]
        }) with
    {
        TransitGateways = [new() { Id = Gateway, OwnerId = "123456789012", State = "available" }],
        TransitGatewayAttachments = [Attachment(HubAttachment, World.VpcId), Attachment(SpokeAttachment, SpokeVpc)],
        TransitGatewayVpcAttachments =
        [
            OfVpc(HubAttachment, World.VpcId, HubAttachmentSubnet, "subnet-tb"),
            OfVpc(SpokeAttachment, SpokeVpc, SpokeAttachmentSubnet, "subnet-9tb"),
        ],
        TransitGatewayRouteTables = [new() { Id = Table, TransitGatewayId = Gateway, State = "available" }],
        TransitGatewayRoutes = [new(Table, [Route("10.0.0.0/16", HubAttachment, World.VpcId),
            Route("10.9.0.0/16", SpokeAttachment, SpokeVpc)])],
    };

    /// <summary>The two VPCs are peered.</summary>
    public static VpcNetwork OverPeering { get; } = Both.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.9.0.0/16", "pcx-1"))
        .WithTable(new()
        {
            Id = SpokeTable, VpcId = SpokeVpc, IsMain = true,
            Routes = [World.Local("10.9.0.0/16"), World.Route("10.0.0.0/16", "pcx-1")]
        }) with
    {
        PeeringConnections =
        [
            new("pcx-1", "active", new(World.VpcId, "123456789012", "us-east-1", [World.Cidr("10.0.0.0/16")]),
                new(SpokeVpc, "123456789012", "us-east-1", [World.Cidr("10.9.0.0/16")])),
        ],
    };

    public static TransitGatewayRoute Route(string block, string? attachment, string? resource = null, string type = "vpc",
        string kind = "propagated") => new()
        {
            Destination = World.Cidr(block), Type = kind, State = attachment is null ? "blackhole" : "active",
            Attachments = attachment is null ? [] : [new(attachment, resource, type)],
        };

    public static TransitGatewayAttachment Attachment(string id, string resource, string type = "vpc", string table = Table) => new()
    {
        Id = id, TransitGatewayId = Gateway, TransitGatewayOwnerId = "123456789012", ResourceOwnerId = "123456789012", ResourceType = type,
        ResourceId = resource, State = "available", Association = new(table, "associated"),
    };

    public static TransitGatewayVpcAttachment OfVpc(string id, string vpc, params string[] subnets) => new()
    {
        Id = id, TransitGatewayId = Gateway, VpcId = vpc, VpcOwnerId = "123456789012", State = "available", SubnetIds = [.. subnets],
        ApplianceModeSupport = "disable", Ipv6Support = "disable",
    };

    public static VpcNetwork WithTransitRoutes(this VpcNetwork network, params TransitGatewayRoute[] routes) =>
        network with { TransitGatewayRoutes = [new(Table, [.. routes])] };

    public static VpcNetwork WithVpcAttachment(this VpcNetwork network, string id,
        Func<TransitGatewayVpcAttachment, TransitGatewayVpcAttachment> change) =>
        network with { TransitGatewayVpcAttachments = network.TransitGatewayVpcAttachments.Replacing(a => a.Id == id, change) };

    public static VpcNetwork WithAttachment(this VpcNetwork network, string id,
        Func<TransitGatewayAttachment, TransitGatewayAttachment> change) =>
        network with { TransitGatewayAttachments = network.TransitGatewayAttachments.Replacing(a => a.Id == id, change) };

    public static VpcNetwork WithSpokeRoutes(this VpcNetwork network, params Route[] routes) =>
        network with { RouteTables = network.RouteTables.Replacing(t => t.Id == SpokeTable, t => t with { Routes = [.. routes] }) };

    public static NetworkAcl Open(string id, params string[] subnets) =>
        World.Acl(id, [.. subnets], World.AllowAll(100, false), World.AllowAll(100, true));

    private static Subnet InSpoke(Subnet subnet) => subnet with { VpcId = SpokeVpc };
}
