using Amazon.EC2;
using Amazon.EC2.Model;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>What was saved, and what was intended, held against an EC2 that others wrote.</summary>
public sealed class LiveComparisonTests : IDisposable
{
    private const string Change =
        "ForEach-Object { \"$($_.EndpointId) $($_.Check) $($_.Before) $($_.After) $($_.Trend): $($_.Causes.ResourceId -join ' ')\" }";
    private readonly ModuleSession _session = new(width: 80);
    private readonly NameTestServer _names = new([]);
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-live-").FullName;

    [Fact]
    public async Task A_rule_that_somebody_changed_since_is_named_as_the_cause()
    {
        using var moto = await StartAsync();
        using var client = moto.CreateClient();
        var world = await WorldAsync(moto, client);
        var group = await GroupOfEndpointAsync(client, world);
        await client.AuthorizeSecurityGroupIngressAsync(
            new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [Https] }, TestContext.Current.CancellationToken);
        _session.Invoke("Export-VpcEndpointSnapshot @live -Path saved -WarningAction Ignore").Succeeded();

        // Nobody has done anything yet.
        Assert.Empty(_session.Invoke("Compare-VpcEndpointSnapshot @live -Reference saved").Succeeded());

        await RevokeAsync(client, group);
        var changes = _session.Invoke(
            $"$changes = Compare-VpcEndpointSnapshot @live -Reference saved; $changes | Where-Object Check | {Change}").Succeeded();
        var line = Assert.Single(changes.Select(text => (string)text.BaseObject), text =>
            text.Contains(" SecurityGroupIngress ", StringComparison.Ordinal));
        Assert.Equal($"{world.InterfaceEndpointId} SecurityGroupIngress Passed Failed Worse: {group}", line);
        Assert.Contains("443", (string)Assert.Single(
            _session.Invoke("($changes | Where-Object Check -eq SecurityGroupIngress).Causes.Description").Succeeded()).BaseObject,
                StringComparison.Ordinal);
        // The other endpoint and its checks are as they were, and nothing else is said to have changed.
        Assert.Empty(_session.Invoke($"$changes | Where-Object {{ -not $_.Check -or $_.EndpointId -ne '{world.InterfaceEndpointId}' }}")
            .Succeeded());

        Assert.Equal([false], _session.Invoke(
            "Compare-VpcEndpointSnapshot @live -Reference saved -Quiet -Check SecurityGroupIngress").Output.Select(o => o.BaseObject));
        Assert.Equal([true], _session.Invoke(
            "Compare-VpcEndpointSnapshot @live -Reference saved -Quiet -Check EndpointState").Output.Select(o => o.BaseObject));
    }

    [Fact]
    public async Task A_reference_of_another_account_or_Region_is_an_error_and_no_change()
    {
        using var moto = await StartAsync();
        using var client = moto.CreateClient();
        await WorldAsync(moto, client);
        var healthy = Path.Combine(Documentation.RepositoryFiles.Root, "samples", "healthy");

        var result = _session.Invoke($"Compare-VpcEndpointSnapshot @live -Reference '{healthy}'");

        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error => Assert.StartsWith("CounterpartMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    /// <summary>An intent is judged live as in what was saved, before a change and after it.</summary>
    [Fact]
    public async Task Intents_are_judged_live_as_in_a_snapshot()
    {
        const string Statuses = "ForEach-Object { \"$($_.Name): $($_.Status)\" }";
        using var moto = await StartAsync();
        using var client = moto.CreateClient();
        var world = await WorldAsync(moto, client);
        var target = (await client.CreateNetworkInterfaceAsync(new()
        {
            SubnetId = world.EndpointSubnetId,
            Groups = [world.EndpointGroupId]
        },
            TestContext.Current.CancellationToken)).NetworkInterface.PrivateIpAddress;
        await File.WriteAllTextAsync(Path.Combine(_folder, "vpce.yaml"), $$"""
            version: 1
            expectations:
              - { name: open, from: {{world.ClientInterfaceId}}, to: '{{target}}:443', reach: privately }
              - { name: shut, from: {{world.ClientInterfaceId}}, to: '{{target}}:22', reach: never }
              - { name: gone, from: eni-0ffffffff, to: '{{target}}:22', reach: never }
            """, TestContext.Current.CancellationToken);

        string[] Live() => [.. _session.Invoke($"Test-VpcEndpoint @live -IntentPath vpce.yaml | {Statuses}").Succeeded()
            .Select(o => (string)o.BaseObject)];
        Assert.Equal(["open: Passed", "shut: Passed", "gone: Unknown"], Live());
        _session.Invoke("Export-VpcEndpointSnapshot @live -Path saved -WarningAction Ignore").Succeeded();
        Assert.Equal(Live(), _session.Invoke($"Test-VpcEndpoint -SnapshotPath saved -IntentPath vpce.yaml | {Statuses}").Succeeded()
            .Select(o => (string)o.BaseObject));

        await RevokeAsync(client, world.EndpointGroupId);
        Assert.Equal(["open: Failed", "shut: Passed", "gone: Unknown"], Live());
    }

    public void Dispose()
    {
        _session.Dispose();
        _names.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<MotoServer> StartAsync()
    {
        Assert.SkipWhen(MotoServer.SkipReason is not null, MotoServer.SkipReason ?? "");
        return await MotoServer.StartAsync(TestContext.Current.CancellationToken);
    }

    private async Task<MotoWorld> WorldAsync(MotoServer moto, AmazonEC2Client client)
    {
        var world = await new MotoWorldBuilder(client, TestContext.Current.CancellationToken).SampleAsync();
        _session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
        _session.Invoke($"$global:live = @{{ EndpointUrl = '{moto.Url}'; NameEndpointUrl = '{_names.Url}'; Region = 'us-east-1'; "
            + $"VpcId = '{world.VpcId}'; AccessKey = 'AKIAIOSFODNN7EXAMPLE'; SecretKey = 'secretsecret' }}").Succeeded();
        return world;
    }

    private static IpPermission Https => MotoWorldBuilder.Tcp(443, "10.0.0.0/16");

    private static async Task RevokeAsync(AmazonEC2Client client, string group) => await client.RevokeSecurityGroupIngressAsync(
        new RevokeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [Https] }, TestContext.Current.CancellationToken);

    /// <summary>The group of the endpoint's interface, which moto makes the VPC's default one whatever the endpoint names.</summary>
    private static async Task<string> GroupOfEndpointAsync(AmazonEC2Client client, MotoWorld world)
    {
        var endpoint = Assert.Single((await client.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [world.InterfaceEndpointId] },
            TestContext.Current.CancellationToken)).VpcEndpoints);
        var own = (await client.DescribeNetworkInterfacesAsync(new() { NetworkInterfaceIds = endpoint.NetworkInterfaceIds },
            TestContext.Current.CancellationToken)).NetworkInterfaces;
        return Assert.Single(Assert.Single(own).Groups).GroupId;
    }
}
