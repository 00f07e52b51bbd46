using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>
/// Runs checks over an endpoint that code describes, in every network that it can come to be in. A verdict holds where it is the same in
/// all of them; else it is Unknown, and says which value decides.
/// </summary>
/// <param name="runner">The runner of the network in which nothing is chosen.</param>
/// <param name="plan">What is known of the network beyond itself.</param>
internal sealed class PlannedRun(CheckRunner runner, NetworkPlan plan)
{
    public IEnumerable<EndpointTestResult> Run(VpcEndpoint endpoint, ProbeObservation? observation)
    {
        // Where a condition leaves the endpoint out, there is nothing to judge.
        var variants = plan.Variants([endpoint]).Where(variant => variant.Network.Endpoints.Any(other => other.Id == endpoint.Id)).ToList();
        if (variants.Count == 0)
            return runner.RunAsItIs(endpoint, observation).Select(result => Told(plan, result));
        var place = runner.Index.Network.Place;
        var all = variants.Select(variant => (variant.Taken, variant.Network.Plan,
            Results: RunIn(variant.Network with { Place = place }, endpoint, observation).ToList())).ToList();
        return Enumerable.Range(0, runner.Checks.Count).Select(i => Merge(
            [.. all.Select(one => (one.Taken, Told(one.Plan ?? plan, one.Results[i])))]));
    }

    private IEnumerable<EndpointTestResult> RunIn(VpcNetwork network, VpcEndpoint endpoint, ProbeObservation? observation) =>
        runner.In(network).RunAsItIs(network.Endpoints.FirstOrDefault(e => e.Id == endpoint.Id) ?? endpoint, observation);

    /// <summary>The result in the words of the code.</summary>
    private static EndpointTestResult Told(NetworkPlan plan, EndpointTestResult result)
    {
        var origin = plan.OriginOf(result.EndpointId);
        return result with
        {
            Message = PlannedText.Named(plan, result.Message),
            Findings = result.Findings.Select(finding => PlannedText.Of(plan, finding)).ToValueList(),
            Address = origin?.Address,
            File = origin?.File,
            Line = origin?.Line,
            Provenance = origin?.Provenance,
        };
    }

    private static EndpointTestResult Merge(IReadOnlyList<(IReadOnlyDictionary<OpenValue, int> Taken, EndpointTestResult Result)> results)
    {
        var statuses = new HashSet<CheckStatus>(results.Select(r => r.Result.Status));
        EndpointTestResult With(CheckStatus status) => results.First(r => r.Result.Status == status).Result;
        if (statuses.Contains(CheckStatus.Unknown))
            return With(CheckStatus.Unknown) with { Findings = Common(results) };
        // What fails for all in one network and for some in another is a problem in each.
        if (statuses.SetEquals([CheckStatus.Failed, CheckStatus.Warning]))
            return With(CheckStatus.Warning);
        if (statuses.Count == 1 || statuses.SetEquals([CheckStatus.Passed, CheckStatus.NotApplicable]))
        {
            var first = With(statuses.Contains(CheckStatus.Passed) ? CheckStatus.Passed : results[0].Result.Status);
            var common = Common(results);
            var text = results.All(r => r.Result.Message == first.Message) ? first.Message
                : $"{(common.Count > 0 ? string.Join(" ", common.Select(finding => finding.Summary).Distinct()) : first.Message)} "
                    + $"It is so, or alike, in each of {results.Count} networks that the code can come to.";
            return first with { Findings = common.Count > 0 ? common : first.Findings, Message = text };
        }

        var worst = With(statuses.Contains(CheckStatus.Failed) ? CheckStatus.Failed : CheckStatus.Warning);
        var count = results.Count(r => r.Result.Status == worst.Status);
        return worst with
        {
            Status = CheckStatus.Unknown,
            Findings = Common(results),
            Message = $"In {count} of {results.Count} networks that the code can come to: {worst.Message} Which it will be depends on this: "
                + string.Join(" ", PlanVariant.Deciding([.. results.Select(r => (r.Taken, r.Result.Status))])),
        };
    }

    /// <summary>The findings that there are in every network.</summary>
    private static ValueList<Finding> Common(IReadOnlyList<(IReadOnlyDictionary<OpenValue, int> Taken,
        EndpointTestResult Result)> results) =>
        results[0].Result.Findings.Where(finding => results.All(r => r.Result.Findings.Any(other => other.ResourceId == finding.ResourceId
            && other.Aspect == finding.Aspect && other.Severity == finding.Severity))).ToValueList();
}
