using VpceTools.Addressing;

namespace VpceTools.Findings;

/// <summary>A packet that proves a finding.</summary>
/// <param name="From">The source address.</param>
/// <param name="SourcePort">The source port.</param>
/// <param name="To">The destination address.</param>
/// <param name="DestinationPort">The destination port.</param>
/// <param name="Direction">Whether it is the client's request or return traffic.</param>
public sealed record Packet(IpAddress From, int SourcePort, IpAddress To, int DestinationPort, PacketDirection Direction)
{
    /// <summary>The source address as text, which ConvertTo-Json and Export-Csv show as a reader expects it.</summary>
    public string Source => From.ToString();

    /// <summary>The source port.</summary>
    public int SourcePort { get; } = SourcePort;

    /// <summary>The destination address as text.</summary>
    public string Destination => To.ToString();

    /// <summary>The destination port.</summary>
    public int DestinationPort { get; } = DestinationPort;

    /// <summary>Whether it is the client's request or return traffic.</summary>
    public PacketDirection Direction { get; } = Direction;

    internal IpAddress From { get; } = From;

    internal IpAddress To { get; } = To;

    /// <summary>For example <c>10.0.1.5:49152 -> 10.0.2.9:443</c>.</summary>
    public override string ToString() => $"{Endpoint(From, SourcePort)} -> {Endpoint(To, DestinationPort)}";

    private static string Endpoint(IpAddress address, int port) =>
        address.Family == IpFamily.IPv6 ? $"[{address}]:{port}" : $"{address}:{port}";
}

/// <summary>Which way a packet goes.</summary>
public enum PacketDirection : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>From the client to the endpoint.</summary>
    Request,

    /// <summary>From the endpoint back to the client.</summary>
    Response,
}
