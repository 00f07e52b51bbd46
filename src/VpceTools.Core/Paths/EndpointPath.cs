using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>Whether a client reaches what it calls, by which way, and what stands in between.</summary>
public sealed record EndpointPath
{
    /// <summary>The client: an interface, a subnet or a CIDR block.</summary>
    public required string From { get; init => field = ShownText.Line(value); }

    /// <summary>What it calls: a host name or an address.</summary>
    public required string To { get; init => field = ShownText.Line(value); }

    /// <summary>The TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The answer in one word.</summary>
    public required PathVerdict Verdict { get; init; }

    /// <summary>What the name gave the client; null where an address was called.</summary>
    public string? Answer { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The endpoint that the client is led to; null for none.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The client's VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The Region of the client's network.</summary>
    public string? Region { get; init; }

    /// <summary>The account of the client's network.</summary>
    public string? AccountId { get; init; }

    /// <summary>Why, in one or two sentences.</summary>
    public required string Message { get; init => field = ShownText.Line(value); }

    /// <summary>What is wrong on the way, each with its packet and its fix.</summary>
    public ValueList<Finding> Findings { get; init; } = [];

    /// <summary>Every place that the packets meet, in their order, those that let them pass included.</summary>
    public ValueList<PathHop> Hops => Client is { } own ? Places.Select(place => place.From(own.Addresses)).ToValueList() : Places;

    /// <summary>The hops as clients share them, on which packets are those of each of them.</summary>
    internal ValueList<PathHop> Places { get; init; } = [];

    /// <summary>The client; null where nobody sends.</summary>
    internal Client? Client { get; init; }

    /// <summary>What the verdict is in any of the networks that code can come to; none where there is but one.</summary>
    internal ValueList<PathVerdict> Verdicts { get; init; } = [];

    /// <summary>What the name gave; null where an address was called.</summary>
    internal NameAnswer? Given { get; init; }

    /// <summary>The task that the path was asked for; null where a destination was named.</summary>
    public string? Task { get; init; }

    /// <summary>What the task needs there; null for the verdict of the whole task.</summary>
    public string? Need { get; init; }

    /// <summary>
    /// The condition under which it is needed, as the end of a sentence that begins with "when"; null where it always is.
    /// </summary>
    public string? When { get; init; }

    /// <summary>Whether the task fails without it, where the condition holds.</summary>
    public bool? IsRequired { get; init; }

    /// <summary>
    /// The endpoint that would have to be created, with who reaches it then; null unless nothing answers the name and one could.
    /// </summary>
    public EndpointProposal? Proposal => Proposed?.Value;

    /// <summary>Computed when it is asked for: it walks the paths of the whole VPC.</summary>
    internal Lazy<EndpointProposal?>? Proposed { get; init; }

    /// <summary>The tasks and subnets that were asked together, for the view of all; null where no wildcard asked for tasks.</summary>
    internal TaskMatrix? Matrix { get; init; }

    /// <summary>What was seen on the wire, and where that is not what was computed; null where nothing was probed.</summary>
    public PathWire? Wire { get; init; }

    /// <summary>What would have to be known to say more: commands, or why something is not known.</summary>
    public ValueList<string> Missing { get; init; } = [];
}

/// <summary>The answer to whether a client reaches what it calls.</summary>
public enum PathVerdict : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The evidence does not tell; <see cref="EndpointPath.Missing"/> says what would.</summary>
    Unknown,

    /// <summary>Through a VPC endpoint, or within the VPC, every packet there and back.</summary>
    Reachable,

    /// <summary>Not through an endpoint: the routes lead over the internet.</summary>
    ReachableOverInternet,

    /// <summary>Some packets pass and some do not: it depends on the client's port or on the address that DNS gives.</summary>
    Intermittent,

    /// <summary>A name, rule, route or policy stops the call.</summary>
    Blocked,

    /// <summary>No endpoint answers the name for this client, and no other way leads to the service.</summary>
    NoEndpoint,
}

/// <summary>A place on the way and what it does with the packets.</summary>
/// <param name="Component">What judges there, such as <c>security group sg-0abc</c>.</param>
/// <param name="Direction">Which way the packet goes.</param>
/// <param name="Decision">What it does.</param>
/// <param name="ResourceId">The group, ACL, route table or resolver; null where it is not known.</param>
/// <param name="Detail">What passes, the route that is taken, or what is missing.</param>
public sealed record PathHop(string Component, PathDirection Direction, PathDecision Decision, string? ResourceId, string? Detail)
{
    /// <summary>
    /// The packets that are left after it, on the way there and back: empty for none, null where that cannot be told, and before there is
    /// a packet.
    /// </summary>
    public ValueList<PathPackets>? Remaining { get; init; }

    /// <summary>The hop with the client's own addresses in the place of "all of them".</summary>
    internal PathHop From(IntervalSet<IpAddress> sender) => Remaining is { Count: > 0 } shared && shared.Any(p => p.SentBy is not null)
        ? this with { Remaining = shared.Select(packets => packets.From(sender)).ToValueList() } : this;

    /// <inheritdoc/>
    public override string ToString() => $"{Decision}: {Component}{(Detail is null ? "" : $" ({Detail})")}";
}

/// <summary>
/// Packets between a client and what it calls, whichever way they go: each of these addresses and ports with each of the destinations.
/// </summary>
/// <param name="ClientAddresses">The client's addresses, such as <c>10.0.1.10</c> or <c>10.0.1.0-10.0.1.127</c>.</param>
/// <param name="ClientPorts">The client's ports, such as <c>1024-65535</c>.</param>
/// <param name="Destinations">The addresses that are called, or the prefix list that holds them.</param>
/// <param name="Port">The port that is called.</param>
public sealed record PathPackets(string ClientAddresses, string ClientPorts, string Destinations, int Port)
{
    /// <summary>The family of addresses, all of which the packets are sent from; null where they are named.</summary>
    internal IpFamily? SentBy { get; init; }

    /// <summary>The packets with all addresses of a client.</summary>
    internal PathPackets From(IntervalSet<IpAddress> sender) => SentBy is not { } family ? this : this with
    {
        ClientAddresses = sender.Intersect((family == IpFamily.IPv4 ? CidrBlock.AnyIPv4 : CidrBlock.AnyIPv6).Addresses).ToString(),
        SentBy = null,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{ClientAddresses} ports {ClientPorts} with {Destinations} port {Port}";
}

/// <summary>Which way a packet goes.</summary>
public enum PathDirection : long
{
    /// <summary>No packet yet: the client asks for the name.</summary>
    Name,

    /// <summary>From the client.</summary>
    Request,

    /// <summary>Back to the client.</summary>
    ReturnTraffic,
}

/// <summary>What a place does with the packets.</summary>
public enum PathDecision : long
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>All of them pass.</summary>
    Passed,

    /// <summary>Some of them pass.</summary>
    Partial,

    /// <summary>None passes.</summary>
    Blocked,
}
