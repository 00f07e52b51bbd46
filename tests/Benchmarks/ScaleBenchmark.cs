using System.Diagnostics;
using System.Globalization;
using VpceTools.Checks;
using VpceTools.Snapshots;

namespace VpceTools.Benchmarks;

/// <summary>
/// Reads and diagnoses snapshots of growing size; prints size, time and memory. The goal: 1,000 endpoints in under 2 s and 500 MB, growing
/// linearly.
/// </summary>
internal static class ScaleBenchmark
{
    public static async Task RunAsync()
    {
        Console.WriteLine("  VPCs  endpoints  interfaces  groups  read ms  diagnose ms  total ms  allocated MB  peak MB  results  findings");
        foreach (var vpcs in new[] { 1, 12, 25, 50, 100, 200 })
            await MeasureAsync(vpcs).ConfigureAwait(false);
    }

    private static async Task MeasureAsync(int vpcs)
    {
        var folder = Path.Combine(Path.GetTempPath(), "vpcetools-benchmark-" + Path.GetRandomFileName());
        try
        {
            var world = LargeWorld.Create(vpcs);
            SnapshotWriter.Write(world, folder);
            var allocated = GC.GetTotalAllocatedBytes();
            var clock = Stopwatch.StartNew();
            var network = (await new SnapshotSource(folder).ReadAsync(new(), null, CancellationToken.None).ConfigureAwait(false)).Single();
            var read = clock.ElapsedMilliseconds;
            var (results, findings) = (0, 0);
            var runner = new CheckRunner(network);
            foreach (var batch in network.Endpoints.AsParallel().AsOrdered().Select(e => runner.Run(e).ToList()))
            {
                results += batch.Count;
                findings += batch.Sum(r => r.Findings.Count);
            }

            var total = clock.ElapsedMilliseconds;
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture,
                "{0,6}  {1,9}  {2,10}  {3,6}  {4,7}  {5,11}  {6,8}  {7,12}  {8,7}  {9,7}  {10,8}",
                vpcs, network.Endpoints.Count, network.NetworkInterfaces.Count, network.SecurityGroups.Count, read, total - read, total,
                (GC.GetTotalAllocatedBytes() - allocated) >> 20, Process.GetCurrentProcess().PeakWorkingSet64 >> 20, results, findings));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
