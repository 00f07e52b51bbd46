using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>PrivateDnsEnabled, and the three reasons for which AWS refuses to switch it on.</summary>
internal static class EndpointPrivateDns
{
    public static IEnumerable<Action> Plan(EndpointChange change)
    {
        change.Only("PrivateDnsEnabled", "Private DNS is only supported for Interface type VPC Endpoints.", "Interface", "Resource",
            "ServiceNetwork");
        if (change.Context.Flag("PrivateDnsEnabled") is not { } enabled)
            return [];
        var names = NamesOf(change.Service);
        var isOn = change.Endpoint["PrivateDnsEnabled"]?.GetValue<bool>() == true;
        if (enabled && !isOn)
            CheckEnabling(change, names);
        return [() => Set(change, names, enabled)];
    }

    private static void CheckEnabling(EndpointChange change, List<string> names)
    {
        if (change.Service is not null && names.Count == 0)
            throw new Ec2Exception("InvalidParameter",
                $"Private DNS can't be enabled because the service {change.ServiceName} does not provide a private DNS name.");
        foreach (var attribute in (string[])["EnableDnsSupport", "EnableDnsHostnames"])
        {
            if (!DescribeVpcAttribute.Value(change.World, change.VpcId, attribute))
                throw new Ec2Exception("InvalidParameter",
                    $"Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {change.VpcId}");
        }

        foreach (var other in change.World.Of(Kinds.VpcEndpoints).Values.Where(other => !ReferenceEquals(other, change.Endpoint)
            && other["VpcId"]?.ToString() == change.VpcId && other["PrivateDnsEnabled"]?.GetValue<bool>() == true))
        {
            if (NamesOf((change with { Endpoint = other }).Service).Intersect(names, StringComparer.Ordinal).FirstOrDefault() is { } name)
                throw new Ec2Exception("InvalidParameter",
                    $"private-dns-enabled cannot be set because there is already a conflicting DNS domain for {name} in the VPC {change.VpcId}");
        }
    }

    /// <summary>An endpoint with private DNS lists the private names beside its own.</summary>
    private static void Set(EndpointChange change, List<string> names, bool enabled)
    {
        change.Endpoint["PrivateDnsEnabled"] = enabled;
        var entries = change.List("DnsEntries");
        foreach (var entry in entries.Where(entry => names.Contains(entry!["DnsName"]?.ToString() ?? "")).ToList())
            entries.Remove(entry);
        foreach (var name in enabled ? names : [])
            entries.Add((JsonNode)new JsonObject { ["DnsName"] = name, ["HostedZoneId"] = "Z0PRIVATE" });
    }

    private static List<string> NamesOf(JsonObject? service) =>
        [.. (service?["PrivateDnsNames"] as JsonArray ?? []).Select(name => name!["PrivateDnsName"]!.ToString())];
}
