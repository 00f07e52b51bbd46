namespace VpceTools.Repairing;

/// <summary>The language of a script.</summary>
public enum RepairScriptLanguage
{
    /// <summary>A POSIX shell with the <c>aws</c> CLI.</summary>
    AwsCli,

    /// <summary>PowerShell with AWS.Tools.EC2.</summary>
    PowerShell,
}
