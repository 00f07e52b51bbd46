namespace VpceTools.Repairs.Running;

/// <summary>What became of a call.</summary>
public enum RepairOutcomeKind
{
    /// <summary>The change was made, and the endpoint settled.</summary>
    Changed,

    /// <summary>EC2 says that everything was so before: nothing was changed.</summary>
    AlreadyDone,

    /// <summary>EC2 refused the call, or never got it: nothing was changed.</summary>
    Refused,

    /// <summary>EC2 took the call, but the endpoint did not settle in time, or settled in another state than <c>available</c>.</summary>
    Unsettled,

    /// <summary>The call was sent and no answer came: whether it was made is not known.</summary>
    Unclear,
}
