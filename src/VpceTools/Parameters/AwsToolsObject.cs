using System.Management.Automation;
using System.Net;
using System.Reflection;
using VpceTools.Sources;

namespace VpceTools.Parameters;

/// <summary>
/// Reads objects of AWS.Tools and of its AWS SDK, whatever the version: to this module they are of unknown types, known by their names
/// alone.
/// </summary>
internal static class AwsToolsObject
{
    private static readonly string[] CredentialTypes = ["Amazon.Runtime.AWSCredentials", "Amazon.PowerShell.Common.AWSPSCredentials"];

    /// <summary>The object without the engine's wrapper.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;

    /// <summary>Whether it is credentials: the SDK's, or what AWS.Tools wraps them in.</summary>
    public static bool IsCredentials(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            if (CredentialTypes.Contains(type.FullName))
                return true;
        return false;
    }

    /// <summary>
    /// The code of a Region: of a text, of the SDK's RegionEndpoint, or of the AWSRegion that Get-AWSRegion gives, whose text it is.
    /// </summary>
    public static string? RegionOf(object? value) => Unwrap(value) switch
    {
        null => null,
        string text => text,
        var other => Get(other, "SystemName") as string ?? other.ToString(),
    };

    /// <summary>What Set-AWSProxy leaves; null where it names no proxy.</summary>
    public static AwsProxy? ProxyOf(object? value)
    {
        const string Scheme = "http://";
        if (Unwrap(value) is not { } settings || Get(settings, "Hostname") is not string { Length: > 0 } host
            || Get(settings, "Port") is not int port)
            return null;
        return new AwsProxy(host.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? host.Substring(Scheme.Length) : host, port)
        {
            Credentials = Get(settings, "Credentials") as ICredentials,
            BypassList = [.. Get(settings, "BypassList") as IEnumerable<string> ?? []],
            BypassOnLocal = Get(settings, "BypassOnLocal") is true,
        };
    }

    private static object? Get(object value, string property) =>
        value.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)?.GetValue(value);
}
