using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>Picks a packet that proves what a hop drops.</summary>
internal static class ExamplePacket
{
    /// <summary>A source port that Linux and Windows clients both use by default, so that the example is one that happens.</summary>
    private static readonly Port Typical = new(49152);

    /// <summary>A packet of an affected client that the hop drops: a named client's before others'.</summary>
    public static Packet From(BlockedHop blocked, FlowAnalyzer analyzer)
    {
        var client = blocked.Affected.FirstOrDefault(c => c.IsNamed) ?? blocked.Affected[0];
        var own = blocked.Class.AddressesOf(blocked.Target.Family).Intersect(client.Addresses);
        var wanted = PacketSet.Of(own, analyzer.ClientPorts);
        var denied = wanted.Except(blocked.Hop.Certain ?? blocked.Hop.Passed);
        var (address, ports) = (denied.IsEmpty ? wanted : denied).Boxes[0] switch { var box => (box.Addresses.First, box.Ports) };
        var port = (ports.Contains(Typical) ? Typical : ports.Minimum).Number;
        var other = blocked.Hop.BlockedDestinations.IsEmpty ? blocked.Target.Addresses.Minimum : blocked.Hop.BlockedDestinations.Minimum;
        return blocked.Hop.Kind is HopKind.EndpointAclOutbound or HopKind.RouteToClient or HopKind.PeeringToClient
            or HopKind.TransitGatewayToClient or HopKind.ClientAclInbound
            ? new(other, analyzer.Port.Number, address, port, PacketDirection.Response)
            : new(address, port, other, analyzer.Port.Number, PacketDirection.Request);
    }
}
