using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Paths;

/// <summary>What a path is that comes out in one way in some networks that code can come to, and in another in others.</summary>
internal static class PlannedMeeting
{
    /// <summary>One path for all.</summary>
    /// <param name="found">The path of each combination of the values that are one of several.</param>
    public static EndpointPath Merge(IReadOnlyList<(IReadOnlyDictionary<OpenValue, int> Taken, EndpointPath Path)> found)
    {
        var paths = found.Select(f => f.Path).ToList();
        var verdicts = new HashSet<PathVerdict>(paths.Select(path => path.Verdict));
        var shared = Common(paths);
        EndpointPath With(PathVerdict verdict) => paths.First(path => path.Verdict == verdict) with
        {
            Verdicts = verdicts.OrderBy(v => v).ToValueList(),
            Findings = shared,
            Answer = string.Join(" or ", paths.Select(path => path.Answer).OfType<string>().Distinct()) is { Length: > 0 } all ? all : null,
            EndpointId = paths.TrueForAll(path => path.EndpointId == paths[0].EndpointId) ? paths[0].EndpointId : null,
        };

        if (verdicts.Contains(PathVerdict.Unknown))
            return With(PathVerdict.Unknown);
        // What no packet passes in one network, and some in another, is a problem in each.
        if (verdicts.Count == 1 || verdicts.IsSubsetOf([PathVerdict.Intermittent, PathVerdict.Blocked, PathVerdict.NoEndpoint]))
        {
            var path = With(verdicts.OrderBy(verdict => verdict).First());
            return path with
            {
                Findings = shared.Count > 0 ? shared : paths.First(other => other.Verdict == path.Verdict).Findings,
                Message = paths.TrueForAll(other => other.Message == path.Message) ? path.Message
                    : $"{path.Message} It is so, or alike, in each of {paths.Count} networks that the code can come to.",
            };
        }

        var worst = With(verdicts.OrderByDescending(verdict => verdict).First());
        var deciding = PlanVariant.Deciding([.. found.Select(f => (f.Taken, f.Path.Verdict))]);
        return worst with
        {
            Verdict = PathVerdict.Unknown,
            Places = Undecided(worst.Places, paths),
            Proposed = null,
            Missing = deciding.Select(open => open.ToString()).ToValueList(),
            Message = $"In {paths.Count(path => path.Verdict == worst.Verdict)} of {paths.Count} networks that the code can come to: "
                + $"{worst.Message} Which it will be depends on this: {string.Join(" ", deciding)}",
        };
    }

    /// <summary>A place that lets packets pass in one network and not in another has not decided.</summary>
    private static ValueList<PathHop> Undecided(ValueList<PathHop> places, List<EndpointPath> paths) =>
    [
        .. places.Select(hop => paths.TrueForAll(path => path.Places.Any(other =>
                other.Component == hop.Component && other.Direction == hop.Direction && other.Decision == hop.Decision)) ? hop
            : hop with { Decision = PathDecision.Unknown, Remaining = null, Detail = "depends on a value of the code that is open" }),
    ];

    /// <summary>The findings that there are in every network.</summary>
    private static ValueList<Finding> Common(List<EndpointPath> paths) =>
        paths[0].Findings.Where(finding => paths.TrueForAll(path => path.Findings.Any(other => other.Check == finding.Check
            && other.ResourceId == finding.ResourceId && other.Aspect == finding.Aspect
            && other.Severity == finding.Severity))).ToValueList();
}
