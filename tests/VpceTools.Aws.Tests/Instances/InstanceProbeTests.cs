using System.Text.Json.Nodes;
using VpceTools.Addressing;
using VpceTools.Aws.Tests.Sources;
using VpceTools.Probing;
using VpceTools.Sources;
using VpceTools.Testing;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Aws.Tests.Instances;

/// <summary>
/// Probes from instances: what is sent to Systems Manager, what comes back for each instance, and what becomes of everything that can go
/// wrong on the way.
/// </summary>
public sealed class InstanceProbeTests : IDisposable
{
    private const string Printed =
        "vpcetools\t1\nhost\tweb\naddress\t10.0.3.20\nresolver\t10.0.0.2\ndns\tsqs.test\t-\tAnswered\t1200\t10.0.1.10\ntcp\t10.0.1.10\tTimedOut\t5000000\nend\n";
    private readonly TestAuthority _authority = new();
    private readonly string _bundle = Path.GetTempFileName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_run_the_script_each_with_observations_of_its_own()
    {
        Assert.SkipUnless(File.Exists("/bin/sh") && File.Exists("/usr/bin/curl"), "/bin/sh or curl is not on this machine");
        using var certificate = _authority.Issue("localhost");
        using var service = TlsTestServer.Start("127.0.9.1", certificate);
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-1"] = "Linux", ["i-2"] = "Linux" });
        await File.WriteAllTextAsync(_bundle, _authority.Pem, Stop);
        ssm.ScriptEnvironment["CURL_CA_BUNDLE"] = _bundle;

        var seen = await ProbeAsync(ssm, new()
        {
            Names = [new("localhost", NameKind.Given)], Addresses = [IpAddress.Parse("127.0.9.1")],
            Port = service.Port
        }, "i-1", "i-2");

        Assert.Equal(["i-1", "i-2"], seen.Select(o => o.Vantage.InstanceId));
        Assert.All(seen, o => Assert.Null(o.Vantage.Failure));
        Assert.All(seen, o => Assert.Equal((TlsOutcome.Completed, 404),
            (o.TlsAttempts.Single(t => t.Address.ToString() == "127.0.9.1").Outcome,
                o.HttpAttempts.Single(h => h.Address.ToString() == "127.0.9.1").StatusCode)));
        var sent = Assert.Single(ssm.Sent);
        Assert.Equal("AWS-RunShellScript", Text(sent, "DocumentName"));
        Assert.Equal("100%", Text(sent, "MaxErrors"));
        Assert.Equal("60", sent["Parameters"]!["executionTimeout"]![0]!.GetValue<string>());
        // What is shown before is what is sent.
        Assert.Equal(InstanceScript.For(seen[0].Request, isWindows: false), sent["Parameters"]!["commands"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Each_platform_gets_its_own_document_and_script()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-1"] = "Windows", ["i-2"] = "Linux" });
        ssm.Canned["i-1"] = ssm.Canned["i-2"] = (Printed, "Success");

        var seen = await ProbeAsync(ssm, Request(), "i-1", "i-2");

        Assert.All(seen, o => Assert.Equal(TcpOutcome.TimedOut, Assert.Single(o.TcpAttempts).Outcome));
        var scripts = ssm.Sent.ToDictionary(s => Text(s, "DocumentName"), s => s["Parameters"]!["commands"]![0]!.GetValue<string>());
        Assert.StartsWith("#!/bin/sh", scripts["AWS-RunShellScript"], StringComparison.Ordinal);
        Assert.Contains("Resolve-DnsName", scripts["AWS-RunPowerShellScript"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_that_cannot_be_asked_say_why_and_do_not_stop_the_others()
    {
        await using var ssm = await SsmTestServer.StartAsync(new()
        {
            ["i-1"] = "Linux", ["i-lost"] = "ConnectionLost",
            ["i-broken"] = "Linux", ["i-late"] = "Linux"
        });
        ssm.Canned["i-1"] = (Printed, "Success");
        ssm.Canned["i-broken"] = ("", "Failed");
        ssm.Canned["i-late"] = ("", "TimedOut");

        var seen = await ProbeAsync(ssm, Request(), "i-unknown", "i-lost", "i-broken", "i-late", "i-1");

        Assert.Equal(["i-unknown", "i-lost", "i-broken", "i-late", "i-1"], seen.Select(o => o.Vantage.InstanceId));
        Assert.Collection(
            seen.Select(o => o.Vantage.Failure),
            why => Assert.Contains("not managed by Systems Manager", why, StringComparison.Ordinal),
            why => Assert.Contains("does not report to Systems Manager (ConnectionLost)", why, StringComparison.Ordinal),
            why => Assert.Contains("could not be made to probe: Failed", why, StringComparison.Ordinal),
            why => Assert.Contains("could not be made to probe: TimedOut", why, StringComparison.Ordinal),
            Assert.Null);
        Assert.Equal(["i-broken", "i-late", "i-1"], Assert.Single(ssm.Sent)["InstanceIds"]!.AsArray().Select(id => id!.GetValue<string>()));
    }

    [Fact]
    public async Task Many_instances_are_asked_fifty_at_a_time_and_their_results_keep_the_order()
    {
        string[] ids = [.. Enumerable.Range(1, 120).Select(n => $"i-{n:000}")];
        await using var ssm = await SsmTestServer.StartAsync(ids.ToDictionary(id => id, _ => "Linux"));
        foreach (var id in ids)
            ssm.Canned[id] = (Printed, "Success");
        var progress = new CollectedProgress();

        var seen = await ProbeAsync(ssm, Request(), progress, ids);

        Assert.Equal(ids, seen.Select(o => o.Vantage.InstanceId));
        Assert.Equal([20, 50, 50], ssm.Sent.Select(s => s["InstanceIds"]!.AsArray().Count).Order());
        Assert.Equal(120, progress.Reports.Where(r => r.Total == 120).Max(r => r.Completed));
    }

    [Fact]
    public async Task A_throttled_call_is_tried_again_and_given_up_in_the_end()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-1"] = "Linux" });
        ssm.Canned["i-1"] = (Printed, "Success");
        ssm.Throttled["DescribeInstanceInformation"] = ssm.Throttled["SendCommand"] = ssm.Throttled["GetCommandInvocation"] = 1;

        Assert.Null(Assert.Single(await ProbeAsync(ssm, Request(), "i-1")).Vantage.Failure);
        Assert.Equal(2, ssm.Calls.Count(c => c == "SendCommand"));

        ssm.Errors["SendCommand"] = "ThrottlingException";
        Assert.Equal("Throttled", (await Assert.ThrowsAsync<NetworkSourceException>(() => ProbeAsync(ssm, Request(), "i-1"))).ErrorId);
    }

    [Theory]
    [InlineData("DescribeInstanceInformation", "AccessDeniedException", "AccessDenied",
        "IAM does not allow ssm:DescribeInstanceInformation.")]
    [InlineData("SendCommand", "AccessDeniedException", "AccessDenied", "IAM does not allow ssm:SendCommand.")]
    [InlineData("SendCommand", "UnrecognizedClientException", "AuthFailure", "does not accept the credentials")]
    [InlineData("SendCommand", "ExpiredTokenException", "ExpiredToken", "have expired")]
    [InlineData("SendCommand", "InvalidInstanceId", "ServiceError", "no agent that reports")]
    public async Task A_call_that_fails_has_the_id_of_its_error_and_no_secret(string operation, string code, string errorId, string says)
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-1"] = "Linux" });
        ssm.Errors[operation] = code;

        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => ProbeAsync(ssm, Request(), "i-1"));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Live.SecretKey, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Live.SessionToken, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_cannot_be_fetched_is_the_fate_of_the_instance_alone()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-1"] = "Linux" });
        ssm.Canned["i-1"] = (Printed, "Success");
        ssm.Errors["GetCommandInvocation"] = "AccessDeniedException";

        Assert.Contains("ssm:GetCommandInvocation", Assert.Single(await ProbeAsync(ssm, Request(), "i-1")).Vantage.Failure,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_instances()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-1"] = "Linux" });
        ssm.Hanging.Add("i-1");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var probing = AwsSourceFactory.Open().InstanceProbe(Live.Connection(ssm.Url), ssm.Url,
            [new ManagedInstance("i-1", IsWindows: false)]).ProbeAsync(Request(), null, stop.Token);
        while (!ssm.Calls.Contains("GetCommandInvocation"))
            await Task.Delay(20, Stop);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probing.WaitAsync(HangGuard.Limit, Stop));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://user:word@127.0.0.1")]
    [InlineData("127.0.0.1")]
    public async Task An_endpoint_of_Systems_Manager_must_be_a_plain_URL(string url)
    {
        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => AwsSourceFactory.Open()
            .InstancesAsync(Live.Connection("http://127.0.0.1:9"), url, ["i-1"], null, Stop));

        Assert.Equal("EndpointUrlInvalid", error.ErrorId);
        Assert.DoesNotContain("word", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        File.Delete(_bundle);
    }

    private static ProbeRequest Request() =>
        new() { Names = [new("sqs.test", NameKind.Service)], Addresses = [IpAddress.Parse("10.0.1.10")] };

    private static string Text(JsonNode sent, string property) => sent[property]!.GetValue<string>();

    private static Task<IReadOnlyList<ProbeObservation>> ProbeAsync(SsmTestServer ssm, ProbeRequest request, params string[] ids) =>
        ProbeAsync(ssm, request, null, ids);

    private static async Task<IReadOnlyList<ProbeObservation>> ProbeAsync(SsmTestServer ssm, ProbeRequest request,
        IProgress<SourceProgress>? progress, params string[] ids)
    {
        var connection = Live.Connection("http://127.0.0.1:9");
        var sources = AwsSourceFactory.Open();
        var instances = await sources.InstancesAsync(connection, ssm.Url, ids, progress, Stop);
        return await sources.InstanceProbe(connection, ssm.Url, instances).ProbeAsync(request, progress, Stop);
    }
}
