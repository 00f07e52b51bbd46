namespace VpceTools.Policies;

/// <summary>A truth value of Kleene's three-valued logic; the order of the values makes "and" the minimum and "or" the maximum.</summary>
internal enum Truth
{
    False,

    /// <summary>It depends on what the request does not say.</summary>
    Unknown,
    True,
}

/// <summary>The connectives of <see cref="Truth"/>.</summary>
internal static class TruthExtensions
{
    public static Truth And(this Truth left, Truth right) => left < right ? left : right;

    public static Truth Or(this Truth left, Truth right) => left > right ? left : right;

    public static Truth Not(this Truth value) => (Truth)(Truth.True - value);

    public static Truth NotIf(this Truth value, bool negated) => negated ? value.Not() : value;

    /// <summary>What holds of each of them; unknown where they differ.</summary>
    public static Truth Agree(this IEnumerable<Truth> truths)
    {
        Truth? agreed = null;
        foreach (var truth in truths)
        {
            if (truth == Truth.Unknown || (agreed ?? truth) != truth)
                return Truth.Unknown;
            agreed = truth;
        }

        return agreed ?? Truth.Unknown;
    }

    public static Truth ToTruth(this bool value) => value ? Truth.True : Truth.False;
}
