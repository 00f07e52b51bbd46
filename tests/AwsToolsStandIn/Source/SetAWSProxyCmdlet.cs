using System.Management.Automation;
using System.Net;

namespace Amazon.PowerShell.Common;

/// <summary>Keeps a proxy in the session.</summary>
[Cmdlet(VerbsCommon.Set, "AWSProxy")]
public class SetAWSProxyCmdlet : SessionCmdlet
{
    /// <summary>The proxy's name.</summary>
    [Parameter(Position = 0)]
    public string? Hostname { get; set; }

    /// <summary>Its port.</summary>
    [Parameter(Position = 1)]
    public int Port { get; set; }

    /// <summary>The user.</summary>
    [Parameter]
    public string? Username { get; set; }

    /// <summary>The user's password.</summary>
    [Parameter]
    public string? Password { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Store(Proxy, new ProxySettings
    {
        Hostname = Hostname,
        Port = Port,
        Credentials = Username is null ? null : new NetworkCredential(Username, Password),
    });
}
