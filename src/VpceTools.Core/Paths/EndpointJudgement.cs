using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>What the checks say about one endpoint on one port, and how each client fares: computed once for all clients.</summary>
internal sealed class EndpointJudgement
{
    private readonly Lazy<Dictionary<string, ClientOutcome>> _outcomes;
    private readonly Lazy<List<(EndpointTestResult Result, CheckDescriptor Check)>> _results;
    private readonly Lazy<ClientReachability> _reachability;

    public EndpointJudgement(CheckRunner runner, VpcEndpoint endpoint, CheckOptions options, Addressing.Port port)
    {
        // The port is the call's: a service may listen on several.
        var own = options.Ports.Count == 1 && options.Ports[0] == port ? runner
            : new CheckRunner(runner.Index.Network, options with { Ports = [port] }, runner.Checks);
        Context = own.ContextOf(endpoint);
        _reachability = new(() => Context.ReachabilityAt(PathHops.All));
        _outcomes = new(() => _reachability.Value.Outcomes.GroupBy(o => o.Client.Id + o.Client.GroupIds)
            .ToDictionary(g => g.Key, g => g.First().Outcome, StringComparer.Ordinal));
        _results = new(() => [.. own.Run(endpoint).Select(result => (result, CheckCatalog.Find(result.Check)!.Descriptor))]);
    }

    /// <summary>The endpoint in its network.</summary>
    public CheckContext Context { get; }

    /// <summary>What would have to be known to say more about the packets.</summary>
    public ValueList<string> Missing => _reachability.Value.Missing.Select(m => m.Command).Distinct().ToValueList();

    /// <summary>Whether the client is one of those that the endpoint's network holds.</summary>
    public bool Knows(Client client) => _outcomes.Value.ContainsKey(Key(client));

    /// <summary>How a client fares.</summary>
    public ClientOutcome OutcomeOf(Client client)
    {
        if (!_outcomes.Value.TryGetValue(Key(client), out var outcome))
            return ClientOutcome.Unknown;
        var gateway = Context.Clients.Clients.FirstOrDefault(c => Key(c) == Key(client))?.NatGatewayId;
        // A client behind a NAT gateway fares as the gateway does, and no better than it gets there.
        return gateway is not null && _outcomes.Value.TryGetValue(gateway, out var beyond)
            && (outcome is ClientOutcome.Full or ClientOutcome.NotConcerned || beyond == ClientOutcome.None) ? beyond : outcome;
    }

    /// <summary>The findings that concern a client, the worst first.</summary>
    public ValueList<Finding> FindingsOf(Client client) => _results.Value.SelectMany(r => r.Result.Findings).Where(f => Concerns(f, client))
        .OrderByDescending(f => f.Severity).ToValueList();

    /// <summary>What stops a client for certain: a check that gates it fails because of it, or for everybody.</summary>
    public EndpointTestResult? Stopping(Client client) =>
        _results.Value.Where(r => r.Result.Status == CheckStatus.Failed && Decides(r.Check)
        && (r.Result.Findings.Count == 0 || r.Result.Findings.Any(f => Concerns(f, client) && IsWhole(r.Check, client))))
            .Select(r => r.Result).FirstOrDefault();

    /// <summary>What cannot be told.</summary>
    public EndpointTestResult? Undecided(Client client) =>
        _results.Value.Where(r => r.Result.Status == CheckStatus.Unknown && Decides(r.Check)).Select(r => r.Result).FirstOrDefault();

    /// <summary>What gates a redirect is what a call depends on; packets are judged for each client by itself.</summary>
    private static bool Decides(CheckDescriptor check) => check.Redirects == RedirectRole.Gates && check.Layer != CheckLayer.Name;

    /// <summary>
    /// A finding of a path check is the packets' matter, and these are known exactly for each client; the rest holds for all.
    /// </summary>
    private bool IsWhole(CheckDescriptor check, Client client) =>
        check.Layer != CheckLayer.Path || !Knows(client) || OutcomeOf(client) is ClientOutcome.None;

    /// <summary>Whether a finding is about a client: it names it, or nobody.</summary>
    internal static bool Concerns(Finding finding, Client client) =>
        finding.Evidence.AffectedClients.Count == 0 || finding.Evidence.AffectedClients.Contains(client.Label);

    private static string Key(Client client) => client.Id + client.GroupIds;
}
