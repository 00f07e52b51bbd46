using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>One moto with the sample world, for tests that only read.</summary>
public sealed class MotoFixture : IAsyncLifetime
{
    private MotoServer? _moto;

    /// <summary>The world; null where there is no moto.</summary>
    public MotoWorld? World { get; private set; }

    /// <summary>Where moto listens.</summary>
    public string Url => _moto!.Url;

    public async ValueTask InitializeAsync()
    {
        if (MotoServer.SkipReason is not null)
            return;
        _moto = await MotoServer.StartAsync();
        using var client = _moto.CreateClient();
        World = await new MotoWorldBuilder(client).SampleAsync();
    }

    public ValueTask DisposeAsync()
    {
        _moto?.Dispose();
        return ValueTask.CompletedTask;
    }
}
