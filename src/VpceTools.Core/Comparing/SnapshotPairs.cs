using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>Which networks of two readings are of one account and Region.</summary>
internal static class SnapshotPairs
{
    /// <summary>The networks of both, each once; null for one that the other reading has nothing of.</summary>
    public static IEnumerable<(VpcNetwork? Before, VpcNetwork? After)> Of(IReadOnlyList<VpcNetwork> before, IReadOnlyList<VpcNetwork> after)
    {
        var (left, open) = (before.ToList(), after.ToList());
        var pairs = new List<(VpcNetwork?, VpcNetwork?)>();
        // What nothing says the account or Region of may be of any.
        foreach (var isPair in (Func<VpcNetwork, VpcNetwork, bool>[])[
            (was, now) => was.AccountId == now.AccountId && was.Region == now.Region,
            (was, now) => IsOpenOrSame(was.AccountId, now.AccountId) && IsOpenOrSame(was.Region, now.Region)])
        {
            foreach (var was in left.ToList())
            {
                if (open.Find(now => isPair(was, now)) is not { } found)
                    continue;
                pairs.Add((was, found));
                left.Remove(was);
                open.Remove(found);
            }
        }

        return pairs.Concat(left.Select(was => ((VpcNetwork?)was, (VpcNetwork?)null)))
            .Concat(open.Select(now => ((VpcNetwork?)null, (VpcNetwork?)now)));
    }

    /// <summary>A network without what is of VPCs that the other was not asked for.</summary>
    public static VpcNetwork Within(VpcNetwork network, VpcNetwork other)
    {
        var asked = new HashSet<string>(other.Vpcs.Select(vpc => vpc.Id).Concat(other.Endpoints.Select(endpoint => endpoint.VpcId)),
            StringComparer.Ordinal);
        return EvidenceKinds.All.Aggregate(network, (left, kind) => kind.WithItems(left, kind.ItemsOf(left).Select(item => item.Item)
            .Where(item => VpcOf(item) is not { Length: > 0 } vpc || asked.Contains(vpc))));
    }

    private static string? VpcOf(object item) =>
        item is Vpc vpc ? vpc.Id : item.GetType().GetProperty("VpcId")?.GetValue(item) as string;

    private static bool IsOpenOrSame(string? first, string? second) => first is null || second is null || first == second;
}
