using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>
/// Asks as applications do: hosts file, caches and resolvers in the system's own order. It tells addresses only, no chain and no time to
/// live.
/// </summary>
internal static class SystemResolver
{
    public static async Task<DnsAnswer> AskAsync(
        Func<string, CancellationToken, Task<IPAddress[]>> lookUp, string name, ProbeRequest request, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(request.Timeout, cancellationToken);
        var times = new List<double>();
        ValueList<DnsRecord> records = [];
        do
        {
            var watch = Stopwatch.StartNew();
            try
            {
                var addresses = await deadline.WaitAsync(lookUp(name, cancellationToken)).ConfigureAwait(false);
                times.Add(watch.Elapsed.TotalMilliseconds);
                records = [.. addresses.Select(a =>
                    new DnsRecord(name, a.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A", Text(a), null))];
            }
            catch (Exception e) when (e is SocketException or TimeoutException or ArgumentException)
            {
                return new DnsAnswer
                {
                    Name = name, Outcome = OutcomeOf(e), Latency = Latency.Of([watch.Elapsed.TotalMilliseconds]),
                    Detail = e is SocketException ? ShownText.Error(e.Message) : null
                };
            }
        }
        while (times.Count < request.Count && deadline.HasTime);

        return new DnsAnswer
        {
            Name = name, Outcome = records.Count == 0 ? DnsOutcome.NoAddress
            : DnsOutcome.Answered, Records = records, Latency = Latency.Of(times)
        }
            .Limited($"The answer for {name}");
    }

    /// <summary>The system itself.</summary>
    public static Task<IPAddress[]> LookUpAsync(string name, CancellationToken cancellationToken) =>
#if NET
        Dns.GetHostAddressesAsync(name, cancellationToken);
#else
        Dns.GetHostAddressesAsync(name);
#endif

    /// <summary>
    /// The C library does not tell a name that is not from one without addresses, and calls every failure of a server temporary.
    /// </summary>
    private static DnsOutcome OutcomeOf(Exception exception) => exception switch
    {
        TimeoutException => DnsOutcome.TimedOut,
        SocketException { SocketErrorCode: SocketError.HostNotFound } => DnsOutcome.NoSuchName,
        SocketException { SocketErrorCode: SocketError.NoData } => DnsOutcome.NoAddress,
        SocketException { SocketErrorCode: SocketError.TryAgain or SocketError.NoRecovery } => DnsOutcome.ServerFailure,
        _ => DnsOutcome.Failed,
    };

    /// <summary>Without the scope of a link-local address, which is the machine's own affair.</summary>
    private static string Text(IPAddress address) => address.ToString().Split('%')[0];
}
