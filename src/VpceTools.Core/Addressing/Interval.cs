namespace VpceTools.Addressing;

/// <summary>All values from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
/// <typeparam name="T">Address or port.</typeparam>
/// <param name="First">The lowest value.</param>
/// <param name="Last">The highest value; never below <paramref name="First"/>.</param>
public readonly record struct Interval<T>(T First, T Last)
    where T : struct, IDiscrete<T>
{
    /// <summary>Whether the value lies within.</summary>
    public bool Contains(T value) => First.CompareTo(value) <= 0 && value.CompareTo(Last) <= 0;

    public override string ToString() => First.Equals(Last) ? First.ToString()! : $"{First}-{Last}";
}

/// <summary>A value of an ordered set in which every element but the ends has a neighbour on each side.</summary>
/// <typeparam name="T">The implementing type.</typeparam>
public interface IDiscrete<T> : IComparable<T>, IEquatable<T>
    where T : struct
{
    /// <summary>Gets the value directly above; false at the upper end (or at a gap, as between IPv4 and IPv6).</summary>
    bool TryGetNext(out T next);

    /// <summary>Gets the value directly below; false at the lower end.</summary>
    bool TryGetPrevious(out T previous);
}
