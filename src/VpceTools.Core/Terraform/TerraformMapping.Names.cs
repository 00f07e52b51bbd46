using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <content>What decides names: hosted zones, records, the Resolver's rules and endpoints.</content>
internal static partial class TerraformMapping
{
    private static PlannedValue? DnsEntries(TerraformAttributes a) => a.Blocks("dns_entry", out _) is not { Count: > 0 } entries ? null
        : PlannedValue.Of(entries.Select(entry =>
            PlannedValue.Of(("DnsName", entry.Plain("dns_name")), ("HostedZoneId", entry.Plain("hosted_zone_id")))));

    private static IEnumerable<PlannedPart> HostedZone(TerraformAttributes a) =>
    [
        new(PlannedTypes.HostedZone, ("Name", a.Plain("name")), ("VPCs", Vpcs(a.IdsInBlocks("vpc", "vpc_id", IdKinds.Vpc)))),
    ];

    private static PlannedValue Vpcs(IEnumerable<PlannedValue> ids) => PlannedValue.Of(ids.Select(id => PlannedValue.Of(("VPCId", id))));

    /// <summary>Cloud Map makes a private hosted zone, and writes records into it as instances come and go.</summary>
    /// <remarks>https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html</remarks>
    private static IEnumerable<PlannedPart> Namespace(TerraformAttributes a) =>
    [
        new(PlannedTypes.HostedZone, ("Name", a.Plain("name")), ("HasOpenRecords", PlannedValue.Of(true)),
            ("VPCs", a.Id("vpc", IdKinds.Vpc, isRequired: true) is { } vpc ? Vpcs([vpc]) : null))
        { IdPrefix = IdKinds.HostedZone },
    ];

    private static IEnumerable<PlannedPart> Record(TerraformAttributes a)
    {
        var alias = a.Blocks("alias", out var open);
        yield return new(PlannedTypes.RecordSet, ("HostedZoneId", a.Id("zone_id", IdKinds.HostedZone, isRequired: true)),
            ("Name", a.Plain("name")), ("IsRelative", PlannedValue.Of(true)), ("Type", a.Plain("type")), ("TTL", a.Plain("ttl")),
            ("ResourceRecords", a.Ids("records", IdKinds.DnsName)),
            ("AliasTarget", open is not null ? new PlannedOpen(open) : alias is not [var target] ? null
                : PlannedValue.Of(("DNSName", a.IdInBlock("alias", "name", IdKinds.DnsName)),
                    ("HostedZoneId", target.Plain("zone_id") is PlannedText zone ? zone : null),
                    ("EvaluateTargetHealth", target.Plain("evaluate_target_health")))),
            ("SetIdentifier", a.Plain("set_identifier")), ("HealthCheckId", a.Plain("health_check_id")),
            ("Weight", a.Blocks("weighted_routing_policy", out _) is [var weighted] ? weighted.Plain("weight") : null),
            ("MultiValueAnswer", a.Plain("multivalue_answer_routing_policy")), ("RoutingPolicy", RoutingPolicy(a)));
    }

    private static PlannedValue? RoutingPolicy(TerraformAttributes a)
    {
        foreach (var (block, policy) in new[]
        {
            ("failover_routing_policy", "failover"), ("latency_routing_policy", "latency"), ("geolocation_routing_policy", "geolocation"),
            ("geoproximity_routing_policy", "geoproximity"), ("cidr_routing_policy", "IP-based"),
        })
            if (a.Blocks(block, out _) is { Count: > 0 })
                return PlannedValue.Of(policy);
        return null;
    }

    private static IEnumerable<PlannedPart> ResolverEndpoint(TerraformAttributes a) =>
    [
        new(PlannedTypes.ResolverEndpoint, ("Direction", a.Plain("direction")), ("Name", a.Plain("name")),
            ("SecurityGroupIds", a.Ids("security_group_ids", IdKinds.SecurityGroup)),
            ("SubnetIds", PlannedValue.Of(a.IdsInBlocks("ip_address", "subnet_id", IdKinds.Subnet))),
            ("IpAddresses", a.Blocks("ip_address", out _) is not { } addresses ? null : PlannedValue.Of(addresses.Select(address =>
                PlannedValue.Of(("Ip", address.Plain("ip")), ("Ipv6", address.Plain("ipv6"))))))),
    ];

    private static IEnumerable<PlannedPart> ResolverRule(TerraformAttributes a)
    {
        var targets = a.Blocks("target_ip", out var open);
        yield return new(PlannedTypes.ResolverRule, ("DomainName", a.Plain("domain_name")), ("RuleType", a.Plain("rule_type")),
            ("ResolverEndpointId", a.Id("resolver_endpoint_id", IdKinds.ResolverEndpoint)), ("Name", a.Plain("name")),
            ("TargetIps", open is not null ? new PlannedOpen(open) : targets is null ? null : PlannedValue.Of(targets.Select(target =>
                PlannedValue.Of(("Ip", target.Plain("ip")), ("Ipv6", target.Plain("ipv6")), ("Port", target.Plain("port")),
                    ("Protocol", target.Plain("protocol")))))));
    }
}
