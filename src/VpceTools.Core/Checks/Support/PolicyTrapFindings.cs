using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Policies;

namespace VpceTools.Checks.Support;

/// <summary>The findings about calls that AWS services and agents make behind the scenes and that a policy stops.</summary>
internal static class PolicyTrapFindings
{
    private const int ShownCalls = 10;

    /// <summary>
    /// One finding for each trap that the policy springs on somebody who is there, and one for all the others together: who is not there
    /// is not hindered, but may come.
    /// </summary>
    public static (List<Finding> Sprung, Finding? Others) Of(CheckContext context, PolicyFindings findings, PolicyDocument policy)
    {
        var endpoint = context.Endpoint;
        if (PolicyTarget.Of(endpoint).Region is not { } region || !IsWhereDefaultNamesLead(endpoint))
            return ([], null);
        var services = context.Index.EndpointsOfVpc[endpoint.VpcId].Where(PrivateNames.IsAlive)
            .Select(other => EndpointServices.Parse(other.ServiceName)?.Service).OfType<string>().ToList();
        var workloads = WorkloadsOf(context);
        var (sprung, others) = (new List<Finding>(), new List<(ServiceTrap Trap, PolicyDecision Decision)>());
        foreach (var trap in ServiceTraps.For(endpoint.ServiceName))
        {
            var blocked = trap.FindBlocked(
                policy, region, call => EndpointContext.Through(endpoint, call, accountId: context.Index.Network.AccountId));
            if (blocked.Count == 0)
                continue;
            var isCertain = trap.NeededBy.Any(services.Contains);
            if (isCertain || (trap.MadeBy & workloads) != TrapWorkload.None)
                sprung.Add(Sprung(findings, endpoint, trap, blocked, isCertain));
            else if (trap.IsForAnybody && blocked.FirstOrDefault(ServiceTrap.IsSure) is { } stopped)
                others.Add((trap, stopped));
        }

        return (sprung, others.Count == 0 ? null : Others(findings, endpoint, others));
    }

    // S3's own names lead past an interface endpoint that has no private DNS in the VPC, and agents know no other names.
    private static bool IsWhereDefaultNamesLead(VpcEndpoint endpoint) =>
        endpoint.Type == EndpointType.Gateway || EndpointServices.Parse(endpoint.ServiceName)?.Service != "s3"
        || (endpoint.PrivateDnsEnabled != false && endpoint.PrivateDnsOnlyForInboundResolverEndpoint != true);

    // Interfaces of an EKS cluster's control plane have this description:
    // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html.
    private static TrapWorkload WorkloadsOf(CheckContext context)
    {
        var interfaces = context.Index.InterfacesOfVpc[context.Endpoint.VpcId].ToList();
        var hasInstances = interfaces.Exists(candidate => candidate.InstanceId is not null)
            || context.Index.Instances.Values.Any(instance => instance.VpcId == context.Endpoint.VpcId && instance.State != "terminated");
        var hasCluster = interfaces.Exists(candidate => candidate.Description?.StartsWith("Amazon EKS ", StringComparison.Ordinal) == true);
        return (hasInstances ? TrapWorkload.Instance : TrapWorkload.None) | (hasCluster ? TrapWorkload.Kubernetes : TrapWorkload.None);
    }

    private static Finding Sprung(
        PolicyFindings findings, VpcEndpoint endpoint, ServiceTrap trap, ValueList<PolicyDecision> blocked, bool isCertain)
    {
        var isSure = blocked.Any(ServiceTrap.IsSure);
        return findings.Describe(
            isSure && isCertain ? Severity.Medium : Severity.Low,
            $"The policy of endpoint {endpoint.Id} {(isSure ? "stops" : "may stop")} calls needed by {trap.Name}: {trap.Symptom}.",
            $"{blocked[0].Request}: {blocked[0].Reason}",
            string.Join("\n", blocked.Take(ShownCalls).Select(decision => ShownText.Line($"{decision.Request}: {decision.Reason}")))) with
        {
            Recommendation =
                $"Allow these calls if anything behind the endpoint needs them; they are documented at {trap.Page}. {findings.Replace}",
        };
    }

    private static Finding Others(PolicyFindings findings, VpcEndpoint endpoint,
        List<(ServiceTrap Trap, PolicyDecision Decision)> others) =>
        findings.Describe(
            Severity.Information,
            $"The policy of endpoint {endpoint.Id} would stop calls of {string.Join(", ", others.Select(other => other.Trap.Name))}, "
                + "if anything in the VPC makes them.",
            $"{others[0].Decision.Request}: {others[0].Decision.Reason}",
            string.Join("\n", others.Select(other => $"{other.Decision.Request}: {other.Decision.Reason} ({other.Trap.Page})"))) with
        {
            Recommendation = "Nothing is wrong where nobody makes these calls; else allow them.",
        };
}
