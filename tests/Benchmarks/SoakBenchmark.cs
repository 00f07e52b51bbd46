using System.Diagnostics;
using System.Globalization;
using CsCheck;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Core.Tests.Repairs;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Probing;
using VpceTools.Probing.Tests.Hostile;
using VpceTools.Repairs.Planning;
using VpceTools.Testing;
using VpceTools.Testing.Hostile;

namespace VpceTools.Benchmarks;

/// <summary>
/// The long runs of what the tests do for a moment: hostile values in scripts, answers, messages and snapshots. No value may be run,
/// nothing may be created, no exception may escape, and nothing that is shown may steer a terminal.
/// </summary>
internal static class SoakBenchmark
{
    private const int Values = 12_000;
    private const int TextsAtOnce = 60;
    private static readonly List<string> Problems = [];
    private static string s_part = "";

    /// <summary>Prints the figures; 0 where nothing went wrong.</summary>
    /// <param name="scale">How long to run, 1 for what a release is held to.</param>
    /// <param name="part">A word of the only lines that are measured; empty for all.</param>
    public static async Task<int> RunAsync(double scale, string part)
    {
        s_part = part;
        int Count(int whole) => Math.Max(1, (int)(whole * scale));
        var seed = Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        if (ScriptSandbox.IsPossible)
        {
            foreach (var (shell, protocol) in from shell in new[] { "/bin/sh", "/bin/bash" }
                                              from protocol in new[] { ProbeProtocol.Tcp,
                ProbeProtocol.Https }
                                              select (shell, protocol))
                Measure($"probe.sh by {shell}, {protocol}", "values", () => Shell(shell, protocol, seed++, Count(Values / 2)));
        }

        Measure("probe.ps1", "values", () => PowerShell(seed++, Count(Values)));
        Measure("scripts and lines of repairs", "values", () => Repairs(seed++, Count(Values)));
        await MeasureAsync("repairs with faults", "worlds", () => FaultsAsync(Count(1_000))).ConfigureAwait(false);
        await MeasureAsync("snapshots", "documents", async () =>
        {
            var document = SampleWorld.Document().ToJsonString();
            for (var i = 0; i < Count(5_000); i++)
                Problems.AddRange(await MutatedSnapshots.RunAsync(document, seed++, CancellationToken.None).ConfigureAwait(false));
            return Count(5_000);
        }).ConfigureAwait(false);
        await MeasureAsync("answers of EC2", "readings", () => AnswersAsync(seed++, Count(500))).ConfigureAwait(false);
        await MeasureAsync("DNS messages", "probes", async () =>
        {
            Problems.AddRange(await MutatedServices.DnsAsync(new Random(seed++), Count(2_000), CancellationToken.None)
                .ConfigureAwait(false));
            return Count(2_000);
        }).ConfigureAwait(false);
        await MeasureAsync("HTTP answers over TLS", "probes", async () =>
        {
            Problems.AddRange(await MutatedServices.HttpAsync(new Random(seed++), Count(1_000), CancellationToken.None)
                .ConfigureAwait(false));
            return Count(1_000);
        }).ConfigureAwait(false);
        await MeasureAsync("bytes in place of TLS", "probes", async () =>
        {
            Problems.AddRange(await MutatedServices.TlsAsync(new Random(seed++), Count(500), CancellationToken.None).ConfigureAwait(false));
            return Count(500);
        }).ConfigureAwait(false);

        foreach (var problem in Problems.Take(20))
            await Console.Error.WriteLineAsync(problem).ConfigureAwait(false);
        Console.WriteLine($"{Problems.Count} problems");
        return Problems.Count == 0 ? 0 : 1;
    }

    private static int Shell(string shell, ProbeProtocol protocol, int seed, int count)
    {
        using var probe = new HostileShellProbe(shell);
        foreach (var texts in HostileTexts.Sequence(seed, count).Chunk(TextsAtOnce))
            Problems.AddRange(probe.Run(texts, protocol).Breakouts);
        return count;
    }

    private static int PowerShell(int seed, int count)
    {
        using var probe = new HostilePowerShellProbe();
        foreach (var texts in HostileTexts.Sequence(seed, count).Chunk(TextsAtOnce / 6))
            Problems.AddRange(probe.Run(texts).Breakouts);
        return count;
    }

    private static int Repairs(int seed, int count)
    {
        var values = 0;
        while (values < count)
        {
            Problems.AddRange(HostileRepairScripts.Run(BrokenNetworks.Network.Single(), seed++, out var texts));
            values += texts;
        }

        return values;
    }

    /// <summary>
    /// Worlds that need a repair: each is repaired and undone with the process killed at every step, and with the next of the other faults
    /// at one.
    /// </summary>
    private static async Task<int> FaultsAsync(int count)
    {
        var faults = Enum.GetValues<RepairFault>();
        var (runs, restored) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (world, _) =>
        {
            RepairPlan plan;
            RepairOptions options;
            do
            {
                (var network, options) = Gen.Select(BrokenNetworks.Network, BrokenNetworks.Options).Single();
                plan = RepairPlanner.Plan(network, network.Endpoints, options, CancellationToken.None);
            }
            while (plan.Repairs.Count == 0);

            var steps = Enumerable.Range(1, plan.Repairs.Count);
            var kills = from fault in faults where fault >= RepairFault.KilledBefore from step in steps select (fault, step);
            foreach (var (fault, step) in kills.Append((faults[world % faults.Length], 1 + (world % plan.Repairs.Count))))
            {
                var run = Interlocked.Increment(ref runs);
                var (problem, isRestored) = await FaultedRepair.RunAsync(plan, options, fault, step, isToldToBlock: run % 3 != 0)
                    .ConfigureAwait(false);
                if (isRestored)
                    Interlocked.Increment(ref restored);
                if (problem is not null)
                    lock (Problems)
                        Problems.Add(problem);
            }
        }).ConfigureAwait(false);
        Console.WriteLine($"{runs} repairs with a fault: {restored} worlds as they were, {runs - restored} where the results say what is left");
        return count;
    }

    private static async Task<int> AnswersAsync(int seed, int count)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create()).ConfigureAwait(false);
        for (var i = 0; i < count; i++)
        {
            using var proxy = new MutatingProxy(server.Url, seed + i);
            var (problems, _) = await MutatedReading.RunAsync(proxy.Url, CancellationToken.None).ConfigureAwait(false);
            Problems.AddRange(problems.Select(problem => $"seed {seed + i}: {problem}"));
        }

        return count;
    }

    private static void Measure(string what, string unit, Func<int> run) => MeasureAsync(what, unit, () => Task.FromResult(run()))
        .GetAwaiter().GetResult();

    private static async Task MeasureAsync(string what, string unit, Func<Task<int>> run)
    {
        if (!what.Contains(s_part, StringComparison.Ordinal))
            return;
        var (watch, before) = (Stopwatch.StartNew(), Problems.Count);
        var count = await run().ConfigureAwait(false);
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0,-32} {1,8:#,0} {2,-10} {3,4} problems {4,7:0.0} s", what, count,
            unit, Problems.Count - before, watch.Elapsed.TotalSeconds));
    }
}
