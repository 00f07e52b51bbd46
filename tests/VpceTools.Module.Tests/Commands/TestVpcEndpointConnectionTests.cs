using System.Globalization;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using ARSoft.Tools.Net.Dns;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// The probe as users have it: from this machine against listeners on 127.0.0.0/8, joined with a snapshot whose VPC this machine is in.
/// </summary>
[Collection(nameof(LoopbackWorld))]
public sealed class TestVpcEndpointConnectionTests(LoopbackWorld world) : IDisposable
{
    private const string Denied =
        "HTTP/1.1 403 Forbidden\r\nx-amzn-RequestId: abc\r\nContent-Length: 66\r\n\r\n<Message>because no VPC endpoint policy allows the action</Message>";

    private readonly ModuleSession _session = new(width: 80);

    [Fact]
    public void A_healthy_endpoint_gives_one_result_a_step_and_a_verdict()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var result = Probe(world.Open, service.Port);

        Assert.Equal(["Dns", "Tcp", "Tls", "Http", "Verdict"], result.Texts("Step"));
        Assert.Equal(Enumerable.Repeat("Passed", 5), result.Texts("Status"));
        Assert.All(result.Output, item => Assert.Equal("VpceTools.EndpointConnectionResult", item.TypeNames[0]));
        Assert.All(result.Texts("EndpointId"), id => Assert.Equal(SmallWorld.Sqs, id));
        Assert.Equal(["EndpointAnswers"], result.Texts("Verdict").Where(v => v.Length > 0));
        Assert.Equal([LoopbackWorld.Address], result.Texts("Address").Where(a => a.Length > 0).Distinct());
        Assert.Contains("11111111-2222-3333-4444-555555555555", result.Texts("RequestId"));
        Assert.Empty((System.Collections.IEnumerable)result.Output[4].Properties["Contradictions"].Value);
        Assert.DoesNotContain(service.Received, r => r.Contains("Authorization", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_time_out_is_blamed_on_the_rule_that_the_configuration_shows()
    {
        using var hole = new FullBacklog(LoopbackWorld.Address);

        var verdict = Verdict(Probe(world.Closed, hole.Port, "-TimeoutSeconds 1"));

        Assert.Equal(("Failed", "ConnectionTimedOut"), (Text(verdict, "Status"), Text(verdict, "Verdict")));
        var cause = _session.Invoke("$input.Causes[0]", verdict).Succeeded()[0];
        Assert.Equal(("SecurityGroup", "sg-0e1", "True"), (Text(cause, "Kind"), Text(cause, "ResourceId"), Text(cause, "IsConfirmed")));
        Assert.Empty((System.Collections.IEnumerable)verdict.Properties["Contradictions"].Value);
    }

    [Fact]
    public void A_time_out_that_the_configuration_does_not_explain_shows_the_contradiction()
    {
        using var hole = new FullBacklog(LoopbackWorld.Address);

        var verdict = Verdict(Probe(world.Open, hole.Port, "-TimeoutSeconds 1"));

        Assert.Equal(("Failed", "ConnectionTimedOut"), (Text(verdict, "Status"), Text(verdict, "Verdict")));
        Assert.Contains("the wire says that it does not", Assert.Single(_session.Invoke("$input.Contradictions", verdict).Succeeded())
            .ToString(), StringComparison.Ordinal);
        Assert.Equal("HostFirewall", Text(_session.Invoke("$input.Causes[0]", verdict).Succeeded()[0], "Kind"));
    }

    [Fact]
    public void A_connection_that_opens_against_a_closed_configuration_shows_the_contradiction()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var verdict = Verdict(Probe(world.Closed, service.Port));

        Assert.Equal("Passed", Text(verdict, "Status"));
        Assert.Contains("Contradiction: ", string.Concat(_session.Invoke("$input.Result", verdict).Succeeded()), StringComparison.Ordinal);
        Assert.Contains("the wire says that it does:", Assert.Single(_session.Invoke("$input.Contradictions", verdict).Succeeded())
            .ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refused", "ConnectionRefused")]
    [InlineData("half-open", "HandshakeTimedOut")]
    [InlineData("closing", "HandshakeClosed")]
    [InlineData("plain", "HandshakeFailed")]
    [InlineData("other name", "CertificateNameMismatch")]
    [InlineData("expired", "CertificateExpired")]
    [InlineData("self-signed", "CertificateUntrusted")]
    [InlineData("policy", "EndpointPolicyDenies")]
    [InlineData("no answer", "RequestUnanswered")]
    public void Each_way_to_fail_has_its_verdict(string kind, string verdict)
    {
        using var certificate = kind switch
        {
            "other name" => world.Authority.Issue("other.test.invalid"),
            "expired" => world.Authority.Issue(LoopbackWorld.Address, isExpired: true),
            "self-signed" => TestAuthority.SelfSigned(LoopbackWorld.Address),
            _ => Certificate(),
        };
        using var service = kind switch
        {
            "refused" => TlsTestServer.Silent("127.0.9.9"),
            "half-open" => TlsTestServer.Silent(LoopbackWorld.Address),
            "closing" => TlsTestServer.Closing(LoopbackWorld.Address),
            "plain" => TlsTestServer.Plain(LoopbackWorld.Address),
            "policy" => TlsTestServer.Start(LoopbackWorld.Address, certificate, answer: Denied),
            "no answer" => TlsTestServer.Start(LoopbackWorld.Address, certificate, answer: ""),
            _ => TlsTestServer.Start(LoopbackWorld.Address, certificate),
        };

        // What does answer has time to on a busy machine.
        var shown = Verdict(Probe(world.Open, service.Port, kind is "half-open" or "no answer" ? "-TimeoutSeconds 2"
            : "-TimeoutSeconds 30"));

        Assert.Equal(("Failed", verdict), (Text(shown, "Status"), Text(shown, "Verdict")));
    }

    [Fact]
    public void A_name_alone_needs_no_endpoint_and_a_given_server_shows_chain_and_time_to_live()
    {
        using var dns = new DnsTestServer();
        dns.Add("localhost", ["127.0.9.2"], 42, "alias.test.invalid");
        using var certificate = world.Authority.Issue("localhost");
        using var service = TlsTestServer.Start("127.0.9.2", certificate);

        var result = _session.Invoke(
            $"Test-VpcEndpointConnection -HostName localhost -DnsServer {dns.Address} -Port {service.Port} -TimeoutSeconds 2 -Count 1");

        var answer = result.Succeeded().Single(o => Text(o, "DnsServer") == dns.Address);
        Assert.Equal("localhost CNAME alias.test.invalid 42|alias.test.invalid A 127.0.9.2 42",
            string.Join('|', _session.Invoke("$input.Records | ForEach-Object { \"$($_.Name) $($_.Type) $($_.Value) $($_.TimeToLive)\" }",
                answer).Succeeded()));
        Assert.Equal("Passed", Text(result.Output.Single(o => Text(o, "Step") == "Tls" && Text(o, "Address") == "127.0.9.2"), "Status"));
        Assert.All(result.Texts("EndpointId"), id => Assert.Equal("", id));
    }

    [Theory]
    [InlineData(ReturnCode.NxDomain, "no such name (NXDOMAIN)")]
    [InlineData(ReturnCode.ServerFailure, "the resolver failed (SERVFAIL)")]
    public void What_a_given_server_fails_with_is_said(ReturnCode code, string says)
    {
        using var dns = new DnsTestServer();
        dns.Fail("localhost", code);

        // The system's resolver knows localhost without asking anybody.
        var result = _session.Invoke(
            $"Test-VpcEndpointConnection -HostName localhost -DnsServer {dns.Address} -Port 9 -TimeoutSeconds 2 -Count 1");

        Assert.Contains(says, Text(result.Succeeded().Single(o => Text(o, "DnsServer") == dns.Address), "Message"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_gives_one_Boolean_for_each_endpoint()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);
        using var hole = new FullBacklog(LoopbackWorld.Address);

        Assert.Equal([true], Probe(world.Open, service.Port, "-Quiet").Succeeded().Select(o => o.BaseObject));
        Assert.Equal([false], Probe(world.Open, hole.Port, "-Quiet -TimeoutSeconds 1").Succeeded().Select(o => o.BaseObject));
    }

    [Fact]
    public void Endpoints_come_from_the_pipeline_and_one_that_is_not_there_does_not_stop_the_others()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var result = _session.Invoke(
            $"'{SmallWorld.Sqs}', 'vpce-0ffffffffffffffff' | Test-VpcEndpointConnection -SnapshotPath '{world.Open}' -Port {service.Port} -Quiet");

        Assert.Equal([false, true], result.Output.Select(o => o.BaseObject));
        Assert.StartsWith("EndpointNotFound,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-HostName 'a b'", "HostNameInvalid")]
    [InlineData("vpce-0ffffffffffffffff -SnapshotPath $s", "EndpointNotFound")]
    [InlineData("vpce-0a1 -SnapshotPath nowhere", "SnapshotNotFound")]
    [InlineData("vpce-0a1 -EndpointUrl http://127.0.0.1:9 -Region us-east-1 -AccessKey A -SecretKey B", "EndpointUnreachable")]
    public void A_gate_stays_shut_where_nothing_could_be_probed(string arguments, string errorId)
    {
        _session.Runspace.SessionStateProxy.SetVariable("s", world.Open);

        var result = _session.Invoke(
            $"if ((Test-VpcEndpointConnection {arguments} -Quiet) -contains $false) {{ 'shut' }} else {{ 'open' }}");

        Assert.StartsWith(errorId + ",", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["shut"], result.Output.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("-HostName 'a b'", "HostNameInvalid", ErrorCategory.InvalidArgument, "a b")]
    [InlineData("-HostName localhost -DnsServer ns.example", "DnsServerInvalid", ErrorCategory.InvalidArgument, "ns.example")]
    public void A_wrong_argument_is_one_clear_error(string arguments, string errorId, ErrorCategory category, string target)
    {
        var error = _session.Invoke($"Test-VpcEndpointConnection {arguments}").SingleError;

        Assert.Equal($"{errorId},VpceTools.Commands.TestVpcEndpointConnectionCommand", error.FullyQualifiedErrorId);
        Assert.Equal((category, target), (error.CategoryInfo.Category, error.TargetObject));
    }

    [Fact]
    public void A_wrong_name_does_not_cost_the_others_and_nothing_is_probed_in_its_place()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var result = _session.Invoke(
            $"Test-VpcEndpointConnection -HostName 'a b', {LoopbackWorld.Address}, 'c d' -Port {service.Port} -Count 1 -Quiet");
        // A gate must not open for what was not probed.
        Assert.Equal([false, false, true], result.Output.Select(o => o.BaseObject));
        Assert.Equal(["a b", "c d"], result.Errors.Select(e => e.TargetObject));

        var joined = Probe(world.Open, service.Port, $"-HostName 'a b', {LoopbackWorld.Address} -Quiet");
        Assert.Equal([false, true], joined.Output.Select(o => o.BaseObject));
        Assert.Equal([false], Probe(world.Open, service.Port, "-HostName 'a b' -Quiet").Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Rows_of_one_address_are_told_apart_by_the_name_that_was_asked_for()
    {
        using var certificate = world.Authority.Issue("localhost");
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var table = _session.InvokeText(
            $"Test-VpcEndpointConnection {SmallWorld.Sqs} -SnapshotPath '{world.Open}' -HostName localhost -Port {service.Port} -Count 1");

        Assert.Contains($" {LoopbackWorld.Address} for localhost: TLS 1.", table, StringComparison.Ordinal);
        Assert.Contains($" {LoopbackWorld.Address} for localhost: HTTP 404", table, StringComparison.Ordinal);
        Assert.All(table.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Progress_is_shown_and_ends_and_verbose_tells_every_step()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var result = Probe(world.Open, service.Port, "-Verbose");

        Assert.Contains(result.Progress, p => p.RecordType == ProgressRecordType.Processing && p.PercentComplete is > 0 and <= 100);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.Contains(result.Verbose, line => line.Contains(LoopbackWorld.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_ends_a_probe_that_waits_at_once()
    {
        using var hole = new FullBacklog(LoopbackWorld.Address);
        using var shell = PowerShell.Create(_session.Runspace);
        shell.AddScript($"Test-VpcEndpointConnection {SmallWorld.Sqs} -SnapshotPath '{world.Open}' -Port {hole.Port} -TimeoutSeconds 300 -Verbose");
        var running = shell.InvokeAsync();
        while (shell.Streams.Verbose.Count == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        shell.BeginStop(null, null);

        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() =>
            running.WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Both_views_are_read_in_80_columns()
    {
        using var hole = new FullBacklog(LoopbackWorld.Address);
        var probe = $"Test-VpcEndpointConnection {SmallWorld.Sqs} -SnapshotPath '{world.Closed}' -Port {hole.Port} -TimeoutSeconds 1";

        var table = _session.InvokeText(probe);
        var list = _session.InvokeText($"{probe} | Where-Object Step -EQ Verdict | Format-List");

        Assert.All((table + list).Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains($"   Endpoint: {SmallWorld.Sqs} in {SmallWorld.Vpc} (us-east-1)\n", table, StringComparison.Ordinal);
        Assert.Contains("   From:     " + Environment.MachineName, table, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Status +Step +Time +Result$", table);
        Assert.Matches(@"(?m)^Failed +Tcp +.*no answer in 1 s", table);
        Assert.Matches(@"(?m)^Failed +Verdict +ConnectionTimedOut: ", table);
        Assert.DoesNotContain("…", table + list, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Verdict +: ConnectionTimedOut$", list);
        Assert.Matches(@"(?m)^Causes +: 1\. ", list);
        Assert.Contains("[shown by the evidence]", string.Join(' ', list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_checklist_with_Probe_has_point_7_and_its_cause()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);
        using var hole = new FullBacklog(LoopbackWorld.Address);
        ModuleResult Checklist(string snapshot, int port) =>
            _session.Invoke($"Test-VpcEndpoint {SmallWorld.Sqs} -SnapshotPath '{snapshot}' -Port {port} -Probe -Check DnsResolution, TcpConnection, TlsHandshake");

        var healthy = Checklist(world.Open, service.Port);
        Assert.Equal(["DnsResolution Passed", "TcpConnection Passed", "TlsHandshake Passed"], healthy.Succeeded()
            .Select(r => $"{Text(r, "Check")} {Text(r, "Status")}"));

        var closed = Checklist(world.Closed, hole.Port);
        Assert.Equal(["DnsResolution Passed", "TcpConnection Failed", "TlsHandshake Unknown"], closed.Succeeded()
            .Select(r => $"{Text(r, "Check")} {Text(r, "Status")}"));
        Assert.Contains(" time out. Cause: Security group sg-0e1 ", Text(closed.Output[1], "Message"), StringComparison.Ordinal);
        Assert.StartsWith("The probe ended before this step: Connections to ", Text(closed.Output[2], "Message"), StringComparison.Ordinal);
        Assert.Contains("the wire says that it does not.", Text(Checklist(world.Open, hole.Port).Succeeded()[1], "Message"),
            StringComparison.Ordinal);
        var finding = Assert.Single(_session.Invoke("$input.Findings", closed.Output[1]).Succeeded());
        Assert.Equal(("sg-0e1", "High"), (Text(finding, "ResourceId"), Text(finding, "Severity")));
        Assert.StartsWith("cause: ", Text(_session.Invoke("$input.Evidence", finding).Succeeded()[0], "Component"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Probe_the_three_checks_do_not_apply_and_a_selection_of_them_alone_is_warned_about()
    {
        var result = _session.Invoke(
            $"Test-VpcEndpoint {SmallWorld.Sqs} -SnapshotPath '{world.Open}' -Check TcpConnection -IncludeNotApplicable");

        Assert.Equal(["NotApplicable"], result.Texts("Status"));
        Assert.Contains("without -Probe", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal([true], _session.Invoke(
            $"Test-VpcEndpoint {SmallWorld.Sqs} -SnapshotPath '{world.Open}' -Check TcpConnection, EndpointState -Quiet").Succeeded()
                .Select(o => o.BaseObject));
    }

    [Fact]
    public void What_a_probe_found_is_left_to_a_person_and_what_explains_it_is_repaired()
    {
        using var hole = new FullBacklog(LoopbackWorld.Address);

        var repairs = _session.Invoke(
            $"(Test-VpcEndpoint {SmallWorld.Sqs} -SnapshotPath '{world.Closed}' -Port {hole.Port} -Probe -Check TcpConnection, SecurityGroupIngress).Findings | Repair-VpcEndpoint");

        Assert.Contains("WhatIf AuthorizeSecurityGroupIngress", repairs.Succeeded()
            .Select(r => $"{Text(r, "Status")} {Text(r, "Action")}"));
        var refused = Assert.Single(repairs.Output, r => Text(r, "Status") == "Refused");
        Assert.Equal(("TcpConnection", "Manual"), (Text(refused, "Description"), Text(refused, "Risk")));
        Assert.Contains("probe again", Text(refused, "Error"), StringComparison.Ordinal);
        Assert.DoesNotContain(repairs.Output, r => Text(r, "Status") == "AlreadyDone");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Force")]
    [InlineData("-SsmEndpointUrl http://127.0.0.1:9")]
    public void A_snapshot_has_no_account_to_reach_instances_with(string further)
    {
        var error = _session.Invoke(
            $"Test-VpcEndpointConnection {SmallWorld.Sqs} -SnapshotPath '{world.Open}' -InstanceId i-0f1 {further}").SingleError;

        Assert.Equal("InstancesOfSnapshot,VpceTools.Commands.TestVpcEndpointConnectionCommand", error.FullyQualifiedErrorId);
        Assert.Equal(("i-0f1", System.Management.Automation.ErrorCategory.InvalidArgument),
            (error.TargetObject, error.CategoryInfo.Category));
    }

    public void Dispose() => _session.Dispose();

    private static string Text(PSObject item, string property) =>
        Convert.ToString(item.Properties[property].Value, CultureInfo.InvariantCulture) ?? "";

    private static PSObject Verdict(ModuleResult result) => result.Succeeded().Single(o => Text(o, "Step") == "Verdict");

    private X509Certificate2 Certificate() => world.Authority.Issue(LoopbackWorld.Address);

    private ModuleResult Probe(string snapshot, int port, string arguments = "") =>
        _session.Invoke($"Test-VpcEndpointConnection {SmallWorld.Sqs} -SnapshotPath '{snapshot}' -Port {port} -Count 1 {arguments}");
}
