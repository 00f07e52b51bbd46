using System.Net;
using VpceTools.Addressing;
using VpceTools.Sources;

namespace VpceTools.Probing;

/// <summary>
/// Probes from this machine: all names at once, then all addresses at once, each step bounded by the request's time limit. It connects
/// directly, whatever proxy the environment names.
/// </summary>
/// <param name="lookUp">The system's resolver.</param>
/// <param name="hostsFile">The hosts file to look names up in, for the reading of the system's answers.</param>
/// <param name="trust">Which authorities to trust.</param>
internal sealed class LocalProbe(Func<string, CancellationToken, Task<IPAddress[]>> lookUp, string hostsFile, TlsTrust trust)
    : INetworkProbe
{
    /// <summary>Plenty for the names and addresses of an endpoint in every zone, and no flood.</summary>
    private const int AtOnce = 32;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProbeObservation>> ProbeAsync(ProbeRequest request,
        IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        using var gate = new SemaphoreSlim(AtOnce);
        var steps = new StepReporter(progress, request.Names.Count > 0 ? request.Names[0].HostName : request.Addresses.ToString());
        var queries =
            request.Names.SelectMany(n => new string?[] { null }.Concat(request.DnsServers), (name, server) =>
            (name.HostName, Server: server)).ToList();
        steps.Expect(queries.Count);
        var answers = await All(queries, gate, async query =>
        {
            var answer = query.Server is null
                ? await SystemResolver.AskAsync(lookUp, query.HostName, request, cancellationToken).ConfigureAwait(false)
                : await ServerResolver.AskAsync(query.HostName, query.Server, request, cancellationToken).ConfigureAwait(false);
            steps.Done($"{query.HostName} by {query.Server ?? "the system's resolver"}: "
                + $"{answer.Outcome}{(answer.Addresses.Count > 0 ? $" {answer.Addresses}" : "")}.");
            return answer;
        }, cancellationToken).ConfigureAwait(false);

        var connections = Connections(request, answers, out var all);
        steps.Expect(connections.Count);
        var reached = await All(connections, gate, async target =>
        {
            var connection = await new ConnectionProbe(request, trust).RunAsync(target.Address, target.Names, cancellationToken)
                .ConfigureAwait(false);
            steps.Done($"{target.Address} port {request.Port}: {connection.Tcp.Outcome}.");
            return connection;
        }, cancellationToken).ConfigureAwait(false);

        // What was stopped half way looks like something that failed.
        cancellationToken.ThrowIfCancellationRequested();
        return
        [
            new ProbeObservation
            {
                Request = request,
                Vantage = HostFacts.Read(hostsFile, request.Names.Select(n => n.HostName)),
                DnsAnswers = [.. answers],
                TcpAttempts = [.. reached.Select(r => r.Tcp)],
                TlsAttempts = [.. reached.SelectMany(r => r.Tls)],
                HttpAttempts = [.. reached.SelectMany(r => r.Http)],
                Remarks =
                [
                    .. request.Remarks, .. answers.SelectMany(a => a.Remarks),
                    .. all > ProbeLimits.Connections
                        ? [$"There are {all} connections to test; the first {ProbeLimits.Connections} were tested."]
                        : Array.Empty<string>(),
                ],
            },
        ];
    }

    /// <summary>
    /// Each address once, with the names to ask it for: those that led to it, and for the endpoint's interfaces the service's; no more
    /// pairs of both than a probe takes.
    /// </summary>
    private static List<(IpAddress Address, List<string> Names)> Connections(ProbeRequest request, IReadOnlyList<DnsAnswer> answers,
        out int all)
    {
        var pairs =
            request.Names.SelectMany(n => answers.Where(a => a.Name == n.HostName).SelectMany(a => a.Addresses), (name, address) =>
            (address, name.HostName)).ToList();
        if (request.Names.Count > 0 || request.ServerName is not null)
            pairs.InsertRange(0, request.Addresses.Select(address => (address, request.NameForAddresses)));
        else
            pairs.InsertRange(0, request.Addresses.Select(address => (address, address.ToString())));
        var distinct = pairs.Distinct().ToList();
        all = distinct.Count;
        return [.. distinct.Take(ProbeLimits.Connections).GroupBy(p => p.address, p => p.Item2).Select(g => (g.Key, g.ToList()))
            .OrderBy(c => c.Key)];
    }

    private static async Task<IReadOnlyList<TResult>> All<TItem,
        TResult>(IEnumerable<TItem> items, SemaphoreSlim gate, Func<TItem, Task<TResult>> run, CancellationToken cancellationToken) =>
        await Task.WhenAll(items.Select(async item =>
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await run(item).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        })).ConfigureAwait(false);
}
