using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>A value of a resource as code tells it: known, open, or one of several.</summary>
internal abstract record PlannedValue
{
    /// <summary>A text, a number or a Boolean, which code writes as text too.</summary>
    public static PlannedValue Of(string text) => new PlannedText(text);

    /// <summary>True or false.</summary>
    public static PlannedValue Of(bool flag) => new PlannedText(flag ? "true" : "false");

    /// <summary>Several values.</summary>
    public static PlannedValue Of(IEnumerable<PlannedValue> items) => new PlannedList([.. items]);

    /// <summary>Several texts.</summary>
    public static PlannedValue Of(IEnumerable<string> texts) => Of(texts.Select(Of));

    /// <summary>An object.</summary>
    public static PlannedValue Of(params (string Name, PlannedValue? Value)[] properties) => new PlannedMap(
        properties.Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value!, StringComparer.Ordinal));

    /// <summary>Whether some part of it is open, whatever is chosen.</summary>
    public virtual bool IsOpenSomewhere => false;
}

/// <summary>A text, a number or a Boolean.</summary>
internal sealed record PlannedText(string Text) : PlannedValue;

/// <summary>Several values.</summary>
internal sealed record PlannedList(IReadOnlyList<PlannedValue> Items) : PlannedValue
{
    /// <inheritdoc/>
    public override bool IsOpenSomewhere => Items.Any(item => item.IsOpenSomewhere);
}

/// <summary>An object.</summary>
internal sealed record PlannedMap(IReadOnlyDictionary<string, PlannedValue> Properties) : PlannedValue
{
    /// <inheritdoc/>
    public override bool IsOpenSomewhere => Properties.Values.Any(value => value.IsOpenSomewhere);
}

/// <summary>A value that nobody knows.</summary>
internal sealed record PlannedOpen(OpenValue Open) : PlannedValue
{
    /// <inheritdoc/>
    public override bool IsOpenSomewhere => true;
}

/// <summary>One of several values. The same open value in two places is chosen once for both.</summary>
internal sealed record PlannedChoice(OpenValue Open, IReadOnlyList<PlannedValue> Alternatives) : PlannedValue
{
    /// <inheritdoc/>
    public override bool IsOpenSomewhere => true;

    /// <summary>Any selection of some values, but not none at all; null where there are too many.</summary>
    public static PlannedValue AnyOf(OpenValue open, IReadOnlyList<PlannedValue> items)
    {
        // The most first: a selection of all of them is what is meant most often, and comes first in messages.
        if (items.Count is 0 or > Choices.MaximumSubset)
            return new PlannedOpen(open);
        return new PlannedChoice(open, [.. Enumerable.Range(1, (1 << items.Count) - 1).OrderByDescending(BitCount).ThenBy(mask => mask)
            .Select(mask => PlannedValue.Of(items.Where((_, i) => (mask & (1 << i)) != 0)))]);
    }

    private static int BitCount(int mask)
    {
        var count = 0;
        for (; mask != 0; mask &= mask - 1)
            count++;
        return count;
    }
}
