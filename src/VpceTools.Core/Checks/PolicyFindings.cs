using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Repairs;

namespace VpceTools.Checks;

/// <summary>The findings about a policy as a whole, and what those about it have in common.</summary>
internal sealed class PolicyFindings(ICheck check, CheckContext context)
{
    private const int ShownFaults = 10;

    private string EndpointId => context.Endpoint.Id;

    public Finding Malformed(ValueList<PolicyError> errors) =>
        Describe(Severity.High, $"The policy of endpoint {EndpointId} is not well formed ({errors[0]}).", errors[0].ToString(),
            Quantity.Of(errors.Count, "error") + ": " + string.Join(" ", errors.Take(5))) with
        {
            Recommendation = $"Correct the policy and put it in place. {Replace} {Reset}",
        };

    public Finding Blocks(string summary, string rule) =>
        Describe(Severity.Critical, summary, rule, context.Endpoint.PolicyDocument) with
        {
            Recommendation = $"Allow what the clients need, or restore the default policy if nobody blocks the endpoint on purpose. {Replace} {Reset}",
        };

    /// <summary>What AWS refuses or what cannot have an effect, and apart from it what its author can hardly have meant.</summary>
    public IEnumerable<Finding> Faults(PolicyDocument policy)
    {
        var results = PolicyLinter.Lint(policy, PolicyTarget.Of(context.Endpoint));
        var errors = results.Where(result => result.Severity == PolicyLintSeverity.Error).ToList();
        if (errors.Count > 0)
            yield return Faulty(Severity.Medium, errors,
                $"The policy of endpoint {EndpointId} has {Quantity.Of(errors.Count, "fault")}, so a part of it has no effect: {errors[0].Message}");
        var warnings = results.Where(result => result.Severity == PolicyLintSeverity.Warning).ToList();
        if (warnings.Count > 0)
            yield return Faulty(Severity.Low, warnings,
                $"The policy of endpoint {EndpointId} has {Quantity.Of(warnings.Count, "part")} that can hardly do what is meant: {warnings[0].Message}");
    }

    public Finding Restricts(PolicyDocument policy)
    {
        var remarks = PolicyLinter.Lint(policy, PolicyTarget.Of(context.Endpoint)).Where(result => result.Severity == PolicyLintSeverity.Information);
        return Describe(Severity.Information, $"Endpoint {EndpointId} has a policy of its own, which may be too narrow for some calls.",
            Quantity.Of(policy.Statements.Count, "statement"), string.Join("\n", remarks.Select(remark => remark.ToString()).Prepend(context.Endpoint.PolicyDocument!))) with
        {
            Recommendation = "Where a call through the endpoint is answered with 403, ask whether the policy allows it: "
                + $"Test-VpcEndpointPolicy -Id {EndpointId} -Action … -Resource … -Principal …",
        };
    }

    /// <summary>A finding about the policy. Where the user asks for the default policy, and only then, that is the fix, also of a policy that does what it is for.</summary>
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
        Describe(severity, summary, faults[0].ToString(), string.Join(" ", faults.Take(ShownFaults))) with
        {
            Recommendation = $"Correct the policy; what is meant is described at {faults[0].Page}. {Replace}",
        };
}
