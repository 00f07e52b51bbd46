namespace VpceTools.Naming;

/// <summary>
/// What the statuses of Route 53 mean for a thing being at work: <c>COMPLETE</c> it is, failed or deleted it is not, and on the way from
/// one to the other nobody knows. A list that says nothing lists what is there.
/// </summary>
internal static class Statuses
{
    public static bool? IsAtWork(string? status) => status?.ToUpperInvariant() switch
    {
        null or "" or "COMPLETE" => true,
        "FAILED" or "DELETED" => false,
        _ => null,
    };

    /// <summary>Both; unknown where neither is false and one is unknown.</summary>
    public static bool? And(bool? one, bool? other) => one == false || other == false ? false : one is null || other is null ? null : true;
}
