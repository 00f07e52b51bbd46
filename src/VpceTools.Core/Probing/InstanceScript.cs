using System.Text.RegularExpressions;
using VpceTools.Sources;

namespace VpceTools.Probing;

/// <summary>
/// The script that probes on an instance: read-only, for /bin/sh or for PowerShell, with the request filled in. Nothing is installed, so it
/// makes do with what is there: getent, curl and dig, or .NET.
/// </summary>
public static class InstanceScript
{
    // What goes into a script is held against a form and quoted: nothing in it can end the quotes.
    private static readonly Regex Server = new(@"^[0-9A-Fa-f.:\[\]]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromMinutes(1));

    /// <summary>The script for a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isWindows">Whether the instance runs Windows.</param>
    /// <exception cref="NetworkSourceException">A name or server cannot be one.</exception>
    public static string For(ProbeRequest request, bool isWindows)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["names"] = string.Join(" ", request.Names.Select(n => Checked(n.HostName.ToLowerInvariant(), ProbeName.IsHostName))),
            ["addresses"] = string.Join(" ", request.Addresses.Select(a => a.ToString())),
            ["serverName"] = request.Names.Count > 0 || request.ServerName is not null
                ? Checked(request.NameForAddresses, ProbeName.IsHostName) : "",
            ["port"] = request.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["protocol"] = request.Protocol.ToString(),
            ["dnsServers"] = string.Join(" ", request.DnsServers.Select(s => ServerOf(Checked(s.Trim(), Server.IsMatch)))),
            ["seconds"] = Math.Max(1, (int)Math.Ceiling(request.Timeout.TotalSeconds))
                .ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["records"] = $"{ProbeLimits.Records}",
            ["connections"] = $"{ProbeLimits.Connections}",
            ["atOnce"] = $"{ProbeLimits.AtOnce}",
        };
        return values.Aggregate(Template(isWindows ? "probe.ps1" : "probe.sh"), (text, value) =>
            text.Replace("{{" + value.Key + "}}", value.Value));
    }

    /// <summary>What was given, the address and the port: scripts cannot tell an IPv6 address from an address and a port.</summary>
    private static string ServerOf(string given) => DnsServerAddress.TryParse(given, out var address, out var port)
        ? $"{given}#{address}#{port.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        : throw Invalid(given);

    private static NetworkSourceException Invalid(string value) =>
        new("HostNameInvalid", $"'{value}' cannot be probed on an instance: it is no host name or address.", value);

    private static string Checked(string value, Func<string, bool> isRight) => isRight(value) ? value : throw Invalid(value);

    private static string Template(string name)
    {
        using var stream = typeof(InstanceScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
