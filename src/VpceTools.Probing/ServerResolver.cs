using System.Net;
using DnsClient;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>
/// Asks one DNS server, past hosts file and caches: the chain of canonical names, addresses of both families, times to live.
/// </summary>
internal static class ServerResolver
{
    private const int DnsPort = 53;

    public static async Task<DnsAnswer> AskAsync(string name, string server, ProbeRequest request, CancellationToken cancellationToken)
    {
        if (!DnsServerAddress.TryParse(server, out var address, out var port))
            return new DnsAnswer { Name = name, Server = server, Outcome = DnsOutcome.Failed, Detail = $"'{server}' is not an address." };
        var endpoint = new IPEndPoint(IPAddress.Parse(address.ToString()), port);
        var client = new LookupClient(new LookupClientOptions(endpoint)
        {
            UseCache = false,
            Retries = 1, // UDP loses packets.
            Timeout = TimeSpan.FromMilliseconds(request.Timeout.TotalMilliseconds / 2),
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
        });
        var deadline = new Deadline(request.Timeout, cancellationToken);
        var times = new List<double>();
        DnsAnswer answer;
        do
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            answer = await OnceAsync(client, name, deadline, cancellationToken).ConfigureAwait(false);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        while (answer.Outcome == DnsOutcome.Answered && times.Count < request.Count && deadline.HasTime);

        var asked = endpoint.Port == DnsPort ? endpoint.Address.ToString() : endpoint.ToString();
        return answer.Limited($"The answer of {asked} for {name}") with { Server = asked, Latency = Latency.Of(times) };
    }

    private static async Task<DnsAnswer> OnceAsync(LookupClient client, string name, Deadline deadline, CancellationToken cancellationToken)
    {
        var both = await Task.WhenAll(OfTypeAsync(QueryType.A), OfTypeAsync(QueryType.AAAA)).ConfigureAwait(false);
        ValueList<DnsRecord> records = [.. both.SelectMany(b => b.Records).Distinct().OrderBy(r => r.Type == "CNAME" ? 0 : 1)];
        if (records.Any(r => r.Type != "CNAME"))
            return new DnsAnswer { Name = name, Outcome = DnsOutcome.Answered, Records = records };

        // A server that knows no AAAA for a name may fail for that type alone.
        return both.OrderBy(b => b.Outcome == DnsOutcome.NoAddress ? 1 : 0).First() with { Records = records };

        async Task<DnsAnswer> OfTypeAsync(QueryType type)
        {
            // What is given up has to end as well: a server may go on for ever.
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                return DnsReply.Read(await deadline.WaitAsync(client.QueryAsync(name, type, cancellationToken: end.Token))
                    .ConfigureAwait(false), name, type);
            }
            catch (Exception e)
            {
                // The library tells a query that was stopped as one that timed out.
                cancellationToken.ThrowIfCancellationRequested();
                // Whatever the library makes of bytes that are no message, it is the answer of this server and of no other.
                return DnsReply.Failure(e, name);
            }
            finally
            {
                end.Cancel();
            }
        }
    }
}
