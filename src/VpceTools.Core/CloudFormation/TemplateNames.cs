using VpceTools.Planned;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>What decides names and is written in more than one way: record sets, groups of them, the zones of Cloud Map.</summary>
internal static class TemplateNames
{
    /// <summary>A namespace, for which Cloud Map makes a private hosted zone.</summary>
    public const string Namespace = "AWS::ServiceDiscovery::PrivateDnsNamespace";

    private const string Group = "AWS::Route53::RecordSetGroup";

    private static readonly string[] OfRecord =
    [
        "HostedZoneId", "HostedZoneName", "Name", "Type", "TTL", "ResourceRecords", "AliasTarget", "SetIdentifier", "Weight",
        "MultiValueAnswer", "HealthCheckId",
    ];

    private static readonly (string Property, string Policy)[] Policies =
    [
        ("Failover", "failover"), ("Region", "latency"), ("GeoLocation", "geolocation"), ("GeoProximityLocation", "geoproximity"),
        ("CidrRoutingConfig", "IP-based"),
    ];

    /// <summary>What stands in the ARN of what a Route 53 Profile can hold; null for what it cannot.</summary>
    public static (string Service, string Kind)? ArnOf(string type) => type switch
    {
        PlannedTypes.ResolverRule => ("route53resolver", "resolver-rule"),
        "AWS::Route53Resolver::FirewallRuleGroup" => ("route53resolver", "firewall-rule-group"),
        _ => null,
    };

    /// <summary>The zones and records that a resource makes; null where it is none of these types.</summary>
    public static IEnumerable<PlannedResource>? Of(EvaluatedResource resource, TemplatePlace place) => resource.Type switch
    {
        PlannedTypes.RecordSet => [Record(resource, place, resource.Properties, resource.Properties, null)],
        Group => Records(resource, place),
        Namespace => [Zone(resource, place)],
        _ => null,
    };

    private static IEnumerable<PlannedResource> Records(EvaluatedResource group, TemplatePlace place)
    {
        if (group.Properties["RecordSets"] is not { } sets)
            return [];
        return (sets is ItemList list ? list.Items.ToList() : [sets]).Select((item, i) =>
            Record(group, place, item as MemberMap ?? new([new("Name", item, item.Line)]), group.Properties, i));
    }

    private static PlannedResource Record(
        EvaluatedResource resource, TemplatePlace place, MemberMap record, MemberMap group, int? number)
    {
        var id = PlannedId.Of("x", resource.Address + (number is null ? "" : $"#{number}"));
        var properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal);
        foreach (var name in OfRecord)
            if (place.Lower(resource, name, record[name] ?? (name.StartsWith("HostedZone", StringComparison.Ordinal) ? group[name] : null),
                id) is { } value)
                properties[name] = value;
        if (Array.Find(Policies, policy => record[policy.Property] is not null) is { Policy: not null } found)
            properties["RoutingPolicy"] = PlannedValue.Of(found.Policy);
        return new(PlannedTypes.RecordSet, id, TemplatePlace.OriginOf(resource))
        {
            Properties = properties, Existence = TemplatePlace.Existence(resource),
        };
    }

    /// <remarks>https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html</remarks>
    private static PlannedResource Zone(EvaluatedResource resource, TemplatePlace place)
    {
        var id = PlannedId.Of(PlannedId.HostedZone, resource.Address);
        var properties = new Dictionary<string, PlannedValue>(StringComparer.Ordinal)
        {
            // Instances come and go, and their records with them.
            ["HasOpenRecords"] = PlannedValue.Of(true),
        };
        if (place.Lower(resource, "Name", resource.Properties["Name"], id) is { } name)
            properties["Name"] = name;
        if (place.Lower(resource, "VPCId", resource.Properties["Vpc"], id) is { } vpc)
            properties["VPCs"] = PlannedValue.Of([PlannedValue.Of(("VPCId", vpc))]);
        return new(PlannedTypes.HostedZone, id, TemplatePlace.OriginOf(resource))
        {
            Properties = properties, Existence = TemplatePlace.Existence(resource),
        };
    }
}
