namespace Amazon.PowerShell.Common;

/// <summary>A Region as Get-AWSRegion gives it.</summary>
public class AWSRegion(string region, string name)
{
    /// <summary>The code.</summary>
    public string Region { get; } = region;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override string ToString() => Region;
}
