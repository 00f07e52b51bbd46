using System.Management.Automation;

namespace Amazon.PowerShell.Common;

/// <summary>Keeps credentials and a Region in the session.</summary>
[Cmdlet(VerbsData.Initialize, "AWSDefaultConfiguration")]
public class InitializeAWSDefaultConfigurationCmdlet : SetAWSCredentialCmdlet
{
    /// <summary>The Region.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        Store(StoredRegion, Region);
    }
}
