using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VpceTools.Testing.Probing;

/// <summary>
/// A stand-in for Systems Manager and its agents: the three operations that a probe uses, in the service's JSON protocol, as their pages
/// describe them. moto has no DescribeInstanceInformation and runs nothing; here the scripts for Linux really run, by /bin/sh on this
/// machine.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeInstanceInformation.html, API_SendCommand.html and
/// API_GetCommandInvocation.html: output is cut after 24,000 characters, and an invocation is unknown for a moment after the command was
/// sent.
/// </remarks>
public sealed class SsmTestServer : IAsyncDisposable
{
    private const int OutputLimit = 24_000;
    private readonly WebApplication _app;
    private readonly Dictionary<string, string> _platforms;
    private readonly ConcurrentDictionary<string, Task<(string Output, string Status)>> _invocations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _looks = new(StringComparer.Ordinal);

    private SsmTestServer(WebApplication app, Dictionary<string, string> platforms) => (_app, _platforms) = (app, platforms);

    public string Url => _app.Urls.First();

    /// <summary>The commands that were sent.</summary>
    public ConcurrentQueue<JsonNode> Sent { get; } = new();

    /// <summary>An error that every call of an operation ends in: its code.</summary>
    public ConcurrentDictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>What an instance prints in place of running the script: agents that break, and Windows.</summary>
    public ConcurrentDictionary<string, (string Output, string Status)> Canned { get; } = new(StringComparer.Ordinal);

    /// <summary>Variables of the environment in which scripts run.</summary>
    public Dictionary<string, string> ScriptEnvironment { get; } = new(StringComparer.Ordinal);

    /// <summary>How often an operation is still throttled before it is answered.</summary>
    public ConcurrentDictionary<string, int> Throttled { get; } = new(StringComparer.Ordinal);

    /// <summary>Instances whose invocation never comes to an end.</summary>
    public HashSet<string> Hanging { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs the scripts for Windows, which /bin/sh cannot.</summary>
    public Func<string, Task<(string Output, string Status)>>? RunPowerShell { get; set; }

    /// <summary>The calls that came, throttled ones included.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="platforms">The managed instances, by id: <c>Linux</c>, <c>Windows</c>, or <c>ConnectionLost</c>.</param>
    public static async Task<SsmTestServer> StartAsync(Dictionary<string, string> platforms)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new SsmTestServer(app, platforms);
        app.MapPost("/", (Delegate)server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        Calls.Enqueue(operation);
        if (Errors.TryGetValue(operation, out var code))
            return Error(code);
        if (Throttled.TryGetValue(operation, out var left) && left > 0 && Throttled.TryUpdate(operation, left - 1, left))
            return Error("ThrottlingException");
        return operation switch
        {
            "DescribeInstanceInformation" => Json(Describe([.. body["Filters"]![0]!["Values"]!.AsArray()
                .Select(v => v!.GetValue<string>())])),
            "SendCommand" => Json(Send(body)),
            "GetCommandInvocation" => await InvocationAsync(body["CommandId"]!.GetValue<string>(), body["InstanceId"]!.GetValue<string>()),
            _ => Error("InvalidAction"),
        };
    }

    private JsonObject Describe(string[] ids) => new()
    {
        ["InstanceInformationList"] = new JsonArray([.. ids.Where(_platforms.ContainsKey).Select(id => new JsonObject
        {
            ["InstanceId"] = id,
            ["PingStatus"] = _platforms[id] == "ConnectionLost" ? "ConnectionLost" : "Online",
            ["PlatformType"] = _platforms[id] == "Windows" ? "Windows" : "Linux",
        })]),
    };

    private JsonObject Send(JsonNode body)
    {
        Sent.Enqueue(body);
        var commandId = Guid.NewGuid().ToString();
        var script = string.Join('\n', body["Parameters"]!["commands"]!.AsArray().Select(line => line!.GetValue<string>()));
        foreach (var id in body["InstanceIds"]!.AsArray().Select(id => id!.GetValue<string>()))
        {
            _invocations[commandId + id] = Canned.TryGetValue(id, out var canned) ? Task.FromResult(canned)
                : Hanging.Contains(id) ? new TaskCompletionSource<(string, string)>().Task
                : _platforms[id] == "Windows" && RunPowerShell is { } windows ? windows(script)
                : Task.Run(() => Run(script));
        }

        return new() { ["Command"] = new JsonObject { ["CommandId"] = commandId, ["Status"] = "Pending" } };
    }

    private async Task<IResult> InvocationAsync(string commandId, string instanceId)
    {
        if (!_invocations.TryGetValue(commandId + instanceId, out var run)
            || _looks.AddOrUpdate(commandId + instanceId, 1, (_, looks) => looks + 1) == 1)
            return Error("InvocationDoesNotExist");
        if (!run.IsCompleted)
            return Json(new()
            {
                ["CommandId"] = commandId, ["InstanceId"] = instanceId, ["Status"] = "InProgress",
                ["StatusDetails"] = "InProgress"
            });
        var (output, status) = await run;
        return Json(new()
        {
            ["CommandId"] = commandId, ["InstanceId"] = instanceId, ["Status"] = status, ["StatusDetails"] = status,
            ["StandardOutputContent"] = output[..Math.Min(output.Length, OutputLimit)], ["StandardErrorContent"] = "",
        });
    }

    private (string Output, string Status) Run(string script)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in ScriptEnvironment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(script);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, process.ExitCode == 0 ? "Success" : "Failed");
    }

    private static IResult Json(JsonObject answer) => Results.Text(answer.ToJsonString(), "application/x-amz-json-1.1");

    private static IResult Error(string code) =>
        Results.Text(JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["__type"] = code,
            ["message"] = $"The stand-in says {code}"
        }), "application/x-amz-json-1.1", statusCode: 400);
}
