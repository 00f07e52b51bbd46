using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>
/// The network as it was read and the files that it was read from. Whoever writes a changed network takes from the files what the model
/// does not hold;
/// until then they cost no memory.
/// </summary>
/// <param name="Network">The network as it was read.</param>
/// <param name="Files">Its files, and of the first network of a snapshot also those that belong to none.</param>
internal sealed record SnapshotOrigin(VpcNetwork Network, IReadOnlyList<SnapshotFile> Files)
{
    /// <summary>The network with files that it came from.</summary>
    public static VpcNetwork Attach(VpcNetwork network, IReadOnlyList<SnapshotFile> files)
    {
        var origin = Of(network) ?? new(network, []);
        return network with { Provenance = new(origin with { Files = [.. origin.Files, .. files] }) };
    }

    /// <summary>Where a network was read; null where it was not read from files.</summary>
    public static SnapshotOrigin? Of(VpcNetwork network) => network.Provenance.Source as SnapshotOrigin;
}
