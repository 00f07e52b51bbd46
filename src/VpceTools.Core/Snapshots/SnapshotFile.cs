namespace VpceTools.Snapshots;

/// <summary>A file of a snapshot.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Name">The path below the snapshot's root, with <c>/</c>, for messages.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Partition">Where it belongs.</param>
internal sealed record SnapshotFile(string Path, string Name, long Length, SnapshotPartition Partition);
