using VpceTools.Model;
using VpceTools.Snapshots;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>Reads snapshots for tests.</summary>
internal static class Snapshot
{
    public static IReadOnlyList<VpcNetwork> Read(string path) =>
        new SnapshotSource(path).ReadAsync(new NetworkQuery(), null, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public static NetworkSourceException Fails(string path) => Assert.Throws<NetworkSourceException>(() => Read(path));
}
