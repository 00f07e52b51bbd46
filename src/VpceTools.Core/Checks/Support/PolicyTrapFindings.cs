using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Policies;

namespace VpceTools.Checks.Support;

/// <summary>The findings about calls that AWS services make behind the scenes and that a policy stops.</summary>
internal static class PolicyTrapFindings
{
    private const int ShownCalls = 10;

    /// <summary>One finding for each trap that the policy springs.</summary>
    public static IEnumerable<Finding> Of(CheckContext context, PolicyFindings findings, PolicyDocument policy)
    {
        var endpoint = context.Endpoint;
        if (PolicyTarget.Of(endpoint).Region is not { } region)
            yield break;
        var present = context.Index.EndpointsOfVpc[endpoint.VpcId].Where(PrivateNames.IsAlive).Select(other => other.ServiceName);
        foreach (var trap in ServiceTraps.Of(endpoint.ServiceName, present))
        {
            var blocked = trap.FindBlocked(policy, region, endpoint.Type == EndpointType.Gateway, EndpointContext.Of(endpoint),
                essentialOnly: true);
            if (blocked.Count > 0)
                yield return Sprung(findings, endpoint, trap, blocked);
        }
    }

    // That the calls are made is sure only where the VPC has the endpoints of the service that makes them.
    private static Finding Sprung(PolicyFindings findings, VpcEndpoint endpoint, ServiceTrap trap, ValueList<PolicyDecision> blocked)
    {
        var isSure = blocked.Any(decision => decision.Decision is PolicyDecisionKind.ExplicitDeny or PolicyDecisionKind.ImplicitDeny);
        return findings.Describe(
            isSure && trap.NeededBy.Count > 0 ? Severity.Medium : Severity.Low,
            $"The policy of endpoint {endpoint.Id} {(isSure ? "stops" : "may stop")} calls needed by {trap.Name}: {trap.Symptom}.",
            $"{blocked[0].Request}: {blocked[0].Reason}",
            string.Join("\n", blocked.Take(ShownCalls).Select(decision => ShownText.Line($"{decision.Request}: {decision.Reason}")))) with
        {
            Recommendation =
                $"Allow these calls if anything behind the endpoint needs them; AWS documents them at {trap.Page}. {findings.Replace}",
        };
    }
}
