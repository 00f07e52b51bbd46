using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>What is known of the TCP ports that clients connect to.</summary>
/// <param name="Knowledge">How it is known, which decides what a closed port means.</param>
/// <param name="Ranges">The ports; every port where nobody knows.</param>
public sealed record ServicePorts(PortKnowledge Knowledge, ValueList<Interval<Port>> Ranges)
{
    /// <summary>Every port that a service can listen on.</summary>
    public static Interval<Port> Any { get; } = new(new Port(1), new Port(Port.Maximum));

    /// <summary>Nobody but the owner of the service knows.</summary>
    public static ServicePorts Unknown { get; } = new(PortKnowledge.Unknown, [Any]);

    /// <summary>Single ports.</summary>
    public static ServicePorts Of(PortKnowledge knowledge, IEnumerable<Port> ports) =>
        new(knowledge, ports.Distinct().Select(port => new Interval<Port>(port, port)).ToValueList());

    /// <summary>Whether there is one port only, so that nothing needs to be told apart.</summary>
    public bool IsOne => Ranges is [var only] && only.First == only.Last;

    /// <summary>A port out of a range to show a packet with: the one that most services use, where it is within.</summary>
    public static Port Example(Interval<Port> range) => range.Contains(new(443)) ? new(443) : range.First;

    /// <summary>For people: <c>TCP 443</c>, <c>TCP 1024-65535</c>, <c>any TCP port</c>.</summary>
    public static string Text(Interval<Port> range) => range == Any ? "any TCP port" : $"TCP {range}";
}

/// <summary>How the ports of a service are known.</summary>
public enum PortKnowledge
{
    /// <summary>
    /// Not at all: an endpoint service of a customer, or a resource, listens where its owner says, and no EC2 call tells.
    /// </summary>
    Unknown,

    /// <summary>AWS documents them; of several, a client uses the one that it chooses.</summary>
    Documented,

    /// <summary>The resource configuration lets consumers use them; on which of them something listens it does not say.</summary>
    Offered,

    /// <summary>Every one is needed: the user named them, or AWS documents that clients use them all.</summary>
    Named,
}
