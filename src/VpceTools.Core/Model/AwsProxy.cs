using System.Net;

namespace VpceTools.Model;

/// <summary>The proxy that calls to AWS go through, as <c>Set-AWSProxy</c> of AWS.Tools leaves it in the session.</summary>
/// <param name="HostName">The proxy's name or address.</param>
/// <param name="Port">Its port.</param>
public sealed record AwsProxy(string HostName, int Port)
{
    /// <summary>What the proxy asks for.</summary>
    public ICredentials? Credentials { get; init; }

    /// <summary>Regular expressions of addresses that are reached directly.</summary>
    public ValueList<string> BypassList { get; init; } = [];

    /// <summary>Whether local addresses are reached directly.</summary>
    public bool BypassOnLocal { get; init; }

    /// <summary>Where the proxy is, without its credentials.</summary>
    public override string ToString() => $"{HostName}:{Port}";
}
