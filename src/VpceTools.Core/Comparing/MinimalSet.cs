namespace VpceTools.Comparing;

/// <summary>
/// Finds a smallest set of changes that makes a difference, by trying: no change of the set can be left out. It takes halves, quarters and
/// so on, so that a few changes among many are found in few trials.
/// </summary>
/// <remarks>
/// Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input (2002), algorithm ddmin: the result is 1-minimal. Nothing is
/// taken for granted about sets that were not tried, such as that a larger one does what a smaller one does.
/// </remarks>
internal static class MinimalSet
{
    /// <summary>A smallest set.</summary>
    /// <param name="items">A set that makes the difference.</param>
    /// <param name="makesDifference">Whether a set does. The empty one does not.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, bool> makesDifference)
    {
        var (current, parts) = (items, 2);
        while (current.Count > 1)
        {
            var size = (current.Count + parts - 1) / parts;
            var chunks = Enumerable.Range(0, (current.Count + size - 1) / size)
                .Select(i => (IReadOnlyList<T>)[.. current.Skip(i * size).Take(size)]).ToList();
            if (chunks.Find(chunk => makesDifference(chunk)) is { } one)
            {
                (current, parts) = (one, 2);
                continue;
            }

            // With two chunks the rest of one is the other, which was tried.
            var rest = chunks.Count == 2 ? null : Enumerable.Range(0, chunks.Count)
                .Select(i => (IReadOnlyList<T>)[.. chunks.Where((_, j) => j != i).SelectMany(chunk => chunk)])
                .FirstOrDefault(makesDifference);
            if (rest is not null)
                (current, parts) = (rest, Math.Max(parts - 1, 2));
            else if (size == 1)
                break;
            else
                parts = Math.Min(parts * 2, current.Count);
        }

        return current;
    }
}
