namespace VpceTools.Repairs;

/// <summary>Why a problem is not repaired.</summary>
public enum RefusalKind
{
    /// <summary>There is no call that would mend it; a person has to act.</summary>
    Advice,

    /// <summary>A call would, but whether to make it is a person's decision.</summary>
    Manual,

    /// <summary>The action needs more care than was asked for.</summary>
    Risk,

    /// <summary>EC2 would refuse the call: a quota, a resource that is gone, or one of another account.</summary>
    Obstacle,

    /// <summary>The problem would still be there afterwards.</summary>
    NotClosed,

    /// <summary>Something else would get worse.</summary>
    GetsWorse,

    /// <summary>Clients would be sent to an endpoint that is not known to answer them.</summary>
    Redirect,
}
