using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using VpceTools.Addressing;

namespace VpceTools.Probing;

/// <summary>One address: TCP, then for each name TLS and one request.</summary>
internal sealed class ConnectionProbe(ProbeRequest request, TlsTrust trust)
{
    /// <summary>What an address came to.</summary>
    public sealed record Result(TcpAttempt Tcp, IReadOnlyList<TlsAttempt> Tls, IReadOnlyList<HttpAttempt> Http);

    public async Task<Result> RunAsync(IpAddress address, List<string> names, CancellationToken cancellationToken)
    {
        var tcp = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        if (tcp.Outcome != TcpOutcome.Connected || request.Protocol == ProbeProtocol.Tcp)
            return new Result(tcp, [], []);
        var exchanges =
            await Task.WhenAll(names.Select(name =>
            new TlsExchange(request, trust, EndpointOf(address), address, name).RunAsync(cancellationToken))).ConfigureAwait(false);
        return new Result(tcp, [.. exchanges.Select(e => e.Tls)], [.. exchanges.Select(e => e.Http).OfType<HttpAttempt>()]);
    }

    private IPEndPoint EndpointOf(IpAddress address) => new(IPAddress.Parse(address.ToString()), request.Port);

    private async Task<TcpAttempt> ConnectAsync(IpAddress address, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(request.Timeout, cancellationToken);
        var times = new List<double>();
        IpAddress? local = null;
        do
        {
            var watch = Stopwatch.StartNew();
            try
            {
                using var socket = await OpenAsync(EndpointOf(address), deadline).ConfigureAwait(false);
                times.Add(watch.Elapsed.TotalMilliseconds);
                local = LocalAddressOf(socket);
            }
            catch (TimeoutException) when (times.Count > 0)
            {
                break; // The time for repetitions is over; the address does answer.
            }
            catch (Exception e) when (e is SocketException or TimeoutException)
            {
                return new TcpAttempt
                {
                    Address = address, Port = request.Port, Outcome = OutcomeOf(e),
                    LocalAddress = SourceFor(EndpointOf(address)), Latency = Latency.Of([watch.Elapsed.TotalMilliseconds]),
                    Detail = e is TimeoutException ? null : e.Message
                };
            }
        }
        while (times.Count < request.Count && deadline.HasTime);

        cancellationToken.ThrowIfCancellationRequested();
        return new TcpAttempt
        {
            Address = address, Port = request.Port, Outcome = TcpOutcome.Connected,
            LocalAddress = local, Latency = Latency.Of(times)
        };
    }

    /// <summary>A connected socket; closed where it was not connected in time, which ends the attempt itself.</summary>
    public static async Task<Socket> OpenAsync(IPEndPoint endpoint, Deadline deadline)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await deadline.WaitAsync(Task.Factory.FromAsync(socket.BeginConnect, socket.EndConnect, endpoint, null)).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The address that the system sends from to an endpoint that does not answer: connecting a UDP socket picks it and sends nothing
    /// (POSIX connect).
    /// </summary>
    private static IpAddress? SourceFor(IPEndPoint endpoint)
    {
        try
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(endpoint);
            return LocalAddressOf(socket);
        }
        catch (SocketException)
        {
            return null; // There is no way to the address, and so no address to send from.
        }
    }

    private static IpAddress? LocalAddressOf(Socket socket) =>
        IpAddress.TryParse((((IPEndPoint?)socket.LocalEndPoint)?.Address.ToString() ?? "").Split('%')[0], out var from) ? from : null;

    private static TcpOutcome OutcomeOf(Exception exception) => exception switch
    {
        TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut } => TcpOutcome.TimedOut,
        SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.ConnectionReset } => TcpOutcome.Refused,
        SocketException
        {
            SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable
            or SocketError.NetworkDown or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported
        } =>
            TcpOutcome.Unreachable,
        _ => TcpOutcome.Failed,
    };
}
