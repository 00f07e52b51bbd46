using System.Diagnostics;
using System.Text.Json.Nodes;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>What the AWS CLI prints of a served snapshot is the snapshot: JSON to XML and back loses nothing.</summary>
public sealed class CliTests
{
    [Theory]
    [InlineData("describe-vpc-endpoints", "VpcEndpoints", "VpcEndpoints")]
    [InlineData("describe-security-groups", "SecurityGroups", "SecurityGroups")]
    [InlineData("describe-network-acls", "NetworkAcls", "NetworkAcls")]
    public async Task The_CLI_prints_what_the_snapshot_says(string command, string kind, string key)
    {
        Assert.SkipUnless(OnPath("aws"), "the AWS CLI is not installed");
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("aws", ["ec2", command, "--endpoint-url", server.Url, "--region", "us-east-1", "--output",
            "json"])
        { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIDTEST";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment.Remove("AWS_PROFILE");
        using var process = Process.Start(start)!;
        var printed = JsonNode.Parse(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Canonical(SampleWorld.Document()[kind]!), Canonical(printed[key]!));
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The JSON with sorted members: the order of members is no part of what it says.</summary>
    private static string Canonical(JsonNode json) => json switch
    {
        JsonObject members => "{" + string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"\"{member.Key}\":{Canonical(member.Value!)}")) + "}",
        // The CLI's version 1 prints times as they travel, version 2 in ISO 8601 with an offset.
        JsonValue value when value.TryGetValue<DateTimeOffset>(out var time) => $"\"{time.UtcDateTime:O}\"",
        JsonArray items => "[" + string.Join(',', items.Select(item => Canonical(item!))) + "]",
        _ => json.ToJsonString(),
    };
}
