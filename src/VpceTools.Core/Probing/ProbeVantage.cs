using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>The machine that probed, and what on it bears on the answers.</summary>
public sealed record ProbeVantage
{
    /// <summary>For people: the machine's name, or the instance's id.</summary>
    public required string Name { get; init; }

    /// <summary>The instance; null where the machine is not known to be one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The machine's own addresses, loopback and link-local ones left out.</summary>
    public ValueList<IpAddress> Addresses { get; init; } = [];

    /// <summary>The resolvers that the machine is set to ask.</summary>
    public ValueList<string> Resolvers { get; init; } = [];

    /// <summary>Lines of the hosts file about the probed names.</summary>
    public ValueList<HostsEntry> HostsEntries { get; init; } = [];

    /// <summary>The proxy that the environment gives to HTTPS clients, without credentials; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>The names that the environment exempts from the proxy.</summary>
    public string? NoProxy { get; init; }

    /// <summary>Why there are no observations: the machine could not be made to probe. Null where it did.</summary>
    public string? Failure { get; init; }
}

/// <summary>A line of a hosts file.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">The name that it is given for.</param>
public sealed record HostsEntry(string Address, string Name);
