using System.Numerics;

namespace VpceTools.Addressing;

/// <summary>
/// An exact set of (address, port) pairs: a map from disjoint address intervals to the ports that go with them. Whether the
/// address is a source or a destination is up to the holder. The form is canonical (ascending, neighbours with equal ports joined,
/// nothing empty), so equality of content is equality of form.
/// </summary>
public sealed class PacketSet : IEquatable<PacketSet>
{
    private readonly Box[] _boxes;

    private PacketSet(Box[] boxes) => _boxes = boxes;

    /// <summary>The set of no packet.</summary>
    public static PacketSet Empty { get; } = new([]);

    /// <summary>Every port, 0 to 65535.</summary>
    public static IntervalSet<Port> AllPorts { get; } = IntervalSet<Port>.Of(new Port(0), new Port(Port.Maximum));

    /// <summary>Every address of both families with every port.</summary>
    public static PacketSet All { get; } = Of(CidrBlock.AnyIPv4.Addresses.Union(CidrBlock.AnyIPv6.Addresses), AllPorts);

    /// <summary>The boxes in ascending order of address.</summary>
    public ReadOnlySpan<Box> Boxes => _boxes;

    /// <summary>Whether the set holds no pair.</summary>
    public bool IsEmpty => _boxes.Length == 0;

    /// <summary>The addresses that go with at least one port.</summary>
    public IntervalSet<IpAddress> Addresses => IntervalSet<IpAddress>.Of(_boxes.Select(b => b.Addresses));

    /// <summary>The number of pairs.</summary>
    public BigInteger Count => _boxes.Aggregate(BigInteger.Zero, (sum, box) => sum + box.Count);

    /// <summary>Every pair of an address and a port of the given sets.</summary>
    public static PacketSet Of(IntervalSet<IpAddress> addresses, IntervalSet<Port> ports)
    {
        if (addresses.IsEmpty || ports.IsEmpty)
            return Empty;
        var boxes = new Box[addresses.Intervals.Length];
        for (var i = 0; i < boxes.Length; i++)
            boxes[i] = new(addresses.Intervals[i], ports);
        return new(boxes);
    }

    /// <summary>The ports that go with an address.</summary>
    public IntervalSet<Port> PortsOf(IpAddress address)
    {
        int low = 0, high = _boxes.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (address < _boxes[middle].Addresses.First)
                high = middle - 1;
            else if (address > _boxes[middle].Addresses.Last)
                low = middle + 1;
            else
                return _boxes[middle].Ports;
        }

        return IntervalSet<Port>.Empty;
    }

    /// <summary>The addresses that go with a port.</summary>
    public IntervalSet<IpAddress> AddressesWith(Port port) =>
        IntervalSet<IpAddress>.Of(_boxes.Where(b => b.Ports.Contains(port)).Select(b => b.Addresses));

    /// <summary>Whether the pair is in the set.</summary>
    public bool Contains(IpAddress address, Port port) => PortsOf(address).Contains(port);

    /// <summary>
    /// Whether every one of the addresses goes with the same ports, and no other address with any; true for the empty set.
    /// </summary>
    public bool IsUniformOver(IntervalSet<IpAddress> addresses)
    {
        if (IsEmpty)
            return true;
        if (_boxes.Length != addresses.Intervals.Length)
            return false;
        for (var i = 0; i < _boxes.Length; i++)
            if (!_boxes[i].Addresses.Equals(addresses.Intervals[i]) || !_boxes[i].Ports.Equals(_boxes[0].Ports))
                return false;
        return true;
    }

    /// <summary>The pairs of the set whose address is one of the given.</summary>
    public PacketSet Within(IntervalSet<IpAddress> addresses)
    {
        var result = new List<Box>();
        foreach (var interval in addresses.Intervals)
        {
            for (var i = FirstBoxReaching(interval.First); i < _boxes.Length && _boxes[i].Addresses.First <= interval.Last; i++)
            {
                var box = _boxes[i].Addresses;
                Append(result, new(new(Max(box.First, interval.First), Min(box.Last, interval.Last)), _boxes[i].Ports));
            }
        }

        return result.Count == 0 ? Empty : new([.. result]);
    }

    /// <summary>What either set holds.</summary>
    public PacketSet Union(PacketSet other)
    {
        if (IsEmpty)
            return other;
        return other.IsEmpty ? this : Combine(other, static (a, b) => a.Union(b));
    }

    /// <summary>What both sets hold.</summary>
    public PacketSet Intersect(PacketSet other)
    {
        if (ReferenceEquals(this, other))
            return this;
        if (IsEmpty || other.IsEmpty)
            return Empty;
        // Most rule sets let all that is asked about pass, and a result that is an operand is compared at once.
        return other.Covers(this) ? this : Covers(other) ? other : Combine(other, static (a, b) => a.Intersect(b));
    }

    /// <summary>What this set holds and the other does not.</summary>
    public PacketSet Except(PacketSet other) => IsEmpty || other.IsEmpty ? this : Combine(other, static (a, b) => a.Except(b));

    public bool Equals(PacketSet? other) =>
        other is not null && (ReferenceEquals(this, other) || _boxes.AsSpan().SequenceEqual(other._boxes));

    public override bool Equals(object? obj) => Equals(obj as PacketSet);

    public override int GetHashCode() => _boxes.Aggregate(17, (hash, b) => unchecked((hash * 31) + b.GetHashCode()));

    public override string ToString() => IsEmpty ? "none" : string.Join("; ", _boxes);

    /// <summary>Whether each box of another set lies in one of this; false also where it lies in several.</summary>
    private bool Covers(PacketSet other)
    {
        foreach (var box in other._boxes)
        {
            var i = FirstBoxReaching(box.Addresses.First);
            if (i == _boxes.Length || _boxes[i].Addresses.First > box.Addresses.First || _boxes[i].Addresses.Last < box.Addresses.Last
                || !_boxes[i].Ports.IsSupersetOf(box.Ports))
                return false;
        }

        return true;
    }

    /// <summary>Walks both maps at once over the elementary intervals between their edges.</summary>
    private PacketSet Combine(PacketSet other, Func<IntervalSet<Port>, IntervalSet<Port>, IntervalSet<Port>> operation)
    {
        var starts = new List<IpAddress>(2 * (_boxes.Length + other._boxes.Length));
        AddEdges(starts, _boxes);
        AddEdges(starts, other._boxes);
        starts.Sort();
        var result = new List<Box>();
        int i = 0, j = 0;
        for (var s = 0; s < starts.Count; s++)
        {
            if (s > 0 && starts[s] == starts[s - 1])
                continue;
            var first = starts[s];
            while (i < _boxes.Length && _boxes[i].Addresses.Last < first)
                i++;
            while (j < other._boxes.Length && other._boxes[j].Addresses.Last < first)
                j++;
            var inA = i < _boxes.Length && _boxes[i].Addresses.First <= first;
            var inB = j < other._boxes.Length && other._boxes[j].Addresses.First <= first;
            var ports = operation(inA ? _boxes[i].Ports : IntervalSet<Port>.Empty, inB ? other._boxes[j].Ports : IntervalSet<Port>.Empty);
            if (ports.IsEmpty)
                continue;
            // A start that lies in a box reaches to the nearer of the box's end and the next edge of either map.
            var last = inA ? _boxes[i].Addresses.Last : other._boxes[j].Addresses.Last;
            if (inA && inB && other._boxes[j].Addresses.Last < last)
                last = other._boxes[j].Addresses.Last;
            var next = s + 1;
            while (next < starts.Count && starts[next] == first)
                next++;
            if (next < starts.Count && starts[next] <= last && starts[next].TryGetPrevious(out var before))
                last = before;
            Append(result, new(new(first, last), ports));
        }

        return result.Count == 0 ? Empty : new([.. result]);
    }

    /// <summary>The index of the first box that ends at or after an address.</summary>
    private int FirstBoxReaching(IpAddress address)
    {
        int low = 0, high = _boxes.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_boxes[middle].Addresses.Last < address)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static IpAddress Max(IpAddress a, IpAddress b) => a > b ? a : b;

    private static IpAddress Min(IpAddress a, IpAddress b) => a < b ? a : b;

    private static void AddEdges(List<IpAddress> edges, Box[] boxes)
    {
        foreach (var box in boxes)
        {
            edges.Add(box.Addresses.First);
            if (box.Addresses.Last.TryGetNext(out var after))
                edges.Add(after);
        }
    }

    private static void Append(List<Box> boxes, Box box)
    {
        if (boxes.Count > 0)
        {
            var previous = boxes[boxes.Count - 1];
            if (previous.Addresses.Last.TryGetNext(out var after) && after == box.Addresses.First && previous.Ports.Equals(box.Ports))
            {
                boxes[boxes.Count - 1] = new(new(previous.Addresses.First, box.Addresses.Last), box.Ports);
                return;
            }
        }

        boxes.Add(box);
    }

    /// <summary>One interval of addresses with the ports that go with each of them.</summary>
    /// <param name="Addresses">The addresses.</param>
    /// <param name="Ports">The ports; never empty.</param>
    public readonly record struct Box(Interval<IpAddress> Addresses, IntervalSet<Port> Ports)
    {
        /// <summary>The number of pairs.</summary>
        public BigInteger Count
        {
            get
            {
                var ports = 0;
                foreach (var interval in Ports.Intervals)
                    ports += interval.Last.Number - interval.First.Number + 1;
                return (Addresses.Last.Number - Addresses.First.Number + 1) * ports;
            }
        }

        public override string ToString() => $"{Addresses} ports {Ports}";
    }
}
