using VpceTools.Addressing;

namespace VpceTools.Probing;

/// <summary>
/// Whether HTTPS clients of a machine send a name's requests to a proxy: <c>HTTPS_PROXY</c> and <c>NO_PROXY</c> as curl, the AWS CLI and
/// the SDKs read them. There is no standard; what most agree on is here.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html and https://everything.curl.dev/usingcurl/proxies/env.html
/// </remarks>
public static class ProxyRules
{
    /// <summary>Whether requests for the name go to the proxy.</summary>
    public static bool Apply(string? proxy, string? noProxy, string hostName) =>
        !string.IsNullOrWhiteSpace(proxy)
            && !(noProxy ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Any(entry => Exempts(entry, Normal(hostName)));

    /// <summary>A proxy's URL without the credentials that it may hold.</summary>
    public static string? WithoutCredentials(string? proxy)
    {
        if (string.IsNullOrWhiteSpace(proxy))
            return null;
        // A password may hold whatever a URL is made of: what stands before :// is a scheme only where it can be one.
        var start = proxy!.IndexOf("://", StringComparison.Ordinal) is > 0 and var colon
            && proxy.Take(colon).All(c => char.IsLetterOrDigit(c) || c is '+' or '.' or '-') ? colon + 3 : 0;
        var at = proxy.LastIndexOf('@');
        return at < start ? proxy : proxy.Remove(start, at + 1 - start);
    }

    private static bool Exempts(string entry, string hostName)
    {
        if (entry == "*")
            return true;
        if (CidrBlock.TryParse(entry, out var block))
            return IpAddress.TryParse(hostName, out var address) && block.Contains(address);
        var suffix = Normal(entry.Split(':')[0]).TrimStart('*').TrimStart('.');
        return suffix.Length > 0 && (hostName == suffix || hostName.EndsWith("." + suffix, StringComparison.Ordinal));
    }

    private static string Normal(string name) => name.Trim().TrimEnd('.').ToLowerInvariant();
}
