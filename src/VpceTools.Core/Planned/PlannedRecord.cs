using System.Text.Json.Nodes;

namespace VpceTools.Planned;

/// <summary>Describes record sets as list-resource-record-sets would.</summary>
internal static class PlannedRecord
{
    // A name that no zone has and no endpoint: what an alias of it is answered with is not known.
    private const string NotKnown = "not-known-before-deployment.invalid";

    /// <summary>The record set; null where so much of it is open that it may take the place of another.</summary>
    public static JsonObject? Of(PropertyReader record, string name, string type)
    {
        if (new[] { "SetIdentifier", "Weight", "MultiValueAnswer", "RoutingPolicy" }.Any(one => record.Open(one) is not null))
            return null;
        var described = new JsonObject
        {
            ["Name"] = name,
            ["Type"] = type.ToUpperInvariant(),
            ["SetIdentifier"] = record.Text("SetIdentifier"),
            ["Weight"] = record.Number("Weight") is { } weight ? JsonValue.Create(weight) : null,
            ["MultiValueAnswer"] = record.Flag("MultiValueAnswer") is { } several ? JsonValue.Create(several) : null,
            ["RoutingPolicy"] = record.Text("RoutingPolicy"),
            ["HealthCheckId"] = record.Text("HealthCheckId") ?? (record.Open("HealthCheckId") is null ? null : "planned"),
        };
        var (aliases, openAlias) = record.Objects("AliasTarget");
        var (values, open) = record.Texts("ResourceRecords");
        if (aliases?.FirstOrDefault() is { } alias)
            described["AliasTarget"] = Alias(alias.Text("HostedZoneId"), alias.Text("DNSName"), alias.Flag("EvaluateTargetHealth"));
        else if (openAlias is not null || open is not null)
            described["AliasTarget"] = Alias(null, null, null);
        else
            described["ResourceRecords"] = new JsonArray([.. values.Select(value => new JsonObject { ["Value"] = value })]);
        if (record.Number("TTL") is { } seconds)
            described["TTL"] = seconds;
        return described;
    }

    private static JsonObject Alias(string? zone, string? name, bool? isHealthy) => new()
    {
        ["HostedZoneId"] = zone ?? PlannedId.EndpointZone,
        ["DNSName"] = name ?? NotKnown,
        ["EvaluateTargetHealth"] = isHealthy ?? false,
    };
}
