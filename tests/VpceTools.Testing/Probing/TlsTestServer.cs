using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VpceTools.Testing.Probing;

/// <summary>
/// A listener on a loopback address that plays a service: with a certificate and an answer, or silent, closing, or without TLS.
/// </summary>
public sealed class TlsTestServer : IDisposable
{
    /// <summary>What AWS services answer to a request without credentials, more or less.</summary>
    public const string NotFound =
        "HTTP/1.1 404 Not Found\r\nx-amzn-RequestId: 11111111-2222-3333-4444-555555555555\r\nContent-Length: 0\r\n\r\n";

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, Task> _serve;
    private readonly Task _accepting;

    private TlsTestServer(string address, int port, Func<TlsTestServer, NetworkStream, Task> serve)
    {
        _serve = stream => serve(this, stream);
        _listener = new TcpListener(IPAddress.Parse(address), port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The requests that came, and the names that TLS asked for.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Serves over TLS.</summary>
    public static TlsTestServer Start(string address, X509Certificate2 certificate, int port = 0, string answer = NotFound) =>
        new(address, port, async (server, stream) =>
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(
            (_, hello, _, _) =>
            {
                server.Received.Enqueue($"SNI {hello.ServerName}");
                return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = certificate });
            },
            null, server._stop.Token);
        var buffer = new byte[4096];
        var count = await tls.ReadAsync(buffer, server._stop.Token);
        server.Received.Enqueue(Encoding.ASCII.GetString(buffer, 0, count));
        if (answer.Length > 0)
            await tls.WriteAsync(Encoding.UTF8.GetBytes(answer), server._stop.Token);
        else
            await Task.Delay(Timeout.Infinite, server._stop.Token);
        await tls.ShutdownAsync();
    });

    /// <summary>Half open: takes the connection and never says a word.</summary>
    public static TlsTestServer Silent(string address, int port = 0) =>
        new(address, port, (server, _) => Task.Delay(Timeout.Infinite, server._stop.Token));

    /// <summary>Takes the connection and closes it at the first word.</summary>
    public static TlsTestServer Closing(string address, int port = 0) =>
        new(address, port, async (server, stream) => await stream.ReadExactlyAsync(new byte[16], server._stop.Token));

    /// <summary>Sends some bytes at once, whatever they are, and then nothing.</summary>
    public static TlsTestServer Sending(string address, byte[] bytes) => new(address, 0, async (server, stream) =>
    {
        await stream.WriteAsync(bytes, server._stop.Token);
        await stream.FlushAsync(server._stop.Token);
        await Task.Delay(500, server._stop.Token);
    });

    /// <summary>Speaks, but not TLS.</summary>
    public static TlsTestServer Plain(string address, int port = 0) => new(address, port, async (server, stream) =>
    {
        await stream.WriteAsync("220 mail.example ESMTP ready when you are\r\n"u8.ToArray(), server._stop.Token);
        await Task.Delay(Timeout.Infinite, server._stop.Token);
    });

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.Wait(TimeSpan.FromSeconds(5));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                open.Add(ServeAsync(client));
            }
        }
        // A listener that is closed between two clients says that it is not listening.
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException
            || (e is InvalidOperationException && _stop.IsCancellationRequested))
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
                await _serve(client.GetStream());
            }
            catch (Exception e) when (
                e is IOException or AuthenticationException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // A client that turns the certificate down hangs up: that is what these tests are about.
            }
        }
    }
}
