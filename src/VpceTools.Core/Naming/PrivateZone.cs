namespace VpceTools.Naming;

/// <summary>A private hosted zone, from whatever the networks say of it.</summary>
internal sealed class PrivateZone
{
    private readonly Lazy<ZoneRecords?> _records;

    private PrivateZone(string id, string? domain, string? owner, string? service, Lazy<ZoneRecords?> records)
    {
        Id = id;
        Domain = domain;
        OwnerAccount = owner;
        OwningService = service;
        _records = records;
    }

    public string Id { get; }

    /// <summary>The domain; null where nobody says.</summary>
    public string? Domain { get; }

    public string? OwnerAccount { get; }

    /// <summary>The AWS service that owns the zone; null where an account does.</summary>
    public string? OwningService { get; }

    /// <summary>The record sets; null where they were not read.</summary>
    public ZoneRecords? Records => _records.Value;

    public static PrivateZone Of(NameEvidence evidence, string id)
    {
        var zone = evidence.HostedZones.TryGetValue(id, out var own) ? own.Item : null;
        var summary = evidence.Summaries.TryGetValue(id, out var seen) ? seen : null;
        var name = zone is { Name.Length: > 0 } ? zone.Name : summary?.Name;
        var domain = string.IsNullOrEmpty(name) ? null : DomainName.Normalize(name!);
        return new(id, domain, zone?.OwnerId ?? summary?.OwningAccount ?? own.Network?.AccountId, summary?.OwningService, new(() =>
        {
            var parts = evidence.Records[id].Select(r => r.Item).ToList();
            return parts.Count == 0 || domain is null ? null : new ZoneRecords(domain, parts);
        }));
    }
}
