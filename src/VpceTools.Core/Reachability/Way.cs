using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>What drops packets on the way between two VPCs, or between a VPC and a network outside AWS.</summary>
/// <param name="ResourceId">The resource at fault.</param>
/// <param name="Component">For people, with its id, for example <c>transit gateway route table tgw-rtb-0abc</c>.</param>
/// <param name="Rule">The rule, route or state at fault.</param>
/// <param name="Problem">The end of a sentence that begins with the component, for example <c>has no route to 10.0.0.5</c>.</param>
/// <param name="Code">The code of VPC Reachability Analyzer; null where it has none.</param>
/// <param name="Advice">What to do.</param>
internal sealed record WayFault(string ResourceId, string Component, string Rule, string Problem, string? Code, string Advice)
{
    /// <summary>The account that has to act, where it is known and another than the endpoint's.</summary>
    public string? AccountId { get; init; }

    /// <summary>What is missing there, for whoever would add it; null where nothing can be added.</summary>
    public WayRemedy? Remedy { get; init; }

    /// <summary>
    /// Whether it names the endpoint's address; null where it names where packets go: the endpoint for requests, and the clients for return
    /// traffic.
    /// </summary>
    public bool? NamesTarget { get; init; }

    /// <summary>The clients' packets that are dropped here.</summary>
    public PacketSet Dropped { get; init; } = PacketSet.Empty;
}

/// <summary>What is missing at a place that drops packets.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="TransitGatewayId">The transit gateway; null where it is a matter of a subnet's routes.</param>
/// <param name="Id">The table or attachment that lacks it.</param>
/// <param name="Zone">The zone that an attachment lacks.</param>
internal sealed record WayRemedy(WayRemedyKind Kind, string? TransitGatewayId, string Id, string? Zone = null);

/// <summary>What can be missing between two networks.</summary>
internal enum WayRemedyKind
{
    /// <summary>A route of a subnet's table.</summary>
    Route,

    /// <summary>A transit gateway route table for an attachment.</summary>
    Association,

    /// <summary>A route of a transit gateway route table.</summary>
    TransitRoute,

    /// <summary>A subnet of an attachment, in a zone.</summary>
    AttachmentSubnet,
}

/// <summary>
/// What gets through of the packets of some clients in one direction, between the routers of both subnets. Packets are told by the client's
/// address and port, whichever way they go.
/// </summary>
internal sealed record Way
{
    /// <summary>What passes for certain, as far as it was seen: what is missing can only take from it.</summary>
    public required PacketSet Passed { get; init; }

    /// <summary>What passes in some of the cases that AWS chooses between, such as the zone where packets arrive.</summary>
    public required PacketSet Possible { get; init; }

    /// <summary>What drops the rest.</summary>
    public ValueList<WayFault> Faults { get; init; } = [];

    /// <summary>What would have to be known to say more.</summary>
    public ValueList<MissingEvidence> Missing { get; init; } = [];

    /// <summary>What the packets meet, in order.</summary>
    public ValueList<string> Places { get; init; } = [];

    /// <summary>The attachment subnets where packets from a transit gateway can arrive.</summary>
    public ValueList<string> Arrivals { get; init; } = [];

    /// <summary>Where packets leave AWS: transit gateway and attachment.</summary>
    public ValueList<WayExit> Exits { get; init; } = [];

    /// <summary>The firewalls and appliances that packets can be led through.</summary>
    public ValueList<string> Middleboxes { get; init; } = [];

    /// <summary>A way without a place that drops anything.</summary>
    public static Way Open(PacketSet packets) => new() { Passed = packets, Possible = packets };

    /// <summary>A way that drops everything.</summary>
    public static Way Closed(PacketSet packets, WayFault fault) =>
        new() { Passed = PacketSet.Empty, Possible = PacketSet.Empty, Faults = [fault with { Dropped = packets }] };

    /// <summary>A way that was not seen.</summary>
    public static Way Unseen(PacketSet packets, params MissingEvidence[] missing) => Open(packets) with { Missing = [.. missing] };

    /// <summary>The way with a place that lets only some packets pass.</summary>
    /// <param name="admitted">What passes.</param>
    /// <param name="fault">Describes the place where it drops something, which most do not.</param>
    public Way Through(PacketSet admitted, Func<WayFault> fault)
    {
        var passed = Passed.Intersect(admitted);
        return passed.Equals(Passed) ? this : this with
        {
            Passed = passed,
            Possible = Possible.Intersect(admitted),
            Faults = [.. Faults, fault() with { Dropped = Passed.Except(admitted) }],
        };
    }

    /// <summary>The way with something that was not seen.</summary>
    public Way Lacking(params MissingEvidence[] missing) => this with { Missing = [.. Missing, .. missing] };

    /// <summary>The way through something whose own rules are not seen.</summary>
    public Way Through(string middlebox, string what, string? accountId)
    {
        var way = Lacking(Middlebox.Unseen(middlebox, what, accountId));
        return Middlebox.IsStateful(middlebox) ? way with { Middleboxes = [.. Middleboxes, middlebox] } : way;
    }

    /// <summary>
    /// The way where a route that was not seen could be more specific than those that decide here: what they drop is not dropped for
    /// certain.
    /// </summary>
    public Way Doubted(IReadOnlyList<MissingEvidence> missing, PacketSet packets) =>
        missing.Count == 0 || Possible.Equals(packets) ? this : Unseen(packets, [.. missing]) with { Places = Places };

    /// <summary>The way after places that come first.</summary>
    public Way After(params string[] places) => this with { Places = [.. places, .. Places] };

    /// <summary>Two ways that follow each other.</summary>
    public Way Then(Way next) => new()
    {
        Passed = Passed.Intersect(next.Passed),
        Possible = Possible.Intersect(next.Possible),
        Faults = [.. Faults, .. next.Faults],
        Missing = [.. Missing, .. next.Missing],
        Places = [.. Places, .. next.Places],
        Arrivals = [.. Arrivals, .. next.Arrivals],
        Exits = [.. Exits, .. next.Exits],
        Middleboxes = [.. Middleboxes, .. next.Middleboxes],
    };

    /// <summary>The way followed by another one that some of its packets take.</summary>
    public Way Then(Way next, PacketSet taken) => Then(next with
    {
        Passed = next.Passed.Union(Passed.Except(taken)),
        Possible = next.Possible.Union(Possible.Except(taken)),
    });

    /// <summary>Ways of different packets.</summary>
    public static Way Beside(IReadOnlyList<Way> ways) => Combine(ways, (a, b) => a.Union(b), (a, b) => a.Union(b));

    /// <summary>Ways of the same packets, of which AWS takes one: what passes on all of them is sure.</summary>
    public static Way Either(IReadOnlyList<Way> ways) => Combine(ways, (a, b) => a.Intersect(b), (a, b) => a.Union(b));

    /// <summary>Ways of the same packets, all of which have to pass.</summary>
    public static Way All(IReadOnlyList<Way> ways) => Combine(ways, (a, b) => a.Intersect(b), (a, b) => a.Intersect(b));

    private static Way Combine(IReadOnlyList<Way> ways, Func<PacketSet, PacketSet, PacketSet> passed,
        Func<PacketSet, PacketSet, PacketSet> possible) => ways.Count == 1 ? ways[0] : new()
        {
            Passed = ways.Select(w => w.Passed).Aggregate(passed),
            Possible = ways.Select(w => w.Possible).Aggregate(possible),
            Faults = ways.SelectMany(w => w.Faults).Distinct().ToValueList(),
            Missing = ways.SelectMany(w => w.Missing).Distinct().ToValueList(),
            Places = ways.SelectMany(w => w.Places).Distinct().ToValueList(),
            Arrivals = ways.SelectMany(w => w.Arrivals).Distinct().ToValueList(),
            Exits = ways.SelectMany(w => w.Exits).Distinct().ToValueList(),
            Middleboxes = ways.SelectMany(w => w.Middleboxes).Distinct().ToValueList(),
        };
}

/// <summary>Where packets leave a transit gateway for a network outside AWS.</summary>
/// <param name="TransitGatewayId">The transit gateway.</param>
/// <param name="AttachmentId">The attachment.</param>
internal sealed record WayExit(string TransitGatewayId, string AttachmentId);

/// <summary>Packets between clients and a target in one direction.</summary>
/// <param name="IsReturn">Whether they are return traffic.</param>
/// <param name="Clients">The clients.</param>
/// <param name="Target">The target.</param>
/// <param name="Addresses">The clients' addresses that are asked about.</param>
/// <param name="Port">The port of the service.</param>
/// <param name="ClientPorts">The ports that clients send from.</param>
internal sealed record Trip(
    bool IsReturn, ClientClass Clients, Target Target, IntervalSet<IpAddress> Addresses, Port Port, IntervalSet<Port> ClientPorts)
{
    /// <summary>The VPC that packets come from; null outside AWS.</summary>
    public string? FromVpc => IsReturn ? Target.VpcId : Clients.Shared.VpcId;

    /// <summary>The subnet that packets come from.</summary>
    public string? FromSubnetId => IsReturn ? Target.SubnetId : Clients.Shared.SubnetId;

    /// <summary>The VPC that packets go to; null outside AWS.</summary>
    public string? ToVpc => IsReturn ? Clients.Shared.VpcId : Target.VpcId;

    /// <summary>The subnet that packets go to.</summary>
    public string? ToSubnetId => IsReturn ? Clients.Shared.SubnetId : Target.SubnetId;

    /// <summary>Where packets go.</summary>
    public IntervalSet<IpAddress> Destinations => IsReturn ? Addresses : Target.Addresses;

    /// <summary>All packets.</summary>
    public PacketSet Universe => Addresses.Equals(Clients.AddressesOf(Target.Family)) ? Clients.Universe(Target.Family, ClientPorts)
        : PacketSet.Of(Addresses, ClientPorts);

    /// <summary>For people: one address, or the first of several.</summary>
    public string Destination => Destinations.Minimum.ToString();

    /// <summary>What an ACL lets through of the packets, whose rules name the peer and the destination port.</summary>
    /// <param name="admitted">What the ACL lets through in the direction that judges.</param>
    /// <param name="bySource">Whether the peer is where packets come from.</param>
    public PacketSet Admitted(PacketSet admitted, bool bySource)
    {
        if (bySource != IsReturn)
        {
            // The peer is the client.
            if (IsReturn)
                return admitted.Intersect(Universe);
            return PacketSet.Of(admitted.AddressesWith(Port).Intersect(Addresses), ClientPorts);
        }

        if (!IsReturn)
            return admitted.AddressesWith(Port).IsSupersetOf(Target.Addresses) ? Universe : PacketSet.Empty;
        // Return traffic comes from the target's addresses to the client's ports.
        IntervalSet<Port>? through = null;
        foreach (var box in admitted.Within(Target.Addresses).Boxes)
            through = through is null ? box.Ports : through.Intersect(box.Ports);
        return through is null ? PacketSet.Empty : PacketSet.Of(Addresses, through.Intersect(ClientPorts));
    }
}
