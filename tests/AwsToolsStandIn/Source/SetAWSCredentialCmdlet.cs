using System.Management.Automation;
using Amazon.Runtime;

namespace Amazon.PowerShell.Common;

/// <summary>Keeps credentials in the session.</summary>
[Cmdlet(VerbsCommon.Set, "AWSCredential")]
public class SetAWSCredentialCmdlet : SessionCmdlet
{
    /// <summary>The key.</summary>
    [Parameter]
    public string? AccessKey { get; set; }

    /// <summary>The secret.</summary>
    [Parameter]
    public string? SecretKey { get; set; }

    /// <summary>The token.</summary>
    [Parameter]
    public string? SessionToken { get; set; }

    /// <summary>A profile.</summary>
    [Parameter]
    public string? ProfileName { get; set; }

    /// <summary>The file with the profile.</summary>
    [Parameter]
    public string? ProfileLocation { get; set; }

    /// <summary>An object.</summary>
    [Parameter]
    public AWSCredentials? Credential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Store(StoredCredentials, ProfileName is not null
        ? new AWSPSCredentials(OfProfile(ProfileName, ProfileLocation), ProfileName, CredentialsSource.Profile)
        : Credential is not null ? new AWSPSCredentials(Credential, null, CredentialsSource.CredentialsObject)
        : new AWSPSCredentials(SessionToken is null ? new BasicAWSCredentials(AccessKey, SecretKey)
            : new SessionAWSCredentials(AccessKey, SecretKey, SessionToken), null, CredentialsSource.Strings));
}
