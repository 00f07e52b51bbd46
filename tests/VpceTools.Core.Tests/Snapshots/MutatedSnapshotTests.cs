using VpceTools.Testing;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>
/// Snapshots that are changed at random: there are results or one clear error, and never another exception. The long run is the benchmark
/// <c>soak</c>.
/// </summary>
public sealed class MutatedSnapshotTests
{
    [Fact]
    public async Task Whatever_a_snapshot_holds_there_are_results_or_an_error()
    {
        var document = SampleWorld.Document().ToJsonString();
        for (var seed = 0; seed < 150; seed++)
            Assert.Empty(await MutatedSnapshots.RunAsync(document, seed, TestContext.Current.CancellationToken));
    }
}
