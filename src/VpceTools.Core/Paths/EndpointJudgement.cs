using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>What the checks say about one endpoint on one port, and how each client fares: computed once for all clients.</summary>
internal sealed class EndpointJudgement
{
    private readonly Lazy<Dictionary<Client, (Client Client, ClientOutcome Outcome)>> _outcomes;
    private readonly Lazy<Dictionary<string, ClientOutcome>> _gateways;
    private readonly Lazy<List<Failure>> _failures;
    private readonly Lazy<FindingsByClient> _findings;
    private readonly Lazy<List<(EndpointTestResult Result, CheckDescriptor Check)>> _undecided;
    private readonly Lazy<ClientReachability> _reachability;
    private readonly Lazy<bool> _isClear;

    public EndpointJudgement(CheckRunner runner, VpcEndpoint endpoint, ClientClasses classes)
    {
        Context = runner.ContextOf(endpoint);
        Hops = new(Context.Analyzer, Context.Targets, PathHops.All, classes);
        _reachability = new(() => Context.ReachabilityAt(PathHops.All));
        _outcomes = new(() =>
        {
            var outcomes = new Dictionary<Client, (Client, ClientOutcome)>(ClientIdentity.Comparer);
            foreach (var (client, outcome) in _reachability.Value.Outcomes)
                if (!outcomes.TryGetValue(client, out _))
                    outcomes[client] = (client, outcome);
            return outcomes;
        });
        _gateways = new(() => _reachability.Value.Outcomes.Where(o => o.Client.Kind == ClientKind.NatGateway)
            .GroupBy(o => o.Client.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Outcome, StringComparer.Ordinal));
        var results = new Lazy<List<(EndpointTestResult Result, CheckDescriptor Check)>>(() =>
            [.. runner.Run(endpoint).Select(result => (result, CheckCatalog.Find(result.Check)!.Descriptor))]);
        _findings = new(() => new(results.Value.SelectMany(r => r.Result.Findings)));
        _failures = new(() => [.. results.Value.Where(r => r.Result.Status == CheckStatus.Failed && Decides(r.Check))
            .Select(r => new Failure(r.Result, r.Check, new(r.Result.Findings)))]);
        _isClear = new(() => results.Value.TrueForAll(r => r.Check.Layer != CheckLayer.Path
            || r.Result.Status is CheckStatus.Passed or CheckStatus.NotApplicable));
        _undecided = new(() => [.. results.Value.Where(r => r.Result.Status == CheckStatus.Unknown && Decides(r.Check))]);
    }

    /// <summary>The endpoint in its network.</summary>
    public CheckContext Context { get; }

    /// <summary>The places on the way to the endpoint, and back.</summary>
    public SharedHops Hops { get; }

    /// <summary>What would have to be known to say more about the packets.</summary>
    public ValueList<string> Missing => _reachability.Value.Missing.Select(m => m.Command).Distinct().ToValueList();

    /// <summary>
    /// What cannot be told of a client; null for nothing. Where all of its packets are known to pass within the VPC, what is missing to
    /// tell of others does not concern it.
    /// </summary>
    public EndpointTestResult? Undecided(Client client)
    {
        foreach (var (result, check) in _undecided.Value)
            if (check.Layer != CheckLayer.Path || client.VpcId != Context.Endpoint.VpcId || OutcomeOf(client) != ClientOutcome.Full)
                return result;
        return null;
    }

    /// <summary>Whether no check has anything to say about packets, on any of the ports that were asked.</summary>
    public bool IsClear => _isClear.Value;

    /// <summary>Whether the client is one of those that the endpoint's network holds.</summary>
    public bool Knows(Client client) => OfClass(client) is not null || _outcomes.Value.ContainsKey(client);

    /// <summary>How a client fares.</summary>
    public ClientOutcome OutcomeOf(Client client)
    {
        if (OfClass(client) is { } shared)
            return shared;
        if (!_outcomes.Value.TryGetValue(client, out var known))
            return ClientOutcome.Unknown;
        // A client behind a NAT gateway fares as the gateway does, and no better than it gets there.
        return known.Client.NatGatewayId is { } gateway && _gateways.Value.TryGetValue(gateway, out var beyond)
            && (known.Outcome is ClientOutcome.Full or ClientOutcome.NotConcerned || beyond == ClientOutcome.None) ? beyond : known.Outcome;
    }

    /// <summary>
    /// Thousands of clients fare as the few classes do that they belong to, as far as nobody sends in their place: within the VPC.
    /// </summary>
    private ClientOutcome? OfClass(Client client) => client.NatGatewayId is null && client.VpcId == Context.Endpoint.VpcId
        ? Hops.OutcomeOfClass(client) : null;

    /// <summary>The findings that concern a client, the worst first.</summary>
    public ValueList<Finding> FindingsOf(Client client) => _findings.Value.Of(client);

    /// <summary>What stops a client for certain: a check that gates it fails because of it, or for everybody.</summary>
    public EndpointTestResult? Stopping(Client client)
    {
        foreach (var failure in _failures.Value)
            if (failure.Result.Findings.Count == 0 || (failure.Findings.Of(client).Count > 0 && IsWhole(failure.Check, client)))
                return failure.Result;
        return null;
    }

    /// <summary>What gates a redirect is what a call depends on; packets are judged for each client by itself.</summary>
    private static bool Decides(CheckDescriptor check) => check.Redirects == RedirectRole.Gates && check.Layer != CheckLayer.Name;

    /// <summary>
    /// A finding of a path check is the packets' matter, and these are known exactly for each client; the rest holds for all.
    /// </summary>
    private bool IsWhole(CheckDescriptor check, Client client) =>
        check.Layer != CheckLayer.Path || !Knows(client) || OutcomeOf(client) is ClientOutcome.None;

    private sealed record Failure(EndpointTestResult Result, CheckDescriptor Check, FindingsByClient Findings);
}
