namespace VpceTools.Checks;

/// <summary>How far the fix of an endpoint policy goes.</summary>
public enum PolicyMode
{
    /// <summary>The smallest statement that lets the required calls pass is added; without required calls nothing is.</summary>
    Minimal,

    /// <summary>The default policy is restored, which lets every call of everybody pass, also what somebody denied on purpose.</summary>
    FullAccess,
}
