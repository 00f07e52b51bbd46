using System.Management.Automation;

namespace Amazon.PowerShell.Common;

/// <summary>Gives the SDK's object of a profile or of the session.</summary>
[Cmdlet(VerbsCommon.Get, "AWSCredential")]
public class GetAWSCredentialCmdlet : SessionCmdlet
{
    /// <summary>A profile.</summary>
    [Parameter(Position = 0)]
    public string? ProfileName { get; set; }

    /// <summary>The file with the profile.</summary>
    [Parameter]
    public string? ProfileLocation { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(ProfileName is null
        ? (SessionState.PSVariable.GetValue(StoredCredentials) as AWSPSCredentials)?.Credentials
        : OfProfile(ProfileName, ProfileLocation));
}
