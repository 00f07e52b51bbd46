using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Clients that differ in nothing but their address. Every rule is a function of the address, so what gets through is computed once over all
/// their addresses and then looked up for each.
/// </summary>
public sealed class ClientClass
{
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

    /// <summary>The addresses of one family.</summary>
    public IntervalSet<IpAddress> AddressesOf(IpFamily family) => family == IpFamily.IPv4 ? IPv4 : IPv6;
}
