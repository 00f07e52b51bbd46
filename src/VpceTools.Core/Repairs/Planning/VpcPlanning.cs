using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>The plan of one VPC in the making: the network as the actions so far leave it, and what the checks say about it.</summary>
internal sealed class VpcPlanning
{
    private readonly string _vpcId;
    private readonly VpcNetwork _before;
    private readonly RepairOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly List<PlannedRepair> _repairs = [];
    private readonly List<RefusedRepair> _refused = [];
    private VpcDiagnosis _diagnosis;
    private VpcDiagnosis _ofEveryone;
    private int _numbers;

    public VpcPlanning(VpcNetwork network, string vpcId, RepairOptions options, CancellationToken cancellationToken)
    {
        (Network, _before, _vpcId, _options, _cancellationToken) = (network, network, vpcId, options, cancellationToken);
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
        // What was dropped makes room, in a group that was full for instance, for what was refused. It reopens no problem, so this ends.
        do
            Close(endpointIds);
        while (DropNeedless() && _refused.Exists(refused => refused.Kind != RefusalKind.Advice));
        for (var i = 0; i < _repairs.Count; i++)
            _repairs[i] = _repairs[i] with
            {
                Closes = _repairs[i].Closes.Where(finding => !_diagnosis.Problems.ContainsKey(FindingKey.Of(finding))).ToValueList(),
            };
    }

    private void Close(IReadOnlyCollection<string> endpointIds)
    {
        var wanted = new HashSet<FindingKey>();
        bool again;
        do
        {
            again = false;
            var closed = new List<FindingKey>();
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
                {
                    _refused.Add(refusal);
                    continue;
                }

                if (_diagnosis.Problems.ContainsKey(key))
                    again = true; // What is left of it is a problem of its own, in the next round.
                else
                    again |= _refused.Count > 0;
                closed.Add(key);
            }

            // A later fix may bring one back that was closed, since other packets get as far as that now.
            again |= closed.Exists(_diagnosis.Problems.ContainsKey);
            again |= _diagnosis.Problems.Any(p => endpointIds.Contains(p.Key.EndpointId) && !wanted.Contains(p.Key)
                && _options.IsWanted(p.Value));
        }
        // What was refused may be possible, or needed no longer, after a fix that came later.
        while (again);
    }

    /// <summary>
    /// Drops what a later action made needless: two rules of a group, of which the second lets in whom the first does. What sends clients
    /// anywhere must find the way open without it just so.
    /// </summary>
    /// <returns>Whether anything was dropped.</returns>
    private bool DropNeedless()
    {
        var count = _repairs.Count;
        for (var i = 0; i < _repairs.Count; i++)
        {
            var candidate = _repairs[i];
            // Of a problem that is closed only in part nothing tells which action does what.
            if (candidate.For.Any(_diagnosis.Problems.ContainsKey))
                continue;
            if (!_repairs.Exists(other => !ReferenceEquals(other, candidate) && other.Action.GetType() == candidate.Action.GetType()
                && other.Action.ResourceId == candidate.Action.ResourceId))
                continue;
            _cancellationToken.ThrowIfCancellationRequested();
            var rest = _repairs.Where(other => !ReferenceEquals(other, candidate)).ToList();
            if (WithoutLoss(rest) is not { } kept)
                continue;
            _repairs.Clear();
            _repairs.AddRange(kept.Repairs);
            (Network, _diagnosis, _ofEveryone) = (kept.Network, kept.Diagnosis, OfEveryone(kept.Network, kept.Diagnosis));
            i--;
        }

        return _repairs.Count < count;
    }

    /// <summary>The rest of the actions where it does all that all of them do; null where it does not.</summary>
    private (List<PlannedRepair> Repairs, VpcNetwork Network, VpcDiagnosis Diagnosis)? WithoutLoss(List<PlannedRepair> rest)
    {
        var (network, kept) = (_before, new List<PlannedRepair>());
        foreach (var repair in rest)
        {
            if (repair.Action.IsDoneIn(network) || repair.Action.ObstacleIn(network, _options.Checks.Quotas) is not null)
                return null;
            var before = network;
            network = repair.Action.ApplyTo(network);
            var redirected = RepairOrder.Redirects(repair.Action, before).ToList();
            if (redirected.Count > 0)
            {
                var then = new VpcDiagnosis(network, _vpcId, _options.Checks);
                var ofEveryone = OfEveryone(network, then);
                if (redirected.Exists(id => RepairOrder.WhyNotRedirectTo(id, network, then) is not null
                    || RepairOrder.WhyNotRedirectTo(id, network, ofEveryone) is not null))
                    return null;
            }

            kept.Add(repair with
            {
                Undo = repair.Action.Inverse(before),
                DependsOn = repair.DependsOn.Where(number => rest.Exists(other => other.Number == number)).ToValueList(),
            });
        }

        var diagnosis = new VpcDiagnosis(network, _vpcId, _options.Checks);
        return diagnosis.WorseThan(_diagnosis).Any() || diagnosis.Problems.Keys.Any(key => !_diagnosis.Problems.ContainsKey(key))
            || OfEveryone(network, diagnosis).WorseThan(_ofEveryone).Any() ? null : (kept, network, diagnosis);
    }

    private RefusedRepair? Repair(FindingKey key, Finding finding)
    {
        var main = Prepare(finding, Network);
        var isPart = false;
        if (Bounds(finding, main) is { } bound)
        {
            // What only a person may decide leaves the rest to be done.
            var part = main.Where(action => action.Risk != RepairRisk.Manual).ToList();
            if (bound.Kind != RefusalKind.Manual || part.Count == 0 || part.Count == main.Count || Bounds(finding, part) is not null)
                return bound;
            (main, isPart) = (part, true);
        }

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
            {
                var refusal = Conclude(keys, finding, actions, trial, after, isPart, out var blocking);
                // What is in the way to the endpoint may have a fix of its own, which then goes first.
                if (refusal is null
                    || AddFix([.. blocking.Where(p => !_options.IsWanted(p))], trial.Network, keys, companions) is not { } wayThere)
                    return refusal;
                if (wayThere)
                    continue;
                return refusal with { Reason = $"{refusal.Reason}{WayOut(blocking)}" };
            }

            // What the change itself brings up may have a fix of its own, which then goes first.
            first ??= GetsWorse(finding, main, worse[0]);
            var problems = worse.SelectMany(w => w.Problems).ToList();
            if (AddFix(problems, trial.Network, keys, companions) != true)
                return first with { Reason = $"{first.Reason}{WayOut(problems)}" };
        }
    }

    /// <summary>
    /// Adds the fix of the first problem that has one and may be added. False where none may be; null where there is no problem.
    /// </summary>
    private bool? AddFix(List<Finding> problems, VpcNetwork network, List<FindingKey> keys, List<RepairAction> companions)
    {
        if (problems.Count == 0)
            return null;
        if (problems.Select(p => (Key: FindingKey.Of(p), Problem: p, Fix: Prepare(p, network)))
            .FirstOrDefault(c => !keys.Contains(c.Key) && MayAdd(c.Problem) && Bounds(c.Problem, c.Fix) is null)
                is not { Fix: { } fix } companion)
            return false;
        companions.AddRange(fix);
        keys.Add(companion.Key);
        return true;
    }

    private bool MayAdd(Finding finding) => _options.MayAdd?.Invoke(finding) ?? _options.IsWanted(finding);

    /// <summary>What to repair as well, where it has a fix and was left out; empty where there is no such thing.</summary>
    private string WayOut(IReadOnlyList<Finding> problems) =>
        problems.FirstOrDefault(p => !MayAdd(p) && Bounds(p, Prepare(p, Network)) is null) is { } left
            ? $" It has a fix: repair {left.Check} of {left.EndpointId} with it, which -Check or -ExcludeCheck leaves out." : "";

    private RefusedRepair? Conclude(List<FindingKey> keys, Finding finding, List<RepairAction> actions, RepairTrial trial,
        VpcDiagnosis after, bool isPart, out IReadOnlyList<Finding> blocking)
    {
        blocking = [];
        var ofEveryone = OfEveryone(trial.Network, after);
        if (ofEveryone.WorseThan(_ofEveryone).ToList() is { Count: > 0 } worse)
            return GetsWorse(finding, actions, worse[0]);
        if (keys.Find(key => after.Problems.ContainsKey(key) && !(isPart && key == keys[0] && IsLess(after.Problems[key], finding)))
            != default)
            return new(finding, RefusalKind.NotClosed,
                $"The problem would remain after {string.Join("; ", actions.Select(a => a.Description))}. {finding.Recommendation}",
                [.. actions]);
        var redirected = actions.SelectMany(action => RepairOrder.Redirects(action, Network)).Distinct(StringComparer.Ordinal).ToList();
        var taken = actions.Where(RepairOrder.TakesFromElsewhere).SelectMany(action => RepairOrder.Redirects(action, Network)
            .Select(id => (EndpointId: id, Sent: OfAllIn(RepairOrder.OtherVpcOf(action), trial.Network, ofEveryone)))).ToList();
        if (taken.Select(to => to.Sent is null || trial.Network.FindEndpoint(to.EndpointId)?.VpcId != _vpcId
            ? $"It would send clients to {to.EndpointId}, and whether all of them get through is not in the evidence."
            : RepairOrder.WhyNotRedirectTo(to.EndpointId, trial.Network, after)
                ?? RepairOrder.WhyNotRedirectTo(to.EndpointId, trial.Network, to.Sent))
            .FirstOrDefault(reason => reason is not null) is { } why)
        {
            blocking =
            [
                .. taken.SelectMany(to => RepairOrder.Blocking(to.EndpointId, after)
                    .Concat(to.Sent is null ? [] : RepairOrder.Blocking(to.EndpointId, to.Sent))),
            ];
            return new(finding, RefusalKind.Redirect, why, [.. actions]);
        }

        if (NameProof.WhyWorse(Network, trial.Network, actions, finding.EndpointId) is { } lost)
            return new(finding, RefusalKind.GetsWorse, lost, [.. actions]);
        if (!_options.AllowRedirectOverPolicy
            && actions.Find(a => a is ModifyVpcEndpoint { IsOverPolicy: true } or ModifyVpcAttribute { IsOverPolicy: true }
                or AssociateVpcWithHostedZone { IsOverPolicy: true }) is not null)
            return new(finding, RefusalKind.Redirect,
                $"It would send clients to {string.Join(", ", redirected)}, where the policy is not the default one, and nobody said which "
                    + "calls have to pass: those that it does not allow would be answered with 403. Name them with -RequiredAction, so "
                        + "that "
                    + "it is decided, or accept it with -MaximumRisk Caution.", [.. actions]);
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

    /// <summary>
    /// What the checks say about everyone whom a redirect sends: whoever runs in another VPC, else in the endpoint's. Null where the
    /// evidence does not hold the subnets of that VPC.
    /// </summary>
    private VpcDiagnosis? OfAllIn(string? otherVpc, VpcNetwork network, VpcDiagnosis ofEveryone)
    {
        if (otherVpc is null || otherVpc == _vpcId)
            return ofEveryone;
        var subnets = network.Subnets.Where(s => s.VpcId == otherVpc).Select(s => s.Id).ToValueList();
        return subnets.Count == 0 ? null
            : new(network, _vpcId, _options.Checks with { Clients = ClientSelection.None with { SubnetIds = subnets } });
    }

    /// <summary>The fix as this user allows it, without what an earlier action does already.</summary>
    private List<RepairAction> Prepare(Finding finding, VpcNetwork network) =>
    [
        .. finding.Repair.Select(action => action is CreateNetworkAclEntry { OverridesRuleNumber: not null } entry
            && _options.AllowOverrideDeny.Contains(entry.NetworkAclId, StringComparer.OrdinalIgnoreCase)
            ? entry with { OverrideIsAllowed = true } : RepairOrder.OverPolicy(action, network, _options.Checks))
            .Where(action => !action.IsDoneIn(network)),
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

    /// <summary>Whether less of a problem is left than there was.</summary>
    private static bool IsLess(Finding now, Finding before) => now.Severity < before.Severity || now.Summary != before.Summary
        || now.Evidence.Detail != before.Evidence.Detail || now.Evidence.AffectedClients.Count < before.Evidence.AffectedClients.Count;

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
