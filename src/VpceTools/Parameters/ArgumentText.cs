using System.Globalization;
using VpceTools.Addressing;
using VpceTools.Errors;

namespace VpceTools.Parameters;

/// <summary>Reads addresses and ports as users write them.</summary>
internal static class ArgumentText
{
    /// <summary>The parts of texts that commas separate, as people paste them, without what is blank.</summary>
    public static IEnumerable<string> Listed(IEnumerable<string> texts) =>
        texts.SelectMany(text => text.Split(',')).Select(part => part.Trim()).Where(part => part.Length > 0);

    /// <summary>A CIDR block; an address alone is a block of one.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static CidrBlock Cidr(string text) => CidrOrNull(text) ?? throw new CommandException(CommandErrors.CidrInvalid(text));

    /// <summary>The same; null where it is none.</summary>
    public static CidrBlock? CidrOrNull(string text)
    {
        var trimmed = text.Trim();
        return CidrBlock.TryParse(trimmed, out var block) ? block
            : IpAddress.TryParse(trimmed, out var address) ? CidrBlock.OfHost(address) : null;
    }

    /// <summary>A range such as <c>1024-65535</c>; a port alone is a range of one.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static Interval<Port> Ports(string text)
    {
        var parts = text.Split('-');
        return parts.Length <= 2 && TryPort(parts[0], out var first) && TryPort(parts[parts.Length - 1], out var last) && first <= last
            ? new(first, last)
            : throw new CommandException(CommandErrors.PortRangeInvalid(text));
    }

    private static bool TryPort(string text, out Port port)
    {
        var isPort = int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= Port.Maximum;
        port = isPort ? new Port(number) : default;
        return isPort;
    }
}
