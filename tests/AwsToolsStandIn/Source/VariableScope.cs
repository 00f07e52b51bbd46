namespace Amazon.PowerShell.Common;

/// <summary>Where a session variable is set.</summary>
public enum VariableScope
{
    /// <summary>Everywhere.</summary>
    Global,

    /// <summary>In the caller's scope.</summary>
    Local,

    /// <summary>In the caller's scope, hidden from its callees.</summary>
    Private,

    /// <summary>In the script.</summary>
    Script,
}
