namespace VpceTools.Snapshots;

/// <summary>The files that make up one network: those of one Region folder, or all that are in none.</summary>
/// <param name="Folder">The folder below the root; empty for the files in no Region folder.</param>
/// <param name="Region">The Region that the folder's name says; null without one.</param>
/// <param name="OuterRegion">The Region in the path that leads to the root: weaker than what the documents themselves say.</param>
internal sealed record SnapshotPartition(string Folder, string? Region, string? OuterRegion);
