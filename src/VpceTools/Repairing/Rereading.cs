using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Planning;
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
        INetworkSource source, RepairPlan plan, Func<VpcNetwork, bool> isMended, IProgress<SourceProgress> progress,
            CancellationToken cancellationToken)
    {
        var vpcs = plan.Repairs.SelectMany(repair => repair.Closes).Select(finding => finding.VpcId).Distinct(StringComparer.Ordinal);
        var clients = plan.Repairs.SelectMany(repair => repair.Closes).Select(finding => finding.Options?.Clients).OfType<ClientSelection>()
            .Distinct().ToList();
        var query = new NetworkQuery
        {
            VpcIds = [.. vpcs],
            ClientIds = clients.SelectMany(c => c.InstanceIds.Concat(c.NetworkInterfaceIds).Concat(c.SubnetIds)).Distinct().ToValueList(),
            ClientBlocks = clients.SelectMany(c => c.CidrBlocks).Distinct().ToValueList(),
            IncludesRemoteClients = clients.Exists(c => c.IncludesRemote),
            DecidesNames = plan.Repairs.SelectMany(repair => repair.Closes)
                .Any(finding => CheckCatalog.Find(finding.Check)?.Descriptor.Layer == CheckLayer.Name),
        };
        for (var i = 0; ; i++)
        {
            await Task.Delay(Pauses[i], cancellationToken).ConfigureAwait(false);
            var network = (await source.ReadAsync(query, progress, cancellationToken).ConfigureAwait(false))[0];
            if (i + 1 == Pauses.Length || isMended(network))
                return network;
        }
    }
}
