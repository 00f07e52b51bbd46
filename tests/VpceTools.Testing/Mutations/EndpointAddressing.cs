using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Mutations;

/// <summary>IpAddressType and DnsOptions.</summary>
internal static class EndpointAddressing
{
    public static IEnumerable<Action> Plan(EndpointChange change)
    {
        if (change.Context.Text("IpAddressType") is { } type)
        {
            if (type is not ("ipv4" or "ipv6" or "dualstack"))
                throw Ec2Exception.InvalidValue(type, "ipAddressType");
            var supported = (change.Service?["SupportedIpAddressTypes"] as JsonArray)?.Select(item => item!.ToString()).ToList();
            if (supported is not null && !(type == "dualstack" ? supported.Contains("ipv4") && supported.Contains("ipv6")
                : supported.Contains(type)))
                throw new Ec2Exception("InvalidParameter",
                    $"The VPC endpoint service {change.ServiceName} does not support the IP address type {type}.");
            yield return () => change.Endpoint["IpAddressType"] = type;
        }

        if (change.Context.Request["DnsOptions"] is JsonObject options)
        {
            yield return () =>
            {
                var current = change.Endpoint["DnsOptions"] as JsonObject ?? [];
                foreach (var (name, value) in options)
                    current[name] = value?.DeepClone();
                change.Endpoint["DnsOptions"] = current.Parent is null ? current : current.DeepClone();
            };
        }
    }
}
