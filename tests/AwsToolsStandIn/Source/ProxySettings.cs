using System.Net;

namespace Amazon.PowerShell.Common;

/// <summary>What $AWSProxy holds.</summary>
public class ProxySettings
{
    /// <summary>The proxy's name.</summary>
    public string? Hostname { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; }

    /// <summary>What it asks for.</summary>
    public ICredentials? Credentials { get; set; }

    /// <summary>What is reached directly.</summary>
    public List<string>? BypassList { get; set; }

    /// <summary>Whether local addresses are reached directly.</summary>
    public bool? BypassOnLocal { get; set; }
}
