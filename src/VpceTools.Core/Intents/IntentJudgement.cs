using VpceTools.Model;
using VpceTools.Paths;

namespace VpceTools.Intents;

/// <summary>Holds paths against what is intended. What was not seen has not passed.</summary>
public static class IntentJudgement
{
    /// <summary>Whether one path is as it should be.</summary>
    public static IntentStatus Judge(IntentReach reach, PathVerdict verdict) => (reach, verdict) switch
    {
        (_, PathVerdict.Unknown) => IntentStatus.Unknown,
        (IntentReach.Privately, PathVerdict.Reachable) => IntentStatus.Passed,
        (IntentReach.AnyWay, PathVerdict.Reachable or PathVerdict.ReachableOverInternet) => IntentStatus.Passed,
        (IntentReach.Never, PathVerdict.Blocked or PathVerdict.NoEndpoint) => IntentStatus.Passed,
        (IntentReach.NeverOverInternet, PathVerdict.ReachableOverInternet) => IntentStatus.Failed,
        // Of a name with several addresses, some packets may go this way and some that.
        (IntentReach.NeverOverInternet, PathVerdict.Intermittent) => IntentStatus.Unknown,
        (IntentReach.NeverOverInternet, _) => IntentStatus.Passed,
        _ => IntentStatus.Failed,
    };

    /// <summary>Whether a path is as it should be, in whichever network it will be.</summary>
    internal static IntentStatus Judge(IntentReach reach, EndpointPath path)
    {
        var statuses = path.Verdicts.DefaultIfEmpty(path.Verdict).Select(verdict => Judge(reach, verdict)).Distinct().Take(2).ToList();
        return statuses.Count == 1 ? statuses[0] : IntentStatus.Unknown;
    }

    /// <summary>The result of an intent.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="file">The file, as it was named.</param>
    /// <param name="paths">The paths of all of its clients to all that they call, with each call.</param>
    /// <param name="open">Why some of it could not be asked at all; none where all was.</param>
    public static EndpointIntentResult Conclude(Intent intent, string file, IReadOnlyList<EndpointPath> paths, IReadOnlyList<string> open)
    {
        var judged = paths.Select(path => (Path: path, Status: Judge(intent.Reach, path))).ToList();
        var failed = judged.Where(j => j.Status == IntentStatus.Failed).Select(j => j.Path).ToList();
        var unknown = judged.Where(j => j.Status == IntentStatus.Unknown).Select(j => j.Path).ToList();
        var status = failed.Count > 0 ? IntentStatus.Failed
            : unknown.Count > 0 || open.Count > 0 || paths.Count == 0 ? IntentStatus.Unknown : IntentStatus.Passed;
        var deciding = failed.Count > 0 ? failed : unknown;
        return new()
        {
            Name = intent.Name,
            Status = status,
            From = intent.From,
            To = intent.To.Count > 0 ? intent.To : intent.Tasks.Select(task => task.Name).ToValueList(),
            Port = intent.Port?.Number,
            Action = intent.Calls.Select(call => call.Action).Distinct().ToValueList(),
            Expected = intent.Reach,
            Verdict = deciding.Count > 0 ? deciding[0].Verdict : status == IntentStatus.Passed ? paths[0].Verdict : PathVerdict.Unknown,
            Message = Message(status, deciding, paths, open),
            // What is in the way of something that must not be reached is no problem.
            Findings = intent.Reach == IntentReach.Never || status != IntentStatus.Failed ? []
                : failed.SelectMany(path => path.Findings).Distinct().OrderByDescending(finding => finding.Severity).ToValueList(),
            Paths = deciding.ToValueList(),
            PathCount = paths.Count,
            Missing = status == IntentStatus.Unknown ? unknown.SelectMany(path => path.Missing).Distinct().ToValueList() : [],
            IntentPath = file,
            Line = intent.Line,
        };
    }

    private static string Message(
        IntentStatus status, List<EndpointPath> deciding, IReadOnlyList<EndpointPath> paths, IReadOnlyList<string> open)
    {
        if (status == IntentStatus.Passed)
            return paths.Count == 1 ? paths[0].Message
                : $"{(paths.Count == 2 ? "Both" : $"All {paths.Count}")} paths are as they should be. {paths[0].Message}";
        if (deciding.Count == 0)
            return open.Count > 0 ? string.Join(" ", open) : "No client was found, so that nothing was judged.";
        var what = status == IntentStatus.Unknown ? "cannot be told" : deciding.Count == 1 ? "is not as it should be"
            : "are not as they should be";
        return paths.Count == 1 ? deciding[0].Message : $"{deciding.Count} of {paths.Count} paths {what}. {deciding[0].Message}";
    }
}
