using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace VpceTools.Testing;

/// <summary>
/// A server in this process, on 127.0.0.1 and a free port, that answers as a test says: a metadata service, a sign-in service, a proxy.
/// </summary>
public sealed class LocalHttpServer : IDisposable
{
    private readonly KestrelServer _kestrel;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _requests = [];

    /// <summary>Starts a server.</summary>
    /// <param name="answer">The status and the body for a request; a status of 0 never answers.</param>
    public LocalHttpServer(Func<HttpRequest, (int Status, string Body)> answer)
    {
        var settings = new KestrelServerOptions { AddServerHeader = false };
        settings.Listen(IPAddress.Loopback, 0);
        _kestrel = new KestrelServer(
            Microsoft.Extensions.Options.Options.Create(settings),
            new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()),
                NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        _kestrel.StartAsync(new Application(this, answer), CancellationToken.None).GetAwaiter().GetResult();
        Url = _kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; }

    /// <summary>Method and path of the requests so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        _kestrel.StopAsync(patience.Token).GetAwaiter().GetResult();
        _kestrel.Dispose();
        _stopping.Dispose();
    }

    private sealed class Application(LocalHttpServer server, Func<HttpRequest, (int Status, string Body)> answer)
        : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            lock (server._requests)
                server._requests.Add($"{context.Request.Method} {context.Request.Path}");
            var (status, body) = answer(context.Request);
            if (status == 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, server._stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                return;
            }

            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
