using VpceTools.Model;

namespace VpceTools.Repairs.Planning;

/// <summary>
/// Plans the repair of endpoints: takes the fix of each problem, applies it to the model, runs every check of every endpoint of the VPC
/// again, and keeps it only where its problem is gone and nothing is worse. Each fix is made for the network as the ones before it leave
/// it, so that fixes that meet in one resource become one, and none is repeated.
/// </summary>
public static class RepairPlanner
{
    /// <summary>The plan.</summary>
    /// <param name="network">The network as it is.</param>
    /// <param name="endpoints">The endpoints to repair.</param>
    /// <param name="options">What may be repaired, and how far.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RepairPlan Plan(VpcNetwork network, IEnumerable<VpcEndpoint> endpoints, RepairOptions options,
        CancellationToken cancellationToken = default)
    {
        var (result, repairs, refused) = (network, new List<PlannedRepair>(), new List<RefusedRepair>());
        foreach (var vpc in endpoints.GroupBy(e => e.VpcId, StringComparer.Ordinal))
        {
            var planning = new VpcPlanning(result, vpc.Key, options, cancellationToken);
            planning.Run([.. vpc.Select(e => e.Id)]);
            result = planning.Network;
            repairs.AddRange(Number(planning.Repairs, repairs.Count + 1));
            refused.AddRange(planning.Refused);
        }

        return new(network, result, [.. repairs], [.. refused]);
    }

    private static IEnumerable<PlannedRepair> Number(IReadOnlyList<PlannedRepair> repairs, int first)
    {
        var numbers = repairs.Select((repair, i) => (repair.Number, Final: first + i)).ToDictionary(n => n.Number, n => n.Final);
        return repairs.Select(repair => repair with
        {
            Number = numbers[repair.Number],
            DependsOn = repair.DependsOn.Select(n => numbers[n]).Distinct().OrderBy(n => n).ToValueList(),
        });
    }
}
