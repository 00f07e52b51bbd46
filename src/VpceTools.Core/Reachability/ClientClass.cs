using System.Runtime.CompilerServices;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Clients that differ in nothing but their address. Every rule is a function of the address, so what gets through is computed once over
/// all their addresses and then looked up for each.
/// </summary>
public sealed class ClientClass
{
    private StrongBox<(IntervalSet<Port> Ports, PacketSet Packets)>? _universeIPv4;
    private StrongBox<(IntervalSet<Port> Ports, PacketSet Packets)>? _universeIPv6;

    /// <summary>Makes a class of clients with equal subnet, groups and kind.</summary>
    public ClientClass(ValueList<Client> clients)
    {
        Clients = clients;
        Addresses = IntervalSet<IpAddress>.Of(clients.SelectMany(c => c.Addresses.Intervals.ToArray()));
        IPv4 = Addresses.Intersect(CidrBlock.AnyIPv4.Addresses);
        IPv6 = Addresses.Intersect(CidrBlock.AnyIPv6.Addresses);
    }

    /// <summary>The clients.</summary>
    public ValueList<Client> Clients { get; }

    /// <summary>One of them, for what they share.</summary>
    public Client Shared => Clients[0];

    /// <summary>The addresses of all of them.</summary>
    public IntervalSet<IpAddress> Addresses { get; }

    private IntervalSet<IpAddress> IPv4 { get; }

    private IntervalSet<IpAddress> IPv6 { get; }

    /// <summary>
    /// Every packet that clients of the class can send from addresses of one family; the same instance for the same ports.
    /// </summary>
    public PacketSet Universe(IpFamily family, IntervalSet<Port> ports)
    {
        var known = family == IpFamily.IPv4 ? _universeIPv4 : _universeIPv6;
        if (known is not null && known.Value.Ports.Equals(ports))
            return known.Value.Packets;
        var packets = PacketSet.Of(AddressesOf(family), ports);
        var entry = new StrongBox<(IntervalSet<Port>, PacketSet)>((ports, packets));
        if (family == IpFamily.IPv4)
            _universeIPv4 = entry;
        else
            _universeIPv6 = entry;
        return packets;
    }

    /// <summary>The addresses of one family.</summary>
    public IntervalSet<IpAddress> AddressesOf(IpFamily family) => family == IpFamily.IPv4 ? IPv4 : IPv6;
}
