using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Repairing;

/// <summary>Reads the network after a repair.</summary>
internal static class Rereading
{
    /// <summary>
    /// EC2 shows some changes a little later than it makes them: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html.
    /// </summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    /// <summary>The network, read again for a while where a problem seems to be there still.</summary>
    /// <exception cref="NetworkSourceException">It cannot be read.</exception>
    public static async Task<VpcNetwork> ReadAsync(
        INetworkSource source, IRepairExecutor executor, RepairPlan plan, ClientSelection clients, Func<VpcNetwork, bool> isMended,
            IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        var vpcs = plan.Repairs.SelectMany(repair => repair.Closes).Select(finding => finding.VpcId).Distinct(StringComparer.Ordinal);
        var query = new NetworkQuery
        {
            VpcIds = [.. vpcs],
            ClientIds = clients.PlacedIds.ToValueList(),
            ClientBlocks = clients.CidrBlocks,
            IncludesRemoteClients = clients.IncludesRemote,
            DecidesNames = plan.Repairs.SelectMany(repair => repair.Closes)
                .Any(finding => CheckCatalog.Find(finding.Check)?.Descriptor.Layer == CheckLayer.Name),
        };
        for (var i = 0; ; i++)
        {
            await Task.Delay(Pauses[i], cancellationToken).ConfigureAwait(false);
            var network = (await source.ReadAsync(query, progress, cancellationToken).ConfigureAwait(false))[0];
            // Of the others that were read with it only what was changed is read again.
            network = plan.Network.WithInPicture(plan.Network.Place.Position, network);
            foreach (var repair in plan.Repairs.Where(repair => IsElsewhere(repair, plan)))
                network = await executor.RefreshAsync(network, repair.Action, cancellationToken).ConfigureAwait(false);
            if (i + 1 == Pauses.Length || isMended(network))
                return network;
        }
    }

    private static bool IsElsewhere(PlannedRepair repair, RepairPlan plan) => plan.Network.Place.Joined is not null
        && (repair.Action.AccountId is not null || repair.Action.Region != plan.Network.Region);
}
