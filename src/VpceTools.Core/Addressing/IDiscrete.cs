namespace VpceTools.Addressing;

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
