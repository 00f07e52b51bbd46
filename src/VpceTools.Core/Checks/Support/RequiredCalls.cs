using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks.Support;

/// <summary>Decides whether a policy lets the calls pass that the user requires, and how it would.</summary>
internal static class RequiredCalls
{
    private const int ShownCalls = 10;

    /// <summary>The calls that come through the endpoint: those of its service, or all where the service is not known.</summary>
    public static ValueList<PolicyRequest> Of(CheckContext context, PolicyTarget target) => context.Options.RequiredCalls
        .Where(call => target.Carries(call.Action))
        .ToValueList();

    /// <summary>
    /// Failed where the policy stops a call, with the statement; unknown where a call depends on a context key that nobody gave. Calls that
    /// nothing allows are allowed with the smallest statement; those that are denied are not.
    /// </summary>
    public static CheckOutcome Judge(CheckContext context, PolicyFindings findings, PolicyDocument policy, ValueList<PolicyRequest> calls)
    {
        var address = NamedClientAddress.Of(context.Clients, context.Endpoint);
        var decisions = calls.Select(call => PolicyEvaluator.Evaluate(policy,
            EndpointContext.Through(context.Endpoint, call, address, context.Index.Network.AccountId))).ToList();
        var problems = new List<Finding>();
        Add(PolicyDecisionKind.ExplicitDeny, denied => Denied(context, findings, denied));
        Add(PolicyDecisionKind.ImplicitDeny, stopped => Stopped(context, findings, stopped));
        var isFailed = problems.Count > 0;
        Add(PolicyDecisionKind.Conditional, open => Open(context, findings, open));
        var isOpen = !isFailed && problems.Count > 0;
        var faults = findings.Faults(policy).ToList();
        problems.AddRange(faults);
        var status = isFailed ? CheckStatus.Failed : isOpen ? CheckStatus.Unknown : faults.Count > 0 ? CheckStatus.Warning
            : CheckStatus.Passed;
        return problems.Count == 0
            ? new(CheckStatus.Passed, $"The policy lets {Count(calls.Count)} pass.",
                context.Options.PolicyMode == PolicyMode.FullAccess && !PolicyAnalysis.IsDefaultPolicy(policy)
                    ? [findings.Restricts(policy)] : [])
            : new(status, string.Join(" ", problems.Select(problem => problem.Summary)), findings.WithRemarks(policy, problems)
                .ToValueList());

        void Add(PolicyDecisionKind kind, Func<List<PolicyDecision>, Finding> describe)
        {
            var found = decisions.FindAll(decision => decision.Decision == kind);
            if (found.Count > 0)
                problems.Add(describe(found));
        }
    }

    private static Finding Denied(CheckContext context, PolicyFindings findings, List<PolicyDecision> denied)
    {
        var statement = denied[0].Statements[0].Statement;
        return findings.Describe(
            Severity.High,
            $"The policy of endpoint {context.Endpoint.Id} denies {Count(denied.Count)}: {statement} denies {denied[0].Request}.",
            denied[0].Statements[0].ToString(),
            Lines(denied.SelectMany(decision => decision.Statements.Select(outcome => $"{decision.Request}: {outcome}")))) with
        {
            Recommendation = "A deny wins over every allow, so nothing that is added helps, and what somebody denied on purpose is not "
                + "edited here. If the call is to pass, "
                + $"take it out of {statement} at {statement.Position}, or call in a way that the statement does not "
                + $"match. {findings.Replace}",
        };
    }

    private static Finding Stopped(CheckContext context, PolicyFindings findings, List<PolicyDecision> stopped)
    {
        var finding = findings.Describe(
            Severity.High,
            $"The policy of endpoint {context.Endpoint.Id} stops {Count(stopped.Count)}: no statement allows {stopped[0].Request}.",
            $"no statement allows {stopped[0].Request}",
            Lines(stopped.SelectMany(decision => decision.OtherStatements.Where(outcome => outcome.Statement.Effect == PolicyEffect.Allow)
                .Select(outcome => $"{decision.Request}: {outcome}")
                .DefaultIfEmpty($"{decision.Request}: the policy has no statement that allows"))));
        if (context.Options.PolicyMode == PolicyMode.FullAccess)
            return finding;
        var amendment = PolicyAmendment.Of(context.Endpoint.PolicyDocument, context.Endpoint, stopped.Select(decision => decision.Request));
        finding = amendment.Document is { } document
            ? finding with
            {
                Recommendation = "Add the statement that allows just these calls. The rest of the policy stays as it is.",
                Repair = [new ModifyVpcEndpoint(context.Endpoint.Id) { PolicyDocument = document, Region = context.Region }],
            }
            : finding with { Recommendation = $"{amendment.Reason} {findings.Replace}" };
        return finding.Unless(Ownership.WhyNotModify(context));
    }

    private static Finding Open(CheckContext context, PolicyFindings findings, List<PolicyDecision> open)
    {
        var keys = open.SelectMany(decision => decision.MissingContextKeys.Select(missing => missing.Key))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var first = open[0].Request;
        return findings.Describe(
            Severity.Medium,
            $"Whether the policy of endpoint {context.Endpoint.Id} lets {Count(open.Count)} pass depends on "
                + $"{string.Join(", ", keys)}: {first}.",
            open[0].Statements[0].ToString(),
            Lines(open.SelectMany(decision => decision.Statements.Select(outcome => $"{decision.Request}: {outcome}")))) with
        {
            Recommendation = keys.TrueForAll(IsContextKey)
                ? $"Ask with the values that the calls have: {CliLine.AskPolicy(context)} -Action {first.Action} "
                    + $"-Resource '{first.Resource}' -Context @{{ {string.Join("; ", keys.Select(Given))} }}"
                : $"Say more about the calls ({string.Join(", ", keys)}): an action or a resource without wildcards, or a principal.",
        };
    }

    private static bool IsContextKey(string key) => key.Contains(':') || key == PolicyContext.PermissionsBoundary;

    private static string Given(string key) => key == PolicyContext.PermissionsBoundary ? $"'{key}' = $null" : $"'{key}' = '…'";

    private static string Count(int calls) => calls == 1 ? "the required call" : $"{calls} required calls";

    private static string Lines(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return string.Join("\n", (all.Count <= ShownCalls ? all : all.Take(ShownCalls).Append($"and {all.Count - ShownCalls} more"))
            .Select(ShownText.Line));
    }
}
