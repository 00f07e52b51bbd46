using CsCheck;
using VpceTools.Core.Tests.Repairs;
using VpceTools.Snapshots;

namespace VpceTools.Core.Tests.Checks;

/// <summary>Takes evidence away from the samples and from generated worlds, the same ones each time.</summary>
internal static class RemovedEvidenceRun
{
    /// <summary>Goes through the worlds.</summary>
    /// <param name="step">One removal in so many is tried of each world; 1 for all.</param>
    /// <param name="generated">How many generated worlds there are beside the samples.</param>
    /// <param name="fault">What to do with a row that became Passed or disappeared.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <param name="kind">The only kind of thing that is taken away; null for every kind.</param>
    /// <param name="sample">A pattern for the names of the samples.</param>
    /// <returns>How many removals were tried.</returns>
    public static int Over(int step, int generated, Action<string> fault, CancellationToken cancellationToken, string? kind = null,
        string sample = "*")
    {
        var (tried, first) = (0, 0);
        foreach (var world in Worlds(generated, sample))
        {
            using (world)
            {
                // Another first one in each world, so that they do not all try the same fields.
                foreach (var removal in world.Removals.Where(removal => kind is null || removal.Kind == kind)
                    .Skip(first++ % step).Where((_, i) => i % step == 0))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    foreach (var found in world.Without(removal))
                        fault(found);
                    tried++;
                }
            }
        }

        return tried;
    }

    private static IEnumerable<RemovedEvidence> Worlds(int generated, string pattern)
    {
        foreach (var sample in Directory.EnumerateDirectories(Repository.Samples, pattern).Order(StringComparer.Ordinal))
            yield return new(sample);
        for (uint seed = 0; seed < generated; seed++)
        {
            var network = BrokenNetworks.Network.Generate(new PCG(1, seed), null, out _);
            var folder = Directory.CreateTempSubdirectory("vpce-generated-").FullName;
            try
            {
                SnapshotWriter.Write(network, folder);
                yield return new(folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
