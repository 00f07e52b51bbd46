using VpceTools.Model;

namespace VpceTools.Fixes;

/// <summary>Where a call is made that changes a resource of one of the networks that were read together.</summary>
/// <param name="AccountId">The account; null for the endpoint's own.</param>
/// <param name="Region">The Region.</param>
internal sealed record RepairPlace(string? AccountId, string? Region)
{
    /// <summary>The place of a resource; null where its owner's account is none of those that were read.</summary>
    /// <param name="network">The endpoint's network.</param>
    /// <param name="owner">The account that owns the resource; null where nothing names it, which leaves the endpoint's own.</param>
    /// <param name="describes">Whether a network describes the resource.</param>
    public static RepairPlace? Of(VpcNetwork network, string? owner, Func<VpcNetwork, bool> describes)
    {
        bool IsOwners(VpcNetwork other) => string.IsNullOrEmpty(owner) || other.AccountId is null || other.AccountId == owner;
        var found = network.WithJoined.FirstOrDefault(n => IsOwners(n) && describes(n));
        var account = found?.AccountId ?? owner;
        return found is null ? null : new(string.IsNullOrEmpty(account) || account == network.AccountId ? null : account,
            found.Region ?? network.Region);
    }
}
