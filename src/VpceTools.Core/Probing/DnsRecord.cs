using System.Globalization;

namespace VpceTools.Probing;

/// <summary>A record of a DNS answer.</summary>
/// <param name="Name">The owner's name.</param>
/// <param name="Type"><c>A</c>, <c>AAAA</c> or <c>CNAME</c>.</param>
/// <param name="Value">The address or the canonical name.</param>
/// <param name="TimeToLive">The seconds that it may be cached for; null where the resolver does not say, as the system's never
/// does.</param>
public sealed record DnsRecord(string Name, string Type, string Value, int? TimeToLive)
{
    /// <summary>
    /// A time to live as a server gives it: 31 bits, and what is more counts as 0 (RFC 2181 section 8). Null where the text is no number.
    /// </summary>
    public static int? LifeOf(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? LifeOf(unchecked((int)seconds)) : null;

    /// <summary>A time to live as it is on the wire.</summary>
    public static int LifeOf(int seconds) => Math.Max(0, seconds);

    /// <summary>For example <c>A 10.0.1.5 (60 s)</c>.</summary>
    public override string ToString() => TimeToLive is { } seconds ? $"{Type} {Value} ({seconds} s)" : $"{Type} {Value}";
}
