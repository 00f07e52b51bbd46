using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>
/// A condition, by the comparisons that nobody can decide yet. It is simplified as it is made, so that one that is known is Yes or No.
/// </summary>
internal abstract record TemplateCondition
{
    public static TemplateCondition Yes { get; } = new Known(true);

    public static TemplateCondition No { get; } = new Known(false);

    /// <summary>Whether it holds; null where that is not known.</summary>
    public bool? Value => (this as Known)?.Holds;

    public static TemplateCondition Of(bool value) => value ? Yes : No;

    /// <summary>Whether two values are equal.</summary>
    public static TemplateCondition Equal(TemplateValue left, TemplateValue right)
    {
        var (a, b) = (left.Canonical, right.Canonical);
        if (a == b)
            return Yes;
        if (left is KnownText && right is KnownText)
            return No;
        // The side that is known stands last, so that comparisons of one value with several texts can be told to exclude each other.
        return left is KnownText ? new Comparison(b, a, false) : new Comparison(a, b, right is not KnownText);
    }

    public static TemplateCondition Not(TemplateCondition condition) => condition switch
    {
        Known known => Of(!known.Holds),
        Negation negation => negation.Condition,
        _ => new Negation(condition),
    };

    public static TemplateCondition All(IEnumerable<TemplateCondition> conditions)
    {
        var open = conditions.Where(condition => condition.Value != true).Distinct().ToValueList();
        return open.Any(condition => condition.Value == false) ? No : open.Count switch { 0 => Yes, 1 => open[0], _ => new Every(open) };
    }

    public static TemplateCondition Any(IEnumerable<TemplateCondition> conditions) => Not(All(conditions.Select(Not)));

    /// <summary>How many comparisons stand in it.</summary>
    public virtual int Size => Comparisons.Count();

    /// <summary>The comparisons that it depends on.</summary>
    public abstract IEnumerable<Comparison> Comparisons { get; }

    /// <summary>The condition where the comparisons come out in a certain way; those that are not given stay open.</summary>
    public abstract TemplateCondition Under(IReadOnlyDictionary<Comparison, bool> outcomes);

    /// <summary>A condition that is known.</summary>
    private sealed record Known(bool Holds) : TemplateCondition
    {
        public override IEnumerable<Comparison> Comparisons => [];

        public override TemplateCondition Under(IReadOnlyDictionary<Comparison, bool> outcomes) => this;
    }

    /// <summary>Whether two values are equal, of which at least one is not known.</summary>
    /// <param name="Left">A value that is not known.</param>
    /// <param name="Right">The other.</param>
    /// <param name="RightIsOpen">Whether the other is not known either.</param>
    public sealed record Comparison(string Left, string Right, bool RightIsOpen) : TemplateCondition
    {
        public override IEnumerable<Comparison> Comparisons => [this];

        /// <summary>Whether not both can hold: one value is not equal to two texts.</summary>
        public bool Excludes(Comparison other) => Left == other.Left && Right != other.Right && !RightIsOpen && !other.RightIsOpen;

        public override TemplateCondition Under(IReadOnlyDictionary<Comparison, bool> outcomes) =>
            outcomes.TryGetValue(this, out var outcome) ? Of(outcome) : this;

        public override string ToString() => $"{Left} is {(Right.Length == 0 ? "empty" : Right)}";
    }

    private sealed record Negation(TemplateCondition Condition) : TemplateCondition
    {
        public override IEnumerable<Comparison> Comparisons => Condition.Comparisons;

        public override TemplateCondition Under(IReadOnlyDictionary<Comparison, bool> outcomes) => Not(Condition.Under(outcomes));

        public override string ToString() => $"not ({Condition})";
    }

    private sealed record Every(ValueList<TemplateCondition> Conditions) : TemplateCondition
    {
        public override IEnumerable<Comparison> Comparisons => Conditions.SelectMany(condition => condition.Comparisons);

        public override TemplateCondition Under(IReadOnlyDictionary<Comparison, bool> outcomes) =>
            All(Conditions.Select(condition => condition.Under(outcomes)));

        public override string ToString() => string.Join(" and ", Conditions);
    }
}
