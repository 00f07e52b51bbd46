using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;

namespace VpceTools.Paths;

/// <summary>
/// What is called: a host name or an address, with a port where one is given. A service's code stands for the name that its SDKs call,
/// <c>s3://</c> and a bucket for the bucket's virtual-hosted name.
/// </summary>
/// <param name="Text">As it was given.</param>
/// <param name="Name">The host name; null for an address.</param>
/// <param name="Address">The address; null for a name.</param>
/// <param name="Port">The port; null takes the service's own.</param>
public sealed record PathDestination(string Text, DomainName? Name, IpAddress? Address, Port? Port)
{
    /// <summary>The longest id of an endpoint: <c>vpce-</c> and 32 more.</summary>
    private const int LongestId = 37;

    /// <summary>The endpoint that is called whatever leads to it; null for a name or an address.</summary>
    public string? EndpointId { get; init; }

    /// <summary>An endpoint itself, on the port of its service.</summary>
    public static PathDestination Endpoint(string id) => new(id, null, null, null) { EndpointId = id };

    /// <summary>Reads a destination.</summary>
    /// <param name="text">The text of a user.</param>
    /// <param name="region">The Region of the client, for services' codes and buckets; null where it is not known.</param>
    /// <param name="account">The account of the client, which some services have in their names; null where it is not known.</param>
    /// <returns>The destination; null where the text is none.</returns>
    public static PathDestination? Parse(string text, string? region, string? account = null)
    {
        var rest = text.Trim();
        if (rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            rest = rest.Substring("https://".Length).Split('/')[0];
        if (rest.StartsWith("s3://", StringComparison.OrdinalIgnoreCase))
            return Bucket(text, rest.Substring("s3://".Length).Split('/')[0], region);
        if (rest.Split([':'], 6) is ["arn", _, "s3", "", "", var bucket])
            return Bucket(text, bucket.Split('/')[0], region);
        if (IpAddress.TryParse(rest.Trim('[', ']'), out var address))
            return new(text, null, address, null);
        if (!TakePort(ref rest, out var port))
            return null;
        if (IpAddress.TryParse(rest.Trim('[', ']'), out address))
            return new(text, null, address, port);
        if (rest.Length <= LongestId && VpcEndpoint.IsId(rest.ToLowerInvariant()))
            return new(text, null, null, port) { EndpointId = rest.ToLowerInvariant() };
        if (region is not null && ServiceOf(rest.ToLowerInvariant(), region) is var (code, isFips, ownRegion))
        {
            // A service's code is no host name, even where it has a dot and nobody knows which name is meant.
            if (HostOf(code, ownRegion, account, isFips) is not { } host)
                return null;
            rest = host;
        }

        // Letters, digits, hyphens and, in fact, underscores: https://www.rfc-editor.org/rfc/rfc1123#section-2.1
        return rest.IndexOf('.') > 0
            && rest.All(c => c is '.' or '-' or '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            && DomainName.TryParse(rest, out var name) ? new(text, name, null, port) : null;
    }

    /// <summary>The port that is called.</summary>
    public Port PortOr443 =>
        Port ?? new Port(ServicesOf().Select(host => host.Service.Ports).FirstOrDefault(ports => ports.Count > 0) is { } known
        ? known[0] : 443);

    /// <summary>The services that the name belongs to.</summary>
    internal IEnumerable<ServiceHost> ServicesOf() => Name is null ? [] : ServiceCatalog.WhoIs(Name.ToString());

    /// <summary>The service for which an endpoint of a Region can be meant; null for none, as for another Region's names.</summary>
    internal ServiceHost? ServiceIn(string? region) => ServiceIn(ServicesOf(), region);

    /// <summary>As before, of services that are known already.</summary>
    internal static ServiceHost? ServiceIn(IEnumerable<ServiceHost> services, string? region) =>
        services.FirstOrDefault(host => host.Service.Types.Count > 0 && (host.Region is null || host.Region == region));

    /// <summary>The service of a code, such as <c>ecr.dkr</c>, or of the name of its endpoint service; null for neither.</summary>
    private static (string Code, bool IsFips, string Region)? ServiceOf(string text, string region) =>
        ServiceCatalog.Find(text) is not null ? (text, false, region)
        : EndpointServiceName.Parse(text) is { } name ? (name.Code, name.IsFips, name.Region ?? region) : null;

    /// <summary>
    /// The name that its SDKs call; where only the resource's own part is open in it, a name with any such part, which private zones answer
    /// like all others.
    /// </summary>
    private static string? HostOf(string code, string region, string? account, bool isFips) =>
        (isFips ? null : ServiceCatalog.DefaultHostOf(code, region)) ?? ServiceCatalog.HostsOf(code, region, account)
            .Where(host => host.Name.IsFips == isFips && host.Text.IndexOf('{') < 0).Select(host => host.Text.Replace("*", "any"))
            .FirstOrDefault();

    private static PathDestination? Bucket(string text, string bucket, string? region)
    {
        // A bucket whose name has dots is called by path, for no certificate covers it:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
        if (region is null || ServiceCatalog.DefaultHostOf("s3", region) is not { } host || bucket.Length == 0)
            return null;
        return DomainName.TryParse(bucket.IndexOf('.') < 0 ? $"{bucket}.{host}" : host, out var name) ? new(text, name, null, null) : null;
    }

    private static bool TakePort(ref string rest, out Port? port)
    {
        port = null;
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || (rest.IndexOf(':') != colon && rest[colon - 1] != ']'))
            return true;
        if (!int.TryParse(rest.Substring(colon + 1), System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > 65535)
            return false;
        (port, rest) = (new Port(number), rest.Substring(0, colon));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Name?.ToString() ?? Address?.ToString() ?? EndpointId!;
}
