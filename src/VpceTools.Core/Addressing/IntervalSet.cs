namespace VpceTools.Addressing;

/// <summary>
/// An exact set of ports or addresses, kept as sorted, disjoint, non-adjacent intervals. The form is canonical:
/// two sets are equal exactly when their intervals are.
/// </summary>
/// <typeparam name="T">Address or port.</typeparam>
public sealed class IntervalSet<T> : IEquatable<IntervalSet<T>>
    where T : struct, IDiscrete<T>
{
    private readonly Interval<T>[] _intervals;

    private IntervalSet(Interval<T>[] intervals) => _intervals = intervals;

    /// <summary>The set of nothing.</summary>
    public static IntervalSet<T> Empty { get; } = new([]);

    /// <summary>The intervals in ascending order.</summary>
    public ReadOnlySpan<Interval<T>> Intervals => _intervals;

    public bool IsEmpty => _intervals.Length == 0;

    /// <summary>The lowest element.</summary>
    /// <exception cref="InvalidOperationException">The set is empty.</exception>
    public T Minimum => IsEmpty ? throw new InvalidOperationException("An empty set has no lowest element.") : _intervals[0].First;

    /// <summary>The set of one interval.</summary>
    public static IntervalSet<T> Of(T first, T last) => new([new(first, last)]);

    /// <summary>The set of one interval.</summary>
    public static IntervalSet<T> Of(Interval<T> interval) => new([interval]);

    /// <summary>The union of intervals in any order, overlapping or not.</summary>
    public static IntervalSet<T> Of(IEnumerable<Interval<T>> intervals)
    {
        var sorted = intervals.OrderBy(i => i.First).ToArray();
        var merged = new List<Interval<T>>(sorted.Length);
        foreach (var interval in sorted)
        {
            if (merged.Count > 0 && Touches(merged[merged.Count - 1].Last, interval.First))
            {
                if (interval.Last.CompareTo(merged[merged.Count - 1].Last) > 0)
                    merged[merged.Count - 1] = new(merged[merged.Count - 1].First, interval.Last);
            }
            else
            {
                merged.Add(interval);
            }
        }

        return merged.Count == 0 ? Empty : new([.. merged]);
    }

    /// <summary>Whether the value is an element.</summary>
    public bool Contains(T value)
    {
        int low = 0, high = _intervals.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value.CompareTo(_intervals[middle].First) < 0)
                high = middle - 1;
            else if (value.CompareTo(_intervals[middle].Last) > 0)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>Whether the set shares an element with an interval.</summary>
    public bool Overlaps(Interval<T> interval)
    {
        int low = 0, high = _intervals.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (interval.Last.CompareTo(_intervals[middle].First) < 0)
                high = middle - 1;
            else if (interval.First.CompareTo(_intervals[middle].Last) > 0)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>Whether every element of the other set is an element of this one.</summary>
    public bool IsSupersetOf(IntervalSet<T> other)
    {
        if (ReferenceEquals(this, other))
            return true;
        var i = 0;
        foreach (var interval in other._intervals)
        {
            // Neighbours are joined in this form, so that what is covered lies in one interval.
            while (i < _intervals.Length && _intervals[i].Last.CompareTo(interval.First) < 0)
                i++;
            if (i == _intervals.Length || _intervals[i].First.CompareTo(interval.First) > 0
                || _intervals[i].Last.CompareTo(interval.Last) < 0)
                return false;
        }

        return true;
    }

    /// <summary>What either set holds.</summary>
    public IntervalSet<T> Union(IntervalSet<T> other)
    {
        if (IsEmpty || ReferenceEquals(this, other))
            return other;
        return other.IsEmpty ? this : Of(_intervals.Concat(other._intervals));
    }

    /// <summary>What both sets hold.</summary>
    public IntervalSet<T> Intersect(IntervalSet<T> other)
    {
        if (ReferenceEquals(this, other))
            return this;
        var result = new List<Interval<T>>();
        for (int i = 0, j = 0; i < _intervals.Length && j < other._intervals.Length;)
        {
            var (a, b) = (_intervals[i], other._intervals[j]);
            var first = a.First.CompareTo(b.First) > 0 ? a.First : b.First;
            var last = a.Last.CompareTo(b.Last) < 0 ? a.Last : b.Last;
            if (first.CompareTo(last) <= 0)
                result.Add(new(first, last));
            if (a.Last.CompareTo(b.Last) < 0)
                i++;
            else
                j++;
        }

        return Shared(result, other);
    }

    /// <summary>What this set holds and the other does not.</summary>
    public IntervalSet<T> Except(IntervalSet<T> other)
    {
        if (IsEmpty || other.IsEmpty)
            return this;
        var result = new List<Interval<T>>();
        var j = 0;
        foreach (var interval in _intervals)
        {
            var first = interval.First;
            var open = true;
            while (j < other._intervals.Length && other._intervals[j].Last.CompareTo(first) < 0)
                j++;
            for (var k = j; open && k < other._intervals.Length && other._intervals[k].First.CompareTo(interval.Last) <= 0; k++)
            {
                var hole = other._intervals[k];
                if (hole.First.CompareTo(first) > 0 && hole.First.TryGetPrevious(out var before))
                    result.Add(new(first, before));
                open = hole.Last.CompareTo(interval.Last) < 0 && hole.Last.TryGetNext(out first);
            }

            if (open)
                result.Add(new(first, interval.Last));
        }

        return result.Count == 0 ? Empty : new([.. result]);
    }

    public bool Equals(IntervalSet<T>? other) =>
        other is not null && (ReferenceEquals(this, other) || _intervals.AsSpan().SequenceEqual(other._intervals));

    public override bool Equals(object? obj) => Equals(obj as IntervalSet<T>);

    public override int GetHashCode() => _intervals.Aggregate(17, (hash, i) => unchecked((hash * 31) + i.GetHashCode()));

    public override string ToString() => IsEmpty ? "none" : string.Join(", ", _intervals);

    /// <summary>Results that equal an operand are that operand: most sets here are asked again and again.</summary>
    private IntervalSet<T> Shared(List<Interval<T>> result, IntervalSet<T> other)
    {
        if (result.Count == 0)
            return Empty;
        if (result.Count == _intervals.Length && result.SequenceEqual(_intervals))
            return this;
        return result.Count == other._intervals.Length && result.SequenceEqual(other._intervals) ? other : new([.. result]);
    }

    private static bool Touches(T last, T first) =>
        first.CompareTo(last) <= 0 || (last.TryGetNext(out var next) && next.Equals(first));
}
