using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Repairs.Planning;

/// <summary>What all checks say about all endpoints of a VPC, to be held against what they say after a change.</summary>
internal sealed class VpcDiagnosis
{
    /// <summary>
    /// A plan diagnoses a VPC once for each of its problems. With fewer endpoints than this, starting threads takes longer than they save.
    /// </summary>
    private const int WorthThreads = 8;

    private readonly Dictionary<FindingKey, Finding> _problems = [];
    private readonly Dictionary<(string EndpointId, string Check), EndpointTestResult> _results = [];

    public VpcDiagnosis(VpcNetwork network, string vpcId, CheckOptions options)
    {
        var runner = new CheckRunner(network, options);
        var endpoints = runner.Index.EndpointsOfVpc[vpcId].ToList();
        var results = endpoints.Count < WorthThreads ? endpoints.SelectMany(endpoint => runner.Run(endpoint))
            : endpoints.AsParallel().AsOrdered().Select(endpoint => runner.Run(endpoint).ToList()).AsEnumerable()
                .SelectMany(ofEndpoint => ofEndpoint);
        foreach (var result in results)
        {
            _results[(result.EndpointId, result.Check)] = result;
            // Information is no problem, and nothing to fix unless the user asked for just that.
            foreach (var finding in result.Findings.Where(f => f.Severity > Severity.Information || f.Repair.Count > 0))
            {
                var key = FindingKey.Of(finding);
                if (!_problems.TryGetValue(key, out var known) || known.Severity < finding.Severity)
                    _problems[key] = finding;
            }
        }
    }

    /// <summary>The problems.</summary>
    public IReadOnlyDictionary<FindingKey, Finding> Problems => _problems;

    /// <summary>The result of one check for one endpoint; null where the endpoint is not of the VPC.</summary>
    public EndpointTestResult? Result(string endpointId, string check) => _results.TryGetValue((endpointId, check), out var result)
        ? result : null;

    /// <summary>
    /// The checks that say something worse than they did before: a worse status, a further problem, or one that is severer or reaches
    /// further.
    /// </summary>
    public IEnumerable<(EndpointTestResult Result, IReadOnlyList<Finding> Problems)> WorseThan(VpcDiagnosis before)
    {
        foreach (var result in _results.Values)
        {
            var worse = _problems.Where(p => p.Key.EndpointId == result.EndpointId && p.Key.Check == result.Check
                && (before._problems.TryGetValue(p.Key, out var known) ? IsWorse(p.Value, known) : !before.Told(p.Key, p.Value)))
                    .Select(p => p.Value).ToList();
            if (worse.Count > 0 || Rank(result.Status) > Rank(before.Result(result.EndpointId, result.Check)?.Status ?? CheckStatus.Passed))
                yield return (result, worse);
        }
    }

    /// <summary>The endpoints on the way to which a problem is gone, or no longer what it was before.</summary>
    public IEnumerable<string> UnblockedSince(VpcDiagnosis before) => before._problems
        .Where(p => RepairOrder.IsOnTheWay(p.Key.Check))
        .Where(p => !_problems.TryGetValue(p.Key, out var now) || now.Summary != p.Value.Summary
            || now.TargetIds.Count < p.Value.TargetIds.Count
            || now.Evidence.AffectedClients.Count < p.Value.Evidence.AffectedClients.Count)
        .Select(p => p.Key.EndpointId).Distinct(StringComparer.Ordinal);

    /// <summary>Clients that get an interface more which does not answer them are worse off, however many got no answer before.</summary>
    private static bool IsWorse(Finding now, Finding before) => before.Severity < now.Severity
        || HasMore(now.TargetIds, before.TargetIds) || HasMore(now.Evidence.AffectedClients, before.Evidence.AffectedClients);

    /// <summary>
    /// Whether another problem of the resource stood between the same clients and the same targets before, and was as bad.
    /// </summary>
    private bool Told(FindingKey key, Finding now) => now.Evidence.AffectedClients.Count > 0
        && _problems.Any(p => p.Key with { Aspect = key.Aspect } == key && !IsWorse(now, p.Value));

    private static bool HasMore(ValueList<string> now, ValueList<string> before) =>
        now.Count > 0 && !now.Equals(before) && !new HashSet<string>(before, StringComparer.Ordinal).IsSupersetOf(now);

    /// <summary>The order from good to bad. What cannot be told is worse than a pass, and better than a fault that is proven.</summary>
    private static int Rank(CheckStatus status) => status switch
    {
        CheckStatus.NotApplicable or CheckStatus.Passed => 0,
        CheckStatus.Unknown => 1,
        CheckStatus.Warning => 2,
        _ => 3,
    };
}

/// <summary>What makes a finding the same one in two diagnoses, between which its numbers and words may change.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Check">The check.</param>
/// <param name="ResourceId">The resource at fault.</param>
/// <param name="Aspect">What about that resource.</param>
internal readonly record struct FindingKey(string EndpointId, string Check, string ResourceId, string Aspect)
{
    public static FindingKey Of(Finding finding) => new(finding.EndpointId, finding.Check, finding.ResourceId, finding.Aspect);
}
