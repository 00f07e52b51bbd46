using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Checks;

/// <summary>What a check came to.</summary>
/// <param name="Status">The status.</param>
/// <param name="Message">Why, in one or two sentences.</param>
/// <param name="Findings">The problems.</param>
public sealed record CheckOutcome(CheckStatus Status, string Message, ValueList<Finding> Findings)
{
    /// <summary>All is well.</summary>
    public static CheckOutcome Passed(string message) => new(CheckStatus.Passed, message, []);

    /// <summary>The question does not arise.</summary>
    public static CheckOutcome NotApplicable(string message) => new(CheckStatus.NotApplicable, message, []);

    /// <summary>Something is worth a look.</summary>
    public static CheckOutcome Warning(string message, params Finding[] findings) => new(CheckStatus.Warning, message, [.. findings]);

    /// <summary>Something is broken.</summary>
    public static CheckOutcome Failed(string message, params Finding[] findings) => new(CheckStatus.Failed, message, [.. findings]);

    /// <summary>It cannot be told; says what would tell.</summary>
    public static CheckOutcome Unknown(NetworkIndex index, params MissingEvidence[] missing) =>
        new(CheckStatus.Unknown, Explain(index, missing), []);

    /// <summary>
    /// The outcome of several problems found at once: the worst of the given statuses, and <c>Unknown</c> where nothing is wrong but
    /// evidence is missing.
    /// </summary>
    public static CheckOutcome From(
        NetworkIndex index, IReadOnlyCollection<(CheckStatus Status, Finding Finding)> problems,
        IReadOnlyCollection<MissingEvidence> missing, string passedMessage)
    {
        if (problems.Count == 0)
            return missing.Count > 0 ? Unknown(index, [.. missing]) : Passed(passedMessage);
        var status = problems.Any(p => p.Status == CheckStatus.Failed) ? CheckStatus.Failed : CheckStatus.Warning;
        var message = string.Join(" ", problems.Select(p => p.Finding.Summary).Distinct());
        if (missing.Count > 0)
            message += " Not everything could be decided. " + Explain(index, [.. missing]);
        return new(status, message, [.. problems.Select(p => p.Finding)]);
    }

    /// <summary>What is missing and how it is had: the IAM action where a call was denied, else the CLI command.</summary>
    public static string Explain(NetworkIndex index, IReadOnlyCollection<MissingEvidence> missing)
    {
        var parts = new List<string>();
        foreach (var item in missing.Distinct().OrderBy(m => m.Kind).ThenBy(m => m.ResourceId, StringComparer.Ordinal))
        {
            // What another account was asked for, it was denied itself, if at all.
            var asked = item.AccountId is { } account ? index.Network.WithJoined.FirstOrDefault(n => n.AccountId == account)
                : index.Network;
            var failure = asked?.Failures.FirstOrDefault(f => f.Kind == item.Kind);
            var where = item.AccountId is null ? "" : $" (in account {item.AccountId})";
            // What nobody was told of a whole kind, the code cannot tell either.
            if ((failure is null || item.ResourceId is not null) && index.Network.Plan is { } plan
                && PlannedText.Explain(plan, item) is { } inCode)
            {
                parts.Add(inCode);
                continue;
            }

            parts.Add(failure switch
            {
                null => item.ResourceId is null ? $"The evidence is missing: {item.Command}."
                    : $"Nobody described {item.ResourceId}; this would tell: {item.Command}.",
                { IsAccessDenied: true } => $"Access was denied: the caller needs {failure.IamAction}{where}.",
                _ => $"{DescribeCall.For(item.Kind).Operation} failed{where}: {failure.Message}",
            });
        }

        return string.Join(" ", parts.Distinct());
    }
}
