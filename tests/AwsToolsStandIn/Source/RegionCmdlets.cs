using System.Management.Automation;

namespace Amazon.PowerShell.Common;

/// <summary>Keeps a Region in the session.</summary>
[Cmdlet(VerbsCommon.Set, "DefaultAWSRegion")]
public class SetDefaultAWSRegionCmdlet : SessionCmdlet
{
    /// <summary>The Region.</summary>
    [Parameter(Position = 0)]
    public string? Region { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Store(StoredRegion, Region);
}

/// <summary>Gives the session's Region.</summary>
[Cmdlet(VerbsCommon.Get, "DefaultAWSRegion")]
public class GetDefaultAWSRegionCmdlet : SessionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(new AWSRegion((string)SessionState.PSVariable.GetValue(StoredRegion), ""));
}

/// <summary>Gives a Region.</summary>
[Cmdlet(VerbsCommon.Get, "AWSRegion")]
public class GetAWSRegionCmdlet : PSCmdlet
{
    /// <summary>The code.</summary>
    [Parameter(Position = 0)]
    public string SystemName { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(new AWSRegion(SystemName, RegionEndpoint.GetBySystemName(SystemName).DisplayName));
}
