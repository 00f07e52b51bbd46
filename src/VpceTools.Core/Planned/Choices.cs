using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Which of several values is taken, for some of the values that are open; all others are not seen.</summary>
internal sealed class Choices(IReadOnlyDictionary<OpenValue, int> taken)
{
    /// <summary>The most combinations that are looked at for one endpoint.</summary>
    public const int Maximum = 64;

    /// <summary>The most values of which any selection is tried: 2^6 - 1 selections.</summary>
    public const int MaximumSubset = 6;

    /// <summary>Nothing is chosen.</summary>
    public static Choices None { get; } = new(new Dictionary<OpenValue, int>());

    /// <summary>What is taken.</summary>
    public IReadOnlyDictionary<OpenValue, int> Taken => taken;

    /// <summary>The value, with what is chosen put in.</summary>
    public PlannedValue Resolve(PlannedValue value) => value switch
    {
        PlannedChoice choice => taken.TryGetValue(choice.Open, out var index) && index < choice.Alternatives.Count
            ? Resolve(choice.Alternatives[index]) : new PlannedOpen(choice.Open),
        PlannedList list when list.IsOpenSomewhere => new PlannedList([.. list.Items.Select(Resolve).SelectMany(Spread)]),
        _ => value,
    };

    /// <summary>
    /// Every combination, of the values that come first: a value that would make them too many is left out, and so not seen.
    /// </summary>
    public static IReadOnlyList<Choices> Combinations(IEnumerable<PlannedChoice> choices, int maximum = Maximum)
    {
        var combinations = new List<Dictionary<OpenValue, int>> { new() };
        foreach (var choice in choices)
        {
            if (combinations.Count * choice.Alternatives.Count > maximum || combinations[0].ContainsKey(choice.Open))
                continue;
            combinations =
            [
                .. combinations.SelectMany(sofar => Enumerable.Range(0, choice.Alternatives.Count)
                    .Select(i => new Dictionary<OpenValue, int>(sofar) { [choice.Open] = i })),
            ];
        }

        return [.. combinations.Select(combination => new Choices(combination))];
    }

    // A choice of several ids in a list of ids stands for all of them.
    private static IEnumerable<PlannedValue> Spread(PlannedValue value) => value is PlannedList inner ? inner.Items : [value];
}
