using System.Globalization;

namespace VpceTools.Probing;

/// <summary>How long a step took.</summary>
/// <param name="Minimum">The shortest, in milliseconds.</param>
/// <param name="Median">The median, in milliseconds.</param>
/// <param name="Count">How often it was done.</param>
public sealed record Latency(double Minimum, double Median, int Count)
{
    /// <summary>The latency of some repetitions; null for none.</summary>
    public static Latency? Of(IReadOnlyCollection<double> milliseconds)
    {
        if (milliseconds.Count == 0)
            return null;
        var sorted = milliseconds.OrderBy(m => m).ToList();
        var middle = sorted.Count / 2;
        var median = sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(Math.Round(sorted[0], 1), Math.Round(median, 1), sorted.Count);
    }

    /// <summary>For example <c>0.8 ms</c>.</summary>
    public override string ToString() => Median.ToString(Median < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms";
}
