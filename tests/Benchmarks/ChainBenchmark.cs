using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using VpceTools.Testing;

namespace VpceTools.Benchmarks;

/// <summary>
/// The nine CLI calls by which an interface endpoint is examined by hand, against one <c>Test-VpcEndpoint</c>, on the same simulated EC2 in
/// one run. Goals: at least 10 times as fast cold (whole process), 100 times in a warm session. Needs the <c>aws</c> CLI.
/// </summary>
internal static class ChainBenchmark
{
    private const string Region = "us-east-1";
    private const int Runs = 3;
    private const int WarmRuns = 20;
    private static readonly JsonNode Endpoint = ((JsonArray)SampleWorld.Document()["VpcEndpoints"]!)
        .First(e => (string?)e!["VpcEndpointType"] == "Interface")!;
    private static readonly string EndpointId = (string)Endpoint["VpcEndpointId"]!;
    private static readonly string VpcId = (string)Endpoint["VpcId"]!;

    public static async Task<int> RunAsync(string shell)
    {
        var server = await Ec2TestServer.StartAsync(SampleWorld.Create()).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var chain = await BestOfAsync(() => ChainAsync(server)).ConfigureAwait(false);
            var cold = await BestOfAsync(async () => (await ShellAsync(server, shell, Command(server)).ConfigureAwait(false)).Elapsed)
                .ConfigureAwait(false);
            var warm = await WarmAsync(server, shell).ConfigureAwait(false);
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "nine aws CLI calls   {0,8:N0} ms", chain.TotalMilliseconds));
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture,
                "Test-VpcEndpoint     {0,8:N0} ms  cold, whole process: {1:N1} times as fast (goal 10)", cold.TotalMilliseconds,
                chain / cold));
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture,
                "Test-VpcEndpoint     {0,8:N1} ms  warm session: {1:N1} times as fast (goal 100)", warm.TotalMilliseconds, chain / warm));
            return chain / cold >= 10 && chain / warm >= 100 ? 0 : 1;
        }
    }

    private static string Command(Ec2TestServer server) =>
        $"Test-VpcEndpoint -Id {EndpointId} -EndpointUrl {server.Url} -Region {Region}";

    private static async Task<TimeSpan> ChainAsync(Ec2TestServer server)
    {
        string[] query = ["describe-vpc-endpoints", "--vpc-endpoint-ids", EndpointId, "--query"];
        string[][] calls =
        [
            [.. query, "VpcEndpoints[].Groups"], ["describe-security-groups", "--query", "SecurityGroups[].IpPermissions"],
            [.. query, "VpcEndpoints[].PrivateDnsEnabled"],
            ["describe-vpc-attribute", "--vpc-id", VpcId, "--attribute", "enableDnsSupport"],
            ["describe-vpc-attribute", "--vpc-id", VpcId, "--attribute", "enableDnsHostnames"],
            [.. query, "VpcEndpoints[].SubnetIds"], [.. query, "VpcEndpoints[].PolicyDocument"],
            ["describe-network-acls", "--query", "NetworkAcls[].Entries"],
            [.. query, "VpcEndpoints[].{State: State, DnsEntries: DnsEntries}"],
        ];
        var clock = Stopwatch.StartNew();
        foreach (var call in calls)
            await RunAsync(server, "aws", ["ec2", .. call, "--endpoint-url", server.Url.ToString(), "--region", Region])
                .ConfigureAwait(false);
        return clock.Elapsed;
    }

    /// <summary>Time inside a session that has already run the command: the session measures itself.</summary>
    private static async Task<TimeSpan> WarmAsync(Ec2TestServer server, string shell)
    {
        var command = Command(server);
        var script = $"1..5 | ForEach-Object {{ {command} }} | Out-Null; $clock = [Diagnostics.Stopwatch]::StartNew(); "
            + $"1..{WarmRuns} | ForEach-Object {{ {command} }} | Out-Null; $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)";
        var (_, output) = await ShellAsync(server, shell, script).ConfigureAwait(false);
        return TimeSpan.FromMilliseconds(double.Parse(output.Trim(), CultureInfo.InvariantCulture) / WarmRuns);
    }

    private static async Task<(TimeSpan Elapsed, string Output)> ShellAsync(Ec2TestServer server, string shell, string command)
    {
        var clock = Stopwatch.StartNew();
        var output = await RunAsync(server, "dotnet", [shell, "-NoLogo", "-NoProfile", "-Command", command]).ConfigureAwait(false);
        return (clock.Elapsed, output);
    }

    private static async Task<TimeSpan> BestOfAsync(Func<Task<TimeSpan>> measure)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Runs; i++)
            best = await measure().ConfigureAwait(false) is var time && time < best ? time : best;
        return best;
    }

    private static async Task<string> RunAsync(Ec2TestServer server, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_PAGER"] = "";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException(
                $"{program} exited with {process.ExitCode} against {server.Url}: {await errors.ConfigureAwait(false)}");
    }
}
