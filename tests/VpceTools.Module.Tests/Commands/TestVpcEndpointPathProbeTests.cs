using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing.Probing;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// What is computed held against the wire: from this machine, which is a client of the snapshot's VPC, and from instances.
/// </summary>
[Collection(nameof(LoopbackWorld))]
public sealed class TestVpcEndpointPathProbeTests(LoopbackWorld world) : IDisposable
{
    private const string Printed =
        "vpcetools\t1\nhost\tweb\naddress\t10.0.3.20\nresolver\t10.0.0.2\ndns\tsqs.us-east-1.amazonaws.com\t-\tAnswered\t1200\t10.0.1.10\ntcp\t10.0.1.10\tTimedOut\t5000000\nend\n";

    private readonly ModuleSession _session = new(width: 80);

    [Fact]
    public void What_is_computed_and_seen_alike_has_no_difference()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var path = Assert.Single(Probe(world.Open, service.Port).Succeeded());

        Assert.Equal(("Reachable", "Passed", "True"), (Text(path, "Verdict"), Wire(path, "Status"), Wire(path, "IsClient")));
        Assert.Empty(Differences(path));
        Assert.Equal([true], Probe(world.Open, service.Port, "-Quiet").Succeeded().Select(o => o.BaseObject));
    }

    [Fact]
    public void A_connection_that_is_computed_to_be_blocked_and_opens_is_named()
    {
        using var certificate = Certificate();
        using var service = TlsTestServer.Start(LoopbackWorld.Address, certificate);

        var path = Assert.Single(Probe(world.Closed, service.Port).Succeeded());

        Assert.Equal(("Blocked", "Passed"), (Text(path, "Verdict"), Wire(path, "Status")));
        Assert.Contains("connects", Assert.Single(Differences(path)), StringComparison.Ordinal);
        Assert.Contains("DIFFERS: ", _session.InvokeText(Command(world.Closed, service.Port, "")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_out_of_what_is_computed_to_get_through_is_named_and_does_not_open_a_gate()
    {
        using var hole = new FullBacklog(LoopbackWorld.Address);

        var path = Assert.Single(Probe(world.Open, hole.Port, "-TimeoutSeconds 1").Succeeded());

        Assert.Equal(("Reachable", "Failed"), (Text(path, "Verdict"), Wire(path, "Status")));
        Assert.Contains("does not answer in time", Assert.Single(Differences(path)), StringComparison.Ordinal);
        Assert.Equal([false], Probe(world.Open, hole.Port, "-TimeoutSeconds 1 -Quiet").Succeeded().Select(o => o.BaseObject));
    }

    [Fact]
    public void The_views_of_a_probed_path_fit_80_columns()
    {
        using var hole = new FullBacklog(LoopbackWorld.Address);
        foreach (var view in new[] { "", " | Format-List", " | Format-Table -View Flat" })
            Assert.All(_session.InvokeText(Command(world.Open, hole.Port, "-TimeoutSeconds 1") + view).Split('\n'), line =>
                Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task An_instance_is_asked_itself_after_its_owner_agreed()
    {
        await using var ssm = await SsmTestServer.StartAsync(new() { [SmallWorld.Instance] = "Linux" });
        ssm.Canned[SmallWorld.Instance] = (Printed, "Success");
        using var live = new LiveSession();
        var command = $"Test-VpcEndpointPath @live -From {SmallWorld.Instance} -To sqs -Probe -SsmEndpointUrl {ssm.Url}";

        Assert.StartsWith("ConfirmationImpossible,", live.Invoke(command).SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"What if: Run this read-only script on {SmallWorld.Instance} through Systems Manager",
            live.Session.InvokeText($"{command} -WhatIf"), StringComparison.Ordinal);
        Assert.Empty(ssm.Sent);

        var path = Assert.Single(live.Invoke($"{command} -Force").Succeeded());

        Assert.Equal((SmallWorld.Instance, "True"), (Wire(path, "Source"), Wire(path, "IsClient")));
        Assert.Contains("10.0.1.10", Wire(path, "Name"), StringComparison.Ordinal);
        Assert.Equal("Failed", Wire(path, "Status"));
    }

    public void Dispose() => _session.Dispose();

    private static string Text(PSObject item, string name) => $"{item.Properties[name].Value}";

    private static string Wire(PSObject path, string name) =>
        $"{PSObject.AsPSObject(path.Properties["Wire"].Value).Properties[name].Value}";

    private static IEnumerable<string> Differences(PSObject path) =>
        LanguagePrimitives.GetEnumerable(PSObject.AsPSObject(path.Properties["Wire"].Value).Properties["Differences"].Value).Cast<string>();

    private static string Command(string snapshot, int port, string more) =>
        $"Test-VpcEndpointPath -SnapshotPath '{snapshot}' -From {SmallWorld.Instance} -To {LoopbackWorld.Address}:{port} -Probe {more}";

    private ModuleResult Probe(string snapshot, int port, string more = "") => _session.Invoke(Command(snapshot, port, more));

    private X509Certificate2 Certificate() => world.Authority.Issue(LoopbackWorld.Address);
}
