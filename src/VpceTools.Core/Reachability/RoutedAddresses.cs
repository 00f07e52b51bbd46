using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>Destination addresses and the route that wins for them.</summary>
/// <param name="Addresses">The addresses.</param>
/// <param name="Block">The block of the route, an entry of its prefix list for instance; null without a route.</param>
/// <param name="Route">The route; null where the table has none, which drops the packet.</param>
public sealed record RoutedAddresses(IntervalSet<IpAddress> Addresses, CidrBlock? Block, Route? Route);
