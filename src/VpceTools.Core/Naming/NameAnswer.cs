using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>What a client is answered for a name, what decides it, and how it came to that.</summary>
public sealed record NameAnswer
{
    /// <summary>The name that was asked for.</summary>
    public required DomainName Name { get; init; }

    /// <summary>What was asked for.</summary>
    public required NameType Type { get; init; }

    /// <summary>Who asked.</summary>
    public required NameClient Client { get; init; }

    /// <summary>The VPC whose resolver the client asks first; null where that is not known.</summary>
    public string? VpcId { get; init; }

    /// <summary>The answer.</summary>
    public required NameStatus Status { get; init; }

    /// <summary>
    /// The addresses, as a set: an answer holds some of them in turn. With several records under a routing policy, all that any of
    /// them gives.
    /// </summary>
    public ValueList<NameAddress> Addresses { get; init; } = [];

    /// <summary>
    /// Whether <see cref="Addresses"/> are all that can be answered; false where interfaces of an endpoint are not in the evidence.
    /// </summary>
    public bool HasAllAddresses { get; init; } = true;

    /// <summary>The endpoint that all addresses lead to; null where they lead to none, to several, or are not known to.</summary>
    public string? EndpointId { get; init; }

    /// <summary>Where DNS Firewall sends the client.</summary>
    public string? OverrideName { get; init; }

    /// <summary>
    /// What decided: where the name resolves the first thing that took it on, else the one at fault; null where the lists that could decide
    /// are not known.
    /// </summary>
    public NameSource? Source { get; init; }

    /// <summary>The id of what decided: an endpoint, zone, rule, Profile, rule group, option set or VPC; null for public DNS.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The shortest time to live of the records on the way; null where none has one.</summary>
    public long? Ttl { get; init; }

    /// <summary>Every step, those that did not apply included.</summary>
    public ValueList<NameStep> Chain { get; init; } = [];

    /// <summary>What would have to be known; only with <see cref="NameStatus.Unknown"/>.</summary>
    public ValueList<MissingNameEvidence> Missing { get; init; } = [];

    /// <summary>
    /// The answer that follows if nothing of what is missing concerns the name; null where not even that can be said. It is a supposition,
    /// to be shown as one and never to be acted on.
    /// </summary>
    public NameAnswer? Presumed { get; init; }

    /// <summary>
    /// Whether the client is led to an endpoint: true or false where the evidence decides it, null where it does not, or where only some of
    /// the answers lead there.
    /// </summary>
    public bool? LeadsTo(string endpointId)
    {
        if (Status == NameStatus.Unknown)
            return null;
        if (Status != NameStatus.Resolved)
            return false;
        if (EndpointId is not null)
            return EndpointId == endpointId;
        return !HasAllAddresses || Addresses.Any(a => a.Owner == AddressOwner.Unknown || a.EndpointId == endpointId) ? null : false;
    }
}

/// <summary>An address of an answer and whose it is.</summary>
/// <param name="Address">The address.</param>
/// <param name="Owner">What is known of its owner.</param>
/// <param name="NetworkInterfaceId">The interface that has it.</param>
/// <param name="EndpointId">The endpoint that the interface belongs to.</param>
/// <param name="VpcId">The interface's VPC.</param>
/// <param name="AccountId">The account of that VPC's network.</param>
public sealed record NameAddress(
    IpAddress Address, AddressOwner Owner,
    string? NetworkInterfaceId = null, string? EndpointId = null, string? VpcId = null, string? AccountId = null)
{
    /// <inheritdoc/>
    public override string ToString() => Address.ToString();
}

/// <summary>What is known of who has an address.</summary>
public enum AddressOwner : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The interfaces or endpoints that could have it are not all in the evidence, or several have it.</summary>
    Unknown,

    /// <summary>A network interface of the evidence.</summary>
    NetworkInterface,

    /// <summary>It lies in the client's VPC, and no interface there has it: the record is stale.</summary>
    Nobody,

    /// <summary>A public address, or one that the Resolver made up.</summary>
    Outside,
}
