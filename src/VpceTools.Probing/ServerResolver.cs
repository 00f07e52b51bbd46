using System.Net;
using DnsClient;
using DnsClient.Protocol;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>Asks one DNS server, past hosts file and caches: the chain of canonical names, addresses of both families, times to live.</summary>
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

        return answer with { Server = endpoint.Port == DnsPort ? endpoint.Address.ToString() : endpoint.ToString(), Latency = Latency.Of(times) };
    }

    private static async Task<DnsAnswer> OnceAsync(LookupClient client, string name, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            var both = await deadline.WaitAsync(Task.WhenAll(
                client.QueryAsync(name, QueryType.A, cancellationToken: cancellationToken),
                client.QueryAsync(name, QueryType.AAAA, cancellationToken: cancellationToken))).ConfigureAwait(false);
            ValueList<DnsRecord> records = [.. both.SelectMany(r => r.Answers).Select(Map).OfType<DnsRecord>().Distinct().OrderBy(r => r.Type == "CNAME" ? 0 : 1)];
            // A server that knows no AAAA for a name may fail for that type alone.
            var outcome = records.Any(r => r.Type != "CNAME") ? DnsOutcome.Answered : both.Select(r => OutcomeOf(r.Header.ResponseCode)).OrderBy(o => o == DnsOutcome.NoAddress ? 1 : 0).First();
            return new DnsAnswer { Name = name, Outcome = outcome, Records = records, Detail = outcome == DnsOutcome.Refused ? both[0].ErrorMessage : null };
        }
        catch (DnsResponseException e)
        {
            return new DnsAnswer { Name = name, Outcome = e.Code == DnsResponseCode.ConnectionTimeout ? DnsOutcome.TimedOut : DnsOutcome.Failed, Detail = e.Code == DnsResponseCode.ConnectionTimeout ? null : e.DnsError };
        }
        catch (TimeoutException)
        {
            return new DnsAnswer { Name = name, Outcome = DnsOutcome.TimedOut };
        }
    }

    private static DnsRecord? Map(DnsResourceRecord record) => record switch
    {
        CNameRecord canonical => new DnsRecord(Plain(record.DomainName.Value), "CNAME", Plain(canonical.CanonicalName.Value), record.InitialTimeToLive),
        ARecord a => new DnsRecord(Plain(record.DomainName.Value), "A", a.Address.ToString(), record.InitialTimeToLive),
        AaaaRecord aaaa => new DnsRecord(Plain(record.DomainName.Value), "AAAA", aaaa.Address.ToString(), record.InitialTimeToLive),
        _ => null,
    };

    private static DnsOutcome OutcomeOf(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.NoError => DnsOutcome.NoAddress,
        DnsHeaderResponseCode.NotExistentDomain => DnsOutcome.NoSuchName,
        DnsHeaderResponseCode.ServerFailure => DnsOutcome.ServerFailure,
        _ => DnsOutcome.Refused,
    };

    private static string Plain(string name) => name.TrimEnd('.');
}
