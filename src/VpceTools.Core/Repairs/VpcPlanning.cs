using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>The plan of one VPC in the making: the network as the actions so far leave it, and what the checks say about it.</summary>
internal sealed class VpcPlanning
{
    private readonly string _vpcId;
    private readonly RepairOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly List<RepairStep> _steps = [];
    private readonly List<RefusedRepair> _refused = [];
    private VpcDiagnosis _diagnosis;

    public VpcPlanning(VpcNetwork network, string vpcId, RepairOptions options, CancellationToken cancellationToken)
    {
        (Network, _vpcId, _options, _cancellationToken) = (network, vpcId, options, cancellationToken);
        _diagnosis = new(network, vpcId, options.Checks);
    }

    /// <summary>The network as the actions so far leave it.</summary>
    public VpcNetwork Network { get; private set; }

    public IReadOnlyList<RepairStep> Steps => _steps;

    public IReadOnlyList<RefusedRepair> Refused => _refused;

    public void Run(IReadOnlyCollection<string> endpointIds)
    {
        var wanted = _diagnosis.Problems.Where(p => endpointIds.Contains(p.Key.EndpointId) && _options.IsWanted(p.Value))
            .OrderBy(p => RepairOrder.PhaseOf(p.Value)).Select(p => p.Key).ToList();
        foreach (var key in wanted)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            // Another problem's fix may have closed this one too.
            if (_diagnosis.Problems.TryGetValue(key, out var finding) && Repair(key, finding) is { } refusal)
                _refused.Add(refusal);
        }
    }

    private RefusedRepair? Repair(FindingKey key, Finding finding)
    {
        var actions = Prepare(finding);
        if (Bounds(finding, actions) is { } bound)
            return bound;
        var trial = RepairTrial.Of(Network, actions, _options.Checks.Quotas);
        if (trial.Obstacle is { } obstacle)
            return new(finding, RefusalKind.Obstacle, obstacle, [.. actions]);
        var after = new VpcDiagnosis(trial.Network, _vpcId, _options.Checks);
        List<FindingKey> keys = [key];
        if (after.WorseThan(_diagnosis).ToList() is { Count: > 0 } worse)
        {
            // What the change itself brings up may have a fix of its own, which then goes first.
            var problems = worse.SelectMany(w => w.Problems).ToList();
            var companions = problems.Where(_options.IsWanted).SelectMany(Prepare).Where(a => !actions.Contains(a)).Distinct().ToList();
            if (companions.Count == 0 || Bounds(finding, companions) is not null)
                return GetsWorse(finding, actions, worse[0]);
            actions = [.. companions, .. actions];
            trial = RepairTrial.Of(Network, actions, _options.Checks.Quotas);
            after = new VpcDiagnosis(trial.Network, _vpcId, _options.Checks);
            if (trial.Obstacle is not null || after.WorseThan(_diagnosis).Any())
                return GetsWorse(finding, actions, worse[0]);
            keys.AddRange(problems.Select(FindingKey.Of));
        }

        if (after.Problems.ContainsKey(key))
            return new(finding, RefusalKind.NotClosed, $"The problem would still be there after {string.Join("; ", actions.Select(a => a.Description))}. {finding.Recommendation}", [.. actions]);
        var redirected = actions.SelectMany(action => RepairOrder.Redirects(action, Network)).Distinct(StringComparer.Ordinal).ToList();
        if (redirected.Select(id => RepairOrder.WhyNotRedirectTo(id, trial.Network, after)).FirstOrDefault(reason => reason is not null) is { } why)
            return new(finding, RefusalKind.Redirect, why, [.. actions]);
        Accept(keys, finding, actions, redirected, trial, after);
        return null;
    }

    /// <summary>The fix as this user allows it, without what an earlier action does already.</summary>
    private List<RepairAction> Prepare(Finding finding) =>
    [
        .. finding.Repair.Select(action => action is CreateNetworkAclEntry { OverridesRuleNumber: not null } entry && _options.AllowOverrideDeny.Contains(entry.NetworkAclId)
            ? entry with { OverrideIsAllowed = true } : action).Where(action => !action.IsDoneIn(Network)),
    ];

    private RefusedRepair? Bounds(Finding finding, List<RepairAction> actions)
    {
        if (actions.Count == 0)
            return new(finding, RefusalKind.Advice, finding.Recommendation, []);
        if (actions.Find(a => a.Risk == RepairRisk.Manual) is { } manual)
        {
            return new(finding, RefusalKind.Manual, manual.SideEffect + (manual is CreateNetworkAclEntry
                ? $" Whether that is right is yours to say: -AllowOverrideDeny {manual.ResourceId} lets the repair do it." : ""), [.. actions]);
        }

        return actions.Find(a => a.Risk > _options.MaximumRisk) is { } risky
            ? new(finding, RefusalKind.Risk, $"It needs more care than -MaximumRisk {_options.MaximumRisk} allows: {risky.SideEffect}", [.. actions]) : null;
    }

    private static RefusedRepair GetsWorse(Finding finding, List<RepairAction> actions, (EndpointTestResult Result, IReadOnlyList<Finding> Problems) worse) =>
        new(finding, RefusalKind.GetsWorse,
            $"{worse.Result.Check} of {worse.Result.EndpointId} would get worse: {(worse.Problems.Count > 0 ? worse.Problems[0].Summary : worse.Result.Message)}", [.. actions]);

    private void Accept(List<FindingKey> keys, Finding finding, List<RepairAction> actions, List<string> redirected, RepairTrial trial, VpcDiagnosis after)
    {
        var closed = _diagnosis.Problems.Where(p => !after.Problems.ContainsKey(p.Key)).Select(p => p.Value).ToList();
        var earlier = _steps.Where(step => step.Closes.Exists(f => redirected.Contains(f.EndpointId)) || (redirected.Count > 0 && step.Action is ModifyVpcAttribute)).ToList();
        RepairStep? previous = null;
        for (var i = 0; i < actions.Count; i++)
        {
            var step = Merge(new RepairStep(actions[i], actions[i].Inverse(trial.Stages[i]), finding.EndpointId));
            step.For.AddRange(keys.Where(key => !step.For.Contains(key)));
            step.Closes.AddRange(closed.Where(f => !step.Closes.Contains(f)));
            step.DependsOn.AddRange(earlier);
            if (previous is not null)
                step.DependsOn.Add(previous);
            _steps.Add(step);
            previous = step;
        }

        (Network, _diagnosis) = (trial.Network, after);
    }

    /// <summary>
    /// One call in place of two that add to the same endpoint, since each leaves it pending. It takes the later place; what came between does not
    /// hang on the earlier one.
    /// </summary>
    private RepairStep Merge(RepairStep step)
    {
        if (step.Action is not ModifyVpcEndpoint { Risk: RepairRisk.Safe } action
            || _steps.Find(s => s.Action is ModifyVpcEndpoint { Risk: RepairRisk.Safe } && s.Action.ResourceId == action.EndpointId) is not { } known
            || _steps.Exists(s => s.DependsOn.Contains(known)))
            return step;
        var merged = new RepairStep(((ModifyVpcEndpoint)known.Action).And(action), ((ModifyVpcEndpoint)known.Undo).And((ModifyVpcEndpoint)step.Undo), step.EndpointId);
        merged.Closes.AddRange(known.Closes);
        merged.DependsOn.AddRange(known.DependsOn);
        merged.For.AddRange(known.For);
        _steps.Remove(known);
        return merged;
    }
}
