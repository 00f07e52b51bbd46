using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Policies;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>
/// The endpoint's policy is well formed and lets the calls pass that the user requires, or else calls of its service at all.
/// </summary>
/// <remarks>
/// Without required calls no policy is changed by itself: what a restrictive policy is there for cannot be seen in it, and the default one
/// in its place would open the endpoint to everybody. The lines that would do it are in the advice.
/// </remarks>
public sealed class EndpointPolicyCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "EndpointPolicy",
        Title = "The endpoint policy lets calls pass",
        Description = "Reads the endpoint policy and decides whether it is well formed, whether the required calls or else any call of "
            + "the endpoint's service can pass, "
            + "whether a part of it has no effect, and whether it stops calls that AWS services make behind the scenes.",
        AppliesTo =
            EndpointType.Other | EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        NeedsVpc = false,
        Layer = CheckLayer.Policy,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.EndpointPolicy,
        ChecklistItem = 4,
        Cause = "Endpoint policy restricting access",
        Reads = [ResourceKind.Subnet, ResourceKind.NetworkInterface],
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var endpoint = context.Endpoint;
        if (EndpointPolicies.TakesNone(endpoint, context.Service))
            return CheckOutcome.NotApplicable(context.Service?.VpcEndpointPolicySupported == false
                ? "The service takes no endpoint policies; everything may pass."
                : $"The endpoint has no policy, as {endpoint.TypeName} endpoints may.");
        if (string.IsNullOrWhiteSpace(endpoint.PolicyDocument))
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the policy"));
        var findings = new PolicyFindings(this, context);
        var parsed = PolicyDocument.Parse(endpoint.PolicyDocument!);
        if (parsed.Document is not { } policy)
            return Fail(findings.Malformed(parsed.Errors));
        var target = PolicyTarget.Of(endpoint);
        var required = RequiredCalls.Of(context, target);
        if (required.Count > 0)
            return RequiredCalls.Judge(context, findings, policy, required);
        var note = context.Options.RequiredCalls.Count == 0 ? ""
            : $" None of the required actions is one of its service ({Service(context, target)}).";
        if (PolicyAnalysis.AllowsNothing(policy))
            return Fail(findings.Blocks($"The policy of endpoint {endpoint.Id} lets no request pass, so every call is answered with 403.",
                "allows nothing"));
        if (!PolicyAnalysis.CanAllowService(policy, target, EndpointContext.For(endpoint)))
            return Fail(findings.Blocks(
                $"The policy of endpoint {endpoint.Id} lets no call of its service ({Service(context, target)}) pass, so every "
                    + "call is answered with 403.",
                "allows nothing of the endpoint's service"));
        if (PolicyAnalysis.IsDefaultPolicy(policy))
            return CheckOutcome.Passed("The default policy is in effect: everything may pass." + note);
        var (sprung, others) = PolicyTrapFindings.Of(context, findings, policy);
        var problems = findings.WithRemarks(policy, [.. findings.Faults(policy), .. sprung]);
        Finding[] remarks = others is null ? [] : [others];
        return problems.Count > 0
            ? CheckOutcome.Warning(string.Join(" ", problems.Select(problem => problem.Summary)) + note, [.. problems, .. remarks])
            : new(
                CheckStatus.Passed, "The policy is not the default one; calls that it does not allow are answered with 403." + note,
                [findings.Restricts(policy), .. remarks]);
    }

    private static CheckOutcome Fail(Finding finding) => CheckOutcome.Failed(finding.Summary, finding);

    private static string Service(CheckContext context, PolicyTarget target) =>
        target.ServicePrefixes.Count > 0 ? target.ServicePrefixes.ToString() : context.Endpoint.ServiceName;
}
