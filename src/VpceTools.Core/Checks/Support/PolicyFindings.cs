using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks.Support;

/// <summary>The findings about a policy as a whole, and what those about it have in common.</summary>
internal sealed class PolicyFindings(ICheck check, CheckContext context)
{
    private const int ShownFaults = 10;

    private ValueList<PolicyLintResult>? _lint;

    private string EndpointId => context.Endpoint.Id;

    public Finding Malformed(ValueList<PolicyError> errors) =>
        Describe(Severity.High, $"The policy of endpoint {EndpointId} is not well formed ({errors[0]}).", errors[0].ToString(),
            Prose.Count(errors.Count, "error") + ": " + string.Join(" ", errors.Take(5))) with
        {
            Recommendation = $"Correct the policy and put it in place. {Replace} {Reset}",
        };

    public Finding Blocks(string summary, string rule) =>
        Describe(Severity.Critical, summary, rule, context.Endpoint.PolicyDocument) with
        {
            Recommendation =
                $"Allow what the clients need, or restore the default policy if nobody blocks the endpoint on purpose. {Replace} {Reset}",
        };

    /// <summary>What AWS refuses or what cannot have an effect, and apart from it what its author can hardly have meant.</summary>
    public IEnumerable<Finding> Faults(PolicyDocument policy)
    {
        var errors = Lint(policy, PolicyLintSeverity.Error);
        if (errors.Count > 0)
            yield return Faulty(Severity.Medium, errors,
                $"The policy of endpoint {EndpointId} has {Prose.Count(errors.Count, "fault")}, so a part of it has no "
                    + $"effect: {errors[0].Message}");
        var warnings = Lint(policy, PolicyLintSeverity.Warning);
        if (warnings.Count > 0)
            yield return Faulty(Severity.Low, warnings,
                $"The policy of endpoint {EndpointId} has {Prose.Count(warnings.Count, "part")} that can hardly do what is "
                    + $"meant: {warnings[0].Message}");
    }

    public Finding Restricts(PolicyDocument policy) => WithRemarks(policy,
        Describe(Severity.Information, $"Endpoint {EndpointId} has a policy of its own, which may be too narrow for some calls.",
            Prose.Count(policy.Statements.Count, "statement"), context.Endpoint.PolicyDocument) with
        {
            Recommendation = "Where a call through the endpoint is answered with 403, ask whether the policy allows it: "
                + CliLine.AskPolicy(context) + " -Action … -Resource … -Principal …",
        });

    /// <summary>
    /// The problems, the last of them with what else there is to say of the policy: what is no problem of its own, such as a statement that
    /// is redundant.
    /// </summary>
    public List<Finding> WithRemarks(PolicyDocument policy, List<Finding> problems)
    {
        if (problems.Count > 0)
            problems[problems.Count - 1] = WithRemarks(policy, problems[problems.Count - 1]);
        return problems;
    }

    private Finding WithRemarks(PolicyDocument policy, Finding finding)
    {
        var remarks = Lint(policy, PolicyLintSeverity.Information);
        return remarks.Count == 0 ? finding
            : finding with { Evidence = finding.Evidence with { Detail = $"{finding.Evidence.Detail}\n{Shown(remarks, "\n")}" } };
    }

    /// <summary>
    /// A finding about the policy. Where the user asks for the default policy, and only then, that is the fix, also of a policy that does
    /// what it is for.
    /// </summary>
    public Finding Describe(Severity severity, string summary, string rule, string? detail) =>
        (context.Finding(check, severity, EndpointId, ResourceTypes.VpcEndpoint, summary) with
        {
            Evidence = new() { Component = $"policy of endpoint {EndpointId}", Rule = rule, Detail = detail },
            Repair = context.Options.PolicyMode == PolicyMode.FullAccess
                ? [new ModifyVpcEndpoint(EndpointId) { ResetPolicy = true, Region = context.Region }] : [],
        }).Unless(Ownership.WhyNotModify(context));

    /// <summary>The line that puts another policy in place.</summary>
    public string Replace => $"New policy: {CliLine.Modify(context, "--policy-document file://policy.json")}";

    private string Reset => $"Default policy, which allows everything: {CliLine.Modify(context, "--reset-policy")}";

    private Finding Faulty(Severity severity, List<PolicyLintResult> faults, string summary) =>
        Describe(severity, summary, faults[0].ToString(), Shown(faults, " ")) with
        {
            Recommendation = $"Correct the policy; {faults[0].Page} describes how. {Replace}",
        };

    private List<PolicyLintResult> Lint(PolicyDocument policy, PolicyLintSeverity severity) =>
        [.. (_lint ??= PolicyLinter.Lint(policy, PolicyTarget.Of(context.Endpoint))).Where(result => result.Severity == severity)];

    private static string Shown(List<PolicyLintResult> results, string separator)
    {
        var shown = results.Take(ShownFaults).Select(result => ShownText.Line(result.ToString()));
        return string.Join(separator, results.Count > ShownFaults ? shown.Append($"and {results.Count - ShownFaults} more") : shown);
    }
}
