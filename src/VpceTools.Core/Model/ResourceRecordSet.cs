namespace VpceTools.Model;

/// <summary>A record set of a hosted zone.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html</remarks>
public sealed record ResourceRecordSet
{
    /// <summary>The name, as Route 53 writes it: with <c>\052</c> for an asterisk, or as a person does.</summary>
    public required string Name { get; init; }

    /// <summary>The type: <c>A</c>, <c>AAAA</c>, <c>CNAME</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>The time to live in seconds; null for an alias.</summary>
    public long? Ttl { get; init; }

    /// <summary>The values; empty for an alias.</summary>
    public ValueList<string> Values { get; init; } = [];

    /// <summary>The AWS resource or record that the alias stands for; null where it is no alias.</summary>
    public AliasTarget? AliasTarget { get; init; }

    /// <summary>What tells the record sets of one name and type apart; null with the simple routing policy.</summary>
    public string? SetIdentifier { get; init; }

    /// <summary>The share of the weighted routing policy; null with another one.</summary>
    public long? Weight { get; init; }

    /// <summary>Whether the record is one of several that Route 53 answers together.</summary>
    public bool? MultiValueAnswer { get; init; }

    /// <summary>
    /// The routing policy with its value, for people: <c>failover PRIMARY</c>, <c>latency us-east-1</c>; null with the simple, weighted or
    /// multivalue policy.
    /// </summary>
    public string? RoutingPolicy { get; init; }

    /// <summary>The health check that can take the record out of the answers.</summary>
    public string? HealthCheckId { get; init; }
}

/// <summary>What an alias record stands for.</summary>
/// <param name="HostedZoneId">The zone of the target: the record's own one, or the fixed one of an AWS service in a Region.</param>
/// <param name="DnsName">The target's name.</param>
/// <param name="EvaluateTargetHealth">Whether the target's health counts.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html</remarks>
public sealed record AliasTarget(string HostedZoneId, string DnsName, bool EvaluateTargetHealth = false);
