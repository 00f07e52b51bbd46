using System.Globalization;
using VpceTools.Addressing;

namespace VpceTools.Probing;

/// <summary>A DNS server as users write it: an address, or an address and a port (<c>10.0.0.2:5353</c>, <c>[fd00::2]:5353</c>).</summary>
public static class DnsServerAddress
{
    private const int DnsPort = 53;

    /// <summary>Reads it; false where it is neither.</summary>
    public static bool TryParse(string text, out IpAddress address, out int port)
    {
        port = DnsPort;
        var trimmed = text.Trim();
        if (IpAddress.TryParse(trimmed.Trim('[', ']'), out address))
            return true;
        var colon = trimmed.LastIndexOf(':');
        return colon > 0 && int.TryParse(trimmed.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= Port.Maximum
            && IpAddress.TryParse(trimmed.Substring(0, colon).Trim('[', ']'), out address);
    }
}
