using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>What one way through DNS ends in.</summary>
internal sealed record NameResult
{
    public required NameStatus Status { get; init; }

    /// <summary>What ended it.</summary>
    public required NameSource Source { get; init; }

    public string? ResourceId { get; init; }

    public ValueList<NameAddress> Addresses { get; init; } = [];

    public bool HasAllAddresses { get; init; } = true;

    public string? EndpointId { get; init; }

    public string? OverrideName { get; init; }

    public long? Ttl { get; init; }

    /// <summary>The names that CNAME records led to.</summary>
    public ValueList<DomainName> Redirects { get; init; } = [];

    /// <summary>Whether a client could not tell two ways apart.</summary>
    public bool EndsLike(NameResult other) => Status == other.Status && EndpointId == other.EndpointId && OverrideName == other.OverrideName
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

    public static long? Shorter(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}
