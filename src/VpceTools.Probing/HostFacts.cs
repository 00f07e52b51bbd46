using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>Reads what on this machine bears on the answers: addresses, resolvers, hosts file, proxy variables.</summary>
internal static class HostFacts
{
    /// <summary>The system's hosts file.</summary>
    public static string HostsFile => Path.DirectorySeparatorChar == '\\'
        ? Path.Combine(Environment.SystemDirectory, "drivers", "etc", "hosts")
        : "/etc/hosts";

    public static ProbeVantage Read(string hostsFile, IEnumerable<string> names)
    {
        var interfaces = Interfaces();
        var proxy = Variable("HTTPS_PROXY") ?? Variable("ALL_PROXY");
        return new ProbeVantage
        {
            Name = Environment.MachineName,
            Addresses =
                [.. interfaces.SelectMany(i => i.UnicastAddresses).Select(a => a.Address).Where(IsGlobal).Select(Parse)
                .OfType<IpAddress>().Distinct()],
            Resolvers = [.. interfaces.SelectMany(i => i.DnsAddresses).Select(a => a.ToString()).Distinct()],
            HostsEntries = Hosts(hostsFile, names),
            Proxy = ProxyRules.WithoutCredentials(proxy),
            NoProxy = Variable("NO_PROXY"),
        };
    }

    /// <summary>The lines of a hosts file about some names.</summary>
    public static ValueList<HostsEntry> Hosts(string hostsFile, IEnumerable<string> names)
    {
        if (!File.Exists(hostsFile))
            return [];
        var wanted = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from line in File.ReadAllLines(hostsFile)
               let words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
               from name in words.Skip(1)
               where wanted.Contains(name)
               select new HostsEntry(words[0], name),
        ];
    }

    /// <summary>A container, or a hardened system, may forbid looking at interfaces; then their addresses stay unknown.</summary>
    private static List<IPInterfaceProperties> Interfaces()
    {
        try
        {
            return [.. System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
                .Where(i => i.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown).Select(i => i.GetIPProperties())];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static bool IsGlobal(IPAddress address) => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal
        && !(address.AddressFamily == AddressFamily.InterNetwork && address.ToString().StartsWith("169.254.", StringComparison.Ordinal));

    private static IpAddress? Parse(IPAddress address) =>
        IpAddress.TryParse(address.ToString().Split('%')[0], out var parsed) ? parsed : null;

    /// <summary>Programs read the variable in lower case first: https://everything.curl.dev/usingcurl/proxies/env.html.</summary>
    private static string? Variable(string name) =>
        new[] { name.ToLowerInvariant(), name }.Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
}
