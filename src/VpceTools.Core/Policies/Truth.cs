namespace VpceTools.Policies;

/// <summary>A truth value of Kleene's three-valued logic; the order of the values makes "and" the minimum and "or" the maximum.</summary>
internal enum Truth
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It hangs on what the request does not say.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    True,
}
