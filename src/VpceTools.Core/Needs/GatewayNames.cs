using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>
/// The names that clients of a gateway endpoint's service ask by default. The endpoint has no names of its own: it takes what is sent to
/// the public addresses that these lead to.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-dns</remarks>
public static class GatewayNames
{
    /// <summary>The names, with a label in place of each variable; empty where none are known.</summary>
    /// <param name="serviceName">The endpoint's service name.</param>
    /// <param name="region">The Region where the service name tells none.</param>
    public static ValueList<string> Of(string serviceName, string? region)
    {
        if (EndpointServiceName.Parse(serviceName) is not { Service: { } service } name || (name.Region ?? region) is not { } known)
            return [];
        return
        [
            .. ServiceCatalog.HostsOf(service.Code, known).Where(host => IsAsked(host.Name)).Select(host => Concrete(host.Text))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static bool IsAsked(DefaultName name) => name is { Use: NameUse.Default, IsFips: false, Operations.Count: 0 }
        && name.Form is NameForm.Regional or NameForm.Global or NameForm.Resource or NameForm.Zonal && !name.Pattern.Contains("{account}");

    /// <summary>A bucket or zone that no record of its own is likely to name.</summary>
    private static string Concrete(string host) => host.Replace("{bucket}", "any-bucket").Replace("{", "any-").Replace("}", "");
}
