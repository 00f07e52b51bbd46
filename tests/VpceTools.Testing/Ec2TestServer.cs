using System.Net;
using Amazon.EC2;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using VpceTools.Testing.Serving;

namespace VpceTools.Testing;

/// <summary>
/// An EC2 (and, for GetCallerIdentity, STS) endpoint in this process, on 127.0.0.1 and a free port, that speaks the query API over a
/// world. It does what moto leaves out: pages, states, dry runs, EC2's own error codes, throttling, slow and broken answers.
/// </summary>
public sealed class Ec2TestServer : IDisposable, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly BehaviourScript _script = new();
    private readonly KestrelServer _kestrel;

    private Ec2TestServer(Ec2World world, Ec2TestServerOptions options)
    {
        World = world;
        Options = options;
        var settings = new KestrelServerOptions { AddServerHeader = false };
        settings.Limits.MaxRequestBodySize = null;
        settings.Listen(IPAddress.Loopback, 0);
        _kestrel = new KestrelServer(
            Microsoft.Extensions.Options.Options.Create(settings),
            new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()),
                NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>What the server answers from; a test may read and change it at any time.</summary>
    public Ec2World World { get; }

    /// <summary>The server's settings; a test may replace them at any time.</summary>
    public Ec2TestServerOptions Options { get; set; }

    /// <summary>The requests so far.</summary>
    public Ec2CallLog Calls { get; } = new();

    /// <summary>Starts a server over a world.</summary>
    public static async Task<Ec2TestServer> StartAsync(Ec2World world, Ec2TestServerOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var server = new Ec2TestServer(world, options ?? new Ec2TestServerOptions());
        var handler = new RequestHandler(world, () => server.Options, server.Calls, server._script, server._stopping.Token);
        await server._kestrel.StartAsync(new Application(handler), cancellationToken);
        server.Url = server._kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return server;
    }

    /// <summary>Starts a server over a world, for tests that are not asynchronous.</summary>
    public static Ec2TestServer Start(Ec2World world, Ec2TestServerOptions? options = null) => StartAsync(world, options).GetAwaiter()
        .GetResult();

    /// <summary>
    /// Has an operation (<c>*</c>: any) behave otherwise. Delays add up; of other behaviours the first that is still due applies.
    /// </summary>
    public Ec2TestServer On(string operation, Ec2Behaviour behaviour)
    {
        _script.Add(operation, behaviour);
        return this;
    }

    /// <summary>Takes back every behaviour.</summary>
    public void ClearBehaviours() => _script.Clear();

    /// <summary>A client for this server, which a test may configure further.</summary>
    public AmazonEC2Client CreateClient(Action<AmazonEC2Config>? configure = null) => Ec2Clients.Create(Url, Options.Region, configure);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();

        // Requests that hang have been let go by the token; a second is plenty for the rest.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _kestrel.StopAsync(patience.Token);
        _kestrel.Dispose();
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private sealed class Application(RequestHandler handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handler.HandleAsync(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
