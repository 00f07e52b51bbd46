using System.Diagnostics;
using System.Globalization;
using VpceTools.Core.Tests.Checks;

namespace VpceTools.Benchmarks;

/// <summary>
/// Takes every field, element, resource and file away from every sample and from generated worlds, one at a time, and lists by kind the
/// rows that thereby became Passed or disappeared. The goal: none in 20,000.
/// </summary>
internal static class MutateBenchmark
{
    private const int Goal = 20_000;

    public static int Run(TextWriter output, int generated, string sample)
    {
        var watch = Stopwatch.StartNew();
        var faults = new List<string>();
        var tried = RemovedEvidenceRun.Over(1, generated, faults.Add, CancellationToken.None, sample: sample);
        foreach (var kind in faults.GroupBy(f => f[..f.IndexOf(" (", StringComparison.Ordinal)], StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{kind.Count(),6}  {kind.Key}  e.g.{kind.First()[kind.Key.Length..]}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{tried:N0} removals, {faults.Count:N0} faults, {watch.Elapsed.TotalSeconds:N0} s (goal: none in {Goal:N0})"));
        return faults.Count == 0 && tried >= Goal ? 0 : 1;
    }
}
