using System.Management.Automation;

namespace Amazon.PowerShell.Common;

/// <summary>Sets the session's credentials to null; the variable stays.</summary>
[Cmdlet(VerbsCommon.Clear, "AWSCredential")]
public class ClearAWSCredentialCmdlet : SessionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Store(StoredCredentials, null);
}

/// <summary>Sets the session's Region to null.</summary>
[Cmdlet(VerbsCommon.Clear, "DefaultAWSRegion")]
public class ClearDefaultAWSRegionCmdlet : SessionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Store(StoredRegion, null);
}

/// <summary>Sets the session's proxy to null.</summary>
[Cmdlet(VerbsCommon.Clear, "AWSProxy")]
public class ClearAWSProxyCmdlet : SessionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Store(Proxy, null);
}
