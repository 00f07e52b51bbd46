using VpceTools.Addressing;

namespace VpceTools.Findings;

/// <summary>A packet that proves a finding.</summary>
/// <param name="Source">The source address.</param>
/// <param name="SourcePort">The source port.</param>
/// <param name="Destination">The destination address.</param>
/// <param name="DestinationPort">The destination port.</param>
/// <param name="Direction">Whether it is the client's request or the endpoint's answer.</param>
public sealed record Packet(IpAddress Source, int SourcePort, IpAddress Destination, int DestinationPort, PacketDirection Direction)
{
    /// <summary>For example <c>10.0.1.5:49152 -> 10.0.2.9:443</c>.</summary>
    public override string ToString() => $"{Endpoint(Source, SourcePort)} -> {Endpoint(Destination, DestinationPort)}";

    private static string Endpoint(IpAddress address, int port) =>
        address.Family == IpFamily.IPv6 ? $"[{address}]:{port}" : $"{address}:{port}";
}
