using Xunit;

namespace VpceTools.Probing.Tests.Hostile;

/// <summary>
/// What answers at an address may send what it likes, over TLS or in its place: the probe comes to an end and shows nothing that steers a
/// terminal. The long run is the benchmark <c>soak</c>.
/// </summary>
public sealed class HostileServiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_answered_over_TLS_the_probe_ends() =>
        Assert.Empty(await MutatedServices.HttpAsync(new Random(18), 40, Stop));

    [Fact]
    public async Task Whatever_is_sent_in_place_of_TLS_the_probe_ends() =>
        Assert.Empty(await MutatedServices.TlsAsync(new Random(19), 25, Stop));
}
