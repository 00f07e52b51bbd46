using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>The private address that calls of the clients named by the user come from, where there is just one.</summary>
public static class NamedClientAddress
{
    /// <summary>The address; null where no client is named, or where the named ones have several addresses.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="endpoint">The endpoint, whose address type rules out the other family.</param>
    public static string? Of(ClientSet clients, VpcEndpoint endpoint)
    {
        if (clients.NotFound.Count > 0)
            return null;
        var intervals = clients.Clients.Where(client => client.IsNamed).SelectMany(client => client.Addresses.Intervals.ToArray())
            .Where(interval => Reaches(interval.First.Family, endpoint.IpAddressType)).Distinct().ToList();
        return intervals.Count == 1 && intervals[0].First.Equals(intervals[0].Last) ? intervals[0].First.ToString() : null;
    }

    private static bool Reaches(IpFamily family, string? addressType) => addressType switch
    {
        "ipv4" => family == IpFamily.IPv4,
        "ipv6" => family == IpFamily.IPv6,
        _ => true,
    };
}
