using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>Paths read live from an EC2 that others wrote, and the same from what was saved of it.</summary>
public sealed class TestVpcEndpointPathLiveTests : IDisposable
{
    private const string Line = "| ForEach-Object { \"$($_.From) $($_.To) $($_.Verdict) $($_.EndpointId) $($_.Message)\" }";
    private readonly ModuleSession _session = new(width: 80);
    private readonly NameTestServer _names = new([]);
    private readonly string _folder = Directory.CreateTempSubdirectory("VpceTools").FullName;

    [Fact]
    public async Task A_live_path_is_that_of_a_snapshot_of_the_same_account()
    {
        Assert.SkipWhen(MotoServer.SkipReason is not null, MotoServer.SkipReason ?? "");
        using var moto = await MotoServer.StartAsync(TestContext.Current.CancellationToken);
        using var client = moto.CreateClient();
        var world = await new MotoWorldBuilder(client, TestContext.Current.CancellationToken).SampleAsync();
        _session.Invoke($"$global:live = @{{ EndpointUrl = '{moto.Url}'; NameEndpointUrl = '{_names.Url}'; Region = 'us-east-1'; "
            + $"VpcId = '{world.VpcId}'; AccessKey = 'AKIAIOSFODNN7EXAMPLE'; SecretKey = 'secretsecret' }}; $global:saved = '{_folder}/saved'").Succeeded();

        var asked = $"-From {world.ClientInterfaceId}, nosuchfunction -To sqs, s3, 10.0.2.4:443";
        var live = _session.Invoke($"Test-VpcEndpointPath @live {asked} {Line}");
        _session.Invoke("Export-VpcEndpointSnapshot @live -Path $saved -WarningAction Ignore").Succeeded();
        var saved = _session.Invoke($"Test-VpcEndpointPath -SnapshotPath $saved {asked} {Line}");

        Assert.Equal("nosuchfunction", live.SingleError.TargetObject);
        Assert.Equal(3, live.Output.Count);
        Assert.Equal(live.Output.Select(o => o.BaseObject), saved.Output.Select(o => o.BaseObject));
        Assert.All(live.Output, line => Assert.StartsWith(world.ClientInterfaceId, (string)line.BaseObject, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _session.Dispose();
        _names.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
