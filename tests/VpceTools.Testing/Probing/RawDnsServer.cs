using System.Net;
using System.Net.Sockets;

namespace VpceTools.Testing.Probing;

/// <summary>
/// A DNS server on 127.0.0.1 that answers with the very bytes that a test wants, over UDP and TCP: what no proper server sends.
/// </summary>
public sealed class RawDnsServer : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp;
    private readonly TcpListener? _tcp;
    private readonly Func<byte[], byte[]> _answer;
    private readonly Func<NetworkStream, byte[], CancellationToken, Task>? _stream;
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    /// <param name="answer">The answer to a query; an empty one is an empty datagram.</param>
    /// <param name="stream">What to do on a TCP connection after a query; null answers as over UDP, with the length before it.</param>
    public RawDnsServer(Func<byte[], byte[]> answer, Func<NetworkStream, byte[], CancellationToken, Task>? stream = null)
    {
        (_answer, _stream) = (answer, stream);
        (_udp, _tcp) = Bind();
        Port = ((IPEndPoint)_udp.LocalEndPoint!).Port;

        _serving = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The server as <c>-DnsServer</c> takes it.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>An answer to a query: its id, flags of an answer without error, its question, and records.</summary>
    /// <param name="query">The query.</param>
    /// <param name="count">The number of records that the head claims.</param>
    /// <param name="records">Their bytes.</param>
    public static byte[] Answer(byte[] query, int count, params byte[][] records) =>
        [query[0], query[1], 0x81, 0x80, 0, 1, (byte)(count >> 8), (byte)count, 0, 0, 0, 0, .. Question(query),
            .. records.SelectMany(r => r)];

    /// <summary>A record of the name that was asked for.</summary>
    public static byte[] Record(int type, uint life, params byte[] data) =>
        [0xC0, 12, (byte)(type >> 8), (byte)type, 0, 1, (byte)(life >> 24), (byte)(life >> 16), (byte)(life >> 8), (byte)life,
            (byte)(data.Length >> 8), (byte)data.Length, .. data];

    /// <summary>Whether a query asks for IPv4 addresses.</summary>
    public static bool IsForFour(byte[] query) => Question(query)[^3] == 1;

    /// <summary>The question of a query: name, type and class.</summary>
    public static byte[] Question(byte[] query)
    {
        var end = 12;
        while (query[end] != 0)
            end += query[end] + 1;
        return query[12..(end + 5)];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _udp.Dispose();
        _tcp?.Dispose();
        _serving.Wait(TimeSpan.FromSeconds(5));
        _stop.Dispose();
    }

    /// <summary>A port for both; where somebody has each of those tried for TCP, there is no TCP, as with many servers.</summary>
    private static (Socket Udp, TcpListener? Tcp) Bind()
    {
        for (var left = 20; ; left--)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var tcp = new TcpListener(IPAddress.Loopback, ((IPEndPoint)udp.LocalEndPoint!).Port);
            try
            {
                tcp.Start();
                return (udp, tcp);
            }
            catch (SocketException)
            {
                tcp.Dispose();
                if (left == 0)
                    return (udp, null);
                udp.Dispose();
            }
        }
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[65_536];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                await _udp.SendToAsync(_answer(buffer[..received.ReceivedBytes]), received.RemoteEndPoint, _stop.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // A client that has gone, or the end.
            }
        }
    }

    private async Task ServeTcpAsync()
    {
        var open = new List<Task>();
        try
        {
            while (_tcp is not null)
                open.Add(ServeAsync(await _tcp.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (
            e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var length = new byte[2];
                await stream.ReadExactlyAsync(length, _stop.Token);
                var query = new byte[(length[0] << 8) | length[1]];
                await stream.ReadExactlyAsync(query, _stop.Token);
                if (_stream is not null)
                {
                    await _stream(stream, query, _stop.Token);
                    return;
                }

                var answer = _answer(query);
                await stream.WriteAsync((byte[])[(byte)(answer.Length >> 8), (byte)answer.Length, .. answer], _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // A client that hangs up.
            }
        }
    }
}
