namespace VpceTools.Probing;

/// <summary>An instance as Systems Manager knows it.</summary>
/// <remarks>https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html</remarks>
/// <param name="Id">The id, <c>i-…</c>.</param>
/// <param name="IsWindows">Whether it runs Windows.</param>
/// <param name="Problem">Why no command can be sent to it; null where one can.</param>
public sealed record ManagedInstance(string Id, bool IsWindows, string? Problem = null)
{
    /// <summary>The document that runs a script on it.</summary>
    /// <remarks>https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html</remarks>
    public string Document => IsWindows ? "AWS-RunPowerShellScript" : "AWS-RunShellScript";
}
