namespace VpceTools.Addressing;

/// <summary>A TCP or UDP port number, 0 to 65535 (RFC 9293).</summary>
public readonly record struct Port : IDiscrete<Port>
{
    /// <summary>The highest port number.</summary>
    public const int Maximum = 65535;

    /// <exception cref="ArgumentOutOfRangeException">The number is not within 0 to 65535.</exception>
    public Port(int number)
    {
        if (number is < 0 or > Maximum)
            throw new ArgumentOutOfRangeException(nameof(number), number, "A port is a number from 0 to 65535.");
        Number = number;
    }

    public int Number { get; }

    public bool TryGetNext(out Port next)
    {
        next = Number == Maximum ? this : new Port(Number + 1);
        return Number != Maximum;
    }

    public bool TryGetPrevious(out Port previous)
    {
        previous = Number == 0 ? this : new Port(Number - 1);
        return Number != 0;
    }

    public int CompareTo(Port other) => Number.CompareTo(other.Number);

    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static bool operator <(Port left, Port right) => left.CompareTo(right) < 0;

    public static bool operator >(Port left, Port right) => left.CompareTo(right) > 0;

    public static bool operator <=(Port left, Port right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Port left, Port right) => left.CompareTo(right) >= 0;
}
