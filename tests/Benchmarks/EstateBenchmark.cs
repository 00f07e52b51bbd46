using System.Diagnostics;
using System.Globalization;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Benchmarks;

/// <summary>
/// What large users build: 20 endpoints in a hub, and every subnet of hundreds of spokes as a client, each spoke in an account of its own.
/// All checks run over all endpoints, as Test-VpcEndpoint does with -IncludeRemoteClients. The goal: 500 spokes with 10,000 clients in
/// under 5 s and 1 GB on two cores, growing by an exponent of at most 1.1. A busy machine lengthens the elapsed time; the processor time is
/// that of all threads.
/// </summary>
internal static class EstateBenchmark
{
    private const int GoalSpokes = 500;
    private const int Endpoints = 20;
    private const int SubnetsPerSpoke = 20;
    private const double GoalSeconds = 5;
    private const long GoalMemory = 1L << 30;
    private const double GoalExponent = 1.1;

    /// <summary>What each check costs of one endpoint, to find the dear ones.</summary>
    public static int RunChecks(TextWriter output, int spokes)
    {
        Measure(20, TextWriter.Null);
        var joined = JoinedNetworks.Join(new EstateWorld(spokes, Endpoints, SubnetsPerSpoke).Networks());
        output.WriteLine("  check                          first ms  first MB  second ms  second MB");
        var runner = new CheckRunner(joined[0], new() { Clients = new() { IncludesRemote = true } });
        foreach (var check in CheckCatalog.All)
        {
            var costs = joined[0].Endpoints.Take(2).Select(endpoint =>
            {
                var (clock, allocated) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
                _ = CheckRunner.Run(check, runner.ContextOf(endpoint));
                return (clock.Elapsed.TotalMilliseconds, Megabytes: (GC.GetAllocatedBytesForCurrentThread() - allocated) >> 20);
            }).ToList();
            output.WriteLine(string.Format(CultureInfo.InvariantCulture, "  {0,-28}  {1,9:F1}  {2,8}  {3,9:F1}  {4,9}",
                check.Descriptor.Name,
                costs[0].TotalMilliseconds, costs[0].Megabytes, costs[1].TotalMilliseconds, costs[1].Megabytes));
        }

        return 0;
    }

    public static int Run(TextWriter output)
    {
        output.WriteLine("  spokes  endpoints  clients  elapsed ms  processor ms  allocated MB  heap MB  peak MB  passed  warning  failed  unknown");
        // The first round pays for compiling.
        Measure(20, TextWriter.Null);
        var sizes = new[] { 125, 250, GoalSpokes };
        var spent = Array.ConvertAll(sizes, size => Measure(size, output));
        var goal = spent[^1];
        var exponent = Exponent([.. sizes.Zip(spent, (size, s) => ((double)size, s.Processor.TotalMilliseconds))]);
        output.WriteLine(string.Format(CultureInfo.InvariantCulture,
            "{0} spokes: {1:N2} s (goal {2}), peak {3:N0} MB (goal {4}), exponent {5:N2} of the processor time (goal {6})",
            GoalSpokes, goal.Elapsed.TotalSeconds, GoalSeconds, goal.Peak >> 20, GoalMemory >> 20, exponent, GoalExponent));
        return goal.Elapsed.TotalSeconds < GoalSeconds && goal.Peak < GoalMemory && exponent <= GoalExponent ? 0 : 1;
    }

    private static (TimeSpan Elapsed, TimeSpan Processor, long Peak) Measure(int spokes, TextWriter output)
    {
        var networks = new EstateWorld(spokes, Endpoints, SubnetsPerSpoke).Networks();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var joined = JoinedNetworks.Join(networks);
        var runner = new CheckRunner(joined[0], new() { Clients = new() { IncludesRemote = true } });
        var statuses = new int[Enum.GetValues<CheckStatus>().Length];
        foreach (var results in joined[0].Endpoints.AsParallel().AsOrdered().Select(endpoint => runner.Run(endpoint).ToList()))
            foreach (var result in results)
                statuses[(int)result.Status]++;
        var elapsed = clock.Elapsed;
        process.Refresh();
        var processor = process.TotalProcessorTime - before;
        var clients = runner.ClientsOf(joined[0].Endpoints[0]).Clients.Count;
        output.WriteLine(string.Format(CultureInfo.InvariantCulture,
            "{0,8}  {1,9}  {2,7}  {3,10:F0}  {4,12:F0}  {5,12}  {6,7}  {7,7}  {8,6}  {9,7}  {10,6}  {11,7}",
            spokes, Endpoints, clients, elapsed.TotalMilliseconds, processor.TotalMilliseconds,
            (GC.GetTotalAllocatedBytes() - allocated) >> 20,
            GC.GetTotalMemory(false) >> 20, process.PeakWorkingSet64 >> 20, statuses[(int)CheckStatus.Passed],
            statuses[(int)CheckStatus.Warning],
            statuses[(int)CheckStatus.Failed], statuses[(int)CheckStatus.Unknown]));
        GC.KeepAlive(networks);
        return (elapsed, processor, process.PeakWorkingSet64);
    }

    /// <summary>The slope of the logarithms, by least squares.</summary>
    private static double Exponent(IReadOnlyList<(double Size, double Cost)> points)
    {
        var (xs, ys) = (points.Select(p => Math.Log(p.Size)).ToList(), points.Select(p => Math.Log(p.Cost)).ToList());
        var (x, y) = (xs.Average(), ys.Average());
        return xs.Zip(ys, (a, b) => (a - x) * (b - y)).Sum() / xs.Sum(a => (a - x) * (a - x));
    }
}
