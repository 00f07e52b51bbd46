using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>The plan of one VPC in the making: the network as the actions so far leave it, and what the checks say about it.</summary>
internal sealed class VpcPlanning
{
    private readonly string _vpcId;
    private readonly RepairOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly List<PlannedRepair> _repairs = [];
    private readonly List<RefusedRepair> _refused = [];
    private VpcDiagnosis _diagnosis;
    private VpcDiagnosis _ofEveryone;
    private int _numbers;

    public VpcPlanning(VpcNetwork network, string vpcId, RepairOptions options, CancellationToken cancellationToken)
    {
        (Network, _vpcId, _options, _cancellationToken) = (network, vpcId, options, cancellationToken);
        _diagnosis = new(network, vpcId, options.Checks);
        _ofEveryone = OfEveryone(network, _diagnosis);
    }

    /// <summary>The network as the actions so far leave it.</summary>
    public VpcNetwork Network { get; private set; }

    /// <summary>The actions in their order; their numbers are unique and may have gaps.</summary>
    public IReadOnlyList<PlannedRepair> Repairs => _repairs;

    public IReadOnlyList<RefusedRepair> Refused => _refused;

    public void Run(IReadOnlyCollection<string> endpointIds)
    {
        var wanted = new HashSet<FindingKey>();
        bool again;
        do
        {
            again = false;
            _refused.Clear();
            // A problem that turned into another one, such as a subnet that has no address left, is a wanted one of the next round.
            wanted.UnionWith(_diagnosis.Problems.Where(p => endpointIds.Contains(p.Key.EndpointId) && _options.IsWanted(p.Value))
                .Select(p => p.Key));
            // What a person has to do comes last.
            foreach (var key in _diagnosis.Problems.Where(p => wanted.Contains(p.Key)).OrderBy(p => p.Value.Repair.Count == 0)
                .ThenBy(p => p.Value.Repair.Select(action => action.Phase).DefaultIfEmpty().Max()).Select(p => p.Key).ToList())
            {
                _cancellationToken.ThrowIfCancellationRequested();
                // Another problem's fix may have closed this one too.
                if (!_diagnosis.Problems.TryGetValue(key, out var finding))
                    continue;
                if (Repair(key, finding) is { } refusal)
                    _refused.Add(refusal);
                else
                    again |= _refused.Count > 0;
            }

            again |= _diagnosis.Problems.Any(p => endpointIds.Contains(p.Key.EndpointId) && !wanted.Contains(p.Key)
                && _options.IsWanted(p.Value));
        }
        // What was refused may be possible, or needed no longer, after a fix that came later.
        while (again);
    }

    private RefusedRepair? Repair(FindingKey key, Finding finding)
    {
        var main = Prepare(finding, Network);
        if (Bounds(finding, main) is { } bound)
            return bound;
        var (companions, keys, first) = (new List<RepairAction>(), new List<FindingKey> { key }, (RefusedRepair?)null);
        while (true)
        {
            List<RepairAction> actions = [.. companions, .. main];
            var trial = RepairTrial.Create(Network, actions, _options.Checks.Quotas);
            if (trial.Obstacle is { } obstacle)
                return new(finding, RefusalKind.Obstacle, obstacle, [.. actions]);
            var after = new VpcDiagnosis(trial.Network, _vpcId, _options.Checks);
            var worse = after.WorseThan(_diagnosis).ToList();
            if (worse.Count == 0)
                return Conclude(keys, finding, actions, trial, after);
            // What the change itself brings up may have a fix of its own, which then goes first.
            first ??= GetsWorse(finding, main, worse[0]);
            if (worse.SelectMany(w => w.Problems).Select(p => (Key: FindingKey.Of(p), Problem: p, Fix: Prepare(p, trial.Network)))
                .FirstOrDefault(c => !keys.Contains(c.Key) && _options.IsWanted(c.Problem) && Bounds(c.Problem, c.Fix) is null)
                    is not { Fix: { } fix } companion)
                return first;
            companions.AddRange(fix);
            keys.Add(companion.Key);
        }
    }

    private RefusedRepair? Conclude(List<FindingKey> keys, Finding finding, List<RepairAction> actions, RepairTrial trial,
        VpcDiagnosis after)
    {
        var ofEveryone = OfEveryone(trial.Network, after);
        if (ofEveryone.WorseThan(_ofEveryone).ToList() is { Count: > 0 } worse)
            return GetsWorse(finding, actions, worse[0]);
        if (keys.Find(after.Problems.ContainsKey) != default)
            return new(finding, RefusalKind.NotClosed,
                $"The problem would remain after {string.Join("; ", actions.Select(a => a.Description))}. {finding.Recommendation}",
                [.. actions]);
        var redirected = actions.SelectMany(action => RepairOrder.Redirects(action, Network)).Distinct(StringComparer.Ordinal).ToList();
        if (redirected.Select(id => RepairOrder.WhyNotRedirectTo(id, trial.Network, after)
            ?? RepairOrder.WhyNotRedirectTo(id, trial.Network, ofEveryone))
            .FirstOrDefault(reason => reason is not null) is { } why)
            return new(finding, RefusalKind.Redirect, why, [.. actions]);
        Accept(keys, finding, redirected, trial, after);
        _ofEveryone = ofEveryone;
        return null;
    }

    /// <summary>
    /// What the checks say about all clients of the VPC. Those that the user named are who the repair is for; the others must not be worse
    /// off for it, and DNS answers and routes are theirs as well.
    /// </summary>
    private VpcDiagnosis OfEveryone(VpcNetwork network, VpcDiagnosis ofNamed) =>
        _options.Checks.Clients.IsEmpty ? ofNamed : new(network, _vpcId, _options.Checks with { Clients = ClientSelection.None });

    /// <summary>The fix as this user allows it, without what an earlier action does already.</summary>
    private List<RepairAction> Prepare(Finding finding, VpcNetwork network) =>
    [
        .. finding.Repair.Select(action => action is CreateNetworkAclEntry { OverridesRuleNumber: not null } entry
            && _options.AllowOverrideDeny.Contains(entry.NetworkAclId, StringComparer.OrdinalIgnoreCase)
            ? entry with { OverrideIsAllowed = true } : action).Where(action => !action.IsDoneIn(network)),
    ];

    private RefusedRepair? Bounds(Finding finding, List<RepairAction> actions)
    {
        if (actions.Count == 0)
            return new(finding, RefusalKind.Advice, finding.Recommendation, []);
        if (actions.Find(a => a.Risk == RepairRisk.Manual) is { } manual)
        {
            return new(finding, RefusalKind.Manual, manual.SideEffect + (manual is CreateNetworkAclEntry
                ? $" If that is right, -AllowOverrideDeny {manual.ResourceId} lets the repair do it." : ""), [.. actions]);
        }

        return actions.Find(a => a.Risk > _options.MaximumRisk) is { } risky
            ? new(finding, RefusalKind.Risk, $"It needs more care than -MaximumRisk {_options.MaximumRisk} allows: {risky.SideEffect}",
                [.. actions]) : null;
    }

    private static RefusedRepair GetsWorse(Finding finding, List<RepairAction> actions,
        (EndpointTestResult Result, IReadOnlyList<Finding> Problems) worse) =>
        new(finding, RefusalKind.GetsWorse,
            $"{worse.Result.Check} of {worse.Result.EndpointId} would get worse: "
                + $"{(worse.Problems.Count > 0 ? worse.Problems[0].Summary : worse.Result.Message)}", [.. actions]);

    private void Accept(List<FindingKey> keys, Finding finding, List<string> redirected, RepairTrial trial, VpcDiagnosis after)
    {
        var closed = _diagnosis.Problems.Where(p => !after.Problems.ContainsKey(p.Key)).Select(p => p.Value).ToList();
        var unblocked = after.UnblockedSince(_diagnosis).ToList();
        PlannedRepair? previous = null;
        foreach (var (action, before) in trial.Steps)
        {
            var repair = Merge(new(++_numbers, action) { EndpointId = finding.EndpointId, Undo = action.Inverse(before) });
            // Clients are sent there, or to a further interface, only because of what was fixed before.
            var needed = _repairs.Where(earlier => ReferenceEquals(earlier, previous) || redirected.Exists(earlier.Unblocks.Contains)
                || (action is ModifyVpcEndpoint { AddSubnetIds.Count: > 0 } addition
                    && RepairOrder.Opens(earlier.Action, addition, before)));
            previous = repair with
            {
                For = repair.For.Union(keys).ToValueList(),
                Closes = repair.Closes.Union(closed).ToValueList(),
                Unblocks = repair.Unblocks.Union(unblocked, StringComparer.Ordinal).ToValueList(),
                DependsOn = repair.DependsOn.Union(needed.Select(earlier => earlier.Number)).ToValueList(),
            };
            _repairs.Add(previous);
        }

        (Network, _diagnosis) = (trial.Network, after);
    }

    /// <summary>
    /// One call in place of two that add to the same endpoint, since each leaves it pending. It takes the later place; what came between
    /// does not depend on the earlier one.
    /// </summary>
    private PlannedRepair Merge(PlannedRepair repair)
    {
        if (repair.Action is not ModifyVpcEndpoint { Risk: RepairRisk.Safe } action
            || _repairs.Find(r => r.Action is ModifyVpcEndpoint { Risk: RepairRisk.Safe } && r.Action.ResourceId == action.EndpointId)
            is not { } known
            || _repairs.Exists(r => r.DependsOn.Contains(known.Number)))
            return repair;
        _repairs.Remove(known);
        return known with
        {
            Number = repair.Number,
            Action = ((ModifyVpcEndpoint)known.Action).And(action),
            Undo = ((ModifyVpcEndpoint)known.Undo).And((ModifyVpcEndpoint)repair.Undo),
            EndpointId = repair.EndpointId,
        };
    }
}
