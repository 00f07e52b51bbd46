using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// The probe from instances as users have it: asked for before code runs, shown by -WhatIf, and with results by instance and subnet.
/// </summary>
[Collection(nameof(LoopbackWorld))]
public sealed class InstanceConnectionTests(LoopbackWorld world)
{
    private const string Printed =
        "vpcetools\t1\nhost\tweb\naddress\t10.0.3.20\nresolver\t10.0.0.2\ndns\tsqs.us-east-1.amazonaws.com\t-\tAnswered\t1200\t10.0.1.10\ntcp\t10.0.1.10\tTimedOut\t5000000\nend\n";

    [Fact]
    public async Task WhatIf_shows_the_whole_script_and_runs_nothing()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { [SmallWorld.Instance] = "Linux", ["i-0f2"] = "Windows" });
        using var live = new LiveSession();

        var text = live.Session.InvokeText(
            $"Test-VpcEndpointConnection {SmallWorld.Sqs} @live -SsmEndpointUrl {ssm.Url} -InstanceId {SmallWorld.Instance}, i-0f2 -WhatIf");

        Assert.Contains($"What if: Run this read-only script on {SmallWorld.Instance} through Systems Manager (AWS-RunShellScript):\n#!/bin/sh\n", text, StringComparison.Ordinal);
        Assert.Contains("What if: Run this read-only script on i-0f2 through Systems Manager (AWS-RunPowerShellScript):\n", text,
            StringComparison.Ordinal);
        Assert.Contains("NAMES='sqs.us-east-1.amazonaws.com", text, StringComparison.Ordinal);
        Assert.Equal(["DescribeInstanceInformation"], ssm.Calls);
    }

    [Fact]
    public async Task It_asks_before_code_runs_and_no_is_no()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { [SmallWorld.Instance] = "Linux" });
        using var live = new LiveSession(answers: "n");

        var text = live.Session.InvokeText(
            $"Test-VpcEndpointConnection {SmallWorld.Sqs} @live -SsmEndpointUrl {ssm.Url} -InstanceId {SmallWorld.Instance}");

        Assert.Contains("Probe from instances", text, StringComparison.Ordinal);
        Assert.Contains("[Y] Yes", text, StringComparison.Ordinal);
        Assert.Empty(ssm.Sent);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_error_says_what_to_do()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { [SmallWorld.Instance] = "Linux" });
        using var live = new LiveSession();

        var error = live.Invoke($"Test-VpcEndpointConnection {SmallWorld.Sqs} @live -SsmEndpointUrl {ssm.Url} -InstanceId {SmallWorld.Instance}").SingleError;

        Assert.StartsWith("ConfirmationImpossible,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(SmallWorld.Instance, error.TargetObject);
        Assert.StartsWith($"Running a script on {SmallWorld.Instance} needs a confirmation", error.Exception.Message,
            StringComparison.Ordinal);
        Assert.Empty(ssm.Sent);
    }

    [Theory]
    [InlineData("-Force")]
    [InlineData("-Confirm:$false")]
    public async Task Results_come_by_instance_and_subnet_judged_by_each_instances_own_interface(string go)
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { [SmallWorld.Instance] = "Linux", ["i-0f9"] = "Linux" });
        ssm.Canned[SmallWorld.Instance] = ssm.Canned["i-0f9"] = (Printed, "Success");
        using var live = new LiveSession();

        var result = live.Invoke(
            $"[pscustomobject]@{{ InstanceId = '{SmallWorld.Instance}' }}, [pscustomobject]@{{ InstanceId = 'i-0f9' }}, [pscustomobject]@{{ InstanceId = 'i-0fa' }} | Test-VpcEndpointConnection {SmallWorld.Sqs} @live -SsmEndpointUrl {ssm.Url} {go}");

        var verdicts = result.Succeeded().Where(o => Text(o, "Step") == "Verdict").ToList();
        Assert.Equal([SmallWorld.Instance, "i-0f9", "i-0fa"], verdicts.Select(v => Text(v, "InstanceId")));
        Assert.Equal(["subnet-0c1", "", ""], verdicts.Select(v => Text(v, "SubnetId")));
        Assert.Equal(["ConnectionTimedOut", "ConnectionTimedOut", "NotProbed"], verdicts.Select(v => Text(v, "Verdict")));
        Assert.Contains("not managed by Systems Manager", Text(verdicts[2], "Message"), StringComparison.Ordinal);
        Assert.Equal([SmallWorld.Instance, "i-0f9"], Assert.Single(ssm.Sent)["InstanceIds"]!.AsArray()
            .Select(id => id!.GetValue<string>()));
        var text = live.Session.InvokeText(
            $"Test-VpcEndpointConnection {SmallWorld.Sqs} @live -SsmEndpointUrl {ssm.Url} -InstanceId {SmallWorld.Instance} -Force");
        Assert.Contains($"   From:     {SmallWorld.Instance} in subnet-0c1\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task An_error_of_Systems_Manager_is_one_error_without_a_secret()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { [SmallWorld.Instance] = "Linux" });
        ssm.Errors["SendCommand"] = "AccessDeniedException";
        using var live = new LiveSession();

        var result = live.Invoke(
            $"Test-VpcEndpointConnection {SmallWorld.Sqs} @live -SsmEndpointUrl {ssm.Url} -InstanceId {SmallWorld.Instance} -Force -Verbose");

        Assert.Equal(("AccessDenied,VpceTools.Commands.TestVpcEndpointConnectionCommand", ErrorCategory.PermissionDenied),
            (result.SingleError.FullyQualifiedErrorId, result.SingleError.CategoryInfo.Category));
        Assert.DoesNotContain(LiveSession.SecretKey, string.Join('\n', result.Verbose) + result.SingleError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_endpoints_of_an_account_take_one_sign_in_with_the_probes_of_all()
    {
        var folder = Directory.CreateTempSubdirectory("vpce-process-").FullName;
        var keys = new RoleKeys("ASIAPROCESS", "secret-of-the-process", "token-of-the-process", DateTimeOffset.UtcNow.AddHours(1));
        await File.WriteAllTextAsync($"{folder}/process.sh", $"echo ran >> {folder}/runs\ncat <<'END'\n{keys.ToProcess()}\nEND\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync($"{folder}/credentials", $"[process]\ncredential_process = sh {folder}/process.sh\n",
            TestContext.Current.CancellationToken);
        await using var ssm = await SsmTestServer.StartAsync(new() { [SmallWorld.Instance] = "Linux" });
        ssm.Canned[SmallWorld.Instance] = (Printed, "Success");
        using var live = new LiveSession();

        live.Invoke($"""
            Test-VpcEndpointConnection {SmallWorld.Sqs}, {SmallWorld.Ecr} -EndpointUrl $live.EndpointUrl -Region us-east-1 -ProfileName process -ProfileLocation {folder}/credentials -SsmEndpointUrl {ssm.Url} -InstanceId {SmallWorld.Instance} -Force
            """).Succeeded();

        Assert.Equal(2, ssm.Sent.Count);
        Assert.Single(await File.ReadAllLinesAsync($"{folder}/runs", TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// The script for Windows needs nothing but .NET and PowerShell, so that it runs here too: in this project's own shell, as a process of
    /// its own that trusts the test's authority.
    /// </summary>
    [Fact]
    public async Task The_script_for_Windows_sees_what_is_there()
    {
        using var certificate = world.Authority.Issue("localhost");
        using var service = TlsTestServer.Start("127.0.9.21", certificate);
        using var silent = TlsTestServer.Silent("127.0.9.22", service.Port);
        using var closing = TlsTestServer.Closing("127.0.9.23", service.Port);
        using var foreign = world.Authority.Issue("other.test.invalid");
        using var other = TlsTestServer.Start("127.0.9.24", foreign, service.Port);
        using var old = world.Authority.Issue("localhost", isExpired: true);
        using var expired = TlsTestServer.Start("127.0.9.25", old, service.Port);
        using var own = TestAuthority.SelfSigned("localhost");
        using var selfSigned = TlsTestServer.Start("127.0.9.26", own, service.Port);
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-0f9"] = "Windows" });
        ssm.RunPowerShell = RunAsync;
        using var live = new LiveSession(SmallWorldWith("127.0.9.21", "127.0.9.22", "127.0.9.23", "127.0.9.24", "127.0.9.25", "127.0.9.26",
            "127.0.9.27"));

        var result = live.Invoke(
            $"Test-VpcEndpointConnection {SmallWorld.Sqs} -HostName localhost @live -Port {service.Port} -TimeoutSeconds 3 -SsmEndpointUrl {ssm.Url} -InstanceId i-0f9 -Force");

        string Row(string step, string address) => result.Succeeded().Where(o => Text(o, "Step") == step && Text(o, "Address") == address)
            .Select(o => Text(o, "Message")).Single();
        Assert.StartsWith("127.0.0.1", Text(result.Output.First(o => Text(o, "Step") == "Dns"), "Message")
            .Replace("::1 (loopback), ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("TLS 1.2, CN=localhost, until ", Row("Tls", "127.0.9.21"), StringComparison.Ordinal);
        Assert.Equal("HTTP 404, request id 11111111-2222-3333-4444-555555555555", Row("Http", "127.0.9.21"));
        Assert.Equal("connected, then no answer in 3 s", Row("Tls", "127.0.9.22"));
        Assert.Equal("connected, then closed", Row("Tls", "127.0.9.23"));
        Assert.StartsWith("the certificate is for CN=other.test.invalid", Row("Tls", "127.0.9.24"), StringComparison.Ordinal);
        Assert.StartsWith("the certificate is not valid any more", Row("Tls", "127.0.9.25"), StringComparison.Ordinal);
        Assert.StartsWith("the certificate is not trusted", Row("Tls", "127.0.9.26"), StringComparison.Ordinal);
        Assert.Equal("refused: nothing listens there", Row("Tcp", "127.0.9.27"));
    }

    /// <summary>With a stand-in for Resolve-DnsName, which only Windows has: it answers with the server that it was told to ask.</summary>
    [Fact]
    public async Task The_script_for_Windows_asks_given_servers_and_keeps_the_proxys_password()
    {
        const string StandIn = """
            function Resolve-DnsName {
                [CmdletBinding()] param([string] $Name, [string] $Server, [switch] $DnsOnly, [switch] $NoHostsFile, [string] $Type)
                [pscustomobject]@{ QueryType = 'CNAME'; Name = $Name; NameHost = $Server; TTL = 5 }
                [pscustomobject]@{ QueryType = 'A'; Name = $Name; IPAddress = '127.0.9.27'; TTL = 5 }
            }

            """;
        var printed = "";
        await using var ssm = await SsmTestServer.StartAsync(new() { ["i-0f9"] = "Windows" });
        ssm.RunPowerShell = async script =>
        {
            var ran = await RunAsync(StandIn + script, ("HTTPS_PROXY", "user:hid/d@hidden@127.0.9.28:3128"));
            printed = ran.Output;
            return ran;
        };
        using var live = new LiveSession();

        var result = live.Invoke(
            $"Test-VpcEndpointConnection -HostName localhost @live -DnsServer fd00:ec2::253, 10.0.0.2:5353 -Port 9 -TimeoutSeconds 2 -SsmEndpointUrl {ssm.Url} -InstanceId i-0f9 -Force");

        var answer = Assert.Single(result.Succeeded(), o => Text(o, "DnsServer").Length > 0);
        Assert.Equal("fd00:ec2::253", Text(answer, "DnsServer"));
        Assert.StartsWith("fd00:ec2::253: 127.0.9.27 (loopback) via fd00:ec2::253", Text(answer, "Message"), StringComparison.Ordinal);
        Assert.Contains("10.0.0.2:5353 was not asked",
            string.Join(' ', live.Session.Invoke("$input.Contradictions", result.Output[^1]).Succeeded()), StringComparison.Ordinal);
        Assert.DoesNotContain("hid", printed, StringComparison.Ordinal);
        Assert.Contains("proxy\t127.0.9.28:3128", printed, StringComparison.Ordinal);
    }

    private async Task<(string Output, string Status)> RunAsync(string script) => await RunAsync(script, []);

    private async Task<(string Output, string Status)> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        var file = Path.ChangeExtension(Path.GetTempFileName(), ".ps1");
        await File.WriteAllTextAsync(file, script);
        try
        {
            var (exitCode, output, error) = await ShellProcess.RunAsync(
                null, file: file, environment: new Dictionary<string, string>(variables.Select(v =>
                    KeyValuePair.Create(v.Name, v.Value)))
                { ["SSL_CERT_FILE"] = world.Bundle });
            return (output + error, exitCode == 0 ? "Success" : "Failed");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Ec2World SmallWorldWith(params string[] addresses)
    {
        var document = SmallWorld.Document();
        var endpoint = document["NetworkInterfaces"]!.AsArray().First(n => n!["NetworkInterfaceId"]!.GetValue<string>() == "eni-0a1")!;
        endpoint["PrivateIpAddress"] = addresses[0];
        endpoint["PrivateIpAddresses"] = new JsonArray(
            [.. addresses.Select((address, n) => new JsonObject { ["Primary"] = n == 0, ["PrivateIpAddress"] = address })]);
        return new Ec2World().Add(document);
    }

    private static string Text(PSObject item, string property) =>
        Convert.ToString(item.Properties[property].Value, CultureInfo.InvariantCulture) ?? "";
}
