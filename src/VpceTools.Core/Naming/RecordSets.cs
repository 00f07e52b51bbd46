using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>Record sets in the forms in which different calls and tools write one.</summary>
internal static class RecordSets
{
    /// <summary>Whether two are one: Route 53 adds the final dot, escapes an asterisk and lets an alias have no time to live.</summary>
    public static bool AreSame(ResourceRecordSet one, ResourceRecordSet other) =>
        DomainName.Normalize(one.Name) == DomainName.Normalize(other.Name) && one.Type == other.Type
        && one.SetIdentifier == other.SetIdentifier && one.Weight == other.Weight && one.RoutingPolicy == other.RoutingPolicy
        && one.MultiValueAnswer == other.MultiValueAnswer && one.HealthCheckId == other.HealthCheckId
        && (one.AliasTarget, other.AliasTarget) switch
        {
            ({ } alias, { } target) => NameEvidence.ZoneId(alias.HostedZoneId) == NameEvidence.ZoneId(target.HostedZoneId)
                && DomainName.Normalize(alias.DnsName) == DomainName.Normalize(target.DnsName)
                && alias.EvaluateTargetHealth == target.EvaluateTargetHealth,
            (null, null) => one.Ttl == other.Ttl && new HashSet<string>(one.Values, StringComparer.Ordinal).SetEquals(other.Values),
            _ => false,
        };

    /// <summary>Whether the record answers by itself: no routing policy or health check chooses among several.</summary>
    public static bool IsSimple(ResourceRecordSet set) => set is
    { SetIdentifier: null, Weight: null, RoutingPolicy: null, MultiValueAnswer: not true, HealthCheckId: null };

    /// <summary>Whether part of a zone holds every record set of a name.</summary>
    public static bool Holds(HostedZoneRecords part, string name) => part.IsComplete || NameRange.Of(part).HasName(name);
}
