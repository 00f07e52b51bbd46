using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using VpceTools.Testing;

namespace VpceTools.Benchmarks;

/// <summary>
/// An organization as a user reads it: Test-VpcEndpoint with -OrganizationRole in a PowerShell process, against a simulated EC2 of many
/// accounts that is slow, throttles every fiftieth request, and refuses one account. The goal: every other account gives its results, and
/// memory grows no faster than the number of accounts and Regions. The server runs in this process, the command in its own, whose memory
/// is what counts.
/// </summary>
internal static class AccountsBenchmark
{
    private const int Throttle = 16;
    private const int RequestsPerThrottling = 50;
    private const string Denied = "000000000007";
    private static readonly string[] Regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"];
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(TextWriter output, string shell, int accounts)
    {
        output.WriteLine("  accounts  Regions  elapsed s  calls    throttled  at once  results of  errors  peak MB  kB each");
        var sizes = new[] { accounts / 4, accounts / 2, accounts };
        var peaks = new List<(int Size, long Peak, bool IsWhole)>();
        foreach (var size in sizes)
            peaks.Add((size, await MeasureAsync(output, shell, size).ConfigureAwait(false) is var (peak, whole) ? peak : 0, whole));
        var perPlace = (peaks[^1].Peak - peaks[0].Peak) / (double)((sizes[^1] - sizes[0]) * Regions.Length);
        output.WriteLine(string.Format(CultureInfo.InvariantCulture, "each account and Region more takes {0:N0} kB", perPlace / 1024));
        return peaks.TrueForAll(p => p.IsWhole) ? 0 : 1;
    }

    private static async Task<(long Peak, bool IsWhole)> MeasureAsync(TextWriter output, string shell, int accounts)
    {
        var worlds = new Worlds();
        var ids = Enumerable.Range(1, accounts).Select(i => i.ToString("D12", CultureInfo.InvariantCulture)).ToList();
        using var names = new NameTestServer([new JsonObject
        {
            ["Accounts"] = new JsonArray([.. ids.Select(id => new JsonObject { ["Id"] = id, ["State"] = "ACTIVE" })]),
        }])
        { PageSize = 20 };
        var ec2 = await Ec2TestServer.StartAsync(new Ec2World(), new()
        {
            AssumeRole = arn => new($"ASIA{arn.Split(':')[4]}", "secret-of-a-role", "token-of-a-role", DateTimeOffset.UtcNow.AddHours(1)),
            WorldOf = worlds.Of,
        }).ConfigureAwait(false);
        await using (ec2.ConfigureAwait(false))
        {
            var count = 0;
            ec2.On("*", Ec2Behaviour.Slow(Latency));
            ec2.On("*", Ec2Behaviour.Denied().When(call => call.AccessKeyId == "ASIA" + Denied));
            ec2.On("*", Ec2Behaviour.Throttled(int.MaxValue).When(_ => Interlocked.Increment(ref count) % RequestsPerThrottling == 0));
            var clock = Stopwatch.StartNew();
            var said = await ShellAsync(shell, ec2.Url, names.Url).ConfigureAwait(false);
            var parts = said.Trim().Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            var (places, errors, peak) = (parts[0], parts[1], parts[2]);
            var throttled = ec2.Calls.All.Count(call => call.ErrorCode == "RequestLimitExceeded");
            output.WriteLine(string.Format(CultureInfo.InvariantCulture,
                "{0,10}  {1,7}  {2,9:F1}  {3,7}  {4,9}  {5,7}  {6,10}  {7,6}  {8,7}  {9,7:F0}", accounts, Regions.Length,
                clock.Elapsed.TotalSeconds, ec2.Calls.Count, throttled, ec2.Calls.PeakConcurrency, places, errors, peak >> 20,
                peak / 1024.0 / accounts / Regions.Length));
            return (peak, places == (long)(accounts - 1) * Regions.Length && errors == Regions.Length);
        }
    }

    private static async Task<string> ShellAsync(string shell, string ec2, string names)
    {
        var script = $$"""
            $places = @{}
            Test-VpcEndpoint -OrganizationRole Reader -Region {{string.Join(", ", Regions)}} -EndpointUrl {{ec2}} -NameEndpointUrl {{names}} -ThrottleLimit {{Throttle}} -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue |
                ForEach-Object { $places["$($_.AccountId) $($_.Region)"] = 1 }
            $errors = 0
            foreach ($e in $failed) { $errors += ($e.Exception.Message -split ';').Count }
            "$($places.Count) $errors $([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)"
            """;
        var start = new ProcessStartInfo("dotnet", [shell, "-NoLogo", "-NoProfile", "-Command", script])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_ENDPOINT_URL_STS"] = ec2;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0 ? said : throw new InvalidOperationException(await errors.ConfigureAwait(false));
    }

    /// <summary>A small world for each account and Region, made when it is asked for and soon forgotten.</summary>
    private sealed class Worlds
    {
        private const int Kept = 256;
        private readonly Dictionary<(string Key, string Region), Ec2World> _worlds = [];
        private readonly Queue<(string Key, string Region)> _order = new();

        public Ec2World? Of(string key, string region)
        {
            if (!key.StartsWith("ASIA", StringComparison.Ordinal))
                return null;
            lock (_worlds)
            {
                if (_worlds.TryGetValue((key, region), out var known))
                    return known;
                var account = key[4..];
                var size = new GeneratedWorld
                {
                    Vpcs = 1, EndpointsPerVpc = 3, WorkloadsPerVpc = 8, GroupsPerVpc = 3, AccountId = account,
                    Series = ((int.Parse(account, CultureInfo.InvariantCulture) * Regions.Length) + Array.IndexOf(Regions, region)) % 4096,
                };
                var world = Ec2World.FromJson(size.Document().ToJsonString().Replace("us-east-1", region, StringComparison.Ordinal));
                _worlds.Add((key, region), world);
                _order.Enqueue((key, region));
                if (_order.Count > Kept)
                    _worlds.Remove(_order.Dequeue());
                return world;
            }
        }
    }
}
