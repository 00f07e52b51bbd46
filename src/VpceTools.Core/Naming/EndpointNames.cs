using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// The names of endpoints as AWS lists them: private ones with the service, with an endpoint whose private DNS is on, and for resource and
/// service-network endpoints with their associations. They are never made up from the service's name, which does not tell (<c>ecr.dkr</c>
/// answers to <c>*.dkr.ecr.…</c>).
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns
/// </remarks>
public static class EndpointNames
{
    /// <summary>Whether a name is one of the endpoint's own, which exist in public DNS, and not a private name.</summary>
    public static bool IsOwn(VpcEndpoint endpoint, string name)
    {
        var normal = DomainName.Normalize(name);
        if (normal.Contains(".vpce.") || normal.Contains(".vpc-lattice-rsc."))
            return true;
        foreach (var label in normal.Split('.'))
        {
            if (label.StartsWith(endpoint.Id, StringComparison.Ordinal)
                && (label.Length == endpoint.Id.Length || label[endpoint.Id.Length] == '-'))
                return true;
        }

        return false;
    }

    /// <summary>The endpoint's own names, in normal form.</summary>
    public static IEnumerable<string> OwnNames(VpcEndpoint endpoint) =>
        endpoint.DnsEntries.Where(e => e.DnsName.Length > 0 && IsOwn(endpoint, e.DnsName)).Select(e => DomainName.Normalize(e.DnsName));

    /// <summary>
    /// A name as the target of an alias record: S3 gives an endpoint names with an asterisk only, and Route 53 writes that as
    /// <c>\052</c>: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
    /// </summary>
    public static string AliasOf(string name) =>
        name.StartsWith("*.", StringComparison.Ordinal) ? $"\\052{name.Substring(1)}" : name;

    /// <summary>
    /// The private names that the endpoint has, or would have with private DNS on, in normal form and order, wildcards included.
    /// </summary>
    public static ValueList<string> PrivateNames(VpcEndpoint endpoint, VpcEndpointService? service,
        IEnumerable<VpcEndpointAssociation> associations) =>
        [.. ListedPrivateNames(endpoint)
            .Concat((service?.PrivateDnsNames ?? []).Select(DomainName.Normalize))
            .Concat(associations.Where(a => a.PrivateDnsEntry is { DnsName.Length: > 0 })
                .Select(a => DomainName.Normalize(a.PrivateDnsEntry!.DnsName)))
            .Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal)];

    /// <summary>
    /// Whether private DNS is on; null where nothing tells. Private names among the endpoint's DNS entries are there only with
    /// private DNS on.
    /// </summary>
    public static bool? IsPrivateDnsOn(VpcEndpoint endpoint) =>
        endpoint.PrivateDnsEnabled ?? (ListedPrivateNames(endpoint).Any() ? true : null);

    private static IEnumerable<string> ListedPrivateNames(VpcEndpoint endpoint) =>
        endpoint.DnsEntries.Where(e => e.DnsName.Length > 0 && !IsOwn(endpoint, e.DnsName)).Select(e => DomainName.Normalize(e.DnsName));
}
