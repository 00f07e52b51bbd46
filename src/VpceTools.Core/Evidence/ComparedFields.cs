using VpceTools.Evidence.Kinds;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>
/// What several accounts see of one resource: peerings and attachments on both sides, and what is shared. Names of zones, tags and free
/// addresses may differ, and so may what a peering attachment says of its own side.
/// </summary>
internal static class ComparedFields
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<ComparedKind> All { get; } =
    [
        new ComparedKind<VpcPeeringConnection>(
            PeeringConnectionEvidence.Row, "peering connection",
            new("state", p => One(p.Status), (p, other) => p with { Status = other.Status }),
            new("requester", p => One(p.Requester.VpcId),
                (p, other) => p with { Requester = p.Requester with { VpcId = other.Requester.VpcId } }),
            new("accepter", p => One(p.Accepter.VpcId),
                (p, other) => p with { Accepter = p.Accepter with { VpcId = other.Accepter.VpcId } }),
            new("blocks of the requester", p => Texts(p.Requester.CidrBlocks),
                (p, other) => p with { Requester = p.Requester with { CidrBlocks = other.Requester.CidrBlocks } }),
            new("blocks of the accepter", p => Texts(p.Accepter.CidrBlocks),
                (p, other) => p with { Accepter = p.Accepter with { CidrBlocks = other.Accepter.CidrBlocks } })),
        new ComparedKind<TransitGateway>(
            TransitGatewayEvidence.Row, "transit gateway",
            new("state", g => One(g.State), (g, other) => g with { State = other.State }),
            new("owner", g => One(g.OwnerId), (g, other) => g with { OwnerId = other.OwnerId })),
        new ComparedKind<TransitGatewayAttachment>(
            TransitGatewayAttachmentEvidence.Row, "transit gateway attachment",
            new("state", a => One(a.State), (a, other) => a with { State = other.State }),
            new("resource", a => a.IsPeering ? null : One(a.ResourceId), (a, other) => a with { ResourceId = other.ResourceId }),
            new("route table", a => a.IsPeering ? null : One(a.Association?.RouteTableId),
                (a, other) => a with { Association = other.Association })),
        new ComparedKind<TransitGatewayVpcAttachment>(
            TransitGatewayAttachmentEvidence.OfVpcs, "transit gateway attachment",
            new("state", a => One(a.State), (a, other) => a with { State = other.State }),
            new("VPC", a => One(a.VpcId), (a, other) => a with { VpcId = other.VpcId }),
            new("subnets", a => a.SubnetIds, (a, other) => a with { SubnetIds = other.SubnetIds }),
            new("appliance mode", a => One(a.ApplianceModeSupport),
                (a, other) => a with { ApplianceModeSupport = other.ApplianceModeSupport })),
        new ComparedKind<TransitGatewayPeeringAttachment>(
            TransitGatewayAttachmentEvidence.Peerings, "transit gateway peering",
            new ComparedField<TransitGatewayPeeringAttachment>("state", a => One(a.State), (a, other) => a with { State = other.State })),
        new ComparedKind<TransitGatewayRoutes>(
            TransitGatewayRouteEvidence.Row, "transit gateway route table",
            new ComparedField<TransitGatewayRoutes>("routes", t => Texts(t.Routes), (t, other) => t with { Routes = other.Routes })),
        new ComparedKind<Vpc>(
            VpcEvidence.Row, "VPC",
            new("blocks", v => Texts(v.CidrBlocks), (v, other) => v with { CidrBlocks = other.CidrBlocks }),
            new("owner", v => One(v.OwnerId), (v, other) => v with { OwnerId = other.OwnerId })),
        new ComparedKind<Subnet>(
            SubnetEvidence.Row, "subnet",
            new("VPC", s => One(s.VpcId), (s, other) => s with { VpcId = other.VpcId }),
            new("blocks", s => Texts(s.CidrBlocks), (s, other) => s with { CidrBlocks = other.CidrBlocks }),
            new("zone", s => One(s.AvailabilityZoneId), (s, other) => s with { AvailabilityZoneId = other.AvailabilityZoneId })),
        new ComparedKind<RouteTable>(
            RouteTableEvidence.Row, "route table",
            new("routes", t => Texts(t.Routes), (t, other) => t with { Routes = other.Routes }),
            new("subnets", t => t.SubnetIds, (t, other) => t with { SubnetIds = other.SubnetIds })),
        new ComparedKind<NetworkAcl>(
            NetworkAclEvidence.Row, "network ACL",
            new("entries", a => Texts(a.Entries), (a, other) => a with { Entries = other.Entries }),
            new("subnets", a => a.SubnetIds, (a, other) => a with { SubnetIds = other.SubnetIds })),
        new ComparedKind<SecurityGroup>(
            SecurityGroupEvidence.Row, "security group",
            new("inbound rules", g => Texts(g.Ingress), (g, other) => g with { Ingress = other.Ingress }),
            new("outbound rules", g => Texts(g.Egress), (g, other) => g with { Egress = other.Egress })),
        new ComparedKind<NetworkInterface>(
            NetworkInterfaceEvidence.Row, "network interface",
            new("subnet", n => One(n.SubnetId), (n, other) => n with { SubnetId = other.SubnetId }),
            new("addresses", n => Texts(n.Addresses), (n, other) => n with { Addresses = other.Addresses }),
            new("security groups", n => n.GroupIds, (n, other) => n with { GroupIds = other.GroupIds })),
    ];

    private static IEnumerable<string>? One(string? value) => value is null ? null : [value];

    private static IEnumerable<string> Texts<T>(IEnumerable<T> values) => values.Select(value => $"{value}");
}
