using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// Follows a client's packets from hop to hop and says what is left of them. From the first place that the evidence does not tell of on,
/// nothing is said.
/// </summary>
internal sealed class RemainingPackets
{
    private readonly Target _target;
    private readonly PacketSet _wanted;
    private readonly Port _port;
    private PacketSet? _rest;
    private IntervalSet<IpAddress> _open;
    private ValueList<PathPackets>? _told;

    /// <summary>Starts with all packets.</summary>
    /// <param name="target">Where they go.</param>
    /// <param name="wanted">All packets of the client.</param>
    /// <param name="port">The port that is called.</param>
    public RemainingPackets(Target target, PacketSet wanted, Port port)
    {
        (_target, _wanted, _port) = (target, wanted, port);
        (_rest, _open) = (wanted, target.Addresses);
    }

    /// <summary>What is left after a hop; null where it cannot be told.</summary>
    public ValueList<PathPackets>? After(Hop hop, PathDecision decision)
    {
        if (_rest is null || decision == PathDecision.Unknown)
        {
            _rest = null;
            return null;
        }

        var (rest, open) = (_rest.Intersect(hop.Passed), _open.Except(hop.BlockedDestinations));
        // Most hops leave all of them, and say so with the same list.
        if (_told is null || !rest.Equals(_rest) || !open.Equals(_open))
            _told = rest.IsEmpty || open.IsEmpty ? [] : Describe(rest, open);
        (_rest, _open) = (_told.Count == 0 ? PacketSet.Empty : rest, open);
        return _told;
    }

    private ValueList<PathPackets> Describe(PacketSet rest, IntervalSet<IpAddress> open)
    {
        var destinations = !open.Equals(_target.Addresses) || open.Intervals.Length == 1 ? open.ToString() : _target.Id;
        if (rest.Equals(_wanted))
            return [new("", rest.Boxes[0].Ports.ToString(), destinations, _port.Number) { SentBy = _target.Family }];
        var packets = new List<PathPackets>(rest.Boxes.Length);
        foreach (var box in rest.Boxes)
            packets.Add(new(box.Addresses.ToString(), box.Ports.ToString(), destinations, _port.Number));
        return [.. packets];
    }
}
