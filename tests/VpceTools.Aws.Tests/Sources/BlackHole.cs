using System.Net;
using System.Net.Sockets;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>An address that never answers: nobody accepts, and the queue of waiting connections is full.</summary>
internal sealed class BlackHole : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public BlackHole()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            _ = socket.ConnectAsync(_listener.LocalEndPoint!);
        }

        Thread.Sleep(200);
    }

    public string Url => $"http://{_listener.LocalEndPoint}";

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
