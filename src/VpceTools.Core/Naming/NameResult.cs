using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>What one way through DNS ends in.</summary>
internal sealed record NameResult(NameStatus Status, Decider End)
{
    /// <summary>What took the name on first; null where what ended it did.</summary>
    public Decider? First { get; init; }

    public ValueList<NameAddress> Addresses { get; init; } = [];

    public bool HasAllAddresses { get; init; } = true;

    public string? EndpointId { get; init; }

    public string? OverrideName { get; init; }

    public long? Ttl { get; init; }

    /// <summary>The names that CNAME records led to.</summary>
    public ValueList<DomainName> Redirects { get; init; } = [];

    /// <summary>What resolves is owed to the first thing that took the name on; what does not is the fault of the last.</summary>
    public Decider Decider => Status is NameStatus.Resolved or NameStatus.Public ? First ?? End : End;

    public static long? Shorter(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);

    public NameResult StartingAt(Decider first) => this with { First = first };

    /// <summary>Whether a client could not tell two ways apart.</summary>
    public bool EndsLike(NameResult other) =>
        Status == other.Status && EndpointId == other.EndpointId && OverrideName == other.OverrideName
        && (!HasAllAddresses || !other.HasAllAddresses || new HashSet<NameAddress>(Addresses).SetEquals(other.Addresses));

    /// <summary>Two ways of which the client gets the one or the other, and is led to addresses by both.</summary>
    public NameResult OrElse(NameResult other) => this with
    {
        Addresses = Addresses.Union(other.Addresses).ToValueList(),
        HasAllAddresses = HasAllAddresses && other.HasAllAddresses,
        EndpointId = EndpointId == other.EndpointId ? EndpointId : null,
        Ttl = Shorter(Ttl, other.Ttl),
        Redirects = Redirects.Union(other.Redirects).ToValueList(),
    };
}

/// <summary>What decides, by kind and id.</summary>
internal readonly record struct Decider(NameSource Source, string? Id);

/// <summary>A question as a VPC's resolver has it before it.</summary>
/// <param name="Vpc">The VPC.</param>
/// <param name="Name">The name.</param>
/// <param name="IsInbound">Whether it came through an inbound Resolver endpoint.</param>
/// <param name="IsRedirect">Whether a CNAME led to the name.</param>
/// <param name="IsTrusted">Whether DNS Firewall let an earlier name through and trusts those that it leads to.</param>
internal sealed record Question(VpcNames Vpc, DomainName Name, bool IsInbound, bool IsRedirect = false, bool IsTrusted = false)
{
    public string VpcId => Vpc.Id;
}
