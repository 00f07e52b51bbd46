using VpceTools.Model;

namespace VpceTools.Core.Tests.Naming;

/// <summary>
/// The same world with a piece of evidence less: a call that was not made or was denied, an answer that breaks off, an account that
/// was not read.
/// </summary>
internal static class LessEvidence
{
    public static IEnumerable<(string What, VpcNetwork[] Networks)> Of(VpcNetwork[] networks)
    {
        for (var i = 0; i < networks.Length; i++)
        {
            yield return ($"no account {i}", [.. networks.Where((_, j) => j != i)]);
            foreach (var (what, less) in Of(networks[i]))
                yield return ($"account {i}: {what}", [.. networks.Select((n, j) => j == i ? less : n)]);
        }
    }

    private static IEnumerable<(string What, VpcNetwork Network)> Of(VpcNetwork n)
    {
        foreach (var half in new[] { false, true })
        {
            var how = half ? "half of" : "no";
            yield return ($"{how} endpoints", Without(n, ResourceKind.VpcEndpoint) with { Endpoints = Rest(n.Endpoints, half) });
            yield return ($"{how} services", Without(n, ResourceKind.VpcEndpointService) with { Services = Rest(n.Services, half) });
            yield return ($"{how} interfaces",
                Without(n, ResourceKind.NetworkInterface) with { NetworkInterfaces = Rest(n.NetworkInterfaces, half) });
            yield return ($"{how} groups", Without(n, ResourceKind.SecurityGroup) with { SecurityGroups = Rest(n.SecurityGroups, half) });
            yield return ($"{how} DHCP options", Without(n, ResourceKind.DhcpOptions) with { DhcpOptions = Rest(n.DhcpOptions, half) });
            yield return ($"{how} VPCs", Without(n, ResourceKind.Vpc) with { Vpcs = Rest(n.Vpcs, half) });
            yield return ($"{how} attributes", Without(n, ResourceKind.VpcAttribute) with { VpcAttributes = Rest(n.VpcAttributes, half) });
            yield return ($"{how} lists of zones", n with { HostedZonesOfVpcs = Rest(n.HostedZonesOfVpcs, half) });
            yield return ($"{how} zones", n with { HostedZones = Rest(n.HostedZones, half) });
            yield return ($"{how} records", n with { HostedZoneRecords = Rest(n.HostedZoneRecords, half) });
            yield return ($"{how} rules", Without(n, NameEvidenceKind.ResolverRule) with { ResolverRules = Rest(n.ResolverRules, half) });
            yield return ($"{how} rule associations",
                Without(n, NameEvidenceKind.ResolverRuleAssociation) with
                {
                    ResolverRuleAssociations = Rest(n.ResolverRuleAssociations,
                half)
                });
            yield return ($"{how} Resolver endpoints",
                Without(n, NameEvidenceKind.ResolverEndpoint) with { ResolverEndpoints = Rest(n.ResolverEndpoints, half) });
            yield return ($"{how} Resolver addresses",
                Without(n, NameEvidenceKind.ResolverEndpointAddress) with
                {
                    ResolverEndpointAddresses = Rest(n.ResolverEndpointAddresses,
                half)
                });
            yield return ($"{how} firewall associations",
                Without(n, NameEvidenceKind.FirewallRuleGroupAssociation) with
                {
                    FirewallRuleGroupAssociations = Rest(n.FirewallRuleGroupAssociations, half),
                });
            yield return ($"{how} firewall rules", n with { FirewallRules = Rest(n.FirewallRules, half) });
            yield return ($"{how} domain lists",
                n with { FirewallDomains = Rest(n.FirewallDomains, half), FirewallDomainLists = Rest(n.FirewallDomainLists, half) });
            yield return ($"{how} Profile associations",
                Without(n, NameEvidenceKind.ProfileAssociation) with { ProfileAssociations = Rest(n.ProfileAssociations, half) });
            yield return ($"{how} Profile resources", n with { ProfileResources = Rest(n.ProfileResources, half) });
        }

        yield return ("zones that break off",
            n with
            {
                HostedZonesOfVpcs = [.. n.HostedZonesOfVpcs.Select(z =>
            z with { Zones = Rest(z.Zones, true), IsTruncated = true })]
            });
        yield return ("firewall rules that break off",
            n with { FirewallRules = [.. n.FirewallRules.Select(r => r with { Rules = Rest(r.Rules, true), IsTruncated = true })] });
        yield return ("domains that break off",
            n with
            {
                FirewallDomains = [.. n.FirewallDomains.Select(d =>
            d with { Domains = Rest(d.Domains, true), IsTruncated = true })]
            });
        yield return ("Profile resources that break off",
            n with
            {
                ProfileResources = [.. n.ProfileResources.Select(p =>
            p with { Resources = Rest(p.Resources, true), IsTruncated = true })]
            });
        yield return ("records that break off", n with { HostedZoneRecords = [.. n.HostedZoneRecords.Select(BreakOff)] });
        yield return ("records from the middle on", n with { HostedZoneRecords = [.. n.HostedZoneRecords.Select(FromTheMiddle)] });
    }

    private static HostedZoneRecords BreakOff(HostedZoneRecords zone)
    {
        var sorted = Sorted(zone);
        return sorted.Count < 2 ? zone
            : zone with { RecordSets = [.. sorted.Take(sorted.Count / 2)], NextRecordName = sorted[sorted.Count / 2].Name };
    }

    private static HostedZoneRecords FromTheMiddle(HostedZoneRecords zone)
    {
        var sorted = Sorted(zone);
        var start = sorted[sorted.Count / 2].Name;
        return zone with
        {
            RecordSets = [.. sorted.Where(r => string.CompareOrdinal(Key(r.Name), Key(start)) >= 0)],
            StartRecordName = start
        };
    }

    /// <summary>The order of Route 53: labels reversed.</summary>
    private static List<ResourceRecordSet> Sorted(HostedZoneRecords zone) =>
        [.. zone.RecordSets.OrderBy(r => Key(r.Name), StringComparer.Ordinal)];

    private static string Key(string name) => string.Join('.', name.TrimEnd('.').Split('.').Reverse()) + ".";

    private static ValueList<T> Rest<T>(ValueList<T> list, bool half) => half ? [.. list.Where((_, i) => i % 2 == 0)] : [];

    private static VpcNetwork Without(VpcNetwork network, ResourceKind kind) =>
        network with { Described = [.. network.Described.Where(k => k != kind)] };

    private static VpcNetwork Without(VpcNetwork network, NameEvidenceKind kind) =>
        Without(network, kind.Resource()!.Value);
}
