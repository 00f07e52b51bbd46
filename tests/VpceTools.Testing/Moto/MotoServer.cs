using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.EC2;

namespace VpceTools.Testing.Moto;

/// <summary>A moto_server of our own on 127.0.0.1 and a free port; its process ends with this object.</summary>
public sealed class MotoServer : IDisposable
{
    private const string Program = "moto_server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();
    private readonly EventHandler _onExit;

    private MotoServer(string path, int port, string? accountId)
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(path, ["-H", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture)])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        if (accountId is not null)
            _process.StartInfo.Environment["MOTO_ACCOUNT_ID"] = accountId;
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _onExit = (_, _) => Stop();
    }

    /// <summary>Why there can be no moto here, for <c>Assert.SkipWhen</c>; null where there can.</summary>
    public static string? SkipReason => FindProgram() is null ? "moto_server is not installed (pip install 'moto[server]')" : null;

    /// <summary>Where the server listens.</summary>
    public string Url { get; }

    /// <summary>Starts a server and waits until it answers.</summary>
    public static Task<MotoServer> StartAsync(CancellationToken cancellationToken = default) => StartAsync(null, cancellationToken);

    /// <summary>Starts a server for an account and waits until it answers.</summary>
    /// <param name="accountId">The account that everything is in; null for moto's own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<MotoServer> StartAsync(string? accountId, CancellationToken cancellationToken = default)
    {
        var path = FindProgram() ?? throw new InvalidOperationException(SkipReason);
        var started = Stopwatch.StartNew();
        while (true)
        {
            var server = new MotoServer(path, FreePort(), accountId);
            try
            {
                server.Begin();
                if (await server.AnswersAsync(cancellationToken))
                    return server;
                var said = server.LastLines();
                server.Dispose();

                // Another process may have taken the port in between: then another port.
                if (started.Elapsed > Patience)
                    throw new InvalidOperationException($"moto_server did not come up: {said}");
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }
    }

    /// <summary>Empties every account.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(Url + "/moto-api/reset"), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A client for this server, which a test may configure further.</summary>
    public AmazonEC2Client CreateClient(Action<AmazonEC2Config>? configure = null) => Ec2Clients.Create(Url, configure: configure);

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        Stop();
        _process.Dispose();
    }

    private static string? FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => (string[])[Path.Combine(folder, Program), Path.Combine(folder, Program + ".exe")])
        .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Begin()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        while (watch.Elapsed < Patience && !_process.HasExited)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(Url + "/moto-api/data.json"), cancellationToken);
                return response.IsSuccessStatusCode && !_process.HasExited;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                await Task.Delay(50, cancellationToken);
            }
        }

        return false;
    }

    private void Stop()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(5000);
            }
        }
        catch (InvalidOperationException)
        {
            // It was never started, or it ended in this very moment: either way nothing is left to end.
        }
    }

    private void Remember(string? line)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20)
                _lastLines.Dequeue();
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
            return string.Join('\n', _lastLines);
    }
}
