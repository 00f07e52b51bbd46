namespace VpceTools.Testing;

/// <summary>
/// The bound of what should end at once. It tells "at once" from "never", or from a wait that a test makes much longer than this; it is not
/// a measure: on a machine that does other work, what takes milliseconds may take seconds.
/// </summary>
public static class HangGuard
{
    /// <summary>A minute.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
}
