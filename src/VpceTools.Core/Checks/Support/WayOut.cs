using VpceTools.Evidence;

namespace VpceTools.Checks.Support;

/// <summary>Whether packets to public addresses get out of a VPC, and why.</summary>
/// <param name="Kind">Whether they do.</param>
/// <param name="Reason">Where they go or what stops them, as a clause: <c>nat-1 is a private NAT gateway</c>.</param>
/// <param name="Missing">What would have to be known; null where nothing is missing.</param>
internal sealed record WayOut(WayOutKind Kind, string Reason, MissingEvidence? Missing = null)
{
    /// <summary>There is a way.</summary>
    public static WayOut Open(string reason) => new(WayOutKind.Open, reason);

    /// <summary>There is none.</summary>
    public static WayOut Closed(string reason) => new(WayOutKind.Closed, reason);

    /// <summary>The packets leave the VPC, or could, and what becomes of them is seen nowhere in the evidence.</summary>
    public static WayOut Beyond(string reason) => new(WayOutKind.Beyond, reason);

    /// <summary>Evidence is missing.</summary>
    public static WayOut Unknown(string reason, MissingEvidence missing) => new(WayOutKind.Unknown, reason, missing);

    /// <summary>A way that this one has to be followed by: what stops either stops both.</summary>
    public WayOut Then(Func<WayOut> next)
    {
        if (Kind == WayOutKind.Closed)
            return this;
        var following = next();
        return following.Kind > Kind ? following : this;
    }

    /// <summary>The better of two ways that packets can take.</summary>
    public WayOut Or(WayOut other) => other.Kind < Kind ? other : this;
}

/// <summary>Whether packets get out, the best first.</summary>
internal enum WayOutKind
{
    /// <summary>They do.</summary>
    Open,

    /// <summary>They may: what lies beyond is not in the evidence, or depends on what a workload will have.</summary>
    Beyond,

    /// <summary>It cannot be told without more evidence.</summary>
    Unknown,

    /// <summary>They do not.</summary>
    Closed,
}
