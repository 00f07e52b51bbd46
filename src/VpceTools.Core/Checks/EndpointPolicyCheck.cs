using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;

namespace VpceTools.Checks;

/// <summary>The endpoint's policy is well formed and lets calls of its service pass.</summary>
/// <remarks>
/// No policy is mended by itself: what a restrictive policy is there for cannot be seen in it, and the default one in its place would open the
/// endpoint to everybody. The lines that would do it are in the advice.
/// </remarks>
public sealed class EndpointPolicyCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "EndpointPolicy",
        Title = "The endpoint policy lets calls pass",
        Description = "Reads the endpoint policy and decides whether it is well formed, whether any call of the endpoint's service can pass, and whether it is the default.",
        AppliesTo = EndpointType.Other | EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        ChecklistItem = 4,
        Cause = "Endpoint policy restricting access",
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var endpoint = context.Endpoint;
        if (context.Service?.VpcEndpointPolicySupported == false)
            return CheckOutcome.NotApplicable("The service takes no endpoint policies; everything may pass.");
        if (string.IsNullOrWhiteSpace(endpoint.PolicyDocument))
            // EC2 shows a policy for every endpoint whose service takes one, the default one where nobody wrote another.
            return endpoint.Type is EndpointType.Interface or EndpointType.Gateway
                ? CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the policy"))
                : CheckOutcome.NotApplicable($"The endpoint has no policy, as {endpoint.TypeName} endpoints may.");
        var parsed = PolicyDocument.Parse(endpoint.PolicyDocument!);
        if (parsed.Document is not { } policy)
            return Fail(Malformed(context, parsed.Errors));
        var target = PolicyTarget.Of(endpoint);
        if (PolicyAnalysis.AllowsNothing(policy))
            return Fail(Blocks(context, $"The policy of endpoint {endpoint.Id} lets no request pass, so every call is answered with 403.", "allows nothing"));
        if (!PolicyAnalysis.CanAllowService(policy, target, Known(context)))
            return Fail(Blocks(context, $"The policy of endpoint {endpoint.Id} lets no call of its service ({Service(context, target)}) pass, so every call is answered with 403.",
                "allows nothing of the endpoint's service"));
        if (PolicyAnalysis.IsDefaultPolicy(policy))
            return CheckOutcome.Passed("The default policy is in effect: everything may pass.");
        var faults = PolicyLinter.Lint(policy, target).Where(r => r.Severity == PolicyLintSeverity.Error).ToList();
        if (faults.Count > 0)
            return Faulty(context, faults);
        var finding = Restricts(context, policy);
        return new(CheckStatus.Passed, "The policy is not the default one; calls that it does not allow are answered with 403.", [finding]);
    }

    private static CheckOutcome Fail(Finding finding) => CheckOutcome.Failed(finding.Summary, finding);

    private Finding Malformed(CheckContext context, ValueList<PolicyError> errors) =>
        Describe(context, Severity.High, $"The policy of endpoint {context.Endpoint.Id} is not well formed ({errors[0]}).", errors[0].ToString(),
            Quantity.Of(errors.Count, "error") + ": " + string.Join(" ", errors.Take(5))) with
        {
            Recommendation = $"Correct the policy and put it in place. {Replace(context)} {Reset(context)}",
        };

    private Finding Blocks(CheckContext context, string summary, string rule) =>
        Describe(context, Severity.Critical, summary, rule, context.Endpoint.PolicyDocument) with
        {
            Recommendation = $"Allow what the clients need, or restore the default policy if nobody blocks the endpoint on purpose. {Replace(context)} {Reset(context)}",
        };

    private CheckOutcome Faulty(CheckContext context, List<PolicyLintResult> faults)
    {
        var finding = Describe(context, Severity.Medium,
            $"The policy of endpoint {context.Endpoint.Id} has {Quantity.Of(faults.Count, "fault")}, so a part of it has no effect: {faults[0].Message}", faults[0].ToString(),
            string.Join(" ", faults.Take(10))) with
        {
            Recommendation = $"Correct the policy; what is meant is described at {faults[0].Page}. {Replace(context)}",
        };
        return CheckOutcome.Warning(finding.Summary, finding);
    }

    private Finding Restricts(CheckContext context, PolicyDocument policy) =>
        Describe(context, Severity.Information, $"Endpoint {context.Endpoint.Id} has a policy of its own, which may be too narrow for some calls.",
            Quantity.Of(policy.Statements.Count, "statement"), context.Endpoint.PolicyDocument) with
        {
            Recommendation = "Where a call through the endpoint is answered with 403, see whether the policy allows its action, resource and principal.",
        };

    private Finding Describe(CheckContext context, Severity severity, string summary, string rule, string? detail) =>
        (context.Finding(this, severity, context.Endpoint.Id, ResourceTypes.VpcEndpoint, summary) with
        {
            Evidence = new() { Component = $"policy of endpoint {context.Endpoint.Id}", Rule = rule, Detail = detail },
        }).Unless(Ownership.WhyNotModify(context));

    /// <summary>What all calls through the endpoint have in common, whoever makes them.</summary>
    private static PolicyContext Known(CheckContext context) => PolicyContext.Empty
        .With("aws:SourceVpce", context.Endpoint.Id)
        .With("aws:SourceVpc", context.Endpoint.VpcId);

    private static string Service(CheckContext context, PolicyTarget target) =>
        target.ServicePrefixes.Count > 0 ? target.ServicePrefixes.ToString() : context.Endpoint.ServiceName;

    private static string Replace(CheckContext context) =>
        $"New policy: {CliLine.Modify(context, "--policy-document file://policy.json")}";

    private static string Reset(CheckContext context) =>
        $"Default policy, which allows everything: {CliLine.Modify(context, "--reset-policy")}";
}
