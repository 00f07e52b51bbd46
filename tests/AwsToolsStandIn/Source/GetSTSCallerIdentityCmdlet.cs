using System.Management.Automation;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Amazon.PowerShell.Common;

/// <summary>A call with the SDK of this module and the session's credentials: it shows that both still work.</summary>
[Cmdlet(VerbsCommon.Get, "STSCallerIdentity")]
public class GetSTSCallerIdentityCmdlet : PSCmdlet
{
    /// <summary>Where STS is.</summary>
    [Parameter(Mandatory = true)]
    public string EndpointUrl { get; set; } = "";

    /// <summary>Other credentials than the session's.</summary>
    [Parameter]
    public AWSCredentials? Credential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var credentials = Credential ?? ((AWSPSCredentials)SessionState.PSVariable.GetValue("StoredAWSCredentials")).Credentials;
        using var client = new AmazonSecurityTokenServiceClient(credentials,
            new AmazonSecurityTokenServiceConfig { ServiceURL = EndpointUrl, AuthenticationRegion = "us-east-1" });
        WriteObject(client.GetCallerIdentityAsync(new GetCallerIdentityRequest()).GetAwaiter().GetResult().Account);
    }
}
