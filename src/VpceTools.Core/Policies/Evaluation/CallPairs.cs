using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Actions and resources that are given apart, put together to calls that there can be.</summary>
/// <param name="Pairs">The calls. An action that takes no resource is asked for on <c>*</c>, once.</param>
/// <param name="Unpaired">For each action that takes none of the resources, a sentence that says what it takes.</param>
public sealed record CallPairs(ValueList<(string Action, string Resource)> Pairs, ValueList<string> Unpaired)
{
    private const string Any = "*";

    /// <summary>
    /// Pairs each action with those of the resources that a call of it can be about: a call of <c>s3:GetObject</c> on a bucket, or of
    /// <c>s3:ListBucket</c> on an object, nobody makes, and a policy that does not allow it lacks nothing. Of actions that are not known
    /// every resource is possible.
    /// </summary>
    public static CallPairs Of(IEnumerable<string> actions, IReadOnlyCollection<string> resources)
    {
        var pairs = new List<(string, string)>();
        var unpaired = new List<string>();
        foreach (var action in actions)
        {
            var takes = TakenBy(action);
            var fitting = takes is null ? resources
                : takes.TrueForAll(resource => resource.TakesNone) ? [Any]
                : resources.Where(resource => resource == Any || takes.Exists(taken => taken.CanBeAbout(ToPattern(resource)))).ToList();
            pairs.AddRange(fitting.Select(resource => (action, resource)));
            if (fitting.Count == 0)
                unpaired.Add($"None of the resources given is one that '{action}' takes{(takes is [var only] ? $": {only}" : "")}.");
        }

        return new(pairs.Distinct().ToValueList(), unpaired.ToValueList());
    }

    // What the action takes, or each of those that the pattern matches; null where one of them is not known.
    private static List<ActionResources>? TakenBy(string action)
    {
        var pattern = new ActionPattern(action, default);
        if (ServiceAuthorization.ResourcesOf(action) is { } taken)
            return [taken];
        if (pattern.MatchesEverything || !pattern.IsWellFormed)
            return null;
        var all = ServiceAuthorization.ActionsOf(pattern.ServicePattern!).Where(pattern.IsMatch)
            .Select(ServiceAuthorization.ResourcesOf).ToList();
        return all.Count == 0 || all.Contains(null) ? null : [.. all.OfType<ActionResources>()];
    }

    private static GlobPattern ToPattern(string resource) => new GlobBuilder().AddPattern(resource).BuildResource();
}
